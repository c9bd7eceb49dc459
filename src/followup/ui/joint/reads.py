"""What the joint parts of a contract's page read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.double_claim import DoubleClaim
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.services.joint import borrowing
from followup.services.joint import claims as claim_service
from followup.services.joint import sums as sum_service
from followup.services.joint.borrowing import Offer
from followup.services.joint.sums import Sums
from followup.ui import resources
from followup.ui.reads import State


def claims(now: State, contract: str) -> tuple[DoubleClaim, ...]:
    """What a contract claims that other contracts claim too."""
    return _claims(now.home, now.version, now.as_of, contract)


def offers(now: State, contract: Contract) -> tuple[Offer, ...]:
    """Checks of the contract's supplier on other contracts, and whether they can be leaned on."""
    return _offers(now.home, now.version, now.as_of, now.checksum, contract.number, contract)


def sums(now: State, contract: Contract, days: Period) -> Sums:
    """What each buyer of a joint contract has of its reports on some days."""
    return _sums(now.home, now.version, now.as_of, now.checksum, contract.number, contract, days)


@st.cache_data(max_entries=16, show_spinner=False)
def _claims(home: str, version: int, as_of: date, contract: str) -> tuple[DoubleClaim, ...]:
    del home, version
    return claim_service.of_contract(resources.installation(), contract, as_of)


@st.cache_data(max_entries=16, show_spinner=False)
def _sums(
    home: str, version: int, as_of: date, checksum: str, number: str, _contract: Contract,
    days: Period,
) -> Sums:  # fmt: skip
    del home, version, checksum, number
    return sum_service.of_contract(resources.installation(), _contract, days, as_of)


@st.cache_data(max_entries=16, show_spinner=False)
def _offers(
    home: str, version: int, as_of: date, checksum: str, number: str, _contract: Contract
) -> tuple[Offer, ...]:
    del home, version, checksum, number
    return borrowing.offers(resources.installation(), _contract, as_of)
