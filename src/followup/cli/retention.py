"""``retention``: which contracts may be erased, what would go, and erasing it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from followup.cli.common import ACTOR, DONE, FINDINGS, real_today, show
from followup.domain.retention import Due, Tombstone
from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services import installation
from followup.services.installation import now_utc
from followup.services.law import due, erase
from followup.services.law.erase import DryRun
from followup.settings import Settings


def add_command(
    add: Callable[[str, Callable[[Namespace, Settings, str], int]], ArgumentParser],
) -> None:
    """Add the command to the parser."""
    command = add("retention", _retention)
    how = command.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true")
    how.add_argument("--apply", action="store_true")
    command.add_argument("--contract")
    command.add_argument("--reason", default="")
    command.add_argument("--json", action="store_true")


def _retention(asked: Namespace, here: Settings, lang: str) -> int:
    today = installation.today(here, real_today())
    tried: list[DryRun] = []
    left: list[Tombstone] = []
    if asked.apply and not asked.reason.strip():
        raise UserError("reason_missing")
    with installation.opened(here) as opened:
        if asked.contract:
            found: tuple[Due, ...] = (due.of_contract(opened, asked.contract, today),)
        else:
            found = due.due(opened, today)
        chosen = [one.contract for one in found if asked.contract or one.state == "due"]
        if asked.dry_run:
            tried += [erase.dry_run(opened, name, today) for name in chosen]
        if asked.apply:
            left += [
                erase.erase(opened, name, asked.reason, ACTOR, today, now_utc()) for name in chosen
            ]
    if left:
        # Files follow when nobody has the store open: now.
        installation.close(installation.open_installation(here))
    if asked.json:
        show({"contracts": [_due(d) for d in found], "dry_run": [_tried(d) for d in tried],
              "erased": [_left(one) for one in left]})  # fmt: skip
    else:
        _tell(found, tried, left, lang)
    return FINDINGS if any(d.moved for d in tried) else DONE


def _tell(found: tuple[Due, ...], tried: list[DryRun], left: list[Tombstone], lang: str) -> None:
    if not found:
        print(t("cli.retention.none", lang))
    for d in found if not tried and not left else ():
        state = t(f"retention.state.{d.state}", lang)
        print(t("cli.retention.line", lang, contract=d.contract, state=state, ended=d.ended,
                due=d.due_date or ""))  # fmt: skip
    for one in tried:
        rows, files = number(sum(one.gone.rows.values()), lang), len(one.gone.files)
        print(t("cli.retention.would", lang, contract=one.due.contract, rows=rows, files=files,
                acts=one.gone.acts, day=one.backups_gone))  # fmt: skip
        if one.moved:
            what = ", ".join(one.moved)
            print(t("cli.retention.moved", lang, contract=one.due.contract, what=what))
    for stone in left:
        rows = number(sum(stone.counts.values()), lang)
        print(t("cli.retention.done", lang, contract=stone.contract, rows=rows, files=stone.files,
                day=stone.backups_gone))  # fmt: skip


def _due(found: Due) -> dict[str, Any]:
    return {
        "contract": found.contract, "state": found.state, "ended": found.ended.isoformat(),
        "due": found.due_date.isoformat() if found.due_date else None, "years": found.years,
        "decision": found.decision, "undecided": list(found.undecided), "cases": list(found.cases),
    }  # fmt: skip


def _tried(found: DryRun) -> dict[str, Any]:
    return {
        "contract": found.due.contract, "state": found.due.state, "rows": dict(found.gone.rows),
        "files": list(found.gone.files), "files_kept": list(found.gone.files_kept),
        "acts": found.gone.acts, "backups": list(found.backups),
        "backups_gone": found.backups_gone.isoformat(), "moved": list(found.moved),
    }  # fmt: skip


def _left(stone: Tombstone) -> dict[str, Any]:
    return {
        "contract": stone.contract, "act": stone.act_id, "erasure": stone.erasure,
        "decision": stone.decision, "rows": dict(stone.counts), "files": stone.files,
        "files_kept": stone.files_kept, "backups_gone": stone.backups_gone.isoformat(),
    }  # fmt: skip
