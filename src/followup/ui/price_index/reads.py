"""What the pages of price adjustment read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.price_index import IndexPoint
from followup.services.price_index import overview, series
from followup.services.price_index.overview import Indexed
from followup.ui import reads, resources
from followup.ui.reads import State


def indexed(now: State) -> tuple[Indexed, ...]:
    """Every contract with an index clause, with all its adjustments."""
    return _indexed(now.home, now.version, now.as_of, now.checksum)


def points(now: State) -> tuple[IndexPoint, ...]:
    """Every index number that was read from a file."""
    return _points(now.home, now.version, now.as_of)


# Shared and never copied: what is read is frozen.
@st.cache_resource(max_entries=4, show_spinner=False)
def _indexed(home: str, version: int, as_of: date, checksum: str) -> tuple[Indexed, ...]:
    now = State(home, version, as_of, checksum)
    return overview.indexed(resources.installation(), reads.contracts(now), as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _points(home: str, version: int, as_of: date) -> tuple[IndexPoint, ...]:
    del home, version
    return series.points(resources.installation(), as_of)
