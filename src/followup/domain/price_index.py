"""A contract's index clause, the index numbers it reads, and adjustments that people have noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

# What fuel a series holds, alone or weighed into a whole transport. "none": it is of another cost
# (wages, vehicles, interest). "without_fuel": a whole transport with its fuel left out.
Variant = Literal[
    "diesel", "hvo", "rme", "gas", "electricity", "without_fuel", "none", "unknown"
]  # fmt: skip
VARIANTS: Final[tuple[Variant, ...]] = (
    "none", "diesel", "hvo", "rme", "gas", "electricity", "without_fuel", "unknown",
)  # fmt: skip
# The fuels whose cost a series follows.
FUELS: Final[Mapping[Variant, frozenset[str]]] = {
    "diesel": frozenset({"diesel_mk1", "diesel_mk3", "diesel_b0_offroad"}),
    "hvo": frozenset({"hvo100"}),
    "rme": frozenset({"fame_b100"}),
    "gas": frozenset({"vehicle_gas", "biogas_100", "lbg", "lng"}),
    "electricity": frozenset({"electricity", "electricity_green"}),
}
# Each adjustment is compared with the base month, or with the adjustment before it.
Comparison = Literal["base_month", "previous"]
ThresholdRule = Literal["whole", "excess"]


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What tells a series from every other: its code and which fuel it holds."""

    series: str
    variant: Variant


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the price with its weight (a fraction of what is indexed) and its series."""

    name: str
    weight: Decimal
    series: str
    variant: Variant

    @property
    def key(self) -> SeriesKey:
        """The series that is read for it."""
        return SeriesKey(self.series, self.variant)


@dataclass(frozen=True, slots=True)
class IndexClause:
    """What a contract says of how its price follows indices.

    ``base_month`` is the first day of the month that the base price and all base indices are of.
    ``share`` is the fraction of the price that is indexed, ``threshold_percent`` the least change
    of the basket, in per cent, that moves the price. ``lag_months`` says which month is read, by
    its distance from the month adjusted; None: the latest that was published on its first day.
    ``first_month`` is the first adjusted, ``interval_months`` the distance to the next.
    ``factor_digits`` rounds each index factor before it is used, None where it does not.
    """

    contract: str
    base_month: date
    base_price: Decimal
    price_of: str
    currency: str
    components: tuple[Component, ...]
    first_month: date
    share: Decimal = Decimal(1)
    threshold_percent: Decimal = Decimal(0)
    threshold_rule: ThresholdRule = "whole"
    lag_months: int | None = None
    interval_months: int = 1
    compares: Comparison = "base_month"
    factor_digits: int | None = None
    price_digits: int = 2
    source: str = ""


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """An index number of a month, or of a quarter by its first month, as it was read from a file.

    ``months`` is 1 or 3. ``reference`` is what the series is 100 in ("2015=100"), empty where
    nothing is said. ``published`` is the first day anybody could know the number; ``place`` its
    row in the file it came here with.
    """

    series: str
    variant: Variant
    month: date
    months: int
    value: Decimal
    reference: str
    published: date
    source: str
    place: str | None = None

    @property
    def key(self) -> SeriesKey:
        """The series it is of."""
        return SeriesKey(self.series, self.variant)


@dataclass(frozen=True, slots=True)
class NotedAdjustment:
    """That an adjustment was carried out: from which month, to which price."""

    contract: str
    month: date
    price: Decimal
    note: str = ""
