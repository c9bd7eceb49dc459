"""What the pages on deviations read, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.deviation import Frozen
from followup.services.deviation import deviations
from followup.services.deviation import freeze as deviation_freeze
from followup.services.deviation.matter import Desk, Matter
from followup.ui import reads, resources
from followup.ui.reads import State
from followup.ui.report import reads as report_reads


def desk(now: State) -> Desk:
    """Proposals and cases on the day."""
    return _desk(now.home, now.version, now.as_of, now.checksum)


def matter(now: State, identifier: str) -> Matter | None:
    """The case, proposal or verdict that an address names; None where there is none."""
    return deviations.on_verdict(
        desk(now), reads.contracts(now), reads.assessments(now), identifier
    )


def frozen(now: State, found: Matter) -> Frozen:
    """A matter's numbers as they are today; raises UserError as ``freeze`` does."""
    version = reads.verdict_version(now) if found.subject.requirement else now.version
    return _frozen(now.home, version, now.as_of, now.checksum, found.identifier, found)


# Shared and never copied: what is in it is frozen, and there may be much.
@st.cache_resource(max_entries=4, show_spinner=False)
def _desk(home: str, version: int, as_of: date, checksum: str) -> Desk:
    now = State(home, version, as_of, checksum)
    return deviations.desk(
        resources.installation(), reads.contracts(now), reads.assessments(now), as_of,
        report_reads.listed(now),
    )  # fmt: skip


@st.cache_data(max_entries=16, show_spinner=False)
def _frozen(
    home: str, version: int, as_of: date, checksum: str, identifier: str, _matter: Matter
) -> Frozen:
    del home, version, checksum, identifier
    return deviation_freeze.freeze(resources.installation(), _matter, as_of)
