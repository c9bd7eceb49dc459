"""A basis as it would be today, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.penalty import PenaltyBasis
from followup.domain.requirement import Requirement
from followup.services.deviation.matter import Matter
from followup.services.penalty import basis as penalty
from followup.services.penalty.text import NoBasis
from followup.ui import resources
from followup.ui.reads import State


def today(now: State, matter: Matter, requirement: Requirement) -> PenaltyBasis | NoBasis:
    """What a clause's rule gives in a case today; raises UserError as ``explain`` does."""
    return _today(
        now.home, now.version, now.as_of, now.checksum, matter.identifier,
        requirement.identifier, matter, requirement,
    )  # fmt: skip


@st.cache_data(max_entries=16, show_spinner=False)
def _today(
    home: str, version: int, as_of: date, checksum: str, case: str, clause: str,
    _matter: Matter, _requirement: Requirement,
) -> PenaltyBasis | NoBasis:  # fmt: skip
    del home, version, checksum, case, clause
    return penalty.basis(resources.installation(), _matter, as_of, _requirement)
