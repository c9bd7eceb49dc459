"""What the pages on spot checks read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.spot_check import SpotCheck
from followup.services.spot_check import coverage as spot_check_coverage
from followup.services.spot_check import spot_checks
from followup.services.spot_check.coverage import Checked
from followup.services.spot_check.spot_checks import Preview, Scope
from followup.ui import reads, resources
from followup.ui.reads import State


def lists(now: State) -> tuple[SpotCheck, ...]:
    """Every list, the newest first."""
    return _lists(now.home, now.version, now.as_of)


def preview(now: State, scope: Scope, asked: int) -> Preview:
    """How a list would be made up; raises UserError as ``spot_checks.preview``."""
    return _preview(now.home, now.version, now.as_of, now.checksum, scope, asked)


def coverage(now: State, contract: Contract) -> Checked:
    """How much of a contract's rows is checked."""
    return _coverage(now.home, now.version, now.as_of, now.checksum, contract.number)


@st.cache_resource(max_entries=4, show_spinner=False)
def _lists(home: str, version: int, as_of: date) -> tuple[SpotCheck, ...]:
    del home, version  # they are the key
    return spot_checks.every(resources.installation(), as_of)


@st.cache_resource(max_entries=8, show_spinner=False)
def _preview(
    home: str, version: int, as_of: date, checksum: str, scope: Scope, asked: int
) -> Preview:
    del home, version, checksum
    return spot_checks.preview(resources.installation(), scope, asked, as_of)


@st.cache_data(max_entries=32, show_spinner=False)
def _coverage(home: str, version: int, as_of: date, checksum: str, number: str) -> Checked:
    now = State(home, version, as_of, checksum)
    contract = next(c for c in reads.contracts(now) if c.number == number)
    return spot_check_coverage.of_contract(resources.installation(), contract, as_of)
