"""Greenhouse-gas factors in grams per unit sold, laid out without gaps.

A factor published per unit is used as it stands. One published per MJ only is multiplied by the
energy content in force. Under the statutory set a blended fuel is the fossil fuel's factor cut
by the duty, and a mix with a stated renewable share is weighed by it; both are assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from followup.reference.bitemporal import Cell, Reading, cell, combine, overlay
from followup.reference.files import Files
from followup.reference.formulas import ONE, mixed, outward
from followup.reference.schema import FactorSet, Fuel
from followup.reference.shares import duty_levels, renewable, weakest

NO_FACTOR: Final = Reading(None, None, "missing", "OWN", "no_factor_in_force")
STATUTORY: Final = "statutory"


def factors(
    data: Files, fuel: Fuel, country: str, unit: str, factor_set: FactorSet
) -> tuple[Cell, ...]:
    """Grams CO2e per unit for every day and state of knowledge; no ends where none is in force."""
    per_unit = _published(data, fuel.code, country, unit, factor_set.code)
    per_mj = _published(data, fuel.code, country, "MJ", factor_set.code)
    if factor_set.code == STATUTORY:
        per_mj = (*per_mj, *_blended(data, fuel, country), *_mixed(data, fuel, country))
    return overlay((*_per_unit(data, fuel, country, unit, per_mj), *per_unit), NO_FACTOR)


def energy_content(data: Files, fuel: Fuel, country: str, unit: str) -> tuple[Cell, ...]:
    """MJ per unit of the fuel in the country, lower heating value; no cell where unknown."""
    rows = (f for f in data.figures["energy_content"] if f.unit == f"MJ/{unit}")
    key = (fuel.code, country, "use")
    return overlay(cell(f) for f in rows if (f.subject, f.country, f.part) == key)


def _published(
    data: Files, subject: str, country: str, unit: str, factor_set: str
) -> tuple[Cell, ...]:
    rows = (f for f in data.figures["ghg_factor"] if f.status != "unverified")
    key = (subject, country, factor_set, f"g/{unit}")
    return overlay(cell(f) for f in rows if (f.subject, f.country, f.part, f.unit) == key)


def _per_unit(
    data: Files, fuel: Fuel, country: str, unit: str, per_mj: tuple[Cell, ...]
) -> tuple[Cell, ...]:
    def product(r: Sequence[Reading]) -> Reading:
        (low, high), (mj, _) = r[0].ends, r[1].ends
        first, ends = r[0], outward(low * mj, high * mj)
        return Reading(*ends, weakest(r), first.source, first.note, first.data_year)

    return combine((overlay(per_mj), energy_content(data, fuel, country, unit)), product)


def _blended(data: Files, fuel: Fuel, country: str) -> tuple[Cell, ...]:
    """The fossil factor times what the reduction obligation leaves of it, in g/MJ."""

    def product(r: Sequence[Reading]) -> Reading:
        (least, most), (low, high) = r[0].ends, r[1].ends
        ends = outward(low * (ONE - most), high * (ONE - least))
        return Reading(*ends, "assumption", r[1].source, "statutory_blend")

    if fuel.fossil_part is None:
        return ()
    fossil = _published(data, fuel.fossil_part, country, "MJ", STATUTORY)
    return combine((duty_levels(data, fuel, country), fossil), product)


def _mixed(data: Files, fuel: Fuel, country: str) -> tuple[Cell, ...]:
    """E85 and ED95: the two parts' factors weighed by the renewable share, in g/MJ."""

    def weighed(r: Sequence[Reading]) -> Reading:
        shares, bio, fossil = (x.ends for x in r)
        corners = [mixed([s], [b], f) for s in shares for b in bio for f in fossil]
        ends = outward(min(corners), max(corners))
        return Reading(*ends, "assumption", r[1].source, "statutory_mix")

    if fuel.bio_part is None or fuel.fossil_part is None:
        return ()
    parts = (
        _published(data, p, country, "MJ", STATUTORY) for p in (fuel.bio_part, fuel.fossil_part)
    )
    return combine((renewable(data, fuel, country), *parts), weighed)


def highest_energy(data: Files, unit: str) -> Decimal:
    """The most MJ any fuel sold in the unit holds; bounds a fuel nobody has named."""
    rows = (f for f in data.figures["energy_content"] if f.status != "unverified")
    return max(f.highest for f in rows if f.unit == f"MJ/{unit}")
