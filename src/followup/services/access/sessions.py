"""When a sign-in ends: by its own length, by rest, by signing out, by being shut out.

Streamlit's cookie lasts thirty days and is good again whoever plays it back, so what has ended is
kept here: everything issued to a person until a moment.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from followup.services.access.claims import Login, Person
from followup.services.installation import Installation
from followup.storage import access, acts, seals
from followup.storage.acts import Act

SIGN_OUT: Final = "end_session"
# Clocks of two machines agree no better than this.
SKEW: Final = timedelta(minutes=2)

_LOG = logging.getLogger("followup.events")

Over = Literal["blocked", "ended", "expired", "idle"]


@dataclass(frozen=True, slots=True)
class Activity:
    """When each sign-in was last used, in the memory of this process."""

    last: dict[tuple[str, datetime], datetime] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def rested(self, person: Person, now: datetime) -> timedelta:
        """How long a sign-in had not been used before now."""
        with self.lock:
            return now - self.last.get((person.identity, person.issued), now)

    def use(self, person: Person, now: datetime) -> bool:
        """Note that a sign-in is used, and forget those that are over anyway; True the first time
        that this process sees it."""
        with self.lock:
            is_new = (person.identity, person.issued) not in self.last
            for key in [k for k, at in self.last.items() if now - at > timedelta(days=2)]:
                del self.last[key]
            self.last[person.identity, person.issued] = now
        return is_new


def over(
    installation: Installation, person: Person, login: Login, activity: Activity, now: datetime
) -> Over | None:
    """Why a sign-in opens nothing any more; None while it does. ``installation`` is everything."""
    if person.identity in access.blocked(installation.database):
        return "blocked"
    not_before = access.ended(installation.database).get(person.identity)
    if not_before is not None and person.issued <= not_before:
        return "ended"
    if now >= person.ends or person.issued > now + SKEW:
        return "expired"
    if activity.rested(person, now) > login.idle:
        return "idle"
    return None


def end(installation: Installation, person: Person, now: datetime) -> None:
    """End this sign-in and every older one of the person, as an act of their own.

    Counted by the login's clock, so that it holds whatever the two clocks say.
    """
    known = access.ended(installation.database).get(person.identity)
    if known is not None and person.issued <= known:
        return
    act = Act(person.actor.stored, SIGN_OUT, person.identity, now, {})
    acts.commit(
        installation.database, act,
        lambda own, n: access.insert_session_end(own, n, person.identity, person.issued),
    )  # fmt: skip


def tell(event: Literal["sign_in", "sign_out"], person: Person | None, outcome: str) -> None:
    """A line in the log: who, by the hash that their acts have there, and how it ended; no name."""
    actor = seals.hashed(person.actor.stored)[:16] if person else None
    provider = person.provider.name if person else None
    _LOG.info(event, extra={"event": {"actor": actor, "provider": provider, "outcome": outcome}})
