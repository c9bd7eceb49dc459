"""A comparison as rows of plain values: the totals, the inputs, the working, and what it hangs on.

The page, the workbook and the paper tell the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from followup.domain.cost_comparison import Comparison, CostInput, Owner, own_inputs
from followup.i18n.text import quantity, t
from followup.reference.catalogue import Catalogue
from followup.rules.lifecycle_cost import Working
from followup.services.cost import text
from followup.services.cost.working import Costed, Result

TOTALS: Final = ("total", "per_year", "per_use")
CARBON: Final = ("carbon", "with_carbon")


@dataclass(frozen=True, slots=True)
class InputLine:
    """An input with whose it is, of which alternative (None: of all), its unit and its source."""

    alternative: str | None
    owner: Owner
    name: str
    value: Decimal | None
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A payment of an alternative: what for, when, how much, its factor and its present value.

    A sum of those above it has only its name and its value.
    """

    alternative: str
    part: str
    at_years: Decimal | None
    amount: Decimal | None
    factor: Decimal | None
    present_value: Decimal | None

    @property
    def is_sum(self) -> bool:
        """Whether it is a sum."""
        return self.at_years is None


def inputs(comparison: Comparison, catalogue: Catalogue, lang: str) -> Iterator[InputLine]:
    """Every input: those of all alternatives first, then each alternative's own."""

    def line(one: CostInput, alternative: str | None, owner: Owner, fuel: str | None) -> InputLine:
        unit = text.unit(one.name, comparison, catalogue, lang, fuel)
        return InputLine(alternative, owner, one.name, one.value, unit, one.source)

    for one in comparison.inputs:
        yield line(one, None, "buyer", None)
    for alternative in comparison.alternatives:
        specs = own_inputs(comparison.kind, alternative.form, alternative.fuel)
        owners = {spec.code: spec.owner for spec in specs}
        for one in alternative.inputs:
            yield line(one, alternative.name, owners[one.name], alternative.fuel)


def working(outcome: Result, lang: str) -> Iterator[WorkLine]:
    """Every payment of every alternative in the order of time, and their sum; then its carbon."""
    for one in outcome.costed:
        name = one.alternative.name
        yield from _lines(name, one.working, lang)
        yield WorkLine(name, t("cost.sum", lang), None, None, None, one.total)
        if one.carbon_working is not None:
            yield from _lines(name, one.carbon_working, lang)
            yield WorkLine(name, t("cost.sum_carbon", lang), None, None, None, one.carbon)


def _lines(name: str, done: Working | None, lang: str) -> Iterator[WorkLine]:
    for row in sorted(done.lines if done is not None else (), key=lambda line: line.at_years):
        yield WorkLine(
            name, text.part_name(row.part, lang), row.at_years, row.amount, row.factor,
            row.present_value,
        )  # fmt: skip


def shown(outcome: Result) -> tuple[str, ...]:
    """The columns of the totals; emissions only where some are stated, carbon where priced."""
    emitted = ("emitted_t",) if outcome.has_emissions else ()
    return (*TOTALS, *emitted, *(CARBON if outcome.has_carbon else ()))


def heading(column: str, comparison: Comparison, lang: str) -> str:
    """A column of the totals in words."""
    if column == "per_use":
        words = t(f"cost.per.{comparison.kind}", lang)
        return words[:1].upper() + words[1:]
    return t(f"cost.column.{column}", lang)


def figure(one: Costed, column: str, comparison: Comparison, lang: str) -> str:
    """A figure of the totals in words; what is unknown is said to be."""
    if column == "per_use":
        return text.per_use(one, comparison, lang)
    if column == "emitted_t":
        return quantity(one.emitted_t, "tCO2e", lang, 1)
    return text.amount(getattr(one, column), comparison, lang)
