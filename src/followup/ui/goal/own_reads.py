"""What the goal pages read besides progress, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.goal import Goal, Progress
from followup.errors import UserError
from followup.services.goal import history as goal_history
from followup.services.goal import series as goal_series
from followup.services.goal import status as goal_status
from followup.services.goal.history import Change
from followup.services.goal.series import OwnSeries
from followup.ui import resources
from followup.ui.reads import State


def others(now: State, lang: str) -> tuple[Goal, ...]:
    """The goals that can be taken up."""
    return _others(now.home, now.version, now.as_of, now.checksum, lang)


def one(now: State, identifier: str, lang: str) -> Progress | None:
    """How a goal is going that is not among those shown; None for one that does not exist."""
    return _one(now.home, now.version, now.as_of, now.checksum, identifier, lang)


def history(now: State, identifier: str, lang: str) -> tuple[Change, ...]:
    """Every change of a goal, the newest first."""
    return _history(now.home, now.version, now.as_of, now.checksum, identifier, lang)


def own_series(now: State) -> tuple[OwnSeries, ...]:
    """The official series that were read from files."""
    return _own_series(now.home, now.version, now.as_of)


@st.cache_data(max_entries=8, show_spinner=False)
def _others(
    home: str, version: int, as_of: date, checksum: str, lang: str
) -> tuple[Goal, ...]:  # fmt: skip
    del home, version, checksum
    return goal_status.others(resources.installation(), as_of, lang)


@st.cache_data(max_entries=8, show_spinner=False)
def _one(
    home: str, version: int, as_of: date, checksum: str, identifier: str, lang: str
) -> Progress | None:
    del home, version, checksum
    own = resources.installation()
    try:
        goal = goal_status.goal(own, identifier, as_of, lang)
    except UserError:
        return None
    return goal_status.progress_of(own, [goal], as_of)[0]


@st.cache_data(max_entries=16, show_spinner=False)
def _history(
    home: str, version: int, as_of: date, checksum: str, identifier: str, lang: str
) -> tuple[Change, ...]:
    del home, version, checksum
    return goal_history.history(resources.installation(), identifier, as_of, lang)


@st.cache_data(max_entries=4, show_spinner=False)
def _own_series(home: str, version: int, as_of: date) -> tuple[OwnSeries, ...]:
    del home, version
    return goal_series.own_series(resources.installation(), as_of)
