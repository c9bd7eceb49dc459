"""What the commands share: exit codes, what is said of files, and their bytes."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from followup.domain.period import Period, parse_period
from followup.errors import UserError
from followup.i18n.text import TIME_ZONE
from followup.ingest.draft import Draft
from followup.services.entry import day
from followup.services.installation import Actor
from followup.services.upload import people, reading
from followup.settings import Settings

DONE, FINDINGS, WRONG = 0, 1, 2
ACTOR = Actor("kommandoraden")


def show(value: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def real_today() -> date:
    """The day it is here."""
    return datetime.now(TIME_ZONE).date()


def add_given(command: ArgumentParser) -> None:
    """Add the options that say something of the files."""
    command.add_argument("--contract")
    command.add_argument("--period")
    command.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE")
    command.add_argument("--json", action="store_true")
    # Go on with a copy without the columns about passengers and drivers.
    command.add_argument("--strip-people", action="store_true")


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says about the files: answers, their days, when they came."""

    answers: dict[str, str]
    period: Period | None
    received: date


def given_by(asked: Namespace, today: date) -> Given:
    """The options of ``read`` and ``import``, before any file is opened.

    Raises UserError ``bad_answer``, ``invalid_period`` or ``invalid_day``.
    """
    pairs = [reading.split_answer(text) for text in asked.set]
    answers = dict(pairs)
    for text, (field, _) in zip(asked.set, pairs, strict=True):
        if not field or not reading.is_answer(field, answers[field]):
            raise UserError("bad_answer", text=text)
    days = asked.period or answers.get("period")
    received = getattr(asked, "received", None)
    return Given(
        answers, parse_period(days) if days else None, day(received) if received else today
    )


def content_of(path: str) -> bytes:
    """A file's bytes; raises UserError ``file_missing``."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UserError("file_missing", file=path) from error


def taken(
    asked: Namespace, here: Settings, path: str, read: Callable[[bytes, str], Draft]
) -> tuple[bytes, Draft]:
    """A file's bytes and draft; with ``--strip-people`` those of its copy without them.

    Raises UserError ``file_missing`` or ``cannot_strip``.
    """
    content, name = content_of(path), Path(path).name
    if asked.strip_people:
        return people.read_stripped(here, content, name, read)
    return content, read(content, name)


def has_errors(draft: Draft) -> bool:
    """True when some row could not become a fact."""
    return any(f.severity == "error" for f in draft.findings)
