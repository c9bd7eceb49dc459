"""What every kind of fact that is one per row has in common: address, days, flags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import Finding
from followup.ingest.answers import OTHER_CLASS, Asked
from followup.ingest.assemble import Facts, joined
from followup.ingest.coerce import Amounts, codes_of, flags, read_amounts, spread
from followup.ingest.column_times import column_times
from followup.ingest.draft import Question
from followup.ingest.fact_schemas import SCHEMAS
from followup.ingest.grid import Column, letter
from followup.ingest.layout import choice_keys
from followup.ingest.marks import Mark, add_flags, address_mask, findings, no_flags, put
from followup.ingest.numbers import is_nothing
from followup.ingest.recognise import Region
from followup.ingest.table_map import Mapped
from followup.ingest.table_times import table_times
from followup.ingest.times import Times, whole_months
from followup.ingest.validate import hidden, repeats, row_keys
from followup.ingest.words import clean, key, keys

TIMES = ("date", "period", "month", "year", "period_start")


class Part:
    """The rows of one table on their way to facts of one kind: columns, marks and errors."""

    __slots__ = ("asked", "columns", "errors", "marks", "region", "rows", "times")

    def __init__(
        self, region: Region, rows: np.ndarray, asked: Asked, timed: Mapped | None = None
    ) -> None:
        """``timed`` is a column whose header names the days of its amounts."""
        self.region, self.rows, self.asked = region, rows, asked
        self.columns: dict[str, pa.Array] = {}
        self.marks: list[Mark] = []
        self.errors: list[Finding] = []
        times, marks, invalid = _times(region, rows, asked, timed)
        if invalid is not None and invalid.mask.any():
            self._leave_out(invalid)
            times, marks, _ = _times(region, self.rows, asked, timed)
        self.times = times
        self.marks += marks

    def _leave_out(self, invalid: Mark) -> None:
        """Rows whose day cannot be read give no fact."""
        sheet = self.region.sheet
        for i in np.nonzero(invalid.mask)[0].tolist():
            number = int(sheet.row_numbers[self.rows[i]])
            value = invalid.values[i].as_py()
            self.errors.append(Finding(invalid.code, sheet.name, number, invalid.column, value))
        self.rows = self.rows[~invalid.mask]

    def column(self, name: str) -> Mapped | None:
        """The column read as a field."""
        return self.region.table.first(name)

    def cells(self, name: str) -> Column | None:
        """The cells of a field, None when the table has no such column."""
        column = self.column(name)
        return self.region.sheet.columns[column.index].take(self.rows) if column else None

    def mark(self, code: str, mask: np.ndarray, name: str, *, doubts: bool = True) -> None:
        """Mark rows with a finding at a field's cells."""
        column, cells = self.column(name), self.cells(name)
        shown = cells.shown if cells else pa.nulls(len(self.rows), pa.string())
        where = letter(column.index) if column else None
        self.marks.append(Mark(code, mask, where, shown, doubts))

    def texts(self, name: str) -> pa.StringArray:
        """Texts of a field, tidied; null where it says nothing."""
        cells = self.cells(name)
        if cells is None:
            return pa.nulls(len(self.rows), pa.string())
        words, codes = codes_of(cells.shown)
        said = [None if is_nothing(word) else clean(word) or None for word in words]
        return spread(said, codes, pa.string())

    def amounts(self, name: str) -> Amounts | None:
        """Figures of a field as written, with marks where a figure is doubtful."""
        cells = self.cells(name)
        if cells is None:
            return None
        read = read_amounts(cells, self.asked.answers.get("decimal_mark"))
        self.mark("ambiguous_number", read.is_ambiguous, name)
        self.mark("approximate_value", read.is_approximate & ~read.is_missing, name)
        self.mark("missing_value", read.is_unreadable, name)
        self.mark("implausible_quantity", read.is_too_large, name)
        self.mark("missing_value", self.in_error(name), name)
        return read

    def in_error(self, name: str) -> np.ndarray:
        """Rows whose cell of a field holds an error or a formula that was never computed."""
        sheet, column = self.region.sheet, self.column(name)
        if column is None:
            return np.zeros(len(self.rows), dtype=bool)
        return address_mask(sheet, sheet.errors | sheet.no_value, column.index, self.rows)

    def choice(self, name: str, choices: str, also: frozenset[str] = frozenset()) -> pa.StringArray:
        """Codes of a field's words; an unknown word is a question, unless ``also`` knows it."""
        known = choice_keys(choices)
        words, codes = codes_of(self.texts(name))
        said = [self.asked.class_word(name, word) for word in words]
        read = [
            (None if own == OTHER_CLASS else own) or known.get(key(word))
            for own, word in zip(said, words, strict=True)
        ]
        wrong = [
            code is None and own is None and key(word) not in also
            for code, own, word in zip(read, said, words, strict=True)
        ]
        self.mark("unknown_word", flags(wrong, codes), name)
        return spread(read, codes, pa.string())

    def table(self, kind: str, place: str, grade: str = "measured") -> pa.Table:
        """The facts, with ``place`` naming the field whose cell is their address."""
        sheet, size = self.region.sheet, len(self.rows)
        column = self.column(place) or self.region.table.columns[0]
        approximate = np.zeros(size, dtype=bool)
        for mark in self.marks:
            approximate |= mark.mask & (mark.code == "approximate_value")
        grades = np.where(approximate & (grade == "measured"), "estimated", grade)
        values = {
            **self.columns,
            "sheet": pa.array([sheet.name] * size, pa.string()),
            "row": pa.array(sheet.row_numbers[self.rows], pa.int32()),
            "column": pa.array([letter(column.index)] * size, pa.string()),
            "cell": sheet.columns[column.index].take(self.rows).shown,
            "period_start": self.times.start,
            "period_end": self.times.end,
            "grade": pa.array(grades, pa.string()),
            **no_flags(size),
        }
        schema = SCHEMAS[kind]
        return pa.table([values[field.name] for field in schema], schema=schema)


