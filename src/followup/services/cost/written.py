"""A comparison as a person writes it in the form, and what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, cast

from followup.domain.cost_comparison import (
    Alternative,
    Comparison,
    CostInput,
    Form,
    InputSpec,
    Kind,
    Timing,
    own_inputs,
    shared_inputs,
)
from followup.domain.exact import exact
from followup.errors import UserError

# A point before three digits parts thousands in Danish and decimals elsewhere: nobody guesses.
_DOUBTFUL: Final = re.compile(r"[-−]?\d{1,3}(\.\d{3})+")
_GROUPS: Final = {"energy_price": "energy", "energy_growth_percent": "energy",
                  "carbon_price": "carbon", "emission": "carbon"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenAlternative:
    """The fields of an alternative as they stand; ``sources`` by whose the figures are."""

    name: str
    form: str
    fuel: str
    fields: Mapping[str, str]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WrittenComparison:
    """The fields of the form as they stand; ``sources`` by ``group``."""

    title: str
    kind: str
    organisation: str
    currency: str
    timing: str
    fields: Mapping[str, str]
    sources: Mapping[str, str]
    alternatives: tuple[WrittenAlternative, ...]
    note: str = ""


def group(spec: InputSpec) -> str:
    """Which of the buyer's shared inputs have their source together: frame, energy or carbon."""
    return _GROUPS.get(spec.code, "frame")


def comparison(identifier: str, written: WrittenComparison) -> Comparison:
    """The comparison that the form means; what is empty is unknown.

    Raises UserError ``cost_number``; ``comparisons.save`` checks the whole.
    """
    kind = cast(Kind, written.kind)
    fuels = tuple(dict.fromkeys(a.fuel for a in written.alternatives if a.fuel))
    shared = tuple(
        CostInput(name, number(written.fields.get(name, ""), name),
                  written.sources.get(group(spec), "").strip())
        for name, spec in shared_inputs(kind, fuels)
    )  # fmt: skip
    return Comparison(
        identifier, written.title, kind, written.organisation, written.currency,
        cast(Timing, written.timing), shared,
        tuple(_alternative(kind, one) for one in written.alternatives), written.note,
    )  # fmt: skip


def _alternative(kind: Kind, written: WrittenAlternative) -> Alternative:
    form, fuel = cast(Form, written.form), written.fuel or None
    inputs = tuple(
        CostInput(spec.code, number(written.fields.get(spec.code, ""), spec.code),
                  written.sources.get(spec.owner, "").strip())
        for spec in own_inputs(kind, form, fuel)
    )  # fmt: skip
    return Alternative(written.name, form, fuel, inputs)


def number(text: str, field: str) -> Decimal | None:
    """``12 500,50`` as a number; None for nothing. Raises UserError ``cost_number``."""
    plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-")
    if not plain:
        return None
    if _DOUBTFUL.fullmatch(plain):
        raise UserError("cost_number", text=text.strip(), field=field)
    try:
        return exact(plain.replace(",", "."))
    except ValueError as error:
        raise UserError("cost_number", text=text.strip(), field=field) from error
