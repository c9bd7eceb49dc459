"""What the page of costs reads, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.cost_comparison import Version
from followup.rules.lifecycle_cost import Sensitivity
from followup.services.cost import comparisons, hinges, working
from followup.services.cost.hinges import Meeting
from followup.services.cost.working import Result
from followup.ui import resources
from followup.ui.reads import State


def versions(now: State) -> tuple[Version, ...]:
    """Every version of every comparison, the oldest first."""
    return _versions(now.home, now.version, now.as_of)


def outcome(now: State, version: Version) -> Result:
    """What a version comes to."""
    return _outcome(now.home, version.act_id, now.as_of, now.version)


def meetings(now: State, version: Version) -> tuple[Meeting, ...]:
    """Where its alternatives meet."""
    return _meetings(now.home, version.act_id, now.as_of, now.version)


def tried(now: State, version: Version, hinge: str) -> tuple[Sensitivity, ...]:
    """Its totals with one input changed step by step."""
    return _tried(now.home, version.act_id, now.as_of, now.version, hinge)


@st.cache_resource(max_entries=4, show_spinner=False)
def _versions(home: str, version: int, as_of: date) -> tuple[Version, ...]:
    del home, version  # they are the key
    return comparisons.every(resources.installation(), as_of)


@st.cache_resource(max_entries=16, show_spinner=False)
def _outcome(home: str, act_id: int, as_of: date, version: int) -> Result:
    return working.result(_of(home, act_id, as_of, version).comparison)


@st.cache_resource(max_entries=16, show_spinner=False)
def _meetings(home: str, act_id: int, as_of: date, version: int) -> tuple[Meeting, ...]:
    return hinges.meetings(_outcome(home, act_id, as_of, version))


@st.cache_resource(max_entries=32, show_spinner=False)
def _tried(
    home: str, act_id: int, as_of: date, version: int, hinge: str
) -> tuple[Sensitivity, ...]:
    return hinges.tried(_of(home, act_id, as_of, version).comparison, hinge)


def _of(home: str, act_id: int, as_of: date, version: int) -> Version:
    return next(v for v in _versions(home, version, as_of) if v.act_id == act_id)
