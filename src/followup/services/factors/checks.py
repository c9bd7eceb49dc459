"""What a value of one's own may say: as strict as the catalogue's own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.reference import ghg
from followup.reference.bitemporal import Cell
from followup.reference.catalogue import Catalogue
from followup.reference.schema import FactorSet, Fuel
from followup.reference.tables import COUNTRIES

ENERGY, SHARE, GHG = "energy_content", "renewable_share", "ghg_factor"
KINDS: Final = (ENERGY, SHARE, GHG)
# Unverified values are shown and never used; who cannot say where a value is from adds none.
STATUSES: Final = ("published", "decided", "enacted", "assumption")
_PARTS: Final = {ENERGY: "use", SHARE: "renewable"}


def units_of(fuel: Fuel, kind: str) -> tuple[str, ...]:
    """The units that a value of a kind may have for a fuel."""
    if kind == SHARE:
        return ("share",)
    if kind == ENERGY:
        return tuple(f"MJ/{unit}" for unit in fuel.units)
    return (*(f"g/{unit}" for unit in fuel.units), "g/MJ")


def parts_of(catalogue: Catalogue, kind: str) -> tuple[str, ...]:
    """What a value of a kind may be part of: of emission factors, the family."""
    if kind == GHG:
        return tuple(s.code for s in catalogue.factor_sets)
    return (_PARTS[kind],)


def check(shipped: Catalogue, figures: Sequence[OwnFigure]) -> None:
    """Refuse values that the catalogue's own files could not hold.

    Raises UserError ``factor_field`` (a word of no list), ``factor_value`` (neither a value nor
    both ends, or both), ``factor_ends``, ``factor_days``, ``factor_source``, ``factor_share``,
    ``factor_energy``, ``factor_grams`` and ``factor_overlap``.
    """
    for figure in figures:
        _check_words(shipped, figure)
        _check_amounts(shipped, figure)
    for one, other in combinations(figures, 2):
        meets = one.valid_from <= other.last_day and other.valid_from <= one.last_day
        if one.place == other.place and meets:
            raise UserError("factor_overlap", fuel=one.subject)


def check_life_cycle(trial: Catalogue, figures: Sequence[OwnFigure]) -> None:
    """Refuse emissions over the life cycle that are below those from the tailpipe alone.

    ``trial`` holds the values. Raises UserError ``factor_life_cycle``.
    """
    for figure in figures:
        if figure.kind != GHG and figure.kind != ENERGY:
            continue
        fuel = trial.fuel(figure.subject)
        for unit in fuel.units:
            cells = {
                s: ghg.factors(trial.data, fuel, figure.country, unit, s) for s in trial.factor_sets
            }
            if any(_below(cells, figure.known_from.toordinal())):
                raise UserError("factor_life_cycle", fuel=figure.subject, unit=unit)


def _below(cells: dict[FactorSet, tuple[Cell, ...]], known: int) -> Iterator[bool]:
    """For each pair of a life-cycle and a tailpipe factor in force: is the first below?"""
    seen = {s: [c for c in own if c.known <= known < c.until and c.reading.low is not None]
            for s, own in cells.items()}  # fmt: skip
    for whole, tail in ((w, p) for w in seen for p in seen if (w.scope, p.scope) == ("WTW", "TTW")):
        for a in seen[whole]:
            for b in seen[tail]:
                meets = a.start < b.end and b.start < a.end
                yield meets and a.reading.ends[0] < b.reading.ends[1]


def _check_words(shipped: Catalogue, f: OwnFigure) -> None:
    fuels = {fuel.code: fuel for fuel in shipped.fuels}
    allowed = (
        ("kind", f.kind, KINDS), ("fuel", f.subject, tuple(fuels)),
        ("country", f.country, COUNTRIES), ("status", f.status, STATUSES),
    )  # fmt: skip
    for field, said, words in allowed:
        if said not in words:
            raise UserError("factor_field", field=field, text=said)
    if f.part not in parts_of(shipped, f.kind):
        raise UserError("factor_field", field="part", text=f.part)
    if f.unit not in units_of(fuels[f.subject], f.kind):
        raise UserError("factor_field", field="unit", text=f.unit)
    if not f.title.strip() or not f.publisher.strip() or not f.read_at.strip():
        raise UserError("factor_source")
    if f.valid_from > f.last_day:
        raise UserError("factor_days")


def _check_amounts(shipped: Catalogue, f: OwnFigure) -> None:
    is_interval = f.low is not None and f.high is not None
    if (f.value is not None) == is_interval or (f.low is None) != (f.high is None):
        raise UserError("factor_value")
    low, high = f.ends
    if low is None or high is None:
        raise UserError("factor_value")
    if low > high:
        raise UserError("factor_ends")
    if f.kind == SHARE and not 0 <= low <= high <= 1:
        raise UserError("factor_share")
    if f.kind == ENERGY:
        _check_energy(shipped, f, low, high)
    if f.kind == GHG and low < 0:
        raise UserError("factor_grams")


def _check_energy(shipped: Catalogue, f: OwnFigure, low: Decimal, high: Decimal) -> None:
    """An energy content is one value, and no more than any fuel holds that is known.

    That most bounds a fuel nobody has named, on every day that has been.
    """
    most = ghg.highest_energy(shipped.data, f.unit.removeprefix("MJ/"))
    if low != high or not 0 < high <= most:
        raise UserError("factor_energy", unit=f.unit, most=most)
