"""A comparison of what alternatives cost over their life: every input, and whose it is.

The buyer states what is the same for all (pieces, years, rate, use, prices of energy and of
carbon) and what hangs on its own situation (tax, insurance, days of hire); the bidder states what
belongs to the thing. Upphandlingsmyndigheten calls them internal and external parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

Kind = Literal["vehicle", "machine", "furniture"]
Form = Literal["buy", "lease", "hire"]
Owner = Literal["buyer", "bidder"]
Timing = Literal["start", "middle", "end"]

KINDS: Final[tuple[Kind, ...]] = ("vehicle", "machine", "furniture")
FORMS: Final[tuple[Form, ...]] = ("buy", "lease", "hire")
TIMINGS: Final[tuple[Timing, ...]] = ("end", "middle", "start")
_USED: Final[tuple[Kind, ...]] = ("vehicle", "machine")


@dataclass(frozen=True, slots=True)
class InputSpec:
    """An input: its code, whose it is, and for which kinds and forms it is asked.

    ``is_optional``: left empty it plays no part (no inflation, no growth, no carbon). Any other
    that is empty is unknown, and what hangs on it has no total. ``of_fuel``: one for each fuel,
    by ``code:fuel``. Amounts of money are for one piece.
    """

    code: str
    owner: Owner
    kinds: tuple[Kind, ...] = KINDS
    forms: tuple[Form, ...] = FORMS
    is_optional: bool = False
    of_fuel: bool = False


SHARED: Final = (
    InputSpec("quantity", "buyer"),
    InputSpec("years", "buyer"),
    InputSpec("rate_percent", "buyer"),
    InputSpec("inflation_percent", "buyer", is_optional=True),
    InputSpec("km", "buyer", ("vehicle",)),
    InputSpec("hours", "buyer", ("machine",)),
    InputSpec("energy_price", "buyer", _USED, of_fuel=True),
    InputSpec("energy_growth_percent", "buyer", _USED, is_optional=True, of_fuel=True),
    InputSpec("carbon_price", "buyer", _USED, is_optional=True),
    InputSpec("emission", "buyer", _USED, is_optional=True, of_fuel=True),
)
"""What is the same for all alternatives: pieces, years of use, rate and inflation (per cent a
year), km or hours a year for each piece, price of energy and its rise, price of carbon (per tonne
CO2e) and emission (kg CO2e per unit of energy)."""

OWN: Final = (
    InputSpec("price", "bidder", forms=("buy",)),
    InputSpec("lease_first", "bidder", forms=("lease",)),
    InputSpec("lease_month", "bidder", forms=("lease",)),
    InputSpec("hire_day", "bidder", forms=("hire",)),
    InputSpec("hire_days", "buyer", forms=("hire",)),
    InputSpec("establishment", "bidder"),
    InputSpec("consumption", "bidder", _USED),
    InputSpec("service", "bidder"),
    InputSpec("tyres", "bidder", ("vehicle",)),
    InputSpec("tax", "buyer", ("vehicle",)),
    InputSpec("insurance", "buyer", _USED),
    InputSpec("life_years", "bidder", ("machine", "furniture"), ("buy",), is_optional=True),
    InputSpec("disposal", "bidder", forms=("buy",)),
    InputSpec("residual", "bidder", forms=("buy",)),
)
"""What belongs to an alternative: what it costs to get, to use a year and to be rid of, what it
is sold for at the end, and how long it lasts where that is shorter than it is needed."""


@dataclass(frozen=True, slots=True)
class CostInput:
    """A value that somebody stated, and where it comes from; None is unknown."""

    name: str
    value: Decimal | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to meet the need: its name, how it is had, what it runs on, and its own inputs."""

    name: str
    form: Form
    fuel: str | None
    inputs: tuple[CostInput, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison as one version of it says; amounts in ``currency`` without value-added tax.

    ``timing`` is when a year's costs are paid. ``note`` is what a reader must know.
    """

    identifier: str
    title: str
    kind: Kind
    organisation: str
    currency: str
    timing: Timing
    inputs: tuple[CostInput, ...]
    alternatives: tuple[Alternative, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A word on a comparison: by whom, when (UTC), why; ``is_removed`` takes it back."""

    comparison: Comparison
    number: int
    act_id: int
    known_from: date
    actor: str
    at: datetime
    reason: str = ""
    is_removed: bool = False


def values(inputs: tuple[CostInput, ...]) -> Mapping[str, Decimal | None]:
    """The inputs' values by name."""
    return {one.name: one.value for one in inputs}


def fuels(comparison: Comparison) -> tuple[str, ...]:
    """What the alternatives run on, each once, in their order."""
    return tuple(dict.fromkeys(a.fuel for a in comparison.alternatives if a.fuel is not None))


def shared_inputs(kind: Kind, fuels: tuple[str, ...]) -> tuple[tuple[str, InputSpec], ...]:
    """The buyer's shared inputs of a kind, by name; one for each fuel where it is of a fuel."""
    return tuple(
        (name, spec)
        for spec in SHARED
        if kind in spec.kinds
        for name in ([f"{spec.code}:{fuel}" for fuel in fuels] if spec.of_fuel else [spec.code])
    )


def own_inputs(kind: Kind, form: Form, fuel: str | None) -> tuple[InputSpec, ...]:
    """The inputs of an alternative; without a fuel it uses none."""
    return tuple(
        spec
        for spec in OWN
        if kind in spec.kinds
        and form in spec.forms
        and (spec.code != "consumption" or fuel is not None)
    )
