"""Savings of tenders: stored, corrected, measured and withdrawn as acts, and summed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from followup.domain.energy_saving import (
    BASELINES,
    CATEGORIES,
    ENERGY_KINDS,
    EnergyMeasured,
    EnergySaving,
    SavedEnergy,
    Stage,
)
from followup.domain.goal import Goal, Point
from followup.errors import UserError
from followup.rules import saved_energy
from followup.rules.saved_energy import SavedSum
from followup.services import compliance
from followup.services.installation import Actor, Installation
from followup.storage import acts, energy_savings
from followup.storage.acts import Act
from followup.storage.energy_savings import SavingWord

INDICATOR: Final = "energy_saved_by_tenders"
KWH_PER_GWH: Final = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Overview:
    """Every tender and every stage of it, as known on a day.

    ``last_year`` is the last year of a tender's contract, by the tender's name, where it has one.
    """

    savings: tuple[EnergySaving, ...]
    saved: tuple[SavedEnergy, ...]
    last_year: Mapping[str, int]

    def rate(self, stage: Stage) -> SavedSum:
        """kWh a year over all tenders, each once."""
        return saved_energy.rate(self.saved, stage)

    def of_year(self, stage: Stage, year: int, category: str | None = None) -> SavedSum:
        """What is counted in a year, in a category or in all.

        What a bid promised holds from its year until the contract ends; what was measured holds
        in the year that was measured.
        """
        return saved_energy.summed(
            s
            for s in self.saved
            if s.stage == stage
            and category in (None, s.saving.category)
            and (s.year == year if stage == "ex_post" else self._is_running(s, year))
        )

    def years(self, as_of: date) -> tuple[int, ...]:
        """The years from the first in which anything is counted until the running one."""
        known = [s.year for s in self.saved if s.year and s.saved_kwh is not None]
        return tuple(range(min(known), max(*known, as_of.year) + 1)) if known else ()

    def of(self, identifier: str) -> tuple[SavedEnergy, ...]:
        """The stages of one tender."""
        return tuple(s for s in self.saved if s.saving.identifier == identifier)

    def running(self, year: int) -> frozenset[str]:
        """The tenders with a baseline that a year concerns."""
        return frozenset(
            s.saving.identifier
            for s in self.saved
            if s.stage == "ex_ante" and s.saving.has_baseline and self._is_running(s, year)
        )

    def _is_running(self, saved: SavedEnergy, year: int) -> bool:
        last = self.last_year.get(saved.saving.identifier, year)
        return saved.year is not None and saved.year <= year <= last


def overview(installation: Installation, as_of: date) -> Overview:
    """What is known on ``as_of``."""
    savings = energy_savings.savings(installation.database, as_of)
    measured = energy_savings.measured(installation.database, as_of)
    ends = {c.number: c.days.end.year for c in compliance.contracts_on(installation, as_of)}
    last = {s.identifier: ends[s.contract] for s in savings if s.contract in ends}
    return Overview(savings, saved_energy.every(savings, measured), last)


def points(installation: Installation, goal: Goal, as_of: date) -> tuple[Point, ...]:
    """Yearly figures in GWh of a goal on energy saved: what was measured, ex post alone.

    Coverage is the measured part of the tenders that have a baseline and that the year concerns.
    """
    del goal
    found = overview(installation, as_of)
    measured = {s.year for s in found.saved if s.stage == "ex_post" and s.saved_kwh is not None}
    return tuple(_point(found, year, as_of) for year in found.years(as_of) if year in measured)


def _point(found: Overview, year: int, as_of: date) -> Point:
    total = found.of_year("ex_post", year)
    counted = {s.saving.identifier for s in total.counted}
    expected = found.running(year) | counted
    value = None if total.kwh is None else total.kwh / KWH_PER_GWH
    coverage = Decimal(len(counted)) / len(expected) if expected else None
    return Point(date(year, 12, 31), value, value, value, coverage, date(year, 12, 31) < as_of)


def name_of(act_id: int) -> str:
    """The name of the tender that ``save`` stored first by this act."""
    return energy_savings.name_of(act_id)


def history(installation: Installation, identifier: str, as_of: date) -> tuple[SavingWord, ...]:
    """Every act on a tender's saving, the newest first."""
    return energy_savings.words_on(installation.database, identifier, as_of)[::-1]


