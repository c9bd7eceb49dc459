"""Links by which a calendar program fetches the calendar: hard to guess, and revocable.

The link is the key: whoever has it reads the calendar. It is shown once and not kept; the store
knows it again by its hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.services.plan import export as calendar_export
from followup.storage import acts, plans
from followup.storage.acts import Act
from followup.storage.plans import Link

SECRET_BYTES: Final = 32
_NAME_BYTES: Final = 4


def create(
    installation: Installation,
    actor: Actor,
    now: datetime,
    lang: str,
    *,
    contract: str | None = None,
    responsible: str | None = None,
) -> str:
    """Make a link as an act and return its secret part, which nobody can read again."""
    secret, name = secrets.token_urlsafe(SECRET_BYTES), secrets.token_hex(_NAME_BYTES)
    scope = {"contract": contract, "responsible": responsible, "lang": lang}
    act = Act(actor.stored, "calendar_link", name, now, scope)
    acts.commit(
        installation.database, act,
        lambda own, act_id: plans.insert_link(own, act_id, name, _hash(secret), scope),
    )  # fmt: skip
    return secret


def revoke(installation: Installation, link: str, actor: Actor, now: datetime) -> None:
    """End a link as an act; nobody can fetch by it any more. Raises UserError ``unknown_link``."""
    if link not in {known.link for known in plans.links(installation.database)}:
        raise UserError("unknown_link")
    act = Act(actor.stored, "calendar_link_end", link, now, {})
    acts.commit(
        installation.database, act, lambda own, act_id: plans.end_link(own, act_id, link)
    )  # fmt: skip


def in_force(installation: Installation) -> tuple[Link, ...]:
    """The links that can be fetched by, the oldest first."""
    return plans.links(installation.database)


def fetch(
    installation: Installation, secret: str, as_of: date, stamp: datetime,
    may: Callable[[Link], bool] = lambda _: True,
) -> bytes | None:  # fmt: skip
    """The calendar behind a link; None for one that is unknown, ended, or that nobody ``may``
    read any more. Nothing is written."""
    found = plans.links(installation.database, _hash(secret))
    if not found or not may(found[0]):
        return None
    link = found[0]
    try:
        return calendar_export.calendar(
            installation, as_of, link.lang, stamp,
            contract=link.contract, responsible=link.responsible,
        )  # fmt: skip
    except UserError:
        return None  # what it was about is there no more


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
