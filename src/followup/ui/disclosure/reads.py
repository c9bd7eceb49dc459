"""What is read of secrecy and of what was given out, kept per state of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from followup.domain.disclosure import Disclosure, SecrecyRequest
from followup.services.disclosure import book, decide, requests
from followup.services.disclosure.book import Book
from followup.services.report import reports
from followup.services.report.reports import Version
from followup.storage.submissions import Submission
from followup.ui import resources
from followup.ui.reads import State


@dataclass(frozen=True, slots=True)
class Known:
    """Every report received by the day, by its number, the requests in force and the decisions."""

    versions: dict[str, Version]
    requests: tuple[SecrecyRequest, ...]
    log: tuple[Disclosure, ...]

    @property
    def about(self) -> dict[str, Submission]:
        """The reports by their numbers."""
        return {name: version.submission for name, version in self.versions.items()}


def requested(now: State) -> tuple[SecrecyRequest, ...]:
    """The requests in force on the day."""
    return _requested(now.home, now.version, now.as_of)


def known(now: State) -> Known:
    """What the page speaks of."""
    return _known(now.home, now.version, now.as_of)


def book_of(now: State, submission: Submission) -> Book:
    """The columns of a report's file; raises UserError as ``book.read``."""
    return _book(now.home, submission.submission, now.as_of, submission)


@st.cache_resource(max_entries=4, show_spinner=False)
def _requested(home: str, version: int, as_of: date) -> tuple[SecrecyRequest, ...]:
    del home, version
    return requests.in_force(resources.installation(), as_of)


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(home: str, version: int, as_of: date) -> Known:
    own = resources.installation()
    versions = {v.submission.submission: v for v in reports.history(own, as_of=as_of)}
    return Known(versions, _requested(home, version, as_of), decide.log(own, as_of))


@st.cache_resource(max_entries=4, show_spinner=False)
def _book(home: str, name: str, as_of: date, _submission: Submission) -> Book:
    del home, name
    return book.read(resources.installation(), _submission, as_of)
