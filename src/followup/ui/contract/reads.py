"""What the contract pages read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.parties import Exemption, NilReport
from followup.services.contract import classes as contract_class
from followup.services.contract import contracts, overview
from followup.services.contract.classes import Graded
from followup.services.contract.contracts import ContractVersion
from followup.services.contract.overview import ContractOverview, Due
from followup.services.dispens import exemption
from followup.services.plan import held as follow_up_held
from followup.services.report import reports
from followup.services.report.reports import Version
from followup.storage.follow_ups import Held
from followup.ui import reads, resources
from followup.ui.reads import State


def contract_overview(now: State, number: str) -> ContractOverview:
    """One contract with verdicts and amounts; raises UserError ``unknown_contract``."""
    return _overview(now.home, now.version, now.as_of, now.checksum, number)


def dues(now: State) -> dict[str, Due]:
    """The next report that each contract waits for."""
    return _dues(now.home, now.version, now.as_of)


def classes(now: State) -> dict[str, Graded]:
    """The class of each contract, and why."""
    return _classes(now.home, now.version, now.as_of, now.checksum)


def versions(now: State, number: str) -> tuple[ContractVersion, ...]:
    """Every version of a contract, the newest first."""
    return _versions(now.home, now.version, number)


def history(now: State, number: str) -> tuple[Version, ...]:
    """Every report of a contract, newest first."""
    return _history(now.home, now.version, number)


def nil_reports(now: State, number: str) -> tuple[NilReport, ...]:
    """The nil reports of a contract that have not been taken back."""
    return _acts(now.home, now.version, number)[0]


def exemptions(now: State, number: str) -> tuple[Exemption, ...]:
    """Every dispens of a contract, whatever became of it."""
    return _acts(now.home, now.version, number)[1]


def follow_up_words(now: State, number: str) -> tuple[Held, ...]:
    """Every word given on a contract's follow-ups, the oldest first."""
    return _follow_ups(now.home, now.version, number)


@st.cache_data(max_entries=16, show_spinner=False)
def _follow_ups(home: str, version: int, number: str) -> tuple[Held, ...]:
    del home, version
    return follow_up_held.words(resources.installation(), number)


@st.cache_data(max_entries=16, show_spinner=False)
def _overview(home: str, version: int, as_of: date, checksum: str, number: str) -> ContractOverview:
    del home, version, checksum  # they are the key
    return overview.contract_overview(resources.installation(), number, as_of)


@st.cache_data(max_entries=4, show_spinner=False)
def _dues(home: str, version: int, as_of: date) -> dict[str, Due]:
    del home, version
    now = reads.state()
    return overview.dues(resources.installation(), reads.contracts(now), as_of)


@st.cache_data(max_entries=16, show_spinner=False)
def _history(home: str, version: int, number: str) -> tuple[Version, ...]:
    del home, version
    return reports.history(resources.installation(), number)


@st.cache_data(max_entries=16, show_spinner=False)
def _acts(
    home: str, version: int, number: str
) -> tuple[tuple[NilReport, ...], tuple[Exemption, ...]]:
    del home, version
    own = resources.installation()
    return reports.nil_reports(own, number), exemption.known(own, number)


@st.cache_data(max_entries=4, show_spinner=False)
def _classes(home: str, version: int, as_of: date, checksum: str) -> dict[str, Graded]:
    now = State(home, version, as_of, checksum)
    catalogue = resources.installation().catalogue
    return contract_class.graded(catalogue, reads.contracts(now), as_of)


@st.cache_data(max_entries=16, show_spinner=False)
def _versions(home: str, version: int, number: str) -> tuple[ContractVersion, ...]:
    del home, version
    return contracts.versions(resources.installation(), number)
