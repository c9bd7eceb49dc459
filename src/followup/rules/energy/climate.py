"""Greenhouse gas saving of fuels against a comparator. Shares are fractions: 0.8 is 80 %."""

from __future__ import annotations

from decimal import Decimal

from followup.domain.exact import Number, above_zero, exact, half_up
from followup.rules.energy.mixes import Numbers, mixed


def saving(emission: Number | None, comparator: Number | None) -> Decimal | None:
    """How much lower an emission is than the comparator's: 1 - emission / comparator.

    Both in one unit (g/MJ). Above 1 for a negative emission, below 0 for one that is higher.
    None if either is unknown; ValueError unless the comparator is above zero. Source: Directive
    (EU) 2018/2001, Annex V part C; it is the reduction achieved of the Swedish duty as well.

    >>> saving("16.76", "83.8")
    Decimal('0.8')
    """
    actual, fossil = exact(emission), exact(comparator)
    if actual is None or fossil is None:
        return None
    return (fossil - actual) / above_zero(fossil, "the comparator")


def saving_of_fuel(
    per_unit_kg: Number | None, mj_per_unit: Number | None, comparator_g_per_mj: Number | None
) -> Decimal | None:
    """Saving of a fuel stated in kg per litre (or kg, Nm3) with its MJ in the same unit.

    Formula: 1 - kg / (MJ x comparator / 1000). Source: Preem, Klimatprestanda.

    >>> half_up(100 * saving_of_fuel("0.35", "34.2", "83.8"))  # EM-08: HVO100
    Decimal('88')
    >>> half_up(100 * saving_of_fuel("1.63", 35, "83.8"))  # EM-08: a diesel with 44 %
    Decimal('44')
    """
    content, fossil, emission = exact(mj_per_unit), exact(comparator_g_per_mj), exact(per_unit_kg)
    if content is None or fossil is None or emission is None:
        return None
    return saving(emission * 1000, above_zero(content, "the energy content") * fossil)


def emission_ceiling(
    comparator: Number | None, required_saving: Number | None, *, digits: int | None = None
) -> Decimal | None:
    """The highest emission that still saves what is required: comparator x (1 - saving).

    In the comparator's unit; ``required_saving`` is a fraction of at most 1. Source:
    Upphandlingsmyndigheten, criterion on the environmental class of fuels (80 % saving).

    >>> emission_ceiling("83.8", "0.8")  # SH-03
    Decimal('16.76')
    """
    fossil, wanted = exact(comparator), exact(required_saving)
    if fossil is None or wanted is None:
        return None
    if fossil <= 0 or wanted > 1:
        raise ValueError("a comparator is above zero and a required saving at most 1 (100 %)")
    found = fossil * (1 - wanted)
    return found if digits is None else half_up(found, digits)


def saves_enough(
    emission: Number | None, comparator: Number | None, required_saving: Number | None
) -> bool | None:
    """Whether the saving reaches what is required, without any rounding; None if not known.

    >>> saves_enough(14, "83.8", "0.8"), saves_enough("32.3", "83.8", "0.8")  # HVO, FAME (2016)
    (True, False)
    """
    actual, ceiling = exact(emission), emission_ceiling(comparator, required_saving)
    return None if actual is None or ceiling is None else actual <= ceiling


def reduction_achieved(
    fossil: Number | None, energy_shares: Numbers, intensities: Numbers
) -> Decimal | None:
    """Reduction that a mix of fuels achieves: (fossil - actual) / fossil.

    ``fossil`` is the comparator in g/MJ, ``energy_shares`` the fuels' shares of the energy (they
    sum to one), ``intensities`` their g/MJ. None where anything with a share is unknown.
    Source: Drivkraft Sverige, Reduktionsplikten.

    >>> half_up(100 * reduction_achieved("95.1", ["0.7", "0.3"], ["95.1", 14]), 2)  # RP-01
    Decimal('25.58')
    """
    return saving(mixed(energy_shares, intensities), fossil)


def share_for_reduction(
    reduction: Number | None, fossil: Number | None, blended: Number | None
) -> Decimal | None:
    """Energy share of a fuel of ``blended`` g/MJ that cuts ``fossil`` g/MJ by ``reduction``.

    ``reduction_achieved`` turned round: reduction / (1 - blended / fossil). ValueError where the
    blended fuel saves nothing, so that no share would do. A result above 1 cannot be reached.

    >>> half_up(100 * share_for_reduction("0.2558", "95.1", 14), 1)
    Decimal('30.0')
    """
    wanted, each = exact(reduction), saving(blended, fossil)
    if wanted is None or each is None:
        return None
    if each <= 0:
        raise ValueError("the blended fuel saves nothing against the comparator")
    return wanted / each
