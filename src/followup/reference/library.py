"""The library: what an entry may hold, and which requirements found in practice it says.

Status words beside those of figures:
    example     a shape to start from, with nobody's figures
    old         read at a source, and no longer what is asked today
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from followup.domain.penalty import PenaltyRule
from followup.domain.period import Frequency
from followup.domain.requirement import MEASURES, Comparator, ElectricityRule
from followup.domain.timeline import Clock
from followup.reference.schema import STRICT, Amount, Code

LibraryStatus = Literal["enacted", "decided", "published", "unverified", "example", "old"]
LibraryCountry = Literal["SE", "DK", "NO", "EU"]
Category = Literal[
    "any", "passenger", "bus", "goods", "food", "waste", "services", "works", "fuels", "fleet",
    "packaging", "furniture", "meals",
    "social",
]  # fmt: skip
# What a clause can ask to see, in the order a person would ask for it.
EvidenceKind = Literal[
    "vehicle_list", "register_extract", "registration_numbers", "maker_data", "machine_list",
    "tool_list", "fuel_statistics", "transport_statistics", "fuel_invoices", "fuel_cards",
    "fuel_list", "calculation", "energy_account", "climate_calculation", "green_electricity",
    "gas_certificate", "mass_balance", "fuel_information", "sustainability_certificate",
    "fuel_sample", "spot_check", "environment_plan", "environment_management", "staff_training",
    "checklist", "supplier_statement", "work_terms_account", "pay_sample", "placement_count",
    "equality_measures", "code_of_conduct", "supply_chain_account", "accessibility_test",
]  # fmt: skip


def _measure(name: str) -> str:
    if name not in MEASURES:
        raise ValueError(f"no measure is called {name}")
    return name


Level = tuple[Clock, str, Decimal]


@dataclass(frozen=True, slots=True, config=STRICT)
class RequirementTemplate:
    """A ready-made requirement: an entry of the library.

    ``limit`` holds from the contract's first day, ``steps`` are (clock, when on it, limit);
    both only where a source gives them, as fractions or in the measure's own unit. ``rows`` are
    the requirements found in practice that the entry says. ``part_of`` names the entry of the
    general curve that this one is an "of which" of. ``penalty`` stands only where a source gives
    its amount.
    """

    id: Code
    measure: Annotated[str, AfterValidator(_measure)]
    comparator: Comparator
    assessment_period: Frequency
    source: Code
    status: LibraryStatus
    category: Category
    country: LibraryCountry = "SE"
    rows: tuple[Annotated[str, Field(pattern=r"^R[0-9]{2}$")], ...] = ()
    more_sources: tuple[Code, ...] = ()
    fuel_set: str | None = None
    limit: Amount = None
    steps: tuple[Level, ...] = ()
    factor_set: str = "statutory"
    electricity: ElectricityRule = "unknown"
    level: str | None = None
    vehicle_set: str | None = None
    vehicle_count: Literal["used", "on_day", "vehicle_days"] = "used"
    accepts_green_gas: bool = False
    accepts_mass_balance: bool = False
    limit_origin: Literal["clause", "bid"] = "clause"
    evidence: tuple[EvidenceKind, ...] = ()
    consequence: Literal["none", "penalty", "bonus", "termination"] = "none"
    penalty: PenaltyRule | None = None
    part_of: Code | None = None
    is_example: bool = False

    @property
    def levels(self) -> tuple[Level, ...]:
        """Every level a source gives, the one from the contract's first day first."""
        first: tuple[Level, ...] = () if self.limit is None else (("date", "", self.limit),)
        return first + self.steps

    @property
    def title_key(self) -> str:
        """Key of the requirement's title; ``help`` beside it says when to use it."""
        return f"reference.requirement.{self.id}.title"
