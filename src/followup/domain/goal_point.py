"""Figures of a goal that no contract gives: entered by hand, or read from a file of statistics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EnteredPoint:
    """A figure somebody entered for a manual goal, with where they have it from.

    In the goal's unit, shares as fractions: a ``value``, or an interval from ``low`` to ``high``.
    """

    goal: str
    day: date
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    source: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OwnSeriesPoint:
    """A point of an official series that was read from a file.

    ``series`` is the key that goals name after ``series:`` (``own/NAME``). ``read_at`` is where
    the publisher has it (an address, a table, a page); ``published`` the first day anybody could
    know it; ``place`` the cell's row in the file it came here with.
    """

    series: str
    title: str
    unit: str
    day: date
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    source: str
    read_at: str
    published: date
    note: str | None = None
    place: str | None = None
