"""What all sessions of this process share."""

from __future__ import annotations

from datetime import date, datetime

from followup import settings
from followup.i18n.text import TIME_ZONE
from followup.ui.components import World


def today() -> date:
    """The day it is here; the one place of the skin that reads the clock."""
    return datetime.now(TIME_ZONE).date()


def world() -> World:
    """The data folder and the day it is in it."""
    installation = settings.from_environment()
    return World(data_folder=installation.home.name, today=today(), is_sample=False)
