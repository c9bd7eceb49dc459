"""What a comparison comes to: every payment, its factor and present value, alternative by
alternative, with carbon beside it and never in it.

All amounts are in the comparison's currency, for all its pieces together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from followup.domain.cost_comparison import Alternative, Comparison, values
from followup.rules import lifecycle_cost as lcc
from followup.rules.lifecycle_cost import Payment, Working

ZERO: Final = Decimal(0)
# A consumption is for 100 km of a vehicle and for an hour of a machine.
PER_USE: Final = {"vehicle": ("km", 100), "machine": ("hours", 1)}
YEARLY: Final = ("service", "tyres", "tax", "insurance")
KG_PER_TONNE: Final = 1000
Known = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Costed:
    """One alternative with its working; carbon apart.

    ``total`` is its life-cycle cost without carbon, None while any of ``missing`` (inputs by
    name) is unknown. ``carbon`` is the present value of its carbon, None where that is not
    priced or not known; ``carbon_missing`` names what is unknown of it. ``emitted_t`` is tonnes
    CO2e over all the years, priced or not. ``per_year`` is the annuity of the total, ``per_use``
    that divided by km or hours a year (by pieces of furniture).
    """

    alternative: Alternative
    working: Working | None
    total: Decimal | None
    missing: tuple[str, ...]
    carbon_working: Working | None
    carbon: Decimal | None
    carbon_missing: tuple[str, ...]
    emitted_t: Decimal | None
    per_year: Decimal | None
    per_use: Decimal | None

    @property
    def with_carbon(self) -> Decimal | None:
        """The life-cycle cost and its carbon together; None while either is unknown."""
        return lcc.sum_of_parts({"cost": self.total, "carbon": self.carbon})


@dataclass(frozen=True, slots=True)
class Result:
    """A comparison's outcome: the yearly rate used (a fraction), and each alternative.

    ``has_carbon``: a price of carbon is stated; ``has_emissions``: what some fuel emits is.
    """

    comparison: Comparison
    rate: Decimal | None
    has_carbon: bool
    has_emissions: bool
    costed: tuple[Costed, ...]

    @property
    def cheapest(self) -> tuple[str, ...]:
        """The cheapest by life-cycle cost without carbon; nobody while one is unknown."""
        return lcc.cheapest({one.alternative.name: one.total for one in self.costed})

    @property
    def cheapest_with_carbon(self) -> tuple[str, ...]:
        """The cheapest with carbon; nobody while one is unknown."""
        return lcc.cheapest({one.alternative.name: one.with_carbon for one in self.costed})


def rate_used(shared: Known) -> Decimal | None:
    """The rate as a fraction; with inflation stated, the real rate (1 + r) / (1 + i) - 1."""
    stated, inflation = shared.get("rate_percent"), shared.get("inflation_percent")
    if stated is None:
        return None
    if inflation is None:
        return lcc.percent(stated)
    return lcc.real_rate(lcc.percent(stated), lcc.percent(inflation))


def result(comparison: Comparison) -> Result:
    """The outcome of a comparison as it stands."""
    shared = values(comparison.inputs)
    rate = rate_used(shared)
    costed = tuple(_costed(comparison, one, shared, rate) for one in comparison.alternatives)
    has_carbon = shared.get("carbon_price") is not None
    has_emissions = any(n.startswith("emission:") and v is not None for n, v in shared.items())
    return Result(comparison, rate, has_carbon, has_emissions, costed)


def _costed(
    comparison: Comparison, one: Alternative, shared: Known, rate: Decimal | None
) -> Costed:
    frame = [n for n in ("quantity", "years", "rate_percent") if shared.get(n) is None]
    has_carbon = shared.get("carbon_price") is not None and one.fuel is not None
    if frame or rate is None:
        missing = tuple(dict.fromkeys([*frame, *_unknown(comparison, one, shared)]))
        return Costed(one, None, None, missing, None, None, (), None, None, None)
    done = lcc.working(_payments(comparison, one, shared), rate)
    unknown = _unknown(comparison, one, shared)
    # A thing that runs on nothing emits nothing here; one that is not priced has no carbon.
    carbon = lcc.working(_carbon(comparison, one, shared), rate) if has_carbon else None
    nothing = ZERO if one.fuel is None and shared.get("carbon_price") is not None else None
    years, pieces = shared["years"] or ZERO, shared["quantity"] or ZERO
    per_year = lcc.annual_cost(done.total, rate, years)
    use = pieces * (_use(comparison, shared) or ZERO)
    per_use = lcc.cost_per_unit(per_year, use) if use > 0 else None
    return Costed(
        one, done, done.total, unknown, carbon, carbon.total if carbon else nothing,
        _carbon_unknown(one, comparison, shared) if has_carbon else (),
        _emitted_t(comparison, one, shared), per_year, per_use,
    )  # fmt: skip


def _use(comparison: Comparison, shared: Known) -> Decimal | None:
    """Km or hours a year for each piece; a piece of furniture counts as one."""
    if comparison.kind == "furniture":
        return Decimal(1)
    return shared.get(PER_USE[comparison.kind][0])


def _payments(comparison: Comparison, one: Alternative, shared: Known) -> Iterator[Payment]:
    own, pieces, years = values(one.inputs), shared["quantity"], shared["years"] or ZERO
    yield Payment("establishment", 0, lcc.product(own["establishment"], pieces))
    if one.form == "buy":
        yield from _bought(own, pieces, years)
    elif one.form == "lease":
        yield Payment("lease_first", 0, lcc.product(own["lease_first"], pieces))
        yearly = lcc.product(own["lease_month"], 12, pieces)
        yield from lcc.yearly_payments("lease_month", yearly, years, timing=comparison.timing)
    else:
        yearly = lcc.product(lcc.hire_cost(own["hire_day"], own["hire_days"]), pieces)
        yield from lcc.yearly_payments("hire_day", yearly, years, timing=comparison.timing)
    if one.fuel is not None:
        price = shared.get(f"energy_price:{one.fuel}")
        yearly = lcc.product(_energy(comparison, own, shared), price, pieces)
        growth = lcc.percent(shared.get(f"energy_growth_percent:{one.fuel}") or 0)
        yield from lcc.yearly_payments(
            "energy", yearly, years, timing=comparison.timing, growth=growth
        )
    for name in YEARLY:
        if name in own:
            yearly = lcc.product(own[name], pieces)
            yield from lcc.yearly_payments(name, yearly, years, timing=comparison.timing)


def _bought(own: Known, pieces: Decimal | None, years: Decimal) -> Iterator[Payment]:
    """The purchase, what is bought anew when it does not last, and the end."""
    price, life = lcc.product(own["price"], pieces), own.get("life_years")
    yield Payment("price", 0, price)
    for time in lcc.replacement_times(life, years) if life is not None else ():
        yield Payment("bought_anew", time, price)
    yield Payment("disposal", years, lcc.product(own["disposal"], pieces))
    yield Payment("residual", years, lcc.product(own["residual"], pieces, -1))


def _energy(comparison: Comparison, own: Known, shared: Known) -> Decimal | None:
    """Energy a year for one piece, in the fuel's unit."""
    name, per = PER_USE[comparison.kind]
    return lcc.energy_use(shared.get(name), own["consumption"], per)


