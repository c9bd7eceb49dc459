"""Energy saved against a baseline, and the measures that make years and buildings comparable.

Energies are in one unit of the caller's (kWh, MWh); a saving never mixes final and primary energy.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from followup.domain.exact import Number, above_zero, exact, half_up
from followup.rules.energy.mixes import Numbers


def saved(baseline: Number | None, actual: Number | None) -> Decimal | None:
    """Energy saved: baseline - actual; below zero where more was used. None if either is unknown:
    without a baseline there is no saving, not a saving of nought.

    Source: SPP Regions, methodology (a previous tender or a standard market solution).

    >>> saved(120000, 90000), saved(None, 90000)
    (Decimal('30000'), None)
    """
    before, after = exact(baseline), exact(actual)
    return None if before is None or after is None else before - after


def saved_share(baseline: Number | None, actual: Number | None) -> Decimal | None:
    """The saving as a fraction of the baseline. ValueError unless the baseline is above zero.

    >>> saved_share(120000, 90000)
    Decimal('0.25')
    """
    before, amount = exact(baseline), saved(baseline, actual)
    if before is None or amount is None:
        return None
    return amount / above_zero(before, "a baseline")


def scaled_baseline(
    baseline: Number | None,
    baseline_units: Number | None,
    actual_units: Number | None,
    *,
    fixed: Number | None = 0,
) -> Decimal | None:
    """What the baseline would have used for the service really delivered (km, portions, m2).

    Formula: fixed + (baseline - fixed) x actual units / baseline units; ``fixed`` is the part that
    does not follow the service. None where any is unknown; ValueError unless the baseline's units
    are above zero, and for a fixed part that passes the baseline.

    >>> scaled_baseline(120000, 400, 300), scaled_baseline(120000, 400, 300, fixed=20000)
    (Decimal('90000'), Decimal('95000'))
    """
    before, units, now = exact(baseline), exact(baseline_units), exact(actual_units)
    kept = exact(fixed)
    if before is None or units is None or now is None or kept is None:
        return None
    if not 0 <= kept <= before or now < 0:
        raise ValueError("the fixed part lies within the baseline, and units are not negative")
    return kept + (before - kept) * now / above_zero(units, "the baseline's units")


def per_unit(energy: Number | None, units: Number | None) -> Decimal | None:
    """Specific energy use: kWh per m2, per portion, per km. ValueError unless units are above zero.

    >>> per_unit(126000, 1400)
    Decimal('90')
    """
    known, by = exact(energy), exact(units)
    return None if known is None or by is None else known / above_zero(by, "the units")


def per_year(
    energy: Number | None, days: Number | None, *, year_days: Number = 365
) -> Decimal | None:
    """Energy a year from some days' energy, as if every day were alike: energy x 365 / days.

    >>> per_year(50000, 146)
    Decimal('125000')
    """
    known, measured = exact(energy), exact(days)
    if known is None or measured is None:
        return None
    return known * exact(year_days) / above_zero(measured, "the days")


def degree_day_corrected(
    energy: Number | None,
    normal: Number | None,
    actual: Number | None,
    *,
    dependent_share: Number | None = 1,
    ratio_digits: int | None = None,
) -> Decimal | None:
    """Heating in a year of normal weather, from degree days (or an energy index).

    Formula: independent part + dependent part x normal / actual degree days. Hot water and what
    else does not follow the weather is left as it is by a ``dependent_share`` below 1.
    ``ratio_digits`` rounds normal / actual half up before it is used; a source that divides by
    actual / normal rounds another number, and is met by leaving it unrounded. ValueError unless the
    actual degree days are above zero and the share lies between 0 and 1. Source: SMHI, graddagar.

    >>> degree_day_corrected(100000, 4000, 3200)
    Decimal('125000')
    >>> degree_day_corrected(100000, 4000, 3200, dependent_share="0.8")
    Decimal('120000.0')
    """
    known, usual, found = exact(energy), exact(normal), exact(actual)
    share = exact(dependent_share)
    if known is None or usual is None or found is None or share is None:
        return None
    if not 0 <= share <= 1:
        raise ValueError("the part that follows the weather lies between 0 and 1")
    days = above_zero(found, "the degree days")
    warmed = known * share
    if ratio_digits is not None:
        return known - warmed + warmed * half_up(usual / days, ratio_digits)
    return known - warmed + warmed * usual / days


def primary_energy(delivered: Numbers, factors: Numbers) -> Decimal | None:
    """Primary energy: sum of each energy carrier's delivered energy x its primary energy factor.

    None where a carrier that was delivered is unknown or has no factor. With the area below
    (``per_unit``) it is a building's primary energy number; the factors are the caller's, from the
    building code or the standard in force. ValueError for negative factors.

    >>> primary_energy([50000, 20000], ["0.7", "1.8"])
    Decimal('71000.0')
    """
    total = Decimal(0)
    for amount, factor in zip(delivered, factors, strict=True):
        known, times = exact(amount), exact(factor)
        if known == 0:
            continue
        if known is None or times is None:
            return None
        if times < 0:
            raise ValueError("a primary energy factor cannot be negative")
        total += known * times
    return total


def electricity_used(
    watts: Number | None, hours: Number | None, pieces: Number | None = 1
) -> Decimal | None:
    """Electricity in kWh of appliances or lamps: W x hours x pieces / 1000.

    >>> electricity_used(36, 2500, 100)
    Decimal('9000')
    """
    power, time, many = exact(watts), exact(hours), exact(pieces)
    if power is None or time is None or many is None:
        return None
    if min(power, time, many) < 0:
        raise ValueError("power, hours and pieces cannot be negative")
    return power * time * many / 1000


def supplied_for(useful: Number | None, efficiency: Number | None) -> Decimal | None:
    """Energy that must be supplied for a useful energy: useful / efficiency (or a heat pump's COP).

    >>> half_up(supplied_for(90000, "0.9")), supplied_for(90000, 3)
    (Decimal('100000'), Decimal('30000'))
    """
    wanted, part = exact(useful), exact(efficiency)
    if wanted is None or part is None:
        return None
    return wanted / above_zero(part, "the efficiency")


def produced_over_used(produced: Number | None, used: Number | None) -> Decimal | None:
    """Renewable energy produced over energy used; plus-energy at 1 or more. None if unknown.

    ValueError unless the use is above zero. The idea: Region Kalmar län, En fossilbränslefri region
    (renewable production at least as large as the total use).

    >>> produced_over_used(5400, 7200)
    Decimal('0.75')
    """
    made, spent = exact(produced), exact(used)
    if made is None or spent is None:
        return None
    return made / above_zero(spent, "the use")


def total_known(energies: Sequence[Number | None]) -> tuple[Decimal | None, int]:
    """The sum of what is known and how many are unknown; None where nothing at all is known.

    >>> total_known([30000, None, "12500"]), total_known([None])
    ((Decimal('42500'), 1), (None, 1))
    """
    known = [value for value in map(exact, energies) if value is not None]
    return sum(known, Decimal(0)) if known else None, len(energies) - len(known)
