"""What in an index clause is worth a warning before anybody relies on its figures.

Sources: Svensk Kollektivtrafik, index basket for special transport (quarter 3, one base month,
always against the base month); Sveriges Åkeriföretag (a series without diesel).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from followup.domain.price_index import FUELS, Component, IndexClause
from followup.rules.price_index.adjust import Adjustment
from followup.rules.price_index.reading import Link

Code = Literal[
    "other_fuel", "fuel_not_told", "without_fuel", "base_quarter_3", "month_on_month",
    "rebased", "variant_unknown",
]  # fmt: skip
THIRD_QUARTER = (7, 8, 9)


@dataclass(frozen=True, slots=True)
class Fuel:
    """A fuel that was reported in a contract, with its share of the energy that is known.

    ``share`` is a fraction; None where the amount or its energy is not known.
    """

    fuel: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Uses:
    """What a contract runs on: fuels reported, and requirements that diesel cannot meet.

    ``least_share`` is the part of the energy that fuels outside a series must make up for a
    warning; a requirement is enough by itself.
    """

    fuels: tuple[Fuel, ...]
    required: tuple[str, ...]
    least_share: Decimal


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning: which components or fuels it is about, and where a base changed."""

    code: Code
    components: tuple[Component, ...] = ()
    fuels: tuple[Fuel, ...] = ()
    required: tuple[str, ...] = ()
    link: Link | None = None


def cautions(clause: IndexClause, uses: Uses, made: Sequence[Adjustment]) -> tuple[Caution, ...]:
    """Every warning of a clause and its adjustments."""
    return tuple(_all(clause, uses, made))


def _all(clause: IndexClause, uses: Uses, made: Sequence[Adjustment]) -> Iterator[Caution]:
    yield from _other_fuel(clause, uses)
    without = tuple(c for c in clause.components if c.variant == "without_fuel")
    # A share below the whole leaves room for the fuel, and so does a component of its own.
    if without and clause.share == 1 and not any(c.variant in FUELS for c in clause.components):
        yield Caution("without_fuel", without)
    if unknown := tuple(c for c in clause.components if c.variant == "unknown"):
        yield Caution("variant_unknown", unknown)
    if clause.base_month.month in THIRD_QUARTER:
        yield Caution("base_quarter_3")
    if clause.compares == "previous":
        yield Caution("month_on_month")
    yield from _rebased(made)


def _other_fuel(clause: IndexClause, uses: Uses) -> Iterator[Caution]:
    """Components whose series follows another fuel than the contract uses or asks for."""
    held = frozenset(f for c in clause.components for f in FUELS.get(c.variant, ()))
    mapped = frozenset(f for own in FUELS.values() for f in own)
    about = tuple(c for c in clause.components if c.variant == "diesel")
    if not about:
        return
    other = tuple(f for f in uses.fuels if f.fuel in mapped - held)
    shares = [f.share for f in other]
    known = [share for share in shares if share is not None]
    # A share that nobody knows may be large: better a needless look than a missed one.
    is_used = bool(other) and (len(known) < len(shares) or sum(known) >= uses.least_share)
    # Where the other fuel has a component of its own, the requirement has what it needs.
    required = () if held - FUELS["diesel"] else uses.required
    if required or is_used:
        yield Caution("other_fuel", about, other, required)
    elif not uses.fuels:
        yield Caution("fuel_not_told", about)


def _rebased(made: Sequence[Adjustment]) -> Iterator[Caution]:
    told: Mapping[object, Caution] = {
        f.component: Caution("rebased", (f.component,), link=f.link)
        for one in made
        for f in one.found
        if f.link is not None or f.lack == "rebased"
    }
    yield from told.values()
