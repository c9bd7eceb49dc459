"""What the page reads, kept per state of the data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from followup.domain.goal import Progress
from followup.domain.pace import Adoption
from followup.services.goal import adoption, paces
from followup.services.goal.paces import Region
from followup.ui import reads, resources
from followup.ui.reads import State


def shared(now: State, lang: str) -> list[Progress]:
    """The goals that several organisations can have in common."""
    catalogue = resources.installation().catalogue
    buyers = {b.name.strip().casefold() for c in reads.contracts(now) for b in c.buyers}
    return [
        p for p in reads.goals(now, lang)
        if paces.is_shared(catalogue, p.goal) and p.goal.owner.strip().casefold() not in buyers
    ]  # fmt: skip


def first(now: State, goals: Sequence[Progress]) -> str:
    """The goal to open with: of those that contracts feed the one that most organisations have
    decided on, the first where they are as many; without any the first.
    """
    fed = [p.goal for p in goals if p.latest is not None and p.latest.measured is not None]
    decided = {g.identifier: len({a.organisation for a in history(now, g.identifier)}) for g in fed}
    return max(decided, key=lambda g: decided[g], default=goals[0].goal.identifier)


def region(now: State, lang: str, goal: str) -> Region | None:
    """A shared goal over its organisations; None where the goal is no shared one."""
    return _region(now.home, now.version, now.as_of, now.checksum, lang, goal)


def history(now: State, goal: str) -> tuple[Adoption, ...]:
    """Every choice of a goal, the oldest first."""
    return _history(now.home, now.version, now.as_of, goal)


@st.cache_resource(max_entries=8, show_spinner=False)
def _region(
    home: str, version: int, as_of: date, checksum: str, lang: str, goal: str
) -> Region | None:
    now = State(home, version, as_of, checksum)
    found = next((p for p in shared(now, lang) if p.goal.identifier == goal), None)
    return paces.region(resources.installation(), found, as_of) if found else None


@st.cache_resource(max_entries=8, show_spinner=False)
def _history(home: str, version: int, as_of: date, goal: str) -> tuple[Adoption, ...]:
    del home, version
    return adoption.history(resources.installation(), goal, as_of)
