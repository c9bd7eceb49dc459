"""The requirement that is being written: what stood in it at the start, and its rows of steps.

Each step has a number of its own that never comes back, so that a removed row takes no other's
words with it; the draft's own number renews every field when another start is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.requirement import Requirement
from followup.domain.timeline import StepRule
from followup.reference.catalogue import Catalogue
from followup.services.entry import WrittenStep
from followup.services.requirement import requirements
from followup.services.requirement.limits import limit_field

DRAFT_KEY: Final = "requirement_draft"
START_KEY: Final = "requirement_start"
NOTHING: Final = ""
FIRST_MEASURE: Final = "renewable_energy_share"
_NUMBERS = count()


@dataclass(slots=True)
class Draft:
    """One requirement in the form."""

    opened: tuple[str, str | None]
    base: Requirement
    number: int = field(default_factory=lambda: next(_NUMBERS))
    steps: dict[int, WrittenStep] = field(default_factory=dict)

    def fill(self, base: Requirement, lang: str) -> None:
        """Begin anew from a requirement."""
        self.base, self.number = base, next(_NUMBERS)
        self.steps = {next(_NUMBERS): _written(base, step, lang) for step in base.steps}
        if not self.steps:
            self.add_step()

    def add_step(self) -> None:
        """One more step."""
        self.steps[next(_NUMBERS)] = WrittenStep("")

    def remove_step(self, number: int) -> None:
        """A step."""
        del self.steps[number]


def _written(base: Requirement, step: StepRule, lang: str) -> WrittenStep:
    return WrittenStep(limit_field(base.measure, step.limit, lang), step.clock, step.at)


def of(
    catalogue: Catalogue, contract: Contract, short: str | None, start: str | None, lang: str
) -> Draft:
    """The draft of this place, kept through reruns and made anew when another is opened.

    ``short`` names the requirement to change, ``start`` the library entry a new one begins from.
    """
    opened = (contract.number, short or start)
    kept = st.session_state.get(DRAFT_KEY)
    if isinstance(kept, Draft) and kept.opened == opened:
        return kept
    known = {r.identifier: r for r in contract.requirements}
    before = known.get(requirements.identifier(contract, short)) if short else None
    base = before or begun(catalogue, contract, start or NOTHING, lang)
    made = Draft(opened, base)
    made.fill(base, lang)
    st.session_state[DRAFT_KEY] = made
    st.session_state[START_KEY] = base.source if short is None and base.source else NOTHING
    return made


def begun(catalogue: Catalogue, contract: Contract, start: str, lang: str) -> Requirement:
    """A new requirement from a library entry, or from a measure where none is chosen."""
    short = next_short(contract)
    if start == NOTHING:
        return requirements.from_measure(contract, FIRST_MEASURE, short, lang)
    return requirements.from_library(catalogue, contract, start, short, lang)


def next_short(contract: Contract) -> str:
    """The first of K1, K2 ... that the contract does not have."""
    taken = {r.identifier for r in contract.requirements}
    names = (f"K{number}" for number in count(1))
    return next(n for n in names if requirements.identifier(contract, n) not in taken)


def forget() -> None:
    """Drop a draft that was left."""
    st.session_state.pop(DRAFT_KEY, None)
