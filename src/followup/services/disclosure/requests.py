"""A supplier's request that columns of a report be kept secret, put on file with its reason.

It hides nothing from the buyer's own people, and is no decision: who gives the report out as a
public document takes a position on each (``decide``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from followup.domain.disclosure import Place, SecrecyRequest
from followup.errors import UserError
from followup.services.disclosure.book import FileColumn
from followup.services.installation import Actor, Installation
from followup.storage import acts, disclosures
from followup.storage.acts import Act
from followup.storage.submissions import Submission

KIND: Final = "secrecy_request"
MOST_SIGNS: Final = 2000


def in_force(installation: Installation, as_of: date | None = None) -> tuple[SecrecyRequest, ...]:
    """Every request known on ``as_of`` that was not taken back."""
    return disclosures.requests(installation.database, as_of)


def of_report(found: Iterable[SecrecyRequest], submission: str) -> tuple[SecrecyRequest, ...]:
    """Those of one report."""
    return tuple(request for request in found if request.submission == submission)


def ask(
    installation: Installation, submission: Submission, columns: Sequence[FileColumn], reason: str,
    asked_by: str, actor: Actor, today: date, now: datetime,
) -> int:  # fmt: skip
    """Put a request for some columns on file; a later one for the same column takes its place.

    Raises UserError ``secrecy_no_columns``, ``secrecy_no_reason`` and ``secrecy_long``.
    """
    said, whose = reason.strip(), asked_by.strip() or submission.reporter
    if not columns:
        raise UserError("secrecy_no_columns")
    if not said:
        raise UserError("secrecy_no_reason")
    if len(said) > MOST_SIGNS or len(whose) > MOST_SIGNS:
        raise UserError("secrecy_long", most=MOST_SIGNS)
    words = [
        SecrecyRequest(submission.submission, *column.place, column.header, said, whose, today)
        for column in columns
    ]
    return _store(installation, submission, words, actor, now)


def take_back(
    installation: Installation, submission: Submission, places: Iterable[Place], actor: Actor,
    today: date, now: datetime,
) -> int:  # fmt: skip
    """Take requests for columns back; raises UserError ``secrecy_no_columns`` where none stands."""
    wanted = set(places)
    held = of_report(in_force(installation), submission.submission)
    words = [replace(r, day=today, is_withdrawn=True) for r in held if r.place in wanted]
    if not words:
        raise UserError("secrecy_no_columns")
    return _store(installation, submission, words, actor, now)


def _store(
    installation: Installation, submission: Submission, words: Sequence[SecrecyRequest],
    actor: Actor, now: datetime,
) -> int:  # fmt: skip
    said = Counter("withdrawn" if w.is_withdrawn else "asked" for w in words)
    # Which columns and why stand in rows of their own, which a decision can erase.
    detail = {"submission": submission.submission, "columns": dict(said)}
    return acts.commit(
        installation.database,
        Act(actor.stored, KIND, submission.contract, now, detail),
        lambda own, act_id: disclosures.insert_requests(own, act_id, words),
    )
