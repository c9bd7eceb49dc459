"""Renewable share of each fuel's energy: stated, from published blends, or from the duty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from followup.reference.bitemporal import FIRST, LAST, Cell, Reading, cell, combine, overlay
from followup.reference.files import Files
from followup.reference.formulas import (
    ONE,
    PERCENT,
    ZERO,
    energy_share,
    outward,
    share_for_reduction,
)
from followup.reference.schema import Figure, Fuel, FuelSet

NOTHING_KNOWN: Final = Reading(ZERO, ONE, "missing", "OWN", "no_value")
# Where the duty names no least blend, all of it is blended; where it names no surplus, none.
_ALL: Final = Reading(PERCENT, PERCENT, "enacted", "OWN")
_NONE: Final = Reading(ZERO, ZERO, "enacted", "OWN")
_ENDS: Final = ("low", "high")
_FIRMNESS: Final = ("assumption", "published", "decided", "enacted")


def cells_of(data: Files, table: str, subject: str, country: str, part: str) -> tuple[Cell, ...]:
    """The rows of a table for one subject and part as cells; unverified rows never enter."""
    rows = (f for f in data.figures[table] if f.status != "unverified")
    wanted = (f for f in rows if (f.subject, f.country, f.part) == (subject, country, part))
    return overlay(cell(f) for f in wanted)


def renewable(data: Files, fuel: Fuel, country: str) -> tuple[Cell, ...]:
    """The fuel's renewable share of energy, for every day and every state of knowledge.

    Stated and published shares come first, then the bounds the reduction obligation gives;
    days without either read 0 to 1 with status ``missing``.
    """
    stated = cells_of(data, "renewable_share", fuel.code, country, "renewable")
    mixed = (*_from_volumes(data, fuel, country), *_from_duty(data, fuel, country))
    return overlay((*mixed, *stated), NOTHING_KNOWN)


def in_set(cells: tuple[Cell, ...], fuel: Fuel, chosen: FuelSet) -> tuple[Cell, ...]:
    """What part of the fuel the set counts, from its renewable share ``cells``."""
    others = ZERO if chosen.others == "fixed" else chosen.others
    counts = chosen.fixed.get(fuel.code, others)
    if isinstance(counts, Decimal):
        reading = Reading(counts, counts, chosen.status, chosen.source, chosen.note)
        return (Cell(FIRST, LAST, FIRST, LAST, reading),)
    return cells if counts == "renewable" else tuple(map(_complement, cells))


def _complement(c: Cell) -> Cell:
    low, high = c.reading.ends
    return replace(c, reading=replace(c.reading, low=ONE - high, high=ONE - low))


def weakest(readings: Iterable[Reading]) -> str:
    """The least firm status a derived number rests on."""
    return min((r.status for r in readings), key=_FIRMNESS.index)


def duty_levels(data: Files, fuel: Fuel, country: str) -> tuple[Cell, ...]:
    """Reduction (fractions): the least that is blended and the whole level in force."""
    if fuel.duty is None:
        return ()

    def layer(part: str, gap: Reading | None = None) -> tuple[Cell, ...]:
        return overlay(cells_of(data, "reduction_obligation", fuel.duty or "", country, part), gap)

    def bounds(r: Sequence[Reading]) -> Reading:
        level, blended, carried = (x.ends[0] for x in r)
        least = min(level, blended) * (ONE - carried / PERCENT)
        low = ZERO if fuel.may_lack_blend else least / PERCENT
        return Reading(low, level / PERCENT, "assumption", r[0].source, "rule_17")

    return combine(
        (layer("level"), layer("blended_min", _ALL), layer("carry_over_max", _NONE)), bounds
    )


def _from_duty(data: Files, fuel: Fuel, country: str) -> tuple[Cell, ...]:
    """Rule 17: bounds from the reduction level in force, both ends an assumption."""

    def share(r: Sequence[Reading]) -> Reading:
        duty, cleanest, dirtiest, comparator = (x.ends for x in r)
        low = share_for_reduction(duty[0], comparator[0], cleanest[0])
        high = share_for_reduction(duty[1], comparator[1], dirtiest[1])
        return Reading(*outward(low, min(high, ONE)), "assumption", r[0].source, r[0].note)

    blended = (cells_of(data, "parameters", "blended_biofuel_ghg", country, e) for e in _ENDS)
    comparator = cells_of(data, "parameters", "fossil_comparator", country, "ghg")
    return combine((duty_levels(data, fuel, country), *blended, comparator), share)


def _from_volumes(data: Files, fuel: Fuel, country: str) -> tuple[Cell, ...]:
    """Published volume shares turned into energy, bounds by the digits that were printed."""
    rows = [f for f in data.figures["blend_volumes"] if f.status != "unverified"]
    parts = sorted({f.part for f in rows if (f.subject, f.country) == (fuel.code, country)})
    if not parts or fuel.fossil_part is None:
        return ()

    def share(r: Sequence[Reading]) -> Reading:
        contents = [x.ends[0] for x in r[len(parts) :]]
        volumes = [x.ends for x in r[: len(parts)]]
        low, high = (
            energy_share([v[end] / PERCENT for v in volumes], contents[:-1], contents[-1])
            for end in (0, 1)
        )
        first = r[0]
        return Reading(*outward(low, high), weakest(r), first.source, first.note, first.data_year)

    mixed = [
        overlay(_as_printed(f) for f in rows if (f.subject, f.country, f.part) == key)
        for key in ((fuel.code, country, part) for part in parts)
    ]
    contents = (
        cells_of(data, "energy_content", part, country, "component")
        for part in (*parts, fuel.fossil_part)
    )
    return combine((*mixed, *contents), share)


def _as_printed(figure: Figure) -> Cell:
    """A printed figure as the interval its rounding hides; a stated interval as it is."""
    whole = cell(figure)
    if figure.value is None:
        return whole
    half = Decimal(5).scaleb(int(figure.value.as_tuple().exponent) - 1)
    ends = replace(whole.reading, low=figure.value - half, high=figure.value + half)
    return replace(whole, reading=ends)
