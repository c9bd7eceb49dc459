"""The daily backup, made by the running app: DuckDB lets no second process at an open store."""

from __future__ import annotations

import logging
import threading
from typing import Final

from followup.errors import UserError
from followup.services import folders
from followup.services.backup import daily
from followup.services.installation import now_utc
from followup.storage import trouble
from followup.ui import folder, opened

# Not while everybody waits for the first page, and not at each of many starts in a row.
FIRST_SECONDS: Final = 300
EVERY_SECONDS: Final = 3600
_LOG: Final = logging.getLogger("followup.events")


def start() -> None:
    """Look each hour, on a thread of its own, whether today's backup is made."""
    _after(FIRST_SECONDS)


def make_due() -> None:
    """Make today's backup of one's own folder if it is due; the log tells how it went."""
    try:
        here = folder.both().own
        # The sample is built anew instead; a lake is kept safe by its own means.
        if folders.is_built(here) or not daily.has_store(here):
            return
        with trouble.told():
            made = daily.make_due(opened.installation_of(here), now_utc())
    except UserError as error:
        _tell(error.code)
    else:
        if made is not None:
            _tell("done", made.data_version)


def _after(seconds: int) -> None:
    timer = threading.Timer(seconds, _look)
    timer.daemon = True
    timer.start()


def _look() -> None:
    # First, so that a fault of ours does not end the days that are backed up.
    _after(EVERY_SECONDS)
    make_due()


def _tell(outcome: str, act_id: int | None = None) -> None:
    event = {"action": "backup", "object": act_id, "outcome": outcome}
    _LOG.info("backup", extra={"event": event})
