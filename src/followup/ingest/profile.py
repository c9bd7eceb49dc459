"""What a column seems to hold, judged from a few hundred of its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from followup.ingest.answers import Asked
from followup.ingest.date_words import MONTHS
from followup.ingest.dates import broken_year, read_number, read_serial, read_when
from followup.ingest.grid import Column
from followup.ingest.layout import word_keys
from followup.ingest.numbers import is_nothing, take_apart
from followup.ingest.plates import is_nordic, looks_like_plate, normalise
from followup.ingest.vocabulary import vocabulary
from followup.ingest.words import LONG, clean, key, tokens

SAMPLE = 200
Cell = tuple[float | None, str | None, bool]


@dataclass(frozen=True)
class Profile:
    """A sample of a column's cells: (number, text, is a day)."""

    cells: tuple[Cell, ...]
    asked: Asked

    @classmethod
    def of(cls, column: Column, start: int, stop: int, asked: Asked) -> Profile:
        """The first filled cells between two row indices."""
        # Most often the sample stands near the top; a tall column is not looked through for it.
        where = np.nonzero(column.filled[start : min(stop, start + 4 * SAMPLE)])[0][:SAMPLE]
        if len(where) < SAMPLE:
            where = np.nonzero(column.filled[start:stop])[0][:SAMPLE]
        where = where + start
        part = column.take(where)
        return cls(
            tuple(
                (number, text and text[:LONG], day is not None)
                for number, text, day in zip(
                    part.number.to_pylist(), part.text.to_pylist(), part.day.to_pylist(),
                    strict=True,
                )
                if text is None or not (is_nothing(text) or _says_total(text))
            ),
            asked,
        )  # fmt: skip

    @property
    def bare(self) -> bool:
        """True when no cell writes a unit beside its figure."""
        written = (take_apart(text) for _, text, _ in self.cells if text)
        return not any(one.unit for one in written if one)

    @property
    def is_empty(self) -> bool:
        """True when no cell says anything."""
        return not self.cells

    def share(self, test: Callable[[Cell], bool]) -> float:
        """Share of the cells that pass a test; 0 for an empty column."""
        passed = sum(count for cell, count in self.counted.items() if test(cell))
        return passed / len(self.cells) if self.cells else 0.0

    @cached_property
    def counted(self) -> Counter[Cell]:
        """How often each cell stands in the sample."""
        return Counter(self.cells)

    @cached_property
    def days(self) -> bool:
        """True when any cell is a day."""
        return any(is_day for _, _, is_day in self.cells)

    @cached_property
    def figures(self) -> float:
        """Share that are numbers, also written as text."""
        return self.share(lambda c: c[0] is not None or bool(c[1] and take_apart(c[1])))

    @cached_property
    def times(self) -> float:
        """Share that are days, months or years."""
        return self.share(_is_time)

    @cached_property
    def fuels(self) -> float:
        """Share that are names of fuels or of products on a fuel card."""
        return self.share(lambda c: bool(self._fuel(c)))

    def _fuel(self, cell: Cell) -> bool:
        text = cell[1] or (f"{cell[0]:g}" if cell[0] in (95, 98) else None)
        return bool(text) and self.asked.fuel(text or "").why != "unknown"

    @cached_property
    def units(self) -> float:
        """Share that are units of amount, or of the pieces that stand beside fuel on a card."""
        return self.share(lambda c: bool(c[1]) and self._is_unit(c[1] or ""))

    def _is_unit(self, text: str) -> bool:
        return self.asked.unit(text) is not None or key(text) in vocabulary().pieces

    @cached_property
    def plates(self) -> float:
        """Share that could be number plates."""
        return self.share(lambda c: bool(c[1]) and looks_like_plate(c[1] or ""))

    @cached_property
    def nordic_plates(self) -> float:
        """Share that are Swedish or Danish plates beyond doubt."""
        return self.share(lambda c: bool(c[1]) and is_nordic(normalise(c[1] or "")))

    @cached_property
    def years(self) -> float:
        """Share that are years or days."""
        return self.share(lambda c: c[2] or _in(c, 1950, 2100))

    @cached_property
    def months(self) -> float:
        """Share that are months: a name, a number from 1 to 12, or a month with its year."""
        return self.share(lambda c: _in(c, 1, 12) or _is_month(c[1] or "") or _is_time(c))

    @cached_property
    def with_digit(self) -> float:
        """Share that hold a digit."""
        return self.share(
            lambda c: c[0] is not None or any(x.isdigit() for x in c[1] or "") or c[2]
        )


def _says_total(text: str) -> bool:
    """True for the name of a total row: in a short table it is half of what stands in a column."""
    known = word_keys("total_words")
    return key(text) in known or not known.isdisjoint(tokens(text)[:1])


def _is_month(text: str) -> bool:
    return clean(text).casefold().rstrip(".") in MONTHS


def _in(cell: Cell, low: int, high: int) -> bool:
    number = cell[0]
    if number is None and cell[1] and cell[1].strip().isdigit() and len(cell[1]) < 10:
        number = float(cell[1])
    return number is not None and low <= number <= high and number == int(number)


def _is_time(cell: Cell) -> bool:
    number, text, is_day = cell
    if number is not None:
        return read_number(number) is not None
    return is_day or bool(
        text and (read_when(text, 2000) or read_serial(text) or broken_year(text))
    )
