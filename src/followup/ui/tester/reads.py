"""Trials, kept per state of the data and clause."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.requirement import Requirement
from followup.goals.hiding import HidingRule
from followup.services.goal import paces
from followup.services.tester import evidence, outcomes, trial
from followup.services.tester.evidence import Lacking, Needed
from followup.services.tester.outcomes import Result
from followup.services.tester.trial import Trial
from followup.ui import resources
from followup.ui.reads import State


def tried(now: State, proposed: Requirement) -> Trial:
    """A clause over every contract."""
    return _tried(now.home, now.version, now.as_of, now.checksum, repr(proposed), proposed)


def result(now: State, proposed: Requirement, year: int) -> Result:
    """Its outcomes in a year."""
    key = repr(proposed)
    return _result(now.home, now.version, now.as_of, now.checksum, key, year, proposed)


def lacking(now: State, proposed: Requirement, year: int, name: str) -> tuple[Lacking, ...]:
    """What a group's open answers wait for."""
    key = repr(proposed)
    return _lacking(now.home, now.version, now.as_of, now.checksum, key, year, name, proposed)


def needed(now: State, result: Result, name: str) -> tuple[Needed, ...]:
    """What the clause needs to see, and how many of a group's suppliers send it."""
    del now
    return evidence.needed(resources.installation(), result, name)


def rule(now: State) -> HidingRule:
    """How few suppliers or vehicles are too few to be told of."""
    return paces.rules_of(resources.installation().catalogue, now.as_of).hiding


# Shared and never copied: what is read is frozen. The clause's own words are the key.
@st.cache_resource(max_entries=8, show_spinner=False)
def _tried(
    home: str, version: int, as_of: date, checksum: str, key: str, _proposed: Requirement
) -> Trial:
    del home, version, checksum, key
    return trial.try_out(resources.installation(), _proposed, as_of)


@st.cache_resource(max_entries=8, show_spinner=False)
def _result(
    home: str, version: int, as_of: date, checksum: str, key: str, year: int,
    _proposed: Requirement,
) -> Result:  # fmt: skip
    now = State(home, version, as_of, checksum)
    del key
    own = resources.installation()
    return outcomes.of_year(own, tried(now, _proposed), year, rule(now))


@st.cache_resource(max_entries=8, show_spinner=False)
def _lacking(
    home: str, version: int, as_of: date, checksum: str, key: str, year: int, name: str,
    _proposed: Requirement,
) -> tuple[Lacking, ...]:  # fmt: skip
    now = State(home, version, as_of, checksum)
    del key
    return evidence.lacking(resources.installation(), result(now, _proposed, year), name)
