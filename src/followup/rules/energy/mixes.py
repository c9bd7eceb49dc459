"""Fuels and their mixes: energy of a volume, shares by volume and by energy, means of a mix."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from followup.domain.exact import Number, above_zero, exact, half_up, is_whole

Numbers = Sequence[Number | None]


def energy_content(
    amount: Number | None, per_unit: Number | None, *, density: Number | None = 1
) -> Decimal | None:
    """Energy of an amount of fuel: amount x heating value, in the heating value's energy unit.

    Where the heating value is per mass and the amount a volume, ``density`` (mass per volume, in
    the same units) stands between. Source of the formula: the definition of a heating value.

    >>> energy_content(10, 9450)  # 10 m3 of HVO at 9 450 kWh/m3 (SPBI)
    Decimal('94500')
    >>> energy_content(1000, 44, density="0.78")  # litres, MJ/kg, kg/l
    Decimal('34320.00')
    """
    parts = exact(amount), exact(per_unit), exact(density)
    if parts[0] is None or parts[1] is None or parts[2] is None:
        return None
    return parts[0] * parts[1] * parts[2]


def amount_for_energy(energy: Number | None, per_unit: Number | None) -> Decimal | None:
    """How much fuel holds an energy: energy / heating value. ValueError unless that is above zero.

    >>> half_up(amount_for_energy(300, "35.3"), 1)  # MJ, MJ/l
    Decimal('8.5')
    """
    known, content = exact(energy), exact(per_unit)
    if known is None or content is None:
        return None
    return known / above_zero(content, "a heating value")


def mixed(shares: Numbers, values: Numbers, rest: Number | None = None) -> Decimal | None:
    """The mean of a mix's parts weighed by their shares: sum of share x value.

    Shares by volume for what is stated per volume (kWh/m3, kg/m3, kg CO2 per litre), by energy for
    what is stated per energy (g/MJ), by mass for what is stated per mass. ``rest`` is the value of
    what the shares leave; without it they must sum to one. A share that is unknown makes the mean
    unknown (None), and so does a value unless its share is zero. ValueError for shares that are
    negative, pass one, or leave something of which nothing was said. Source: SPBI (now Drivkraft
    Sverige), Energiinnehåll, densitet och koldioxidemission.

    >>> mixed(["0.05"], [5900], 9100)  # MIX-01: petrol with 5 vol-% ethanol, kWh/m3
    Decimal('8940.00')
    >>> mixed(["0.95", "0.05"], [9950, 9150])  # MIX-03: diesel Mk3 with 5 vol-% FAME
    Decimal('9910.00')
    """
    parts = _weights(shares)
    if parts is None:
        return None
    total = sum(parts, Decimal(0))
    left = 1 - total
    if is_whole(total):
        return _sum_of(parts, values)
    if left < 0 or rest is None:
        raise ValueError(f"the shares sum to {total}, not to one")
    return _sum_of([*parts, left], [*values, rest])


def weighted_mean(values: Numbers, weights: Numbers) -> Decimal | None:
    """The mean of values by any weights of one kind (litres, MWh, km): sum(w x v) / sum(w).

    None where a weight, or a value with a weight, is unknown. ValueError for negative weights and
    where they are all zero.

    >>> weighted_mean([14, 95], [30, 70])
    Decimal('70.7')
    """
    parts = _weights(weights)
    if parts is None:
        return None
    total = above_zero(sum(parts, Decimal(0)), "the sum of weights")
    whole = _sum_of(parts, list(values))
    return None if whole is None else whole / total


def shares_of(amounts: Numbers) -> tuple[Decimal, ...] | None:
    """Each part's share of all parts, by what they are counted in; None where one is unknown.

    ValueError for a negative amount, and where there is nothing to share.

    >>> [half_up(100 * s, 2) for s in shares_of([10000, 5000])]
    [Decimal('66.67'), Decimal('33.33')]
    """
    parts = _weights(amounts)
    if parts is None:
        return None
    total = above_zero(sum(parts, Decimal(0)), "the sum of the parts")
    return tuple(part / total for part in parts)


def energy_shares(volumes: Numbers, contents: Numbers) -> tuple[Decimal, ...] | None:
    """Each fuel's share of the energy, from its volume (or share of volume) and heating value.

    Volumes in one unit, heating values in one unit of energy per volume. None where one of them is
    unknown. ValueError as ``shares_of``.

    >>> [half_up(100 * s, 2) for s in energy_shares([10000, 5000], [9450, 9800])]  # SH-01
    [Decimal('65.85'), Decimal('34.15')]
    """
    pairs = zip(volumes, contents, strict=True)
    return shares_of([energy_content(volume, content) for volume, content in pairs])


def volume_shares(energies: Numbers, contents: Numbers) -> tuple[Decimal, ...] | None:
    """Each fuel's share of the volume, from its energy (or share of energy): the other way round.

    >>> [half_up(100 * s, 2) for s in volume_shares([94500, 49000], ["9.45", "9.8"])]
    [Decimal('66.67'), Decimal('33.33')]
    """
    pairs = zip(energies, contents, strict=True)
    return shares_of([amount_for_energy(energy, content) for energy, content in pairs])


def counted_share(
    amounts: Numbers, counted: Numbers, contents: Numbers | None = None
) -> Decimal | None:
    """The share that counts (as renewable, as fossil-free), by volume or, with contents, by energy.

    ``counted`` says of each fuel how much of it counts, 0 to 1. None where anything with an amount
    is unknown: an unknown litre is neither counted nor left out. ValueError as ``shares_of``, and
    for a counted part outside 0 to 1.

    >>> counted_share([10, 30], [1, 0]), half_up(counted_share([2, 1], [1, 0], [9450, 9800]), 4)
    (Decimal('0.25'), Decimal('0.6585'))
    """
    parts = [exact(c) for c in counted]
    if any(p is not None and not 0 <= p <= 1 for p in parts):
        raise ValueError("the part of a fuel that counts lies between 0 and 1")
    shares = shares_of(amounts) if contents is None else energy_shares(amounts, contents)
    return None if shares is None else _sum_of(shares, parts)


def emitted(amount: Number | None, factor: Number | None) -> Decimal | None:
    """Emissions of an amount: amount x factor, in the factor's unit of mass. Factors may be
    negative (manure biogas); life-cycle and tailpipe factors are never mixed by the caller.

    >>> emitted(1000, "2.54")  # litres, kg/l
    Decimal('2540.00')
    """
    return energy_content(amount, factor)


def emission_per_unit(
    per_energy: Number | None, content: Number | None, *, digits: int | None = None
) -> Decimal | None:
    """Emission per litre, kg or Nm3: g/MJ x MJ per unit (rounded half up if ``digits`` is given).

    >>> emission_per_unit(94, "35.3")
    Decimal('3318.2')
    """
    found = energy_content(per_energy, content)
    return found if digits is None else half_up(found, digits)


def emission_per_energy(per_unit: Number | None, content: Number | None) -> Decimal | None:
    """Emission per energy: g per litre / MJ per litre. ValueError unless the content is above zero.

    >>> half_up(emission_per_energy(350, "34.2"), 1)
    Decimal('10.2')
    """
    return amount_for_energy(per_unit, content)


def per_transport_work(
    amount: Number | None, distance: Number | None, load: Number | None = 1
) -> Decimal | None:
    """Energy, fuel or emissions per km, or per tonne-km or person-km with the mean ``load``.

    Formula: amount / (distance x load). ValueError unless both are above zero.

    >>> per_transport_work(30, 100), per_transport_work(9800, 100, 14)
    (Decimal('0.3'), Decimal('7'))
    """
    known, way, carried = exact(amount), exact(distance), exact(load)
    if known is None or way is None or carried is None:
        return None
    return known / (above_zero(way, "a distance") * above_zero(carried, "a load"))


def _weights(values: Numbers) -> list[Decimal] | None:
    parts = [exact(value) for value in values]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if any(part < 0 for part in known):
        raise ValueError("a part of a mix cannot be negative")
    return known


def _sum_of(shares: Sequence[Decimal], values: Numbers) -> Decimal | None:
    total = Decimal(0)
    for share, value in zip(shares, values, strict=True):
        known = exact(value)
        if share and known is None:
            return None
        total += share * known if known is not None else 0
    return total
