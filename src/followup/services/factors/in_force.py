"""The reference values of one fuel that verdicts rest on: stated, computed from others, missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from followup.domain.parties import Contract
from followup.reference import ghg, own, shares
from followup.reference.bitemporal import FIRST, LAST, Cell, Reading
from followup.reference.catalogue import Catalogue
from followup.reference.schema import Fuel
from followup.services.factors.checks import ENERGY, GHG, SHARE
from followup.services.installation import Installation
from followup.storage import reported_fuels


@dataclass(frozen=True, slots=True)
class InForce:
    """A value with the days it holds; None where it holds before or after all that is known.

    ``part`` names the family of emission factors. ``is_own``: the organisation added it.
    """

    kind: str
    part: str
    unit: str
    reading: Reading
    first_day: date | None
    last_day: date | None

    @property
    def is_own(self) -> bool:
        """True for a value of the organisation's own, or one that rests on such a value."""
        return own.is_own(self.reading.source)


def values(catalogue: Catalogue, code: str, country: str, since: date, day: date) -> list[InForce]:
    """Every value of a fuel on some day from ``since`` to ``day``, as known on ``day``."""
    fuel = catalogue.fuel(code)
    return [
        InForce(
            kind, part, unit, c.reading,
            None if c.start <= FIRST else date.fromordinal(c.start),
            None if c.end >= LAST else c.valid_to,
        )
        for kind, part, unit, cells in _layers(catalogue, fuel, country)
        for c in cells
        if c.known <= day.toordinal() < c.until
        and c.start <= day.toordinal() and since.toordinal() < c.end
    ]  # fmt: skip


def _layers(
    catalogue: Catalogue, fuel: Fuel, country: str
) -> Iterator[tuple[str, str, str, tuple[Cell, ...]]]:
    data = catalogue.data
    for unit in fuel.units:
        yield ENERGY, "use", f"MJ/{unit}", ghg.energy_content(data, fuel, country, unit)
    yield SHARE, "renewable", "share", shares.renewable(data, fuel, country)
    for chosen in catalogue.factor_sets:
        for unit in fuel.units:
            cells = ghg.factors(data, fuel, country, unit, chosen)
            # A family that says nothing at all of a fuel says nothing worth a line.
            if any(c.reading.status != "missing" for c in cells):
                yield GHG, chosen.code, f"g/{unit}", cells


def reported(installation: Installation, as_of: date) -> list[tuple[str, str]]:
    """The fuels and countries of the reports in force, those with most rows first."""
    return reported_fuels.by_rows(installation.database, as_of)


def since(contracts: tuple[Contract, ...], as_of: date) -> date:
    """The first day that any verdict is about; the year's first where there is none."""
    return min((c.start_date for c in contracts), default=date(as_of.year, 1, 1))
