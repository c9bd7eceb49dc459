"""Erase what a contract's reports and cases say of vehicles and persons; figures stay as they are.

What would go is found out by doing it in a transaction that is rolled back. No verdict and no goal
may move: one that would stops the erasure.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from followup.domain.retention import Due, Gone, Tombstone
from followup.errors import UserError
from followup.services import compliance, parameters
from followup.services.backup import daily
from followup.services.backup.aside import refuse_lake
from followup.services.goal import status as goal_status
from followup.services.installation import Actor, Installation
from followup.services.law import due
from followup.storage import acts, database, erasing, erasures, retention
from followup.storage.acts import Act, Cursor
from followup.storage.erasures import KIND
from followup.storage.history import BACKUPS

RULE: Final = "erasure_rule"
# What a verdict is by: what else an assessment says follows from these.
Figures = Mapping[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What erasing a contract would take, and until when backups hold it.

    ``moved`` are clauses and goals that would not say the same: with any of them it is refused.
    """

    due: Due
    gone: Gone
    backups: tuple[str, ...]
    backups_gone: date
    moved: tuple[str, ...]


def dry_run(installation: Installation, number: str, as_of: date) -> DryRun:
    """What would go, by doing it in a transaction that is rolled back.

    Raises UserError ``unknown_contract`` and ``only_embedded``.
    """
    refuse_lake(installation.settings)
    found = due.of_contract(installation, number, as_of)
    planned = _planned(installation, found, "", as_of)
    with database.rehearsal(installation.database) as tried:
        before = _figures(installation, tried.own, as_of)
        files, kept = erasing.files_of(tried.own, number)
        left = erasures.erase(tried.own, installation.data_version + 1, planned)
        moved = _moved(before, _figures(installation, tried.own, as_of))
        acts_changed = retention.acts_sealed(tried.own, installation.data_version + 1)
    return DryRun(
        found, Gone(left.counts, files, kept, acts_changed), _backups(installation),
        left.backups_gone, moved,
    )  # fmt: skip


def erase(
    installation: Installation, number: str, reason: str, actor: Actor, as_of: date, now: datetime
) -> Tombstone:
    """Erase one contract that is due, in one act; what is left of it.

    The files follow when the store is opened next (``storage.erasures``). Raises UserError
    ``reason_missing``, ``not_due``, ``verdict_would_move``, ``unknown_contract`` and
    ``only_embedded``.
    """
    refuse_lake(installation.settings)
    said = reason.strip()
    if not said:
        raise UserError("reason_missing")
    found = due.of_contract(installation, number, as_of)
    if found.state != "due":
        raise UserError("not_due", contract=number)
    planned = _planned(installation, found, said, as_of)
    left: list[Tombstone] = []

    def write(own: Cursor, act_id: int) -> None:
        before = _figures(installation, own, as_of)
        left[:] = [erasures.erase(own, act_id, planned)]
        if moved := _moved(before, _figures(installation, own, as_of)):
            raise UserError("verdict_would_move", what=", ".join(moved))
        database.look(own, installation.database)

    act = Act(actor.stored, KIND, number, now, {
        "contract": number, "erasure": planned.erasure, "decision": planned.decision,
        "reason": said,
    })  # fmt: skip
    acts.commit(installation.database, act, write)
    return left[0]


def _planned(installation: Installation, found: Due, reason: str, as_of: date) -> Tombstone:
    return Tombstone(
        act_id=0, erasure=secrets.token_hex(8), contract=found.contract, erased_date=as_of,
        ended_date=found.ended, years=found.years or 0, decision=found.decision or "",
        reason=reason, counts={}, files=0, files_kept=0,
        backups_gone=backups_gone(installation, as_of),
    )  # fmt: skip


def receipts(installation: Installation) -> tuple[Tombstone, ...]:
    """What is left of every erasure, the oldest first."""
    return retention.erasures(installation.database)


def backups_gone(installation: Installation, as_of: date) -> date:
    """The day after which no backup that this installation keeps holds what is erased today."""
    days = int(parameters.value(installation.catalogue, RULE, "backup_days", as_of))
    return as_of + timedelta(days=min(days, daily.gone_after_days(installation.settings)))


def _backups(installation: Installation) -> tuple[str, ...]:
    """The names of what lies among the backups now, and may hold it."""
    folder = installation.settings.home / BACKUPS
    return tuple(sorted(p.name for p in folder.iterdir())) if folder.is_dir() else ()


def _figures(installation: Installation, own: Cursor, as_of: date) -> Figures:
    """Every verdict and goal as the cursor's transaction sees them, whoever looks."""
    everyone = replace(database.whole(installation.database), pinned=own, kept={})
    seen = replace(installation, database=everyone)
    found: dict[tuple[str, str], Any] = {}
    for a in compliance.assessments(seen, as_of):
        m = a.measured
        found[a.requirement, str(a.period)] = (
            a.verdict, a.limit, m.numerator, m.denominator, m.unknown, m.rows_used, m.covered,
        )  # fmt: skip
    for p in goal_status.progress(seen, as_of, installation.settings.language):
        found[p.goal.identifier, ""] = (p.status, p.latest, p.series)
    return found


def _moved(before: Figures, after: Figures) -> tuple[str, ...]:
    pairs = sorted({*before, *after})
    return tuple(" ".join(p).strip() for p in pairs if before.get(p) != after.get(p))
