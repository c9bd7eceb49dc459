"""What it costs to use, lease or hire a thing, and what its emissions cost.

Energy is litres, kWh, kg or Nm3, as the price is. Sources: the worked example LCC-01 (distance x
consumption x price); standard annuity formula for lease fees; directive 2009/33/EC, annex table
and article 6, for the operational lifetime cost of a vehicle.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from followup.domain.exact import Number, exact
from followup.rules.lifecycle_cost.checks import HUNDRED, ONE, ZERO, life_of, positive
from followup.rules.lifecycle_cost.kinds import Payment
from followup.rules.lifecycle_cost.rates import rate_per_period
from followup.rules.lifecycle_cost.series import present_value_of_payments

KG_PER_TONNE = 1000


def product(*factors: Number | None) -> Decimal | None:
    """Factors multiplied; None if any is unknown, also where another is 0."""
    total = ONE
    for factor in factors:
        found = exact(factor)
        if found is None:
            return None
        total *= found
    return total


def energy_use(
    distance: Number | None, consumption: Number | None, per_distance: Number = 100
) -> Decimal | None:
    """Energy used over a distance, ``consumption`` being for ``per_distance`` of its unit.

    l/100 km and kWh/100 km: 100, with km. l/mil: 1, with mil (or 10, with km). l/hour: 1.

    >>> energy_use(15000, 3, 1)
    Decimal('45000')
    """
    unit = positive(per_distance, "the distance a consumption is stated for")
    used = product(distance, consumption)
    return None if used is None else used / unit


def energy_cost(
    distance: Number | None,
    consumption: Number | None,
    price: Number | None,
    per_distance: Number = 100,
) -> Decimal | None:
    """Cost of energy: distance x consumption x price, see `energy_use`.

    >>> energy_cost(15000, 3, 12, 1)
    Decimal('540000')
    """
    return product(energy_use(distance, consumption, per_distance), price)


def lease_payments(
    fee: Number | None,
    years: Number,
    *,
    periods_per_year: int = 12,
    in_advance: bool = True,
    first_payment: Number | None = 0,
    end_payment: Number | None = 0,
    part: str = "lease",
) -> tuple[Payment, ...]:
    """The payments of a lease: one to begin with, a fee each period, and one at its end.

    ``years`` times ``periods_per_year`` must be a whole number of periods, or ValueError.
    A first payment or end payment of 0 is left out.
    """
    parts = positive(periods_per_year, "the number of periods a year")
    periods = life_of(years, "a lease") * parts
    if periods != periods.to_integral_value():
        raise ValueError(f"{years} years are no whole number of periods of 1/{parts} year")
    late = 0 if in_advance else 1
    fees = [Payment(part, (turn + late) / parts, fee) for turn in range(int(periods))]
    first, last = exact(first_payment), exact(end_payment)
    before = [Payment(part, ZERO, first)] if first != 0 else []
    after = [Payment(part, exact(years), last)] if last != 0 else []
    return (*before, *fees, *after)


def lease_present_value(
    fee: Number | None,
    years: Number,
    rate: Number,
    *,
    periods_per_year: int = 12,
    in_advance: bool = True,
    first_payment: Number | None = 0,
    end_payment: Number | None = 0,
) -> Decimal | None:
    """Present value of a lease (`lease_payments`), each fee discounted from its own day."""
    rows = lease_payments(
        fee,
        years,
        periods_per_year=periods_per_year,
        in_advance=in_advance,
        first_payment=first_payment,
        end_payment=end_payment,
    )
    return present_value_of_payments(((row.at_years, row.amount) for row in rows), rate)


def lease_fee(
    price: Number | None,
    residual_value: Number | None,
    rate: Number,
    years: Number,
    *,
    periods_per_year: int = 12,
    in_advance: bool = True,
    compound: bool = True,
) -> Decimal | None:
    """Fee a period that pays price less residual value with interest (finansiell leasing).

    (P - RV (1 + i)^-m) x i / (1 - (1 + i)^-m), divided by 1 + i when paid in advance; i is the
    rate a period (`rate_per_period` with ``compound``) and m the number of periods.
    """
    first, left = exact(price), exact(residual_value)
    interest = rate_per_period(rate, periods_per_year, compound=compound)
    periods = life_of(years, "a lease") * periods_per_year
    if first is None or left is None:
        return None
    if interest == 0:
        return (first - left) / periods
    discount = (ONE + interest) ** -periods
    fee = (first - left * discount) * interest / (ONE - discount)
    return fee / (ONE + interest) if in_advance else fee


def hire_cost(
    price_per_unit: Number | None, units: Number | None, fixed: Number | None = 0
) -> Decimal | None:
    """Cost of hire in a year: price for each day, hour or piece x their number, plus what is fixed
    (delivery, start fee)."""
    moving, rest = product(price_per_unit, units), exact(fixed)
    return None if moving is None or rest is None else moving + rest


def emissions_kg(amount: Number | None, kg_per_unit: Number | None) -> Decimal | None:
    """Emissions in kg: litres, kWh or km x kg for each. A factor below 0 is allowed."""
    return product(amount, kg_per_unit)


def carbon_cost(emitted_kg: Number | None, price_per_kg: Number | None) -> Decimal | None:
    """Cost of emissions: kg CO2e x price per kg. Use `price_per_kg` for a price per tonne."""
    return product(emitted_kg, price_per_kg)


def price_per_kg(price_per_tonne: Number | None) -> Decimal | None:
    """A price per tonne as a price per kg."""
    found = exact(price_per_tonne)
    return None if found is None else found / KG_PER_TONNE


def operational_lifetime_cost(
    lifetime_km: Number,
    energy_mj_per_km: Number | None,
    price_per_mj: Number | None,
    emissions: Iterable[tuple[Number | None, Number | None]] = (),
) -> Decimal | None:
    """Operational lifetime cost of a vehicle by directive 2009/33/EC, article 6; undiscounted.

    Lifetime km x (MJ/km x price per MJ + for each emission its amount per km x price per that
    amount's unit: kg and EUR/kg for CO2, g and EUR/g for NOx, NMHC and particles).
    """
    distance = positive(lifetime_km, "the lifetime mileage")
    total = product(distance, energy_mj_per_km, price_per_mj)
    for per_km, price in emissions:
        cost = product(distance, per_km, price)
        total = None if total is None or cost is None else total + cost
    return total


def abatement_cost(extra_cost: Number | None, saved: Number | None) -> Decimal | None:
    """Extra cost for each kg CO2e or kWh saved; below 0 where the better one is also cheaper.

    Both over the same time. ValueError unless something is saved.
    """
    found = exact(extra_cost)
    if saved is None:
        return None
    less = positive(saved, "what is saved")
    return None if found is None else found / less


def share_of(value: Number | None, per_cent: Number | None) -> Decimal | None:
    """So many per cent of an amount, as a residual value is often stated."""
    found = product(value, per_cent)
    return None if found is None else found / HUNDRED
