"""The data folders that are open in this process; one for all sessions."""

from __future__ import annotations

import threading
from typing import Final

import streamlit as st

from followup.services import folders
from followup.services import installation as service
from followup.services.installation import Installation
from followup.settings import Settings

# Held while a folder is opened, and while a new sample takes the place of the old one.
OPENING: Final = threading.Lock()


def installation_of(here: Settings) -> Installation:
    """A data folder with everything in it, opened once for all of this process.

    Raises UserError ``database_in_use`` when another program has it open.
    """
    with OPENING:
        return _opened(here, folders.edition(here))


def forget(here: Settings) -> None:
    """Close a folder; its contents are about to be exchanged. The caller holds ``OPENING``."""
    _opened.clear(here, folders.edition(here))


# One's own folder and the sample; a third is met in tests alone, and closes the first.
@st.cache_resource(
    max_entries=2,
    show_spinner=False,
    hash_funcs={Settings: repr},
    on_release=service.close,
)
def _opened(here: Settings, edition: int | None) -> Installation:
    del edition  # a sample built again is another one
    return service.open_installation(here)