def save(
    installation: Installation, saving: EnergySaving, actor: Actor, now: datetime, today: date
) -> int:
    """Store a tender's saving, new or in the place of what was known of it; the act's number.

    Raises UserError ``saving_title``, ``saving_organisation``, ``saving_choice``,
    ``unknown_contract``, ``unknown_saving``, ``saving_amount``, ``saving_year``,
    ``saving_source`` or ``saving_factor``.
    """
    _check(installation, saving, today)
    kind = "correct_energy_saving" if saving.identifier else "save_energy_saving"
    return _commit_saving(installation, kind, saving, actor, now, today)


def withdraw(
    installation: Installation, identifier: str, reason: str, actor: Actor, now: datetime,
    today: date,
) -> int:  # fmt: skip
    """Take a tender out of every sum; it stays in the history.

    Raises UserError ``saving_why`` or ``unknown_saving``.
    """
    if not reason.strip():
        raise UserError("saving_why")
    saving = replace(_known(installation, identifier, today), note=reason.strip())
    return _commit_saving(installation, "withdraw_energy_saving", saving, actor, now, today)


def measure(
    installation: Installation, measured: EnergyMeasured, actor: Actor, now: datetime, today: date
) -> int:
    """Store what was used in a year, in the place of what was known of it; the act's number.

    Raises UserError ``unknown_saving``, ``saving_amount``, ``saving_year`` or ``saving_source``.
    """
    _known(installation, measured.identifier, today)
    if measured.kwh < 0 or (measured.units is not None and measured.units <= 0):
        raise UserError("saving_amount")
    _check_year(measured.year, today)
    if not measured.source.strip():
        raise UserError("saving_source")
    detail = {"measured": asdict(measured), "known_from": today.isoformat()}
    act = Act(actor.stored, "measure_energy", measured.identifier, now, detail)
    return acts.commit(
        installation.database,
        act,
        lambda own, act_id: energy_savings.insert_measured(own, act_id, measured, today),
    )


def _known(installation: Installation, identifier: str, today: date) -> EnergySaving:
    for saving in energy_savings.savings(installation.database, today):
        if saving.identifier == identifier:
            return saving
    raise UserError("unknown_saving")


def _commit_saving(
    installation: Installation, kind: str, saving: EnergySaving, actor: Actor, now: datetime,
    today: date,
) -> int:  # fmt: skip
    detail = {"saving": asdict(saving), "known_from": today.isoformat()}
    act = Act(actor.stored, kind, saving.identifier or saving.title, now, detail)
    return acts.commit(
        installation.database,
        act,
        lambda own, act_id: energy_savings.insert_saving(
            own, act_id, saving, today, is_removed=kind == "withdraw_energy_saving"
        ),
    )


def _check(installation: Installation, saving: EnergySaving, today: date) -> None:
    if saving.identifier:
        _known(installation, saving.identifier, today)
    if not saving.title.strip():
        raise UserError("saving_title")
    if not saving.organisation.strip():
        raise UserError("saving_organisation")
    is_known = saving.category in CATEGORIES and saving.energy_kind in ENERGY_KINDS
    if not is_known or saving.baseline_kind not in (None, *BASELINES):
        raise UserError("saving_choice")
    if saving.contract is not None:
        compliance.contracts_on(installation, today, saving.contract)
    _check_amounts(saving, today)


def _check_amounts(saving: EnergySaving, today: date) -> None:
    above = (saving.baseline_kwh, saving.baseline_units, saving.expected_units)
    if any(a is not None and a <= 0 for a in above):
        raise UserError("saving_amount")
    if saving.expected_kwh is not None and saving.expected_kwh < 0:
        raise UserError("saving_amount")
    if saving.baseline_year is not None:
        _check_year(saving.baseline_year, today)
    if saving.baseline_kwh is not None and None in (saving.baseline_kind, saving.baseline_source):
        raise UserError("saving_source")
    if saving.expected_kwh is not None and None in (saving.expected_year, saving.expected_source):
        raise UserError("saving_source")
    if (saving.grams_per_kwh is None) is not (saving.factor_source is None):
        raise UserError("saving_factor")


def _check_year(year: int, today: date) -> None:
    """A measured year has begun, and lies within what anybody follows up."""
    if not today.year - 50 <= year <= today.year:
        raise UserError("saving_year", year=year)
