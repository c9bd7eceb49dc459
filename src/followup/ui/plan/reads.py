"""What the page of the plan reads, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.services.contract import classes as contract_class
from followup.services.plan import events as calendar_events
from followup.services.plan.events import Event
from followup.ui import reads, resources
from followup.ui.reads import State


def events(now: State) -> tuple[Event, ...]:
    """Every day of every contract, in order."""
    return _events(now.home, now.version, now.as_of)


# Shared and never copied: the rows are frozen, and there may be many.
@st.cache_resource(max_entries=4, show_spinner=False)
def _events(home: str, version: int, as_of: date) -> tuple[Event, ...]:
    now = State(home, version, as_of, "")
    own, contracts = resources.installation(), reads.contracts(now)
    classes = contract_class.graded(own.catalogue, contracts, as_of)
    return calendar_events.events(own, contracts, as_of, classes)