def _emitted_kg(comparison: Comparison, one: Alternative, shared: Known) -> Decimal | None:
    """Emissions of a year for all pieces, in kg CO2e."""
    used = lcc.product(_energy(comparison, values(one.inputs), shared), shared["quantity"])
    return lcc.emissions_kg(used, shared.get(f"emission:{one.fuel}"))


def _emitted_t(comparison: Comparison, one: Alternative, shared: Known) -> Decimal | None:
    if one.fuel is None:
        return ZERO if comparison.kind in PER_USE else None
    yearly = _emitted_kg(comparison, one, shared)
    return lcc.product(yearly, shared["years"], Decimal(1) / KG_PER_TONNE)


def _carbon(comparison: Comparison, one: Alternative, shared: Known) -> Iterator[Payment]:
    emitted = _emitted_kg(comparison, one, shared)
    price = lcc.price_per_kg(shared["carbon_price"] or ZERO)
    yield from lcc.yearly_payments(
        "carbon", lcc.carbon_cost(emitted, price), shared["years"] or ZERO, timing=comparison.timing
    )


def _unknown(comparison: Comparison, one: Alternative, shared: Known) -> tuple[str, ...]:
    """The inputs that the total hangs on and that nobody has stated, by name."""
    from_own = [i.name for i in one.inputs if i.value is None and i.name != "life_years"]
    needed = []
    if one.fuel is not None:
        needed = [PER_USE[comparison.kind][0], f"energy_price:{one.fuel}"]
    return (*(n for n in needed if shared.get(n) is None), *from_own)


def _carbon_unknown(one: Alternative, comparison: Comparison, shared: Known) -> tuple[str, ...]:
    own = values(one.inputs)
    needed = [PER_USE[comparison.kind][0], f"emission:{one.fuel}"]
    unknown = [n for n in needed if shared.get(n) is None]
    return (*unknown, *(["consumption"] if own.get("consumption") is None else []))
