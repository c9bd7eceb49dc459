"""Energy saved per tender and summed: ex ante and ex post apart, what has no baseline not counted.

Amounts are per year, so no sum over years is told. A rate over all tenders takes each tender once,
ex post by its newest measured year. Method: SPP Regions (a previous tender or a standard market
solution as the baseline).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from followup.domain.energy_saving import EnergyMeasured, EnergySaving, SavedEnergy, Stage
from followup.rules import energy

GRAMS_PER_TONNE: Final = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class SavedSum:
    """A sum over tenders: kWh a year of ``counted`` of them; None where none could be counted.

    ``tonnes`` leaves out ``without_factor`` of the counted ones. ``not_counted`` are named.
    """

    kwh: Decimal | None
    tonnes: Decimal | None
    counted: tuple[SavedEnergy, ...]
    without_factor: int
    not_counted: tuple[SavedEnergy, ...]


def ex_ante(saving: EnergySaving) -> SavedEnergy:
    """What the bid promised against the baseline."""
    return _saved(
        saving, "ex_ante", saving.expected_year, saving.expected_kwh, saving.expected_units,
        saving.expected_source,
    )  # fmt: skip


def ex_post(saving: EnergySaving, measured: EnergyMeasured) -> SavedEnergy:
    """What was measured in a year against the baseline."""
    return _saved(saving, "ex_post", measured.year, measured.kwh, measured.units, measured.source)


def every(
    savings: Sequence[EnergySaving], measured: Iterable[EnergyMeasured]
) -> tuple[SavedEnergy, ...]:
    """Each tender ex ante, and ex post once for each measured year (once without figure if none).

    In order of the tenders, ex ante first, then by year.
    """
    known: dict[str, list[EnergyMeasured]] = {s.identifier: [] for s in savings}
    for one in measured:
        if one.identifier in known:
            known[one.identifier].append(one)
    found: list[SavedEnergy] = []
    for saving in savings:
        found.append(ex_ante(saving))
        years = sorted(known[saving.identifier], key=lambda m: m.year)
        found += [ex_post(saving, m) for m in years]
        if not years:
            found.append(_saved(saving, "ex_post", None, None, None, None))
    return tuple(found)


def rate(saved: Iterable[SavedEnergy], stage: Stage) -> SavedSum:
    """kWh a year over all tenders, each once: ex post by its newest measured year."""
    newest: dict[str, SavedEnergy] = {}
    for one in saved:
        before = newest.get(one.saving.identifier)
        if one.stage == stage and (before is None or (one.year or 0) >= (before.year or 0)):
            newest[one.saving.identifier] = one
    return summed(newest.values())


def summed(saved: Iterable[SavedEnergy]) -> SavedSum:
    """The sum of some savings, of one stage and one year each."""
    rows = tuple(saved)
    counted = tuple(s for s in rows if s.saved_kwh is not None)
    kwh, _ = energy.total_known([s.saved_kwh for s in counted])
    tonnes, without = energy.total_known([s.tonnes for s in counted])
    return SavedSum(kwh, tonnes, counted, without, tuple(s for s in rows if s.saved_kwh is None))


def _saved(
    saving: EnergySaving, stage: Stage, year: int | None, kwh: Decimal | None,
    units: Decimal | None, source: str | None,
) -> SavedEnergy:  # fmt: skip
    baseline, why = _baseline(saving, units)
    if why != "no_baseline" and (kwh is None or year is None):
        why = "no_figure"
    amount = None if why else energy.saved(baseline, kwh)
    share = None if why else energy.saved_share(baseline, kwh)
    tonnes = energy.emitted(amount, saving.grams_per_kwh)
    return SavedEnergy(
        saving, stage, year, kwh, baseline, amount, share,
        None if tonnes is None else tonnes / GRAMS_PER_TONNE, source, why,
    )  # fmt: skip


def _baseline(saving: EnergySaving, units: Decimal | None) -> tuple[Decimal | None, str | None]:
    """The baseline for this service, or why there is none."""
    if not saving.has_baseline:
        return None, "no_baseline"
    if saving.baseline_units is None:
        return saving.baseline_kwh, None
    if units is None:
        # Against another amount of service it would be the service that was saved.
        return None, "no_units"
    return energy.scaled_baseline(saving.baseline_kwh, saving.baseline_units, units), None
