"""The command that takes a report or a nil report back: ``undo``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from followup.cli.common import ACTOR, DONE, real_today, show
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import installation, wire_reading
from followup.services.installation import now_utc
from followup.services.report import undo
from followup.settings import Settings


def add_command(add: Callable[..., ArgumentParser]) -> None:
    """Add the command to the parser."""
    undone = add("undo", _undo)
    undone.add_argument("submission", nargs="?")
    undone.add_argument("--nil", metavar="CONTRACT")
    undone.add_argument("--period")
    undone.add_argument("--reporter")
    undone.add_argument("--reason", required=True)
    undone.add_argument("--json", action="store_true")


def _undo(asked: Namespace, here: Settings, lang: str) -> int:
    if (asked.nil is None) == (asked.submission is None) or (asked.nil and not asked.period):
        raise UserError("undo_what")
    if asked.nil:
        return _undo_nil(asked, here, lang)
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


def _undo_nil(asked: Namespace, here: Settings, lang: str) -> int:
    """Take back the nil report of a contract for some days, and all that one act stored."""
    today = installation.today(here, real_today())
    with installation.opened(here) as opened:
        act_id = undo.nil_act(opened, asked.nil, parse_period(asked.period), asked.reporter)
        taken = undo.nil_together(opened, act_id)
        changed = undo.undo_nil(opened, act_id, ACTOR, asked.reason, today, now_utc())
    if asked.json:
        show(wire_reading.undone_nil(taken, changed))
    else:
        for nil in taken:
            print(f"{nil.contract} {nil.reporter} {nil.period}: {t('status.withdrawn', lang)}")
    return DONE
