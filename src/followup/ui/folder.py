"""Which of the two data folders this browser session looks into: one's own or the sample.

The choice belongs to the session, so that one visitor who tries the sample moves nobody else,
and stands in the address (?data=exempel), so that a reload or a sent link keeps it.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup import settings
from followup.services import folders
from followup.services.folders import Folders
from followup.settings import Settings
from followup.ui import navigation, state

SAMPLE: Final = "exempel"
OWN: Final = "egen"
OPENED_KEY: Final = "folder_opened"
# What follows a reader from one folder to the other. All else was said of the one left.
KEPT: Final = (
    state.LANGUAGE_KEY, state.ASKED_KEY, state.NAME_KEY, state.FOLDER_KEY, state.ROLE_KEY,
    state.STANDING_KEY, state.TRIED_KEY, OPENED_KEY,
)  # fmt: skip


def settle() -> None:
    """Decide the folder, after the language and before any widget.

    First the address, then what was chosen, then FOLLOWUP_HOME as it is. A menu link drops the
    choice from the address; it is written back.
    """
    asked = st.query_params.get(state.FOLDER)
    if asked in (SAMPLE, OWN):
        st.session_state[state.FOLDER_KEY] = asked
    chosen = state.folder()
    if chosen is not None and asked != chosen:
        st.query_params[state.FOLDER] = chosen
    opened = str(here().home)
    if st.session_state.get(OPENED_KEY, opened) != opened:
        forget()
    st.session_state[OPENED_KEY] = opened


def forget() -> None:
    """Forget what this session holds of the folder it leaves: drafts, receipts, choices."""
    for key in [str(key) for key in st.session_state if key not in KEPT]:
        del st.session_state[key]


def both() -> Folders:
    """The two folders of this installation."""
    return folders.folders(settings.from_environment())


def here() -> Settings:
    """The data folder this session looks into; every page reads and writes there."""
    found, chosen = both(), state.folder()
    if chosen is None:
        return settings.from_environment()
    return found.sample if chosen == SAMPLE else found.own


def go(choice: str) -> None:
    """Open the other folder, on its start page; filters of the one left would mislead."""
    st.session_state[state.FOLDER_KEY] = choice
    st.switch_page(navigation.script("start"), query_params={state.FOLDER: choice})
