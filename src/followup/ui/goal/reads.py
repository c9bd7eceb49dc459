"""What a goal's own page reads, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.period import Period
from followup.services.goal import behind as goal_behind
from followup.services.goal import ledger as service
from followup.services.goal import status as goal_status
from followup.services.goal.behind import Behind
from followup.services.goal.ledger import Ledger, Untold
from followup.services.goal.moved_factors import FactorMoved
from followup.ui import resources
from followup.ui.reads import State


def ledger(now: State, lang: str, goal: str, then: date | None) -> Ledger | Untold:
    """What moved a goal's figure since a day, or since last time; or why it cannot be told."""
    return _ledger(now.home, now.version, now.as_of, now.checksum, lang, goal, then)


def factors(now: State, lang: str, goal: str, then: date | None) -> tuple[FactorMoved, ...]:
    """The values behind the ledger's part of changed factors."""
    return _factors(now.home, now.version, now.as_of, now.checksum, lang, goal, then)


def behind(now: State, lang: str, goal: str, contract: str, year: Period) -> Behind | None:
    """The reports and rows behind a contract's part of a goal's figure."""
    return _behind(now.home, now.version, now.as_of, now.checksum, lang, goal, contract, year)


# Shared and never copied, since what is read is frozen.
@st.cache_resource(max_entries=8, show_spinner=False)
def _ledger(
    home: str, version: int, as_of: date, checksum: str, lang: str, goal: str, then: date | None
) -> Ledger | Untold:
    del home, version, checksum
    own = resources.installation()
    found = goal_status.goal(own, goal, as_of, lang)
    start = service.last_time(own, found, as_of) if then is None else (then, None)
    return service.since(own, found, start, as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _factors(
    home: str, version: int, as_of: date, checksum: str, lang: str, goal: str, then: date | None
) -> tuple[FactorMoved, ...]:
    found = _ledger(home, version, as_of, checksum, lang, goal, then)
    if isinstance(found, str):
        return ()
    ends = found.then.standpoint, found.now.standpoint
    return service.factors(resources.installation(), found.goal, *ends)


@st.cache_resource(max_entries=8, show_spinner=False)
def _behind(
    home: str, version: int, as_of: date, checksum: str, lang: str, goal: str, contract: str,
    year: Period,
) -> Behind | None:  # fmt: skip
    del home, version, checksum
    own = resources.installation()
    found = goal_status.goal(own, goal, as_of, lang)
    return goal_behind.behind(own, found, contract, year, as_of)
