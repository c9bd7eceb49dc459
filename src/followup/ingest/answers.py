"""What a person has said about a file: answers now, and mappings remembered from before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import inf
from time import thread_time
from typing import TypeVar

from followup.domain.period import Period
from followup.ingest.date_forms import Order
from followup.ingest.guard import Refused
from followup.ingest.vocabulary import FuelWord, Unit, look_up_fuel, look_up_unit
from followup.ingest.words import key

Item = TypeVar("Item")
OTHER_CLASS = "other"
_ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class Layout:
    """What was confirmed for one layout of one supplier.

    ``columns`` maps the key of a header to a field ("" for a column not to be read);
    ``fuel`` and ``unit`` hold for every row when the file names none; ``said`` holds the answers
    ``date_order`` and ``decimal_mark``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fuel: str | None = None
    unit: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a supplier's earlier files taught: layouts by fingerprint, words by key.

    ``classes`` are words for a vehicle's drive or a machine's stage, as ``drivetrain:KEY``.
    ``headers`` are the marks (``pointed.row_mark``) of rows that were pointed out as headers;
    ``skips`` are sheets not to be read, by the key of their name and the layout of their table.
    """

    layouts: Mapping[str, Layout] = field(default_factory=dict)
    fuels: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    headers: frozenset[str] = frozenset()
    skips: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything outside the file that decides how it is read.

    ``answers`` take ``fuel=CODE``, ``fuel:WORD=CODE``, ``unit=UNIT``, ``unit:WORD=UNIT``,
    ``drivetrain:WORD=CODE``, ``stage:WORD=CODE`` (``other`` where it is none of them),
    ``column:F=FIELD`` (``column:SHEET!F=`` for one sheet, no field to leave it out),
    ``header:SHEET=ROW`` (the first header row as the spreadsheet numbers it; SHEET is empty for
    a text file), ``sheet:NAME=skip|read``, ``period=2025-Q1``, ``date_order=dmy|mdy|ymd`` and
    ``decimal_mark=,|.``; ``accept:CODE=REASON`` and ``accept:CODE:SHEET!F12=REASON`` let a
    questioned reading stand (see ``accept``). ``used`` gathers which remembered answers decided
    something.
    """

    answers: Mapping[str, str]
    remembered: Remembered
    period: Period | None
    today: date
    file_name: str = ""
    used: dict[str, str] = field(default_factory=dict, compare=False)
    deadline: float = inf
    keeps_errors: bool = False  # read rows with an error as well, without what is in error
    cover: tuple[str, ...] = ()  # what the sheets without tables say

    def check_time(self) -> None:
        """Refuse a file that keeps the recogniser busy; ``deadline`` is in time.thread_time()."""
        if thread_time() > self.deadline:
            raise Refused("reader_limit")

    def in_time(self, work: Iterable[Item]) -> Iterator[Item]:
        """The pieces of some work, as long as there is time for the next one."""
        for piece in work:
            self.check_time()
            yield piece

    def fuel(self, text: str) -> FuelWord:
        """A fuel word, by answer, memory or vocabulary."""
        word = key(text)
        for name, code in self.answers.items():
            if name.startswith("fuel:") and key(name[5:]) == word:
                return _answered(code)
        if word in self.remembered.fuels:
            self.used[f"fuel:{text}"] = self.remembered.fuels[word]
            return _answered(self.remembered.fuels[word])
        return look_up_fuel(text)

    def unit(self, text: str) -> Unit | None:
        """A unit word, by answer, memory or vocabulary."""
        word = key(text)
        for name, unit in self.answers.items():
            if name.startswith("unit:") and key(name[5:]) == word:
                return look_up_unit(unit)
        if word in self.remembered.units:
            self.used[f"unit:{text}"] = self.remembered.units[word]
            return look_up_unit(self.remembered.units[word])
        return look_up_unit(text)

    def class_word(self, kind: str, text: str) -> str | None:
        """What somebody has said that a class word means, now or before; None when nothing."""
        word = key(text)
        for name, code in self.answers.items():
            if name.startswith(f"{kind}:") and key(name.partition(":")[2]) == word:
                return code
        known = self.remembered.classes.get(f"{kind}:{word}")
        if known is not None:
            self.used[f"{kind}:{text}"] = known
        return known

    def class_code(self, kind: str, text: str) -> str | None:
        """The code behind ``class_word``; None also where it is said to be none of them."""
        said = self.class_word(kind, text)
        return None if said == OTHER_CLASS else said

    def whole_fuel(self, fingerprint: str) -> str | None:
        """The fuel of every row that names none, if somebody has said it."""
        layout = self.remembered.layouts.get(fingerprint)
        return self._whole("fuel", layout.fuel if layout else None)

    def whole_unit(self, fingerprint: str) -> str | None:
        """The unit of every row that names none, if somebody has said it."""
        layout = self.remembered.layouts.get(fingerprint)
        return self._whole("unit", layout.unit if layout else None)

    def _whole(self, name: str, known: str | None) -> str | None:
        if name in self.answers:
            return self.answers[name]
        if known:
            self.used[name] = known
        return known

    @property
    def date_order(self) -> Order:
        """How doubtful days are written, if somebody has said it."""
        said = self.answers.get("date_order")
        return next((order for order in _ORDERS if order == said), None)

    def column(self, sheet: str | None, letters: str) -> str | None:
        """The field answered for a column, "" to leave it out, None when nothing is said."""
        for name in (f"column:{sheet}!{letters}", f"column:{letters}"):
            if name in self.answers:
                return self.answers[name]
        return None

    def header_row(self, sheet: str | None) -> int | None:
        """The number of the row pointed out as the first header row of a sheet, if one was."""
        said = self.answers.get(f"header:{sheet or ''}", "")
        return int(said) if said.isdecimal() else None

    def is_skipped(self, sheet: str | None, fingerprints: Collection[str]) -> bool:
        """True for a sheet that is not to be read, now or as in an earlier file."""
        said = self.answers.get(f"sheet:{sheet or ''}")
        if said is not None:
            return said == "skip"
        name = key(sheet or "")
        known = any((name, one) in self.remembered.skips for one in fingerprints)
        if known:
            self.used[f"sheet:{sheet or ''}"] = "skip"
        return known

    def of_layouts(self, fingerprints: Collection[str]) -> Asked:
        """With the date order and decimal mark remembered for these layouts, where unsaid."""
        known: dict[str, str] = {}
        for one in fingerprints:
            if layout := self.remembered.layouts.get(one):
                known |= layout.said
        known = {name: value for name, value in known.items() if name not in self.answers}
        self.used.update(known)
        return replace(self, answers={**known, **self.answers}) if known else self


def _answered(code: str) -> FuelWord:
    if code in ("not_fuel", ""):
        return FuelWord(None, "not_fuel")
    return FuelWord(code, "known")
