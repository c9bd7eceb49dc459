"""Published requirements, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.shared_requirement import Shared
from followup.services.shared import demand, publish
from followup.services.shared.demand import Demand
from followup.ui import reads, resources
from followup.ui.reads import State


def history(now: State) -> tuple[Shared, ...]:
    """Every version known on the day, oldest first."""
    return _history(now.home, now.version, now.as_of)


def in_force(now: State) -> tuple[Shared, ...]:
    """The newest version of each that is not withdrawn."""
    return publish.in_force(history(now))


def of_year(now: State, year: int) -> Demand:
    """What will be required in a year."""
    return demand.of_year(reads.contracts(now), in_force(now), year)


def organisations(now: State) -> list[str]:
    """Those that may publish: the register's buyers and the catalogue's organisations."""
    bodies = ("municipality", "region")
    areas = resources.installation().catalogue.areas
    names = {b.name.strip() for c in reads.contracts(now) for b in c.buyers}
    here = {s.organisation for s in history(now) if not s.came_from}
    known = {a.name for a in areas if a.kind in bodies and a.county}
    return sorted(names | known | here, key=str.casefold)


@st.cache_resource(max_entries=4, show_spinner=False)
def _history(home: str, version: int, as_of: date) -> tuple[Shared, ...]:
    del home, version
    return publish.history(resources.installation(), as_of)
