"""Findings as remarks to a supplier: groups by what is to be done, and the words of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from followup.domain.finding import Finding, Severity
from followup.i18n.text import LANGUAGES, has_text, t
from followup.ingest.draft import Draft
from followup.render.marked.plan import Note
from followup.services.upload.finding_text import words

ORDER: Final[tuple[Severity, ...]] = ("error", "question", "note")
# What is between us and our own answers, not the supplier's to act on.
_OURS: Final = frozenset({"explained"})
LONGEST_VALUE: Final = 160
COMMENTS: Final = 5_000  # a sheet


@dataclass(frozen=True, slots=True)
class Place:
    """Cells below each other with one remark: the same text stands in all, or in none."""

    sheet: str | None
    column: str | None
    first: int | None
    last: int | None
    value: str | None
    found: str

    @property
    def size(self) -> int:
        """How many cells."""
        return 1 + (self.last or 0) - (self.first or 0)

    @property
    def cells(self) -> str:
        """F8, or F8:F12; empty for a remark on a whole file."""
        if self.first is None or self.column is None:
            return ""
        one = f"{self.column}{self.first}"
        return one if self.last == self.first else f"{one}:{self.column}{self.last}"


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks with one remedy: what to do, what was found, what is needed, and where.

    ``found`` is empty where it differs from place to place.
    """

    severity: Severity
    do: str
    found: str
    needed: str
    places: tuple[Place, ...]
    count: int


def for_supplier(draft: Draft) -> tuple[Finding, ...]:
    """The findings that are the supplier's to know."""
    about_file = [Finding(c) for c in draft.file_findings if has_text(f"remark.{c}.do")]
    known = {(f.code, f.sheet, f.row, f.column): f for f in (*draft.findings, *about_file)}
    return tuple(f for f in known.values() if f.code not in _OURS)


def groups(found: Iterable[Finding], lang: str) -> tuple[Group, ...]:
    """Errors first, then questions, then notes; within them what is said of most cells first."""
    by_code: dict[str, list[Finding]] = {}
    for finding in found:
        by_code.setdefault(finding.code, []).append(finding)
    built = [_group(own, lang) for own in by_code.values()]
    return tuple(sorted(built, key=lambda g: (ORDER.index(g.severity), -g.count, g.do)))


def _group(found: Sequence[Finding], lang: str) -> Group:
    severity, code = found[0].severity, found[0].code
    places = tuple(_places(found, lang))
    said = {place.found for place in places}
    alike = said.pop() if len(said) == 1 else ""
    return Group(severity, _do(code, lang), alike, _needed(code, lang), places, len(found))


def notes(found: Iterable[Finding], names: Mapping[str | None, str], lang: str) -> Iterator[Note]:
    """A note on the cell of each error and question.

    ``names`` are the sheets' names in the file that is marked. From COMMENTS a sheet on, a cell
    is only coloured: more comments than that make a spreadsheet program slow.
    """
    count: Counter[str | None] = Counter()
    for finding in found:
        if finding.severity == "note" or finding.row is None:
            continue
        count[finding.sheet] += 1
        text = _remark(finding, lang) if count[finding.sheet] <= COMMENTS else ""
        sheet = names.get(finding.sheet, finding.sheet or "")
        yield Note(sheet, finding.row, finding.column or "A", finding.severity, text)


def crowded(found: Iterable[Finding]) -> tuple[str | None, ...]:
    """The sheets with more errors and questions than there are comments for."""
    count = Counter(f.sheet for f in found if f.severity != "note" and f.row is not None)
    return tuple(sheet for sheet, number in count.items() if number > COMMENTS)


def pattern() -> str:
    """What every comment of ours looks like, in whatever language it was written."""
    starts = [t(f"send_back.word_{level}", lang) for level in ORDER for lang in LANGUAGES]
    ends = [t("send_back.do", lang, words="").rstrip(" .") for lang in LANGUAGES]
    return f"(?:{'|'.join(map(re.escape, starts))}): .*(?:{'|'.join(map(re.escape, ends))}) "


def _remark(finding: Finding, lang: str) -> str:
    """What was found, what stands there, what is needed and what to do, a line each."""
    lines = [
        f"{t(f'send_back.word_{finding.severity}', lang)}: {_found(finding, lang)}",
        t("send_back.stands_now", lang, value=shown(finding.value, lang)),
    ]
    if needed := _needed(finding.code, lang):
        lines.append(t("send_back.needs", lang, words=needed))
    return "\n".join([*lines, t("send_back.do", lang, words=_do(finding.code, lang))])


def in_short(finding: Finding, lang: str) -> str:
    """What was found and what to do, on one line."""
    return f"{_found(finding, lang)} {_do(finding.code, lang).rstrip('.')}."


def shown(value: str | None, lang: str) -> str:
    """What stands in a cell, in quotes and cut where it is long."""
    if not value:
        return t("send_back.nothing", lang)
    return f"”{value}”" if len(value) <= LONGEST_VALUE else f"”{value[:LONGEST_VALUE]}…”"


def _found(finding: Finding, lang: str) -> str:
    own = f"remark.{finding.code}.found"
    return t(own, lang) if has_text(own) else words(finding, lang)


def _do(code: str, lang: str) -> str:
    own = f"remark.{code}.do"
    return t(own, lang) if has_text(own) else t("remark.other.do", lang)


def _needed(code: str, lang: str) -> str:
    own = f"remark.{code}.expected"
    return t(own, lang) if has_text(own) else ""


def _places(found: Sequence[Finding], lang: str) -> Iterator[Place]:
    """The findings in reading order, those right below each other with the same text as one."""
    order = sorted(found, key=lambda f: (f.sheet or "", f.column or "", f.row or 0))
    numbered = enumerate(order)

    def run_of(numbered: tuple[int, Finding]) -> tuple[object, ...]:
        at, each = numbered
        return each.sheet, each.column, each.value, each.params, (each.row or 0) - at

    for _, run in groupby(numbered, key=run_of):
        own = [finding for _, finding in run]
        first, last = own[0], own[-1]
        said = _found(first, lang)
        yield Place(first.sheet, first.column, first.row, last.row, first.value, said)
