"""What the page on circular purchasing reads, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.domain.circular import AvoidedPurchase, TenderAssessment
from followup.services.circular import figures, log
from followup.services.circular import tenders as tender_counts
from followup.services.circular.figures import Reported
from followup.services.circular.tenders import Tender
from followup.storage.circular import Report
from followup.ui import reads, resources
from followup.ui.reads import State


def avoided(now: State) -> tuple[AvoidedPurchase, ...]:
    """The avoided purchases that hold, the newest decision first."""
    return _avoided(now.home, now.version, now.as_of)


def notes(now: State) -> tuple[TenderAssessment, ...]:
    """What is noted of tenders, the newest first."""
    return _notes(now.home, now.version, now.as_of)


def tenders(now: State) -> tuple[Tender, ...]:
    """The tenders that count, noted or not, the newest year first."""
    return _tenders(now.home, now.version, now.as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _avoided(home: str, version: int, as_of: date) -> tuple[AvoidedPurchase, ...]:
    del home, version  # they are the key
    return log.avoided(resources.installation(), as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _notes(home: str, version: int, as_of: date) -> tuple[TenderAssessment, ...]:
    del home, version
    return log.tenders(resources.installation(), as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _tenders(home: str, version: int, as_of: date) -> tuple[Tender, ...]:
    known = reads.contracts(State(home, version, as_of, ""))
    return tender_counts.tenders(resources.installation(), as_of, known)


def reported(now: State, report: Report, year: int, organisation: str | None) -> Reported:
    """What the organisation's contracts reported of one kind in a year."""
    return _reported(now.home, now.version, now.as_of, now.checksum, report, year, organisation)


@st.cache_resource(max_entries=16, show_spinner=False)
def _reported(
    home: str, version: int, as_of: date, checksum: str, report: Report, year: int,
    organisation: str | None,
) -> Reported:  # fmt: skip
    del checksum
    known = reads.contracts(State(home, version, as_of, ""))
    own = [c for c in known if organisation in (None, *(b.name for b in c.buyers))]
    return figures.reported(resources.installation(), own, report, year, as_of)
