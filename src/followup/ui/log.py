"""The log as JSON lines on standard output: what happened, to which id, how it ended.

No line holds what somebody wrote, a file's name or a cell: of a fault in the program the log has
its number, its kind and where it was, not its words, since those may quote a cell.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final

LOGGER: Final = "followup"


class JsonLines(logging.Formatter):
    """One line for each event: its id, the moment (UTC), and what ``event`` says of it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one JSON object."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"id": token_hex(8), "at": at, "level": record.levelname.lower()}
        event = getattr(record, "event", None)
        if event is not None:
            return json.dumps({**line, "event": record.msg, **event}, ensure_ascii=False)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{f.filename}:{f.lineno} {f.name}" for f in frames]
        return json.dumps({**line, "event": "message", "text": record.getMessage()})


def start() -> None:
    """Write what the program itself logs to standard output; other libraries' lines stay theirs."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger(LOGGER)
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)
