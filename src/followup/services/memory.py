"""What was answered about a supplier's earlier files: by whom, when, and for which layout.

An answer is kept under the name its later files are recognised by: a fuel or unit by its word, a
column by its header (letters move between files), a header row by its words (rows move too), a
sheet left out by its name and the layout of its table. The newest answer to each holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from followup.ingest.answers import Layout, Remembered
from followup.ingest.classes import LISTS
from followup.ingest.draft import Draft, TableRead
from followup.ingest.words import key
from followup.services.installation import Installation
from followup.storage import decisions
from followup.storage.decisions import Said

# Remembered for the layout they were said of.
_OF_LAYOUT = ("date_order", "decimal_mark")


@dataclass(frozen=True, slots=True)
class Memory:
    """A supplier's remembered answers, oldest first, and as the reader takes them."""

    said: tuple[Said, ...] = ()
    remembered: Remembered = field(default_factory=Remembered)


def of(installation: Installation, supplier: str) -> Memory:
    """What was answered about a supplier's earlier files."""
    said = decisions.remembered(installation.database, supplier)
    layouts: dict[str, dict[str, str]] = {}
    newest: dict[str, str] = {}
    for one in said:
        layouts.setdefault(one.fingerprint, {})[one.field] = one.value
        newest[one.field] = one.value
    return Memory(said, Remembered(
        layouts={fingerprint: layout_of(answers) for fingerprint, answers in layouts.items()},
        fuels={key(word): code for word, code in _named("fuel", newest).items()},
        units={key(word): unit for word, unit in _named("unit", newest).items()},
        classes={
            f"{kind}:{key(word)}": code
            for kind in LISTS
            for word, code in _named(kind, newest).items()
        },
        headers=frozenset(_named("head", newest)),
        skips=frozenset(_sheet(name) for name, v in _named("sheet", newest).items() if v == "skip"),
    ))  # fmt: skip


def layout_of(answers: Mapping[str, str]) -> Layout:
    """What is remembered of one layout, as the reader takes it."""
    said = {name: value for name, value in answers.items() if name in _OF_LAYOUT}
    return Layout(_named("header", answers), answers.get("fuel"), answers.get("unit"), said)


def _named(kind: str, answers: Mapping[str, str]) -> dict[str, str]:
    start = f"{kind}:"
    return {f.removeprefix(start): v for f, v in answers.items() if f.startswith(start)}


def _sheet(name: str) -> tuple[str, str]:
    sheet, _, fingerprint = name.rpartition("|")
    return sheet, fingerprint


def lasting(draft: Draft, answers: Mapping[str, str]) -> dict[str, str]:
    """Which answers hold for later files of the same layout, and under which name.

    The days a file covers and what was said of single cells are its own and are not remembered.
    """
    kept: dict[str, str] = {}
    for name, value in answers.items():
        kind, _, word = name.partition(":")
        if kind in ("fuel", "unit", *LISTS, *_OF_LAYOUT):
            kept[f"{kind}:{key(word)}" if word else kind] = value
    for table in draft.tables:
        for column in table.mapping:
            places = (f"column:{table.sheet}!{column.column}", f"column:{column.column}")
            answer = next((answers[place] for place in places if place in answers), None)
            if answer is not None:
                kept[f"header:{column.key}"] = answer
        if f"header:{table.sheet or ''}" in answers and table.head:
            kept[f"head:{table.head}"] = "yes"
    for table in (*draft.skipped, *draft.tables):
        if said := answers.get(f"sheet:{table.sheet or ''}"):
            kept[_of_sheet(table)] = said
    return kept


def _of_sheet(table: TableRead) -> str:
    return f"sheet:{key(table.sheet or '')}|{table.fingerprint}"


def sources(memory: Memory, draft: Draft) -> dict[str, Said]:
    """Who answered what the draft was read by, under the names that ``draft.used`` has.

    A remembered column stands under ``column:SHEET!LETTER``.
    """
    names = {name: _stored_names(name, draft) for name in draft.used}
    for table in draft.tables:
        for column in table.mapping:
            names[f"column:{table.sheet or ''}!{column.column}"] = (f"header:{column.key}",)
    layouts = {table.fingerprint for table in (*draft.tables, *draft.skipped)}
    own = {s.field: s for s in memory.said if s.fingerprint in layouts}
    any_ = {s.field: s for s in memory.said}
    found = {}
    for name, stored in names.items():
        where = own if name.startswith("column:") else {**any_, **own}
        if said := next((where[one] for one in stored if one in where), None):
            found[name] = said
    return found


def _stored_names(name: str, draft: Draft) -> Sequence[str]:
    kind, _, word = name.partition(":")
    if kind == "header":
        return [
            f"head:{t.head}" for t in (*draft.tables, *draft.pointed) if (t.sheet or "") == word
        ]
    if kind == "sheet":
        return [_of_sheet(t) for t in draft.skipped if (t.sheet or "") == word]
    return [f"{kind}:{key(word)}" if word else kind]
