"""Which report type a table is of, when several explain its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain

from followup.ingest.answers import Asked
from followup.ingest.draft import How
from followup.ingest.grid import Sheet
from followup.ingest.headers import Amount, names_time, unit_in
from followup.ingest.layout import FIRST, choice_keys, report_type, word_keys
from followup.ingest.profile import Profile
from followup.ingest.shares import share_of
from followup.ingest.table_map import Labels, Mapped, TableMap
from followup.ingest.title_dates import find_period, find_year
from followup.ingest.words import clean, key, tokens, without_brackets

TITLE_ROWS = 20
TIMES = ("date", "period", "month", "year", "period_start")
# What activity without vehicles is told by; years alone are statistics.
OWN_ROWS = ("line", "fuel", "date", "period", "month", "period_start")
_MILLIONS = re.compile(r"(?i)\bmi(?:ljoner|lj\b|o\b|llions?\b|llioner\b)")
USES = ("machine_quantity", "transport_quantity")


def may_be(name: str, labels: Labels) -> bool:
    """Whether the headers can hold what a type requires; the first types look more closely."""
    if name in FIRST:
        return True
    heads = {key(part) for label in labels.values() for part in label.parts}
    if not heads.isdisjoint(word_keys("foreign_headers")):
        return False  # allowances of the staff, or a list of goals
    layout = report_type(name)
    said = frozenset(chain.from_iterable(_keys(label.parts) for label in labels.values()))
    found = {f for f, field in layout.fields.items() if not field.keys.isdisjoint(said)}
    if name == "activity" and sum(names_time(label.shown) for label in labels.values()) > 1:
        found |= {"distance_km", "period"}  # months side by side; a title says of what
    return layout.has_required(found)


def _keys(parts: tuple[str, ...]) -> set[str]:
    """The ways a header may be one of ours, widely: what it is is found out later."""
    texts = {*parts, clean(" ".join(parts))}
    found = {key(t) for t in texts} | {key(without_brackets(t)[0]) for t in texts}
    for text in texts:
        words = [w for w in tokens(without_brackets(text)[0]) if not w.isdigit()]
        found |= {"".join(words), "".join(words[1:]), "".join(words[:-1]), "".join(words[1:-1])}
    return found


def join_uses(taken: dict[int, Mapped]) -> None:
    """Amounts of machines and of transports are amounts each, whatever they are used for."""
    for index, column in taken.items():
        if column.field in USES:
            how: How = column.how
            amount = Amount(unit_in(column.label.whole), None, None, is_part=True)
            taken[index] = Mapped(index, column.label, "quantity", how, column.confidence, amount)


def strongest(
    found: Mapping[str, TableMap], profiles: Mapping[int, Profile], sheet: Sheet, asked: Asked
) -> TableMap | None:
    """The table as the type that explains most of its columns.

    A later type wins over a first one only where it says so, and only when its cells bear it out.
    """
    base = max((found[n] for n in FIRST if n in found), key=_score, default=None)
    later = [
        table
        for name, table in found.items()
        if name not in FIRST
        and (base is None or _beats(table, base))
        and _is_borne_out(table, profiles, sheet, asked)
    ]
    return max(later, key=_score, default=base)


def _score(table: TableMap) -> float:
    besides = report_type(table.type).besides
    told = sum(c.confidence for c in table.columns if c.field not in besides)
    return told + (table.type == "fuel") * 0.5


def _beats(table: TableMap, base: TableMap) -> bool:
    layout = report_type(table.type)
    is_given = not layout.given or any(table.first(name) for name in layout.given)
    is_theirs = any(base.first(name) for name in layout.unless)
    return base.type in layout.over and is_given and not is_theirs


def _is_borne_out(
    table: TableMap, profiles: Mapping[int, Profile], sheet: Sheet, asked: Asked
) -> bool:
    layout = report_type(table.type)
    texts = _texts(sheet)
    if layout.is_timed and not (_has_time(table, texts) or asked.period):
        return False
    if layout.said_by and not any(_says(text, layout.said_by) for text in texts):
        return False
    if table.type == "activity":
        return _is_of_one_operator(table, profiles)
    if table.type == "machines":
        stage = table.first("stage")
        # Products have a power too; a machine runs on something, and for some hours.
        runs = table.first("hours") or table.first("fuel")
        return bool(runs) if stage is None else _are_stages(stage, profiles)
    if table.type == "furniture":
        how = table.first("acquisition")
        # A register of assets has a column of that name, too, for days or sums.
        return how is None or _says_any(how, profiles, "acquisition")
    if table.type == "declared":
        share = table.first("share")
        said = (*texts, share.label.whole if share else "")
        return bool(table.first("share_of")) or any(share_of(text) for text in said)
    return True


def _is_of_one_operator(table: TableMap, profiles: Mapping[int, Profile]) -> bool:
    """Activity of vehicles, or of lines, fuels or months in a table without anything else.

    Millions of kilometres by nothing of a supplier's own are a country's.
    """
    if table.first("vehicle_id") or table.first("fleet_number"):
        return True
    is_own = any(table.first(name) for name in OWN_ROWS)
    heads = (_MILLIONS.search(column.label.whole) for column in table.columns)
    is_huge = any(heads) and not table.first("line")
    return is_own and not is_huge and _knows_every_column(table, profiles)


def _knows_every_column(table: TableMap, profiles: Mapping[int, Profile]) -> bool:
    """Kilometres by county and year are statistics: every column must be one of a report's."""
    return {column.index for column in table.columns} == {*profiles}


def _says_any(column: Mapped, profiles: Mapping[int, Profile], choices: str) -> bool:
    """Whether some cell holds one of the words of a list; an empty column says nothing else."""
    known = choice_keys(choices)
    seen = profiles[column.index]
    return seen.is_empty or seen.share(lambda c: key(c[1] or "") in known) > 0


def _are_stages(column: Mapped, profiles: Mapping[int, Profile]) -> bool:
    """Emission stages, or the drive of a machine that has none."""
    known = {*choice_keys("stage"), *choice_keys("drivetrains")}
    seen = profiles[column.index]
    shown = seen.share(lambda c: key(c[1] or f"{c[0] or 0:g}") in known)
    return seen.is_empty or shown >= 0.5


def _texts(sheet: Sheet) -> list[str]:
    """The sheet's name and the texts of its first rows."""
    texts = [sheet.name or ""]
    for column in sheet.columns:
        texts += [text for text in column.text.slice(0, TITLE_ROWS).to_pylist() if text]
    return texts


def _has_time(table: TableMap, texts: list[str]) -> bool:
    if any(table.first(name) for name in TIMES):
        return True
    return any(find_period(text) or find_year(text) for text in texts)


def _says(text: str, words: tuple[str, ...]) -> bool:
    line = f" {' '.join(tokens(text))} "
    return any(f" {' '.join(tokens(word))} " in line for word in words)
