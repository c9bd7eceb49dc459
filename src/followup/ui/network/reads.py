"""What the pages of the network read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.network import Entry, Kind
from followup.services.network import entries
from followup.ui import reads, resources
from followup.ui.reads import State


def every(now: State) -> tuple[Entry, ...]:
    """Every entry that holds on the day."""
    return _entries(now.home, now.version, now.as_of)


def of_kind(now: State, kind: Kind) -> tuple[Entry, ...]:
    """The entries of one kind."""
    return entries.of_kind(every(now), kind)


def organisations(now: State) -> tuple[str, ...]:
    """Everybody who may say something here."""
    return entries.organisations(reads.contracts(now), every(now))


@st.cache_resource(max_entries=4, show_spinner=False)
def _entries(home: str, version: int, as_of: date) -> tuple[Entry, ...]:
    del home, version  # they are the key
    return entries.load(resources.installation(), as_of)
