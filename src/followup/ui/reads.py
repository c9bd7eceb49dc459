"""What pages read, kept per state of the data: a rerun without news asks the database nothing.

Keys are plain: the data folder, the version of its data, the day and the catalogue's checksum.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from followup.domain.goal import Progress
from followup.domain.parties import Contract
from followup.domain.period import parse_period
from followup.domain.requirement import Assessment
from followup.services import compliance
from followup.services.goal import scenario
from followup.services.goal import status as goal_status
from followup.services.goal.status import Contribution
from followup.services.proof import explain
from followup.services.proof.explain import Proof
from followup.services.queue import inbox
from followup.services.queue.inbox import Inbox
from followup.services.report import overview as report_list
from followup.services.report.overview import Report
from followup.ui import resources

# Who sees no more contracts than this is one of many, and what they read is small: the answers of
# so many of them are kept. Of those who see more few are at work at a time, and theirs is large.
FEW: Final = 500
OF_FEW: Final = 64
OF_MANY: Final = 4


@dataclass(frozen=True, slots=True)
class State:
    """What the answer to any question rests on; read once at the top of each run.

    ``home`` tells the folder, and which build of a sample, from every other.
    """

    home: str
    version: int
    as_of: date
    checksum: str


def state() -> State:
    """The state of the data now; asks the database for its version, uncached."""
    own = resources.installation()
    return State(resources.state_key(), own.data_version, resources.today(), own.catalogue.checksum)


def verdict_version(now: State) -> int:
    """The newest act that a verdict may rest on: most of what people do changes none.

    A key for what rests on reports, contracts and their clauses alone.
    """
    return _verdict_version(now.home, now.version)


def contracts(now: State) -> tuple[Contract, ...]:
    """The contracts known on the day."""
    return _contracts(now.home, verdict_version(now), now.as_of)


def assessments(now: State) -> tuple[Assessment, ...]:
    """Every verdict on the day."""
    find = _assessments if is_of_few(now) else _all_assessments
    return find(now.home, verdict_version(now), now.as_of, now.checksum)


def is_of_few(now: State) -> bool:
    """Whether what is seen is small enough that many readers' answers are kept side by side."""
    return len(contracts(now)) <= FEW


def proof(now: State, contract: str, requirement: str, period: str) -> Proof:
    """The proof of one verdict; raises UserError as ``explain`` does."""
    version = verdict_version(now)
    return _proof(now.home, version, now.as_of, now.checksum, contract, requirement, period)


def queue(now: State) -> Inbox:
    """What needs a person now."""
    find = _queue if is_of_few(now) else _whole_queue
    return find(now.home, now.version, now.as_of, now.checksum)


def reports(now: State) -> tuple[Report, ...]:
    """Every report, expected or received; what needs somebody stands first."""
    find = _reports if is_of_few(now) else _all_reports
    return find(now.home, now.version, now.as_of)


def goals(now: State, lang: str) -> list[Progress]:
    """How every goal is going."""
    return _goals(now.home, now.version, now.as_of, now.checksum, lang)


def contributions(now: State, lang: str, goal: str) -> tuple[Contribution, ...]:
    """The contracts behind a goal's latest figure, the strongest pull first."""
    return _contributions(now.home, now.version, now.as_of, now.checksum, lang, goal)


def with_scenario(
    now: State, progress: Progress, contributions: tuple[Contribution, ...]
) -> Progress:
    """A goal's progress with what its contracts have promised; nothing more is read for it."""
    catalogue = resources.installation().catalogue
    return scenario.with_scenario(progress, contributions, contracts(now), catalogue)


@st.cache_data(max_entries=2 * OF_FEW, show_spinner=False)
def _verdict_version(home: str, version: int) -> int:
    del home, version  # they are the key
    return resources.installation().verdict_version


# Shared and never copied: what is read is frozen, and there may be much of it.
@st.cache_resource(max_entries=OF_FEW, show_spinner=False)
def _contracts(home: str, version: int, as_of: date) -> tuple[Contract, ...]:
    del home, version  # they are the key
    return compliance.contracts_on(resources.installation(), as_of)


@st.cache_resource(max_entries=OF_FEW, show_spinner=False)
def _assessments(home: str, version: int, as_of: date, checksum: str) -> tuple[Assessment, ...]:
    del home, version, checksum
    return tuple(compliance.assessments(resources.installation(), as_of))


@st.cache_resource(max_entries=OF_MANY, show_spinner=False)
def _all_assessments(home: str, version: int, as_of: date, checksum: str) -> tuple[Assessment, ...]:
    del home, version, checksum
    return tuple(compliance.assessments(resources.installation(), as_of))


@st.cache_data(max_entries=16, show_spinner=False)
def _proof(
    home: str,
    version: int,
    as_of: date,
    checksum: str,
    contract: str,
    requirement: str,
    period: str,
) -> Proof:
    del home, version, checksum
    return explain.explain(
        resources.installation(), contract, requirement, parse_period(period), as_of
    )


@st.cache_resource(max_entries=OF_FEW, show_spinner=False)
def _reports(home: str, version: int, as_of: date) -> tuple[Report, ...]:
    return _find_reports(State(home, version, as_of, ""))


@st.cache_resource(max_entries=OF_MANY, show_spinner=False)
def _all_reports(home: str, version: int, as_of: date) -> tuple[Report, ...]:
    return _find_reports(State(home, version, as_of, ""))


def _find_reports(now: State) -> tuple[Report, ...]:
    return report_list.build(resources.installation(), contracts(now), now.as_of)


@st.cache_resource(max_entries=OF_FEW, show_spinner=False)
def _queue(home: str, version: int, as_of: date, checksum: str) -> Inbox:
    return _find_queue(State(home, version, as_of, checksum))


@st.cache_resource(max_entries=OF_MANY, show_spinner=False)
def _whole_queue(home: str, version: int, as_of: date, checksum: str) -> Inbox:
    return _find_queue(State(home, version, as_of, checksum))


def _find_queue(now: State) -> Inbox:
    found = assessments(now)
    return inbox.build(resources.installation(), contracts(now), found, now.as_of, reports(now))


@st.cache_data(max_entries=OF_FEW, show_spinner=False)
def _goals(home: str, version: int, as_of: date, checksum: str, lang: str) -> list[Progress]:
    del home, version, checksum
    return goal_status.progress(resources.installation(), as_of, lang)


@st.cache_data(max_entries=OF_FEW, show_spinner=False)
def _contributions(
    home: str, version: int, as_of: date, checksum: str, lang: str, goal: str
) -> tuple[Contribution, ...]:
    del home, version, checksum
    own = resources.installation()
    return goal_status.contributions(own, goal_status.goal(own, goal, as_of, lang), as_of)
