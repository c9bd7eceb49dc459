"""The cells of one sheet, by column, at the row and column a spreadsheet shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Column:
    """One column of cells: each cell is a number, a text, a day or empty.

    A day may have a time: the second of the day in ``second``, which tells equal rows apart.
    """

    number: pa.DoubleArray
    text: pa.StringArray
    day: pa.Date32Array
    second: pa.Int32Array | None = None

    @cached_property
    def shown(self) -> pa.StringArray:
        """What stands in each cell as text; null where the cell is empty."""
        shown = self.text
        if self.number.null_count < len(self.number):
            shown = pc.coalesce(shown, plain_numbers(self.number))
        if self.day.null_count < len(self.day):
            shown = pc.coalesce(shown, self.day.cast(pa.string()))
        return shown

    @property
    def told(self) -> pa.StringArray:
        """What stands in each cell as text, with the time of a day that has one."""
        if self.second is None:
            return self.shown
        time = pc.fill_null(self.second.cast(pa.string()), "")
        return pc.binary_join_element_wise(self.shown, time, " ")

    @cached_property
    def filled(self) -> np.ndarray:
        """True where the cell holds anything."""
        return np.asarray(pc.is_valid(self.shown))

    def rows(self, start: int, stop: int) -> Column:
        """The cells from row index ``start`` up to, not including, ``stop``."""
        length = stop - start
        return Column(
            self.number.slice(start, length),
            self.text.slice(start, length),
            self.day.slice(start, length),
            None if self.second is None else self.second.slice(start, length),
        )

    def take(self, indices: np.ndarray) -> Column:
        """The cells at the given row indices."""
        where = pa.array(indices, pa.int64())
        second = None if self.second is None else self.second.take(where)
        return Column(self.number.take(where), self.text.take(where), self.day.take(where), second)


@dataclass(frozen=True, slots=True)
class Turned:
    """Where a part of a sheet that was laid upright comes from: its sheet, rows and titles."""

    name: str | None
    numbers: tuple[int, ...]
    titles: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns, and the row number of each line of cells."""

    name: str | None
    columns: tuple[Column, ...]
    row_numbers: np.ndarray
    is_hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    no_value: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    facts: dict[str, str] = field(default_factory=dict)

    turned: Turned | None = None
    time_name: str = ""  # the sheet's name as a time that can be read, where it states one

    @property
    def said_time(self) -> str | None:
        """What the sheet's name says of the time, alone or beside its neighbours' names."""
        return self.time_name or self.name

    @property
    def height(self) -> int:
        """Number of rows read, empty ones included."""
        return len(self.row_numbers)

    @cached_property
    def filled_count(self) -> np.ndarray:
        """How many cells of each row hold anything."""
        total = np.zeros(self.height, dtype=np.int32)
        for column in self.columns:
            total += column.filled
        return total

    @cached_property
    def profiles(self) -> dict[tuple[int, int, int], object]:
        """What the mapping has found out about parts of columns, by column, start and stop."""
        return {}

    def cell(self, row: int, column: int) -> str | None:
        """The text shown at a row and column index."""
        value: str | None = self.columns[column].shown[row].as_py()
        return value


def plain_numbers(numbers: pa.DoubleArray) -> pa.StringArray:
    """Shortest text that gives the same number back, without exponent where it can be."""
    texts = numbers.cast(pa.string())
    has_exponent = pc.match_substring(texts, "e")
    if pc.any(has_exponent).as_py():
        return pa.array(
            [None if n is None else _plain(n) for n in numbers.to_pylist()], pa.string()
        )
    return texts


def _plain(number: float) -> str:
    return f"{number:.0f}" if number == int(number) else f"{number:.12f}".rstrip("0")


def letter(index: int) -> str:
    """Column letters of a column index: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(letters: str) -> int:
    """Column index of column letters: A is 0."""
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - 64
    return number - 1
