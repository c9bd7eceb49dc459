"""What an outcome hangs on: inputs changed by so many per cent, and where two alternatives meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Final

from followup.domain.cost_comparison import (
    Alternative,
    Comparison,
    CostInput,
    fuels,
    values,
)
from followup.rules import lifecycle_cost as lcc
from followup.rules.lifecycle_cost import Sensitivity
from followup.services.cost.working import PER_USE, YEARLY, Costed, Result, result

# How far an input is tried, in per cent of what was stated: our own choice, shown beside the chart.
CHANGES: Final = (-30, -20, -10, 0, 10, 20, 30)
ACQUIRED: Final = ("price", "lease_first", "lease_month", "hire_day")
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where two alternatives cost the same in one quantity, all else as stated.

    ``quantity`` is the input's name. ``at`` is None where they never meet above 0; then ``below``
    is cheaper at any value. Otherwise ``below`` is cheaper up to ``at`` and ``above`` beyond it.
    With ``has_carbon`` carbon is counted in.
    """

    quantity: str
    at: Decimal | None
    below: str
    above: str
    has_carbon: bool = False


def hinges(comparison: Comparison) -> tuple[str, ...]:
    """The inputs that may be tried: those that are stated and that some alternative hangs on."""
    shared = values(comparison.inputs)
    found = []
    if any(shared.get(f"energy_price:{fuel}") for fuel in fuels(comparison)):
        found.append("energy_price")
    if comparison.kind in PER_USE and shared.get(PER_USE[comparison.kind][0]):
        found.append(PER_USE[comparison.kind][0])
    found.append("acquired")
    found += [name for name in ("years", "rate_percent") if shared.get(name)]
    return tuple(found)


def tried(comparison: Comparison, hinge: str) -> tuple[Sensitivity, ...]:
    """Each alternative's life-cycle cost without carbon, with the input changed by each step.

    A changed value stands in for the stated one everywhere; 1 is as stated.
    """

    def cost(name: str) -> Callable[[Decimal], Decimal | None]:
        return lambda times: _totals(multiplied(comparison, hinge, times)).get(name)

    names = [one.name for one in comparison.alternatives]
    return lcc.sensitivity(ONE, CHANGES, {name: cost(name) for name in names})


def multiplied(comparison: Comparison, hinge: str, times: Decimal) -> Comparison:
    """The comparison with one input, or a group of them, multiplied."""

    def change(one: CostInput) -> CostInput:
        code = one.name.partition(":")[0]
        is_meant = code == hinge or (hinge == "acquired" and code in ACQUIRED)
        return replace(one, value=one.value * times) if is_meant and one.value is not None else one

    def own(one: Alternative) -> Alternative:
        return replace(one, inputs=tuple(change(i) for i in one.inputs))

    return replace(
        comparison, inputs=tuple(change(i) for i in comparison.inputs),
        alternatives=tuple(own(one) for one in comparison.alternatives),
    )  # fmt: skip


def meetings(outcome: Result) -> tuple[Meeting, ...]:
    """Where each two alternatives meet in use, prices of energy and the price of carbon.

    Only where both totals are known and the quantity moves them apart. Carbon is tried where both
    emissions are known, whether or not it is priced.
    """
    comparison, found = outcome.comparison, []
    names = [c.alternative.name for c in outcome.costed if c.total is not None]
    quantities = [f"energy_price:{fuel}" for fuel in fuels(comparison)]
    if comparison.kind in PER_USE:
        quantities.insert(0, PER_USE[comparison.kind][0])
    for pair in combinations(names, 2):
        found += [m for q in quantities if (m := _meeting(comparison, q, pair, False)) is not None]
        if comparison.kind in PER_USE:
            carbon = _meeting(comparison, "carbon_price", pair, True)
            found += [carbon] if carbon is not None else []
    return tuple(found)


def _meeting(
    comparison: Comparison, quantity: str, pair: tuple[str, str], has_carbon: bool
) -> Meeting | None:
    """Where the two meet; None where the quantity parts them not, or something is unknown."""

    def cost(name: str) -> Callable[[Decimal], Decimal | None]:
        return lambda value: _totals(_with(comparison, quantity, value), has_carbon).get(name)

    first, second = (cost(name) for name in pair)
    a, b = first(Decimal(0)), second(Decimal(0))
    at = lcc.break_even_of(first, second)
    if at is None or a is None or b is None:
        return None
    if at <= 0:
        # They meet where nothing can be: who is cheaper at 1 is so at any value.
        one, other = first(ONE), second(ONE)
        always = pair[0] if one is not None and other is not None and one < other else pair[1]
        return Meeting(quantity, None, always, always, has_carbon)
    below, above = pair if a < b else (pair[1], pair[0])
    return Meeting(quantity, at, below, above, has_carbon)


def payback(outcome: Result) -> Mapping[str, Decimal | None]:
    """Simple pay-back time in years of each bought alternative against the one that costs least
    to begin with: extra cost at the start / what it saves a year in running costs on the mean.

    None where it saves nothing. Without the residual value, as pay-back is reckoned.
    """
    bought = [c for c in outcome.costed if c.total is not None and c.alternative.form == "buy"]
    starts = {c.alternative.name: _sum(c, is_start=True) for c in bought}
    years = values(outcome.comparison.inputs).get("years")
    if len(bought) < 2 or years is None:
        return {}
    base = min(bought, key=lambda c: starts[c.alternative.name])
    found = {}
    for one in bought:
        name = one.alternative.name
        extra = starts[name] - starts[base.alternative.name]
        if extra > 0:
            saved = (_sum(base, is_start=False) - _sum(one, is_start=False)) / years
            found[name] = lcc.payback_years(extra, saved)
    return found


def _sum(one: Costed, *, is_start: bool) -> Decimal:
    """What is paid to begin with, or over the years to run it; undiscounted."""
    lines = one.working.lines if one.working is not None else ()
    asked = ("price", "establishment") if is_start else ("energy", *YEARLY)
    return sum((line.amount or Decimal(0) for line in lines if line.part in asked), Decimal(0))


def _with(comparison: Comparison, name: str, value: Decimal) -> Comparison:
    inputs = tuple(replace(i, value=value) if i.name == name else i for i in comparison.inputs)
    return replace(comparison, inputs=inputs)


def _totals(comparison: Comparison, has_carbon: bool = False) -> dict[str, Decimal | None]:
    done = result(comparison).costed
    return {c.alternative.name: c.with_carbon if has_carbon else c.total for c in done}
