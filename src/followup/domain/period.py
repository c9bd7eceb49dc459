"""Spans of days, how they are written, and how a contract's days are cut into them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from followup.errors import UserError

Frequency = Literal[
    "month", "quarter", "half_year", "year", "contract_year", "rolling_12_months", "contract"
]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included.

    >>> str(Period(date(2025, 1, 1), date(2025, 3, 31)))
    '2025-Q1'
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise UserError("period_ends_before_start", start=self.start, end=self.end)

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.end - self.start).days + 1

    def overlap(self, other: Period) -> Period | None:
        """The days two periods share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def __str__(self) -> str:
        """Shortest of 2025, 2025-H1, 2025-Q1, 2025-03, else 2025-01-01..2025-06-30."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        first, last = self.start.month, self.end.month
        whole = self.start.day == 1 and self.end == month_end(self.end)
        if whole and self.start.year == self.end.year and (first - 1) % months == 0:
            year = f"{self.start.year:04}"
            if months == 12:
                return year
            if months == 6:
                return f"{year}-H{last // 6}"
            if months == 3:
                return f"{year}-Q{last // 3}"
            if months == 1:
                return f"{year}-{first:02}"
        return f"{self.start}..{self.end}"


def month_end(day: date) -> date:
    """The last day of the month that holds ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})))?")


def parse_period(text: str) -> Period:
    """Read ``2025``, ``2025-H1``, ``2025-Q1``, ``2025-03``, one day or ``start..end``.

    Raises UserError ``invalid_period``.
    """
    text = text.strip()
    try:
        if ".." in text:
            start, end = text.split("..")
            return Period(date.fromisoformat(start), date.fromisoformat(end))
        match = _WRITTEN.fullmatch(text.upper())
        if match is None:
            day = date.fromisoformat(text)
            return Period(day, day)
        year, quarter, half, month = match.groups()
        if quarter:
            return _months(int(year), int(quarter) * 3 - 2, 3)
        if half:
            return _months(int(year), int(half) * 6 - 5, 6)
        if month:
            return _months(int(year), int(month), 1)
        return _months(int(year), 1, 12)
    except ValueError as error:
        raise UserError("invalid_period", text=text) from error


def _months(year: int, month: int, count: int) -> Period:
    start = date(year, month, 1)
    return Period(start, add_months(start, count) - ONE_DAY)


def calendar_period(day: date, frequency: str) -> Period:
    """The calendar month, quarter, half-year or year that holds ``day``."""
    months = MONTHS[frequency]
    return _months(day.year, (day.month - 1) // months * months + 1, months)


def tile(span: Period, frequency: Frequency) -> Iterator[Period]:
    """Cut ``span`` into assessment periods, the first and last shortened to the span.

    Contract years count from the span's first day. ``rolling_12_months`` gives the twelve
    months that end with each month of the span from its twelfth on (they overlap).
    """
    if frequency == "contract":
        yield span
    elif frequency == "contract_year":
        yield from cut(span, (add_months(span.start, 12 * n) for n in range(1, 200)))
    elif frequency == "rolling_12_months":
        for month in tile(span, "month"):
            start = add_months(month.end + ONE_DAY, -12)
            if start >= span.start:
                yield Period(start, month.end)
    else:
        day = span.start
        while day <= span.end:
            whole = calendar_period(day, frequency)
            yield Period(day, min(whole.end, span.end))
            day = whole.end + ONE_DAY


def cut(span: Period, days: Iterable[date]) -> Iterator[Period]:
    """Cut ``span`` so that each of ``days`` inside it begins a new part."""
    start = span.start
    for day in sorted({d for d in days if span.start < d <= span.end}):
        yield Period(start, day - ONE_DAY)
        start = day
    yield Period(start, span.end)
