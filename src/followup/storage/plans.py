"""What people did about the plan: reminders sent, the routine's sections, links to a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from followup.domain.period import Period
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder about one report, the ``turn``-th about it; ``at`` is UTC."""

    contract: str
    reporter: str
    report_type: str
    period: Period
    turn: int
    sent_date: date
    actor: str = ""
    at: datetime | None = None

    @property
    def about(self) -> tuple[str, str, str, Period]:
        """The report it is about."""
        return self.contract, self.reporter, self.report_type, self.period


def insert_reminders(own: Cursor, act_id: int, sent: Iterable[Reminder]) -> None:
    """Store reminders inside the caller's transaction."""
    append(own, "reminder_sent", [
        {"act_id": act_id, "contract": r.contract, "reporter": r.reporter,
         "report_type": r.report_type, "period_start": r.period.start,
         "period_end": r.period.end, "turn": r.turn, "sent_date": r.sent_date}
        for r in sent
    ])  # fmt: skip


def reminders(database: Database, as_of: date | None = None) -> tuple[Reminder, ...]:
    """Every reminder sent by ``as_of``, in the order they were sent."""
    query = (
        "SELECT r.*, a.actor, a.done_at FROM store.main.reminder_sent AS r "
        "INNER JOIN store.main.act AS a ON a.act_id = r.act_id "
        "WHERE r.sent_date <= getvariable('as_of') ORDER BY r.sent_date, r.act_id, r.period_start"
    )
    with cursor(database, as_of) as own:
        found = records(own.sql(query))
    return tuple(
        Reminder(
            r["contract"], r["reporter"], r["report_type"],
            Period(r["period_start"], r["period_end"]), r["turn"], r["sent_date"], r["actor"],
            r["done_at"],
        )
        for r in found
    )  # fmt: skip