def _times(
    region: Region, rows: np.ndarray, asked: Asked, timed: Mapped | None
) -> tuple[Times, list[Mark], Mark | None]:
    if timed is None:
        return table_times(region, rows, asked)
    return column_times(region, rows, timed, asked)


def assembled(
    parts: Sequence[tuple[Part, pa.Table]],
    identity: str | None = None,
    questions: Sequence[Question] = (),
    *,
    is_unique: bool = False,
    needs_days: bool = True,
) -> Facts:
    """The facts of a kind from all tables of the file, with findings and questions about them.

    A row said twice is a duplicate; with ``identity`` only where that field says which it is,
    and with ``is_unique`` every row that names the same. Facts that hold as long as their report
    does (``needs_days`` False) are not asked for days.
    """
    table = pa.concat_tables(one for _, one in parts).combine_chunks()
    marks = joined([(part.marks, one.num_rows) for part, one in parts])
    table = _months(table)
    dated = np.concatenate([np.full(len(part.rows), _is_dated(part.region)) for part, _ in parts])
    no_time = ~np.asarray(pc.is_valid(table.column("period_start").combine_chunks()))
    cell = table.column("cell").combine_chunks()
    texts = pa.concat_arrays([_own_keys(part) for part, _ in parts])
    named = table.column(identity or "cell").combine_chunks()
    if is_unique:
        texts = keys(pc.fill_null(named, ""))
    duplicate = repeats(texts, np.asarray(pc.is_valid(named)) | (identity is None))
    table = put(table, "is_duplicate", pa.array(duplicate))
    lacks = no_time & ~dated & needs_days
    if not needs_days:
        marks = [mark for mark in marks if mark.code != "missing_date"]
    marks += [
        Mark("duplicate_row", duplicate, None, cell),
        Mark("hidden_row", hidden([(part.region, part.rows) for part, _ in parts]), None, cell),
        Mark("missing_period", lacks, None, cell),
    ]
    facts = _told(add_flags(table, marks), marks, int(lacks.sum()), questions)
    facts.findings += [error for part, _ in parts for error in part.errors]
    return facts


def _told(
    table: pa.Table, marks: Sequence[Mark], dateless: int, questions: Sequence[Question]
) -> Facts:
    """The facts with findings; that no row says its days is asked once for the file."""
    found = findings(table, [mark for mark in marks if mark.code != "missing_period"])
    asks = [*questions]
    if dateless:
        found.append(Finding("missing_period"))
        asks.append(Question("period", None, "missing_period", dateless))
    return Facts(table, found, asks)


def _own_keys(part: Part) -> pa.StringArray:
    """Everything a row says; rows of sheets about different days are never copies."""
    texts = row_keys(part.region, part.rows)
    days = [pc.fill_null(d.cast(pa.string()), "") for d in (part.times.start, part.times.end)]
    return pc.binary_join_element_wise(texts, *days, part.region.table.fingerprint, "\x1f")


def _is_dated(region: Region) -> bool:
    return any(region.table.first(name) for name in TIMES)


def _months(table: pa.Table) -> pa.Table:
    none = np.zeros(table.num_rows, dtype=bool)
    start, end = (table.column(n).combine_chunks() for n in ("period_start", "period_end"))
    times = whole_months(Times(start, end, none, none, none))
    return put(put(table, "period_start", times.start), "period_end", times.end)
