"""The command that takes a report back: ``undo``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from followup.cli.common import ACTOR, DONE, real_today, show
from followup.i18n.text import t
from followup.services import installation, undo, wire_reading
from followup.services.installation import now_utc
from followup.settings import Settings


def add_command(add: Callable[..., ArgumentParser]) -> None:
    """Add the command to the parser."""
    undone = add("undo", _undo)
    undone.add_argument("submission")
    undone.add_argument("--reason", required=True)
    undone.add_argument("--json", action="store_true")


def _undo(asked: Namespace, here: Settings, lang: str) -> int:
    today = installation.today(here, real_today())
    with installation.opened(here) as opened:
        number = undo.number_of(opened, asked.submission)
        found = undo.undo(opened, number, ACTOR, asked.reason, today, now_utc())
    if asked.json:
        show(wire_reading.undone(found))
    else:
        for stored in found.withdrawn:
            print(f"{stored.file_name}: {t('status.withdrawn', lang)}")
        for stored in found.restored:
            print(f"{stored.file_name}: {t('status.in_force', lang)}")
    return DONE
