"""What the program tells of itself while a command runs, in words on standard error."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from followup.i18n.text import has_text, t

_EVENTS = logging.getLogger("followup.events")


class _Words(logging.Handler):
    """Events that somebody who waits wants to know; the others are for the server's log."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def emit(self, record: logging.LogRecord) -> None:
        """One line, where there are words for the event."""
        event = getattr(record, "event", {})
        key = f"cli.told.{record.msg}_{event.get('outcome')}"
        if has_text(key):
            print(t(key, self._lang), file=sys.stderr, flush=True)


@contextmanager
def in_words(lang: str) -> Iterator[None]:
    """Tell of what is slow for as long as a command runs."""
    words, before = _Words(lang), _EVENTS.level
    _EVENTS.addHandler(words)
    _EVENTS.setLevel(logging.INFO)
    try:
        yield
    finally:
        _EVENTS.removeHandler(words)
        _EVENTS.setLevel(before)
