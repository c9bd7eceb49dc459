"""What lies ahead, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.services.contract.overview import ContractOverview
from followup.services.forecast import forecast
from followup.services.forecast.forecast import Ahead
from followup.ui import reads, resources
from followup.ui.reads import State


def ahead(now: State) -> tuple[Ahead, ...]:
    """What lies ahead of every requirement, what breaks first at the top."""
    return _ahead(now.home, now.version, now.as_of, now.checksum)


def of_contract(now: State, found: ContractOverview) -> dict[str, Ahead]:
    """What lies ahead of a contract's requirements, by identifier, from its own verdicts."""
    rule = forecast.rule_of(resources.installation().catalogue, now.as_of)
    verdicts = (w.assessment for each in found.requirements for w in each.windows)
    made = forecast.build([found.contract], verdicts, now.as_of, rule)
    return {one.requirement.identifier: one for one in made}


# Shared and never copied: what is read is frozen, and there may be much of it.
@st.cache_resource(max_entries=4, show_spinner=False)
def _ahead(home: str, version: int, as_of: date, checksum: str) -> tuple[Ahead, ...]:
    now = State(home, version, as_of, checksum)
    rule = forecast.rule_of(resources.installation().catalogue, as_of)
    made = forecast.build(reads.contracts(now), reads.assessments(now), as_of, rule)
    return tuple(sorted(made, key=forecast.order))
