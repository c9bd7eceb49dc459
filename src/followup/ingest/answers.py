"""What a person has said about a file: answers now, and mappings remembered from before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from followup.domain.period import Period
from followup.ingest.vocabulary import FuelWord, Unit, look_up_fuel, look_up_unit
from followup.ingest.words import key


@dataclass(frozen=True, slots=True)
class Layout:
    """What was confirmed for one layout of one supplier.

    ``columns`` maps the key of a header to a field ("" for a column not to be read);
    ``fuel`` and ``unit`` hold for every row when the file names none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fuel: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a supplier's earlier files taught: layouts by fingerprint, words by key."""

    layouts: Mapping[str, Layout] = field(default_factory=dict)
    fuels: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything outside the file that decides how it is read.

    ``answers`` take ``fuel=CODE``, ``fuel:WORD=CODE``, ``unit=UNIT``, ``unit:WORD=UNIT``,
    ``column:F=FIELD`` (``column:SHEET!F=`` for one sheet, no field to leave it out),
    ``period=2025-Q1``, ``date_order=dmy|mdy`` and ``decimal_mark=,|.``; ``accept:CODE=REASON``
    and ``accept:CODE:SHEET!F12=REASON`` let a questioned reading stand (see ``accept``).
    """

    answers: Mapping[str, str]
    remembered: Remembered
    period: Period | None
    today: date
    file_name: str = ""

    def fuel(self, text: str) -> FuelWord:
        """A fuel word, by answer, memory or vocabulary."""
        word = key(text)
        for name, code in self.answers.items():
            if name.startswith("fuel:") and key(name[5:]) == word:
                return _answered(code)
        if word in self.remembered.fuels:
            return _answered(self.remembered.fuels[word])
        return look_up_fuel(text)

    def unit(self, text: str) -> Unit | None:
        """A unit word, by answer, memory or vocabulary."""
        word = key(text)
        for name, unit in self.answers.items():
            if name.startswith("unit:") and key(name[5:]) == word:
                return look_up_unit(unit)
        return look_up_unit(self.remembered.units.get(word, text))

    def whole_fuel(self, fingerprint: str) -> str | None:
        """The fuel of every row that names none, if somebody has said it."""
        layout = self.remembered.layouts.get(fingerprint)
        return self.answers.get("fuel") or (layout.fuel if layout else None)

    def whole_unit(self, fingerprint: str) -> str | None:
        """The unit of every row that names none, if somebody has said it."""
        layout = self.remembered.layouts.get(fingerprint)
        return self.answers.get("unit") or (layout.unit if layout else None)

    def column(self, sheet: str | None, letters: str) -> str | None:
        """The field answered for a column, "" to leave it out, None when nothing is said."""
        for name in (f"column:{sheet}!{letters}", f"column:{letters}"):
            if name in self.answers:
                return self.answers[name]
        return None


def _answered(code: str) -> FuelWord:
    if code in ("not_fuel", ""):
        return FuelWord(None, "not_fuel")
    return FuelWord(code, "known")
