"""What the pages on energy read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.goal import Progress
from followup.services.energy import amounts, mix, plus, savings
from followup.services.energy.amounts import YearAmounts
from followup.services.energy.mix import YearMix
from followup.services.energy.savings import Overview
from followup.services.goal import status
from followup.ui import reads, resources
from followup.ui.reads import State

YARDSTICK = "SPP_54"


def overview(now: State) -> Overview:
    """Every tender and what it saves."""
    return _overview(now.home, now.version, now.as_of)


def yardstick(now: State, lang: str) -> Progress:
    """The goal of SPP Regions with our measured savings as its figures."""
    return _yardstick(now.home, now.version, now.as_of, now.checksum, lang)


def plus_energy(now: State, lang: str) -> list[Progress]:
    """The goals that follow produced over used energy."""
    return _plus_energy(now.home, now.version, now.as_of, now.checksum, lang)


def by_contract(now: State) -> dict[str, tuple[YearAmounts, ...]]:
    """Energy of what was delivered, by contract and year."""
    return _by_contract(now.home, now.version, now.as_of, now.checksum)


def mixes(now: State) -> tuple[YearMix, ...]:
    """Every mix of fuels, of all contracts, of organisations and of contracts, by year."""
    return _mixes(now.home, now.version, now.as_of, now.checksum)


@st.cache_resource(max_entries=4, show_spinner=False)
def _mixes(home: str, version: int, as_of: date, checksum: str) -> tuple[YearMix, ...]:
    known = reads.contracts(State(home, version, as_of, checksum))
    return mix.mixes(resources.installation(), known, as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _overview(home: str, version: int, as_of: date) -> Overview:
    del home, version  # they are the key
    return savings.overview(resources.installation(), as_of)


@st.cache_data(max_entries=8, show_spinner=False)
def _yardstick(home: str, version: int, as_of: date, checksum: str, lang: str) -> Progress:
    del home, version, checksum
    own = resources.installation()
    return status.progress_of(own, [status.goal(own, YARDSTICK, as_of, lang)], as_of)[0]


@st.cache_data(max_entries=8, show_spinner=False)
def _plus_energy(home: str, version: int, as_of: date, checksum: str, lang: str) -> list[Progress]:
    del home, version, checksum
    return plus.goals(resources.installation(), as_of, lang)


@st.cache_resource(max_entries=4, show_spinner=False)
def _by_contract(
    home: str, version: int, as_of: date, checksum: str
) -> dict[str, tuple[YearAmounts, ...]]:
    known = reads.contracts(State(home, version, as_of, checksum))
    scopes = [(c.number, [c]) for c in known]
    found: dict[str, tuple[YearAmounts, ...]] = {}
    for one in amounts.by_year(resources.installation(), scopes, as_of):
        found[one.key] = (*found.get(one.key, ()), one)
    return found
