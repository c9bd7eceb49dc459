"""The days of the rows of one amount column: those its header names, else the table's."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from followup.domain.period import Period
from followup.ingest.answers import Asked
from followup.ingest.dates import read_when
from followup.ingest.headers import DAY_OF_MONTH
from followup.ingest.marks import Mark
from followup.ingest.recognise import Region
from followup.ingest.table_map import Mapped
from followup.ingest.table_times import region_period, region_year, table_times
from followup.ingest.times import Times


def column_times(
    region: Region, rows: np.ndarray, amount: Mapped, asked: Asked
) -> tuple[Times, list[Mark], Mark | None]:
    """Days of each row, what is odd about them, and the rows whose date cannot be read."""
    period = amount.amount.period if amount.amount else None
    if amount.amount and amount.amount.span:
        own = next((int(p) for p in amount.label.parts if p.isdigit() and len(p) == 4), None)
        year = own or region_year(region, asked) or _year_in_header(region)
        when = read_when(amount.amount.span, year) if year else None
        period = when.period if when else _day_of(region_period(region, asked), amount.amount.span)
    if period:
        return Times.constant(period, len(rows)), [], None
    return table_times(region, rows, asked)


def _day_of(month: Period | None, span: str) -> Period | None:
    """The day of a month that a column such as "dag 5" stands for."""
    word, _, number = span.partition(" ")
    if month is None or month.days > 31 or word != DAY_OF_MONTH or int(number) > month.days:
        return None
    day = month.start + timedelta(days=int(number) - 1)
    return Period(day, day)


def _year_in_header(region: Region) -> int | None:
    """The one year that stands above any column of the table."""
    parts = {part for label in region.labels.values() for part in label.parts}
    years = {int(part) for part in parts if part.isdigit() and len(part) == 4}
    return years.pop() if len(years) == 1 else None
