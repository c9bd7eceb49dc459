"""The calendar in words, and as a file that any calendar program reads (.ics)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from followup.errors import UserError
from followup.i18n.text import TIME_ZONE, join, period_label, t
from followup.render.calendar_file import Entry, write_calendar
from followup.services import compliance
from followup.services.contract import classes as contract_class
from followup.services.installation import Installation
from followup.services.plan.events import Event, events
from followup.services.requirement import measure_text
from followup.storage import acts

MIME = "text/calendar"
_DOMAIN = "followup"


def calendar(
    installation: Installation,
    as_of: date,
    lang: str,
    stamp: datetime,
    *,
    contract: str | None = None,
    responsible: str | None = None,
) -> bytes:
    """The calendar of all contracts, of one, or of those one person answers for.

    ``stamp`` is the moment of writing in UTC. Raises UserError ``unknown_contract`` or
    ``unknown_responsible``.
    """
    known = compliance.contracts_on(installation, as_of)
    contracts = [c for c in known if contract in (None, c.number)]
    if not contracts and contract is not None:
        raise UserError("unknown_contract", contract=contract)
    if responsible is not None:
        contracts = [c for c in contracts if c.responsible == responsible]
        if not contracts:
            raise UserError("unknown_responsible", responsible=responsible)
    # A class follows from the whole register, whatever part of it is shown.
    classes = contract_class.graded(installation.catalogue, known, as_of)
    found = events(installation, contracts, as_of, classes)
    title = t("calendar.title", lang)
    if contract is not None:
        title = f"{title} {contract}"
    return file(found, acts.origin(installation.database), title, as_of, lang, stamp)


def file(
    found: Iterable[Event], origin: str, title: str, as_of: date, lang: str, stamp: datetime
) -> bytes:
    """Events as a calendar file; ``origin`` tells this installation's from every other's."""
    entries = [
        Entry(
            uid(origin, event), event.day, summary(event, lang), description(event, as_of, lang),
            t(f"calendar.kind.{event.kind}", lang),
        )
        for event in found
    ]  # fmt: skip
    return write_calendar(title, lang, str(TIME_ZONE), entries, stamp)


def uid(origin: str, event: Event) -> str:
    """The event's name for ever; it says nothing of what it names."""
    return f"{sha256(f'{origin}|{event.key}'.encode()).hexdigest()[:32]}@{_DOMAIN}"


def summary(event: Event, lang: str) -> str:
    """What happens, in a line: ``Rapport väntas: Skolskjuts (T-1), 2026 Q1``."""
    said = f"{event.contract.title} ({event.contract.number})"
    about = what(event, lang)
    head = t(f"calendar.kind.{event.kind}", lang)
    return f"{head}: {said}, {about}" if about else f"{head}: {said}"


def what(event: Event, lang: str) -> str:
    """What it is about: the report and its days, or the clause and its new limit."""
    if event.report_type is not None:
        kind = t(f"page_start.report.{event.report_type}", lang)
        return f"{kind} {join([period_label(p, lang) for p in event.periods], lang)}"
    if event.requirement is not None:
        return f"{event.requirement.identifier.rpartition('/')[2]} {event.requirement.title}"
    if event.held is not None:
        return t("follow_up.held_on", lang, day=event.held.held_date)
    return t("follow_up.missed", lang) if event.is_missed else event.case or ""


def description(event: Event, as_of: date, lang: str) -> str:
    """What is to be done that day, and as of when it was known."""
    lines = [t(f"calendar.todo.{event.kind}", lang)]
    if event.requirement is not None and event.kind == "step_begins":
        lines.append(_limit(event, lang))
    if event.contract.board:
        lines.append(t("calendar.board", lang, board=event.contract.board))
    lines.append(t("calendar.as_of", lang, day=as_of))
    return "\n".join(lines)


def _limit(event: Event, lang: str) -> str:
    clause = event.requirement
    if clause is None:
        return ""
    value = clause.limits.on(event.day).value
    return measure_text.limit_from(value, clause.comparator, clause.spec, event.day, lang)
