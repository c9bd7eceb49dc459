"""What the page on clean vehicles reads, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.services.clean import delivered as clean_delivered
from followup.services.clean import vehicles as clean_vehicles
from followup.services.clean.delivered import Delivered
from followup.services.clean.vehicles import Overview
from followup.ui import resources
from followup.ui.reads import State


def overview(now: State) -> Overview:
    """Every registered vehicle with its answers, and the counts."""
    return _overview(now.home, now.version, now.as_of, now.checksum)


def delivered(now: State) -> tuple[Delivered, ...]:
    """What suppliers' lists show beside what was awarded."""
    return _delivered(now.home, now.version, now.as_of, now.checksum)


# Shared and never copied: what is read is frozen, and there may be much of it.
@st.cache_resource(max_entries=4, show_spinner=False)
def _overview(home: str, version: int, as_of: date, checksum: str) -> Overview:
    del home, version, checksum  # they are the key
    return clean_vehicles.overview(resources.installation(), as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _delivered(home: str, version: int, as_of: date, checksum: str) -> tuple[Delivered, ...]:
    found = overview(State(home, version, as_of, checksum))
    return clean_delivered.delivered(resources.installation(), found.judged, found.laws, as_of)
