"""Avoided purchases and assessed tenders: noted, corrected and withdrawn, each by an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import TypeVar

from followup.domain.circular import CURRENCIES, WAYS, AvoidedPurchase, TenderAssessment
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.storage import acts, circular_log
from followup.storage.acts import Act
from followup.storage.circular_log import LogWord

Entry = TypeVar("Entry", AvoidedPurchase, TenderAssessment)
Noted = AvoidedPurchase | TenderAssessment
NEEDED = ("what", "organisation", "need", "instead", "decided_by")


def avoided(installation: Installation, as_of: date) -> tuple[AvoidedPurchase, ...]:
    """The avoided purchases that hold on ``as_of``, the newest decision first."""
    return _holding(circular_log.avoided(installation.database, as_of))


def tenders(installation: Installation, as_of: date) -> tuple[TenderAssessment, ...]:
    """The assessed tenders that hold on ``as_of``, the newest first."""
    return _holding(circular_log.tenders(installation.database, as_of))


def words_on(
    installation: Installation, entry: Noted, as_of: date
) -> tuple[LogWord[AvoidedPurchase] | LogWord[TenderAssessment], ...]:
    """Every word on an entry as known on ``as_of``, the oldest first."""
    read = circular_log.avoided if isinstance(entry, AvoidedPurchase) else circular_log.tenders
    words = read(installation.database, as_of)
    return tuple(w for w in words if w.entry.identifier == entry.identifier)


def note(installation: Installation, entry: Noted, actor: Actor, now: datetime, today: date) -> int:
    """Store a new entry; the act's number. Raises UserError as ``check`` does."""
    check(installation, entry, today)
    return _commit(installation, "note", replace(entry, identifier=""), None, actor, now, today)


def correct(
    installation: Installation, entry: Noted, reason: str, actor: Actor, now: datetime,
    today: date,
) -> int:  # fmt: skip
    """Store what an entry says instead; what it said stays on file. The act's number.

    Raises UserError ``circular_why``, ``unknown_circular_entry``, and as ``check`` does.
    """
    _known(installation, entry, reason, today)
    check(installation, entry, today)
    return _commit(installation, "correct", entry, reason.strip(), actor, now, today)


def withdraw(
    installation: Installation, entry: Noted, reason: str, actor: Actor, now: datetime,
    today: date,
) -> int:  # fmt: skip
    """Take an entry out of every sum; it stays in the history. The act's number.

    Raises UserError ``circular_why`` or ``unknown_circular_entry``.
    """
    _known(installation, entry, reason, today)
    return _commit(installation, "withdraw", entry, reason.strip(), actor, now, today)


def check(installation: Installation, entry: Noted, today: date) -> None:
    """Raises UserError for the first thing that keeps an entry from being understood later.

    ``circular_missing`` (field), ``circular_ahead``, ``circular_sector``, ``circular_negative``,
    ``circular_pieces``, ``circular_currency``, ``circular_value_source``,
    ``circular_factor_source``, ``circular_factor_pieces`` and ``circular_order``.
    """
    if entry.day > today:
        raise UserError("circular_ahead", day=entry.day)
    if isinstance(entry, TenderAssessment):
        _needed(entry, ("title", "organisation"))
        if entry.has_order is not None and not entry.is_assessed:
            raise UserError("circular_order")
        return
    _needed(entry, NEEDED)
    if entry.sector not in {s.code for s in installation.catalogue.circular.sectors}:
        raise UserError("circular_sector")
    if entry.way not in WAYS:
        raise UserError("circular_missing", field="way")
    _check_amounts(entry)


def _check_amounts(entry: AvoidedPurchase) -> None:
    amounts = (entry.pieces, entry.value, entry.kg_co2e_per_piece)
    if any(a is not None and a < 0 for a in amounts):
        raise UserError("circular_negative")
    if entry.pieces is not None and (entry.pieces == 0 or entry.pieces % 1):
        raise UserError("circular_pieces")
    if entry.value is not None:
        if entry.currency not in CURRENCIES:
            raise UserError("circular_currency")
        if not (entry.value_source or "").strip():
            raise UserError("circular_value_source")
    if entry.kg_co2e_per_piece is not None:
        if not (entry.factor_source or "").strip():
            raise UserError("circular_factor_source")
        if entry.pieces is None:
            raise UserError("circular_factor_pieces")


def _needed(entry: Noted, names: Sequence[str]) -> None:
    for name in names:
        if not getattr(entry, name).strip():
            raise UserError("circular_missing", field=name)


def _known(installation: Installation, entry: Noted, reason: str, today: date) -> None:
    if not reason.strip():
        raise UserError("circular_why")
    held = avoided if isinstance(entry, AvoidedPurchase) else tenders
    if entry.identifier not in {e.identifier for e in held(installation, today)}:
        raise UserError("unknown_circular_entry")


def _holding(words: Sequence[LogWord[Entry]]) -> tuple[Entry, ...]:
    newest = {w.entry.identifier: w for w in words}
    held = [w.entry for w in newest.values() if not w.is_withdrawn]
    return tuple(sorted(held, key=lambda e: (e.day, int(e.identifier)), reverse=True))


def _commit(
    installation: Installation, verb: str, entry: Noted, reason: str | None, actor: Actor,
    now: datetime, today: date,
) -> int:  # fmt: skip
    kind = "avoided_purchase" if isinstance(entry, AvoidedPurchase) else "tender_assessment"
    said = {k: v for k, v in asdict(entry).items() if k not in ("actor", "at")}
    act = Act(actor.stored, f"{verb}_{kind}", entry.identifier or "new", now,
              {"entry": said, "reason": reason, "known_from": today.isoformat()})  # fmt: skip
    return acts.commit(
        installation.database,
        act,
        lambda own, act_id: circular_log.insert(
            own, act_id, entry, today, reason=reason, is_withdrawn=verb == "withdraw"
        ),
    )
