"""Energy saved by a tender: a baseline, what the bid promised, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Stage = Literal["ex_ante", "ex_post"]

CATEGORIES: Final = ("buildings", "vehicles_and_transport", "food_and_catering")
BASELINES: Final = ("previous_tender", "standard_market_solution")
ENERGY_KINDS: Final = ("final", "primary")
STAGES: Final[tuple[Stage, ...]] = ("ex_ante", "ex_post")


@dataclass(frozen=True, slots=True)
class EnergySaving:
    """A tender and what its energy use is compared with; energy in kWh a year, None is unknown.

    ``units`` count the service that the energy was for, in ``unit`` (km, portions, m2): with them
    the baseline is scaled to the service really delivered. ``expected`` is ex ante, from the bid.
    ``grams_per_kwh`` is the emission factor (g CO2e/kWh) of ``factor_source``. ``identifier`` is
    empty until it is stored.
    """

    identifier: str
    title: str
    category: str
    organisation: str
    contract: str | None = None
    energy_kind: str = "final"
    unit: str | None = None
    baseline_kind: str | None = None
    baseline_text: str | None = None
    baseline_kwh: Decimal | None = None
    baseline_units: Decimal | None = None
    baseline_year: int | None = None
    baseline_source: str | None = None
    expected_kwh: Decimal | None = None
    expected_units: Decimal | None = None
    expected_year: int | None = None
    expected_source: str | None = None
    grams_per_kwh: Decimal | None = None
    factor_source: str | None = None
    note: str | None = None

    @property
    def has_baseline(self) -> bool:
        """True where there is something to save against, and somebody says where it is from."""
        return None not in (self.baseline_kind, self.baseline_kwh, self.baseline_source)


@dataclass(frozen=True, slots=True)
class EnergyMeasured:
    """What a tender really used in a year (ex post), in kWh, with where that was read."""

    identifier: str
    year: int
    kwh: Decimal
    units: Decimal | None
    source: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SavedEnergy:
    """One stage of a tender in a year: the baseline it is held against and what it comes to.

    ``saved_kwh`` is None with a ``why`` where it cannot be counted: ``no_baseline``, ``no_figure``
    or ``no_units``. ``baseline_kwh`` is scaled to the service where units are given. ``tonnes`` is
    None where no factor is stated. ``share`` is of the baseline.
    """

    saving: EnergySaving
    stage: Stage
    year: int | None
    kwh: Decimal | None
    baseline_kwh: Decimal | None
    saved_kwh: Decimal | None
    share: Decimal | None
    tonnes: Decimal | None
    source: str | None
    why: str | None = None

    @property
    def is_scaled(self) -> bool:
        """True where the baseline was scaled to the service of the year."""
        return self.baseline_kwh != self.saving.baseline_kwh
