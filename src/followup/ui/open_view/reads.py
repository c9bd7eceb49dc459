"""What the page of the open view reads and writes out, kept per state of the data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from followup.services.open_view import editions as service
from followup.services.open_view import site
from followup.services.open_view.editions import Edition
from followup.services.open_view.public import Open
from followup.ui import resources
from followup.ui.reads import State


def editions(now: State) -> tuple[Edition, ...]:
    """Every edition published by the day, the newest first."""
    return _editions(now.home, now.version, now.as_of)


def content(now: State, edition: str) -> Mapping[str, Open]:
    """What an edition says, by language."""
    return _content(now.home, edition)


def packed(now: State, lang: str) -> bytes:
    """The site as a zip."""
    return _packed(now.home, now.version, now.as_of, lang)


def prepared(now: State, goals: tuple[str, ...]) -> tuple[Open, ...]:
    """What a new edition of some goals would say today; raises UserError as ``prepare`` does."""
    return _prepared(now.home, now.version, now.as_of, now.checksum, goals)


@st.cache_resource(max_entries=4, show_spinner=False)
def _editions(home: str, version: int, as_of: date) -> tuple[Edition, ...]:
    del home, version
    return service.editions(resources.installation(), as_of)


@st.cache_resource(max_entries=4, show_spinner=False)
def _content(home: str, edition: str) -> Mapping[str, Open]:
    del home
    return service.content(resources.installation(), edition)


@st.cache_resource(max_entries=3, show_spinner=False)
def _packed(home: str, version: int, as_of: date, lang: str) -> bytes:
    del home, version
    return site.packed(resources.installation(), lang, as_of)


@st.cache_resource(max_entries=2, show_spinner=False)
def _prepared(
    home: str, version: int, as_of: date, checksum: str, goals: tuple[str, ...]
) -> tuple[Open, ...]:
    del home, version, checksum
    return service.prepare(resources.installation(), goals, as_of)
