"""What people did about the plan: reminders sent, the routine's sections, links to a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        "SELECT r.*, a.actor, a.done_at FROM own.reminder_sent AS r "
        "INNER JOIN own.act AS a ON a.act_id = r.act_id "
        "WHERE r.sent_date <= getvariable('as_of') AND r.act_id <= getvariable('horizon') "
        "ORDER BY r.sent_date, r.act_id, r.period_start"
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


@dataclass(frozen=True, slots=True)
class SectionVersion:
    """What a section of a routine said from a moment on, and who wrote it; ``at`` is UTC."""

    section: str
    body: str
    actor: str
    at: datetime


def insert_section(own: Cursor, act_id: int, organisation: str, section: str, body: str) -> None:
    """Store a version of a section inside the caller's transaction."""
    append(own, "routine_section", [
        {"act_id": act_id, "organisation": organisation, "section": section, "body": body}
    ])  # fmt: skip


def section_versions(database: Database, organisation: str) -> tuple[SectionVersion, ...]:
    """Every version of every section of an organisation's routine, the oldest first."""
    query = (
        "SELECT r.section, r.body, a.actor, a.done_at FROM own.routine_section AS r "
        "INNER JOIN own.act AS a ON a.act_id = r.act_id "
        "WHERE r.organisation = ? AND r.act_id <= getvariable('horizon') ORDER BY r.act_id"
    )
    with cursor(database) as own:
        found = own.sql(query, params=[organisation]).fetchall()
    return tuple(SectionVersion(*row) for row in found)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a calendar that is in force: whose days it shows, in which language.

    Of one contract, of what one person answers for, or of all contracts. ``at`` is UTC.
    """

    link: str
    contract: str | None
    responsible: str | None
    lang: str
    actor: str
    at: datetime


def insert_link(
    own: Cursor, act_id: int, link: str, secret_sha256: str, scope: Mapping[str, str | None]
) -> None:
    """Store a link inside the caller's transaction; ``scope``: contract, responsible, lang."""
    row = {"act_id": act_id, "link": link, "secret_sha256": secret_sha256, **scope}
    append(own, "calendar_link", [row])


def end_link(own: Cursor, act_id: int, link: str) -> None:
    """End a link inside the caller's transaction."""
    append(own, "calendar_link_end", [{"act_id": act_id, "link": link}])


def links(database: Database, secret_sha256: str | None = None) -> tuple[Link, ...]:
    """The links in force, the oldest first; with a hash, the one whose secret has it."""
    query = (
        "SELECT l.link, l.contract, l.responsible, l.lang, a.actor, a.done_at "
        "FROM own.calendar_link AS l "
        "INNER JOIN own.act AS a ON a.act_id = l.act_id "
        "WHERE l.link NOT IN (SELECT e.link FROM own.calendar_link_end AS e) "
        "AND coalesce(?, l.secret_sha256) = l.secret_sha256 ORDER BY l.act_id"
    )
    with cursor(database) as own:
        found = own.sql(query, params=[secret_sha256]).fetchall()
    return tuple(Link(*row) for row in found)
