"""What the reports page reads, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.services.queue import reminders_sent
from followup.services.queue.reminders_sent import Log
from followup.services.report import reports
from followup.services.report.overview import Report
from followup.services.report.reports import Content
from followup.storage.submissions import Submission
from followup.ui import reads, resources
from followup.ui.reads import State


def listed(now: State) -> tuple[Report, ...]:
    """Every report, expected or received; what needs somebody stands first."""
    return reads.reports(now)


def content(now: State, submission: Submission) -> Content:
    """What one received report holds; it never changes once stored."""
    return _content(now.home, now.version, submission.submission, submission)


def reminder_log(now: State) -> Log:
    """Every reminder that was sent, by contract and reporter."""
    return _reminder_log(now.home, now.version, now.as_of)


@st.cache_data(max_entries=4, show_spinner=False)
def _reminder_log(home: str, version: int, as_of: date) -> Log:
    del home, version
    return reminders_sent.log(resources.installation(), as_of)


@st.cache_data(max_entries=32, show_spinner=False)
def _content(home: str, version: int, name: str, _submission: Submission) -> Content:
    del home, version, name
    return reports.content(resources.installation(), _submission)
