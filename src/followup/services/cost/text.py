"""A comparison in words: names and units of inputs, the answer, and how it was discounted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.cost_comparison import OWN, SHARED, Comparison, values
from followup.errors import NoValueInForce
from followup.i18n.text import exact, has_text, join, money, number, percent, quantity, t
from followup.reference.catalogue import Catalogue
from followup.services.cost.hinges import Meeting
from followup.services.cost.working import Costed, Result
from followup.services.proof.text import fuel_name, source_title

# The unit of each input, as a key of the texts.
UNITS: Final = {
    "quantity": "pieces", "years": "years", "life_years": "years", "km": "km_year",
    "hours": "hours_year", "rate_percent": "per_cent_year", "inflation_percent": "per_cent_year",
    "energy_growth_percent": "per_cent_year", "energy_price": "money_energy",
    "emission": "kg_energy", "carbon_price": "money_tonne", "lease_month": "money_month",
    "hire_day": "money_day", "hire_days": "days_year", "service": "money_year",
    "tyres": "money_year", "tax": "money_year", "insurance": "money_year",
}  # fmt: skip
_SMALL: Final = Decimal(100)
# Factors over a fuel's whole life, as a life-cycle analysis has them.
LIFE_SET: Final = "statutory"


def input_name(name: str, lang: str) -> str:
    """An input in words, with its fuel where it is of one."""
    code, _, fuel = name.partition(":")
    return t(f"cost.input.{code}", lang, fuel=fuel_name(fuel, lang))


def unit(
    name: str, comparison: Comparison, catalogue: Catalogue, lang: str, fuel: str | None = None
) -> str:
    """An input's unit in words; ``fuel`` is what the alternative runs on."""
    code, _, of_fuel = name.partition(":")
    coin = t(f"unit.{comparison.currency}", lang)
    burnt = of_fuel or fuel
    energy = t(f"unit.{catalogue.fuel(burnt).base_unit}", lang) if burnt else ""
    key = UNITS.get(code, "money")
    if code == "consumption":
        key = "per_100_km" if comparison.kind == "vehicle" else "per_hour"
    return t(f"cost.unit.{key}", lang, money=coin, energy=energy)


def part_name(part: str, lang: str) -> str:
    """A line of the working in words."""
    key = f"cost.part.{part}"
    return t(key, lang) if has_text(key) else t(f"cost.input.{part}", lang)


def per_use(one: Costed, comparison: Comparison, lang: str) -> str:
    """What an alternative costs a km, an hour or a piece and year."""
    small = one.per_use is not None and abs(one.per_use) < _SMALL
    return money(one.per_use, lang, comparison.currency, 2 if small else 0)


def answer(outcome: Result, lang: str) -> str:
    """Which alternative costs least and by how much, or why nobody can say."""
    told, cheapest = outcome.comparison, outcome.cheapest
    if not cheapest:
        return t("cost.nobody", lang)
    totals = {c.alternative.name: c.total for c in outcome.costed if c.total is not None}
    years = exact(values(told.inputs)["years"], lang)
    lowest = totals[cheapest[0]]
    shared = {"total": money(lowest, lang, told.currency), "years": years}
    if len(cheapest) > 1:
        return t("cost.tie", lang, names=join(cheapest, lang), **shared)
    following = min((n for n in totals if n != cheapest[0]), key=lambda n: totals[n])
    less = money(totals[following] - lowest, lang, told.currency)
    return t("cost.cheapest", lang, name=cheapest[0], next=following, less=less, **shared)


def missing(outcome: Result, lang: str) -> tuple[str, ...]:
    """For each alternative without a total, or without a cost of its carbon: what is missing."""
    said = []
    for key in ("missing", "carbon_missing"):
        for one in outcome.costed:
            unknown = one.missing if key == "missing" else one.carbon_missing
            if unknown:
                inputs = join([input_name(name, lang) for name in unknown], lang)
                said.append(t(f"cost.{key}", lang, name=one.alternative.name, inputs=inputs))
    return tuple(said)


