"""The days of a table's rows, from whichever of its columns tell them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.period import Period
from followup.ingest.answers import Asked
from followup.ingest.dates import read_when
from followup.ingest.grid import Column, letter
from followup.ingest.marks import Mark
from followup.ingest.recognise import Region
from followup.ingest.sections import filled_cells, said_above
from followup.ingest.sheet_times import month_in
from followup.ingest.times import (
    Times,
    months_and_years,
    read_times,
    title_period,
    title_year,
)
from followup.ingest.title_dates import find_period, is_about
from followup.ingest.words import clean

LAST_ROWS = 20  # of a table, among which its period may be said


def table_times(
    region: Region, rows: np.ndarray, asked: Asked
) -> tuple[Times, list[Mark], Mark | None]:
    """Days of each row, what is odd about them, and the rows whose date cannot be read."""
    table, sheet = region.table, region.sheet
    year = region_year(region, asked)
    start, end = table.first("period_start"), table.first("period_end")
    by_year, by_month = table.first("year"), table.first("month")
    period = region_period(region, asked)
    single = table.first("date") or table.first("period") or by_month or by_year

    def cells(index: int) -> Column:
        return sheet.columns[index].take(rows)

    if start and end:
        first, last = (read_times(cells(c.index), year, asked) for c in (start, end))
        times = Times(
            first.start, last.end, first.is_ambiguous | last.is_ambiguous,
            first.is_invalid | last.is_invalid | _reversed(first.start, last.end),
            first.is_missing | last.is_missing,
        )  # fmt: skip
        return _with_marks(times, start.index, cells(start.index), region, asked)
    if by_year and by_year.index != (single.index if single else None) and not table.first("date"):
        month = cells(single.index) if single else None
        header = single.label.shown if single else ""
        times = months_and_years(month, cells(by_year.index), header)
        return _with_marks(times, by_year.index, cells(by_year.index), region, asked)
    if single:
        column = cells(single.index)
        return _with_marks(
            read_times(column, year, asked, single.label.shown, period),
            single.index, column, region, asked,
        )  # fmt: skip
    return _headed(region, rows, asked, period), [], None


def _headed(region: Region, rows: np.ndarray, asked: Asked, period: Period | None) -> Times:
    """The time that the last lone cell above each row names, else the table's."""
    year = region_year(region, asked)
    heads = said_above(region, lambda text: is_time(text, year))
    whole = Times.constant(period, len(rows))
    if heads is None:
        return whole
    headed = read_times(no_numbers(heads.take(pa.array(rows - region.start))), year, asked)
    none = np.zeros(len(rows), dtype=bool)
    first, last = pc.coalesce(headed.start, whole.start), pc.coalesce(headed.end, whole.end)
    return Times(first, last, headed.is_ambiguous, none, none)


def region_year(region: Region, asked: Asked) -> int | None:
    """The year that completes a bare month: the table's own, else the sheet's first titles'."""
    texts = (*region.titles, region.sheet.said_time or "", *region.context)
    return title_year(texts, None, asked)


def region_period(region: Region, asked: Asked) -> Period | None:
    """The period said once for a table: by its titles, the sheet, or the sheet's first titles."""
    year, name = region_year(region, asked), region.sheet.said_time
    own = title_period(region.titles, name, asked)
    if asked.period:
        return own
    months = {word for text in region.titles if len(text) < 40 and (word := month_in(text))}
    when = read_when(months.pop(), year) if len(months) == 1 else None
    if when and (own is None or when.period.days < own.days):
        return when.period
    return own or title_period(region.context, name, asked) or _said_below(region)


def _said_below(region: Region) -> Period | None:
    """The period that a line among the last of a table states: "Avser januari 2025"."""
    filled = filled_cells(region)[-LAST_ROWS:]
    first = region.stop - len(filled)
    found = set()
    for row in np.nonzero((filled > 0) & (filled <= 3))[0].tolist():
        cells = (region.sheet.cell(first + row, index) for index in region.labels)
        line = " ".join(clean(cell) for cell in cells if cell)
        if is_about(line) and (period := find_period(line)):
            found.add(period)
    return found.pop() if len(found) == 1 else None


def is_time(text: str, year: int | None) -> bool:
    """True for a month, quarter or day that heads the rows below it."""
    return not text.isdigit() and len(text) < 30 and read_when(text, year) is not None


def no_numbers(texts: pa.StringArray) -> Column:
    """Texts as a column of cells."""
    size = len(texts)
    return Column(pa.nulls(size, pa.float64()), texts, pa.nulls(size, pa.date32()))


def _reversed(start: pa.Date32Array, end: pa.Date32Array) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.less(end, start), False)).astype(bool)


def _with_marks(
    times: Times, index: int, column: Column, region: Region, asked: Asked
) -> tuple[Times, list[Mark], Mark | None]:
    where, shown = letter(index), column.shown
    period = region_period(region, asked)
    start, end = times.start, times.end
    if period:
        gap = pa.array(times.is_missing)
        start = pc.if_else(gap, pa.scalar(period.start, start.type), start)
        end = pc.if_else(gap, pa.scalar(period.end, end.type), end)
    future = np.asarray(
        pc.fill_null(pc.greater(start, pa.scalar(asked.today, start.type)), False)
    ).astype(bool)
    has_day = np.asarray(pc.is_valid(times.start)).astype(bool)
    marks = [
        Mark("ambiguous_date", times.is_ambiguous & has_day, where, shown),
        Mark("ambiguous_period", times.is_ambiguous & ~has_day, where, shown),
        Mark("missing_date", times.is_missing & ~times.is_invalid, where, shown),
        Mark("date_in_future", future & ~times.is_invalid, where, shown),
    ]
    settled = Times(start, end, times.is_ambiguous, times.is_invalid, times.is_missing)
    return settled, marks, Mark("invalid_date", times.is_invalid, where, shown)
