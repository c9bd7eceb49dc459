"""What all sessions of this process share: the one open installation, and the day it is there."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from followup import settings
from followup.i18n.text import TIME_ZONE
from followup.services import installation as service
from followup.services.installation import Installation
from followup.settings import Settings
from followup.ui.components import World


def installation() -> Installation:
    """The data folder, opened once for all sessions of this process.

    Raises UserError ``database_in_use`` when another program has it open; the next run of a
    page tries again.
    """
    return _opened(settings.from_environment())


# One process serves one folder; another one is met in tests alone, and closes the first.
@st.cache_resource(
    max_entries=1,
    show_spinner=False,
    hash_funcs={Settings: repr},
    on_release=service.close,
)
def _opened(here: Settings) -> Installation:
    return service.open_installation(here)


def real_today() -> date:
    """The day it is outside; the one place of the skin that reads the clock."""
    return datetime.now(TIME_ZONE).date()


def today() -> date:
    """The day it is in this data folder: the sample world has a clock of its own."""
    return service.today(settings.from_environment(), real_today())


def world() -> World:
    """The data folder's name and the day it is in it; needs no open database."""
    here = settings.from_environment()
    return World(
        data_folder=here.home.name,
        today=service.today(here, real_today()),
        is_sample=service.clock_path(here).is_file(),
    )
