"""What the page of the brief reads and writes out, kept per state of the data."""

from __future__ import annotations

from datetime import date

import streamlit as st

from followup.services.brief import brief as service
from followup.services.brief import export, facts, stored
from followup.services.brief.brief import Brief
from followup.services.brief.facts import Known, Wanted
from followup.services.brief.open_data import Data
from followup.services.brief.stored import Difference, Issued, Stored
from followup.ui import reads, resources
from followup.ui.reads import State


def brief(now: State, lang: str, goals: tuple[str, ...]) -> Brief:
    """The brief of some goals on the day; raises UserError as ``facts.gather`` does."""
    return _brief(now.home, now.version, now.as_of, now.checksum, lang, goals, now)


def listed(now: State) -> tuple[Issued, ...]:
    """Every stored brief, the newest first."""
    return _listed(now.home, now.version, now.as_of)


def opened(now: State, issued: Issued) -> Stored:
    """A stored brief as it was written."""
    return _opened(now.home, issued)


def differences(now: State, issued: Issued) -> tuple[Difference, ...]:
    """What a stored brief says otherwise when it is made again."""
    return _differences(now.home, now.version, now.checksum, issued)


def data_of(told: Brief | Stored) -> Data:
    """A brief's figures as open data, under the installation's licence."""
    licence = resources.installation().settings.licence
    document = told.document
    return Data(document.title, document.day, told.figures, licence)


def content(key: tuple[object, ...], ending: str, told: Brief | Stored, data: Data) -> bytes:
    """A brief in a form to take away, written once; ``key`` names the brief."""
    return _content(key, ending, told, data)


# Shared and never copied: what is in it is frozen.
@st.cache_resource(max_entries=8, show_spinner=False)
def _brief(
    home: str, version: int, as_of: date, checksum: str, lang: str, goals: tuple[str, ...],
    _now: State,
) -> Brief:  # fmt: skip
    del home, version, checksum
    known = Known(
        reads.goals(_now, lang), reads.contracts(_now), reads.assessments(_now),
        reads.reports(_now), {g: reads.contributions(_now, lang, g) for g in goals},
    )  # fmt: skip
    wanted = Wanted(lang, as_of, goals)
    return service.write(facts.gather(resources.installation(), wanted, known))


@st.cache_resource(max_entries=4, show_spinner=False)
def _listed(home: str, version: int, as_of: date) -> tuple[Issued, ...]:
    del home, version
    return stored.listed(resources.installation(), as_of)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Issued: repr})
def _opened(home: str, issued: Issued) -> Stored:
    del home
    return stored.load(resources.installation(), issued)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Issued: repr})
def _differences(home: str, version: int, checksum: str, issued: Issued) -> tuple[Difference, ...]:
    del home, version, checksum
    own = resources.installation()
    return stored.differences(stored.load(own, issued), stored.again(own, issued))


@st.cache_data(max_entries=32, show_spinner=False)
def _content(
    key: tuple[object, ...], ending: str, _told: Brief | Stored, _data: Data
) -> bytes:  # fmt: skip
    del key
    return export.FORMS[ending].write(_told.document, _data)
