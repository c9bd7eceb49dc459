"""What the joint parts of a contract's page read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.double_claim import DoubleClaim
from followup.services.joint import claims as claim_service
from followup.ui import resources
from followup.ui.reads import State


def claims(now: State, contract: str) -> tuple[DoubleClaim, ...]:
    """What a contract claims that other contracts claim too."""
    return _claims(now.home, now.version, now.as_of, contract)


@st.cache_data(max_entries=16, show_spinner=False)
def _claims(home: str, version: int, as_of: date, contract: str) -> tuple[DoubleClaim, ...]:
    del home, version
    return claim_service.of_contract(resources.installation(), contract, as_of)