def carbon(outcome: Result, lang: str) -> tuple[str, ...]:
    """Whether carbon is priced, and whether that changes the order."""
    if not outcome.has_carbon:
        return (t("cost.carbon_out", lang),)
    told = outcome.comparison
    price = values(told.inputs)["carbon_price"]
    coin = t(f"unit.{told.currency}", lang)
    words = f"{exact(price, lang)} {t('cost.unit.money_tonne', lang, money=coin)}"
    said = [t("cost.carbon_in", lang, price=words)]
    if outcome.cheapest and outcome.cheapest_with_carbon:
        is_same = outcome.cheapest == outcome.cheapest_with_carbon
        names = join(outcome.cheapest_with_carbon, lang)
        said.insert(0, t(f"cost.carbon_{'same' if is_same else 'other'}", lang, name=names))
    return tuple(said)


def discounting(outcome: Result, lang: str) -> str:
    """The rate, what kind it is, and when yearly costs are paid."""
    told, shared = outcome.comparison, values(outcome.comparison.inputs)
    nominal, inflation = shared.get("rate_percent"), shared.get("inflation_percent")
    is_real = inflation is not None
    said = t(
        "cost.discounting", lang, rate=percent(outcome.rate, lang, 2 if is_real else 1),
        kind=t(f"cost.rate_{'real' if is_real else 'stated'}", lang),
        timing=t(f"cost.timing.{told.timing}", lang),
    )  # fmt: skip
    if nominal is None or inflation is None:
        return said
    rates = {"nominal": percent(nominal / 100, lang), "inflation": percent(inflation / 100, lang)}
    return f"{said} {t('cost.rate_from', lang, **rates)}"


def factor_hint(
    fuel: str, comparison: Comparison, catalogue: Catalogue, day: date, lang: str
) -> str | None:
    """What the catalogue says a fuel emits over its life, with its source; None if nothing."""
    unit_name = catalogue.fuel(fuel).base_unit
    country = "DK" if comparison.currency == "DKK" else "SE"
    try:
        found = catalogue.ghg_factor(fuel, country, unit_name, LIFE_SET, day, day)
    except NoValueInForce:
        return None
    ends = [number(end / 1000, lang, 2) for end in dict.fromkeys((found.low, found.high)) if
            end is not None]  # fmt: skip
    if not ends:
        return None
    coin = t("cost.unit.kg_energy", lang, energy=t(f"unit.{unit_name}", lang))
    source = source_title(catalogue, found.source, lang)
    return t("cost.factor", lang, fuel=fuel_name(fuel, lang), value="–".join(ends), unit=coin,
             source=source)  # fmt: skip


def formula(comparison: Comparison, lang: str) -> str:
    """How each number is reckoned, in a line."""
    return t("cost.formula", lang, per=t(f"cost.per.{comparison.kind}", lang))


def meeting(one: Meeting, outcome: Result, catalogue: Catalogue, lang: str) -> tuple[str, str]:
    """Where two alternatives meet, and what it means."""
    if one.at is None:
        return t("cost.no_meeting", lang), t("cost.always", lang, name=one.below)
    digits = 0 if abs(one.at) >= _SMALL else 2
    name = unit(one.quantity, outcome.comparison, catalogue, lang)
    at = f"{number(one.at, lang, digits)} {name}"
    return at, t("cost.below_above", lang, below=one.below, above=one.above, at=at)


def meeting_name(one: Meeting, lang: str) -> str:
    """The quantity in which they meet; said where carbon is counted in."""
    name = input_name(one.quantity, lang)
    return f"{name} ({t('cost.with_carbon', lang)})" if one.has_carbon else name


def paybacks(found: Mapping[str, Decimal | None], lang: str) -> Iterator[str]:
    """What each dearer purchase earns back, in a sentence."""
    for name, years in found.items():
        key = "payback_never" if years is None else "payback"
        yield t(f"cost.{key}", lang, name=name, years=number(years, lang, 1))


def stated(value: Decimal | None, name: str, lang: str) -> str:
    """An input's value as it was stated; one that was left out and may be is told by a dash."""
    code = name.partition(":")[0]
    is_optional = next(spec.is_optional for spec in (*SHARED, *OWN) if spec.code == code)
    return "–" if value is None and is_optional else exact(value, lang)


def amount(value: Decimal | None, comparison: Comparison, lang: str) -> str:
    """An amount in the comparison's currency, whole."""
    return quantity(value, comparison.currency, lang)
