"""The register of who is let in: granting, ending, shutting out. Each is an act."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from followup.domain.access import Role, Scope
from followup.domain.parties import Contract, buyer_key
from followup.errors import UserError
from followup.services.access.claims import Person, identity_of
from followup.services.access.standing import BY_CONTRACT, OF_ALL
from followup.services.installation import Actor, Installation
from followup.storage import access, acts, contracts
from followup.storage.access import Membership, Request
from followup.storage.acts import Act

GRANT: Final = "grant_membership"
END: Final = "end_membership"
BLOCK: Final = "block_person"
UNBLOCK: Final = "unblock_person"
ASK: Final = "ask_access"
KINDS: Final = (GRANT, END, BLOCK, UNBLOCK, ASK)
_NAME_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the register knows: by a membership, by a request, or both."""

    issuer: str
    subject: str
    name: str
    email: str | None
    is_blocked: bool
    memberships: tuple[Membership, ...]
    asked_date: date | None

    @property
    def identity(self) -> str:
        """The audit's mark."""
        return identity_of(self.issuer, self.subject)

    @property
    def is_waiting(self) -> bool:
        """Whether they have asked, and have nothing yet."""
        return self.asked_date is not None and not self.memberships and not self.is_blocked


def known(installation: Installation, scope: Scope, today: date) -> tuple[Known, ...]:
    """Everybody an administrator answers for, those who wait first, then by name.

    ``installation`` is everything; what is left out is what ``scope`` does not cover.
    """
    shut = access.blocked(installation.database)
    by_person: dict[tuple[str, str], list[Membership]] = {}
    for m in access.memberships(installation.database):
        if covers(scope, m.organisation) and (m.valid_to is None or m.valid_to >= today):
            by_person.setdefault((m.issuer, m.subject), []).append(m)
    asked = {
        (r.issuer, r.subject): r
        for r in access.requests(installation.database)
        if covers(scope, r.organisation)
    }
    found = []
    for issuer, subject in asked.keys() | by_person.keys():
        held = tuple(by_person.get((issuer, subject), ()))
        request = asked.get((issuer, subject))
        name = held[-1].name if held else request.name if request else subject
        found.append(Known(
            issuer, subject, name, request.email if request else None,
            identity_of(issuer, subject) in shut, held, request.asked_date if request else None,
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda k: (not k.is_waiting, k.name.casefold(), k.identity)))


def find(installation: Installation, identity: str) -> Known:
    """The person with a mark; raises UserError ``access_unknown_person``."""
    for person in known(installation, Scope(), date.min):
        if person.identity == identity:
            return person
    raise UserError("access_unknown_person", identity=identity)


def covers(scope: Scope, organisation: str | None) -> bool:
    """Whether an administrator with this scope answers for an organisation (None: for all)."""
    if scope.role not in (None, "administrator"):
        return False
    return scope.organisations is None or organisation in scope.organisations


def contracts_of(installation: Installation, scope: Scope, today: date) -> tuple[Contract, ...]:
    """The contracts an administrator answers for."""
    return tuple(
        c for c in contracts.load(installation.database, today)
        if any(covers(scope, buyer.name) for buyer in c.buyers)
    )  # fmt: skip


def new_identifier() -> str:
    """A name for a membership that is about to be granted."""
    return secrets.token_hex(_NAME_BYTES)


def grant(
    installation: Installation, scope: Scope, said: Sequence[Membership], actor: Actor,
    today: date, now: datetime,
) -> None:  # fmt: skip
    """Give one person a role, once for each contract it is about, as one act.

    Raises UserError ``access_not_yours`` for an organisation that the giver does not answer for,
    ``access_unknown_person``, ``access_organisation``, ``access_contract_needed``,
    ``unknown_contract`` and ``access_days``; nothing is given then.
    """
    for membership in said:
        _check(installation, scope, membership)

    def write(own: acts.Cursor, n: int) -> None:
        for membership in said:
            access.insert_membership(own, n, membership, today)

    detail = {"memberships": [_told(membership) for membership in said]}
    act = Act(actor.stored, GRANT, _mark(said[0]), now, detail)
    acts.commit(installation.database, act, write)


def end(
    installation: Installation, scope: Scope, identifier: str, actor: Actor, today: date,
    now: datetime,
) -> None:  # fmt: skip
    """Take a membership back from now on, as an act; raises UserError ``access_unknown``."""
    found = {m.identifier: m for m in access.memberships(installation.database)}.get(identifier)
    if found is None or not covers(scope, found.organisation):
        raise UserError("access_unknown")
    act = Act(actor.stored, END, _mark(found), now, {"memberships": [_told(found)]})
    acts.commit(
        installation.database, act,
        lambda own, n: access.insert_membership(own, n, found, today, is_ended=True),
    )  # fmt: skip


def block(
    installation: Installation, scope: Scope, identity: str, reason: str, actor: Actor, today: date,
    now: datetime, *, is_blocked: bool = True,
) -> None:  # fmt: skip
    """Shut somebody out at once, everywhere they are signed in, or let them in again; an act.

    ``identity`` is the audit's mark, so that also who has a role by the login alone can be shut
    out. Raises UserError ``access_reason``, ``access_yourself``, and ``access_not_yours`` for
    somebody with a role in another organisation too, or in none that is known here.
    """
    if not reason.strip():
        raise UserError("access_reason")
    if actor.identity == identity:
        raise UserError("access_yourself")
    held = [m for m in access.memberships(installation.database) if _mark(m) == identity]
    if not all(covers(scope, m.organisation) for m in held) or not (held or covers(scope, None)):
        raise UserError("access_not_yours")

    def write(own: acts.Cursor, n: int) -> None:
        access.insert_block(own, n, identity, reason.strip(), today, is_blocked=is_blocked)
        if is_blocked:
            access.insert_session_end(own, n, identity, now)

    act = Act(actor.stored, BLOCK if is_blocked else UNBLOCK, identity, now, {})
    acts.commit(installation.database, act, write)


def ask(installation: Installation, person: Person, today: date, now: datetime) -> None:
    """Ask for a role, as an act of the person's own; once a day is enough."""
    email = person.claims.get("email")
    asked = Request(
        person.issuer, person.subject, person.name, email if isinstance(email, str) else None,
        person.provider.home, today,
    )  # fmt: skip
    if asked in access.requests(installation.database):
        return
    act = Act(person.actor.stored, ASK, person.identity, now, {})
    acts.commit(
        installation.database, act, lambda own, n: access.insert_request(own, n, asked)
    )  # fmt: skip


def has_asked(installation: Installation, person: Person) -> bool:
    """Whether somebody's request is there."""
    whose = (person.issuer, person.subject)
    return any((r.issuer, r.subject) == whose for r in access.requests(installation.database))


def _mark(said: Membership) -> str:
    return identity_of(said.issuer, said.subject)


def _check(installation: Installation, scope: Scope, said: Membership) -> None:
    if not said.issuer.strip() or not said.subject.strip():
        raise UserError("access_unknown_person", identity="")
    if said.organisation is None and said.role not in OF_ALL:
        raise UserError("access_organisation")
    if not covers(scope, said.organisation):
        raise UserError("access_not_yours")
    if said.contract is None and said.role in BY_CONTRACT:
        raise UserError("access_contract_needed")
    if said.valid_to is not None and said.valid_to < said.valid_from:
        raise UserError("access_days", first=said.valid_from, last=said.valid_to)
    if said.contract is not None:
        buyers = contracts.buyers(installation.database).get(said.contract)
        if buyers is None or (
            said.organisation is not None and buyer_key(said.organisation) not in buyers
        ):
            raise UserError("unknown_contract", contract=said.contract)


def _told(said: Membership) -> dict[str, object]:
    """What the audit keeps: no name, for it can never be taken out of there."""
    return {
        "membership": said.identifier, "role": said.role, "organisation": said.organisation,
        "contract": said.contract, "valid_from": said.valid_from, "valid_to": said.valid_to,
    }  # fmt: skip


def granted(
    person: Known, role: Role, organisation: str | None, contract: str | None, first: date,
    last: date | None = None,
) -> Membership:  # fmt: skip
    """A new membership of somebody the register knows."""
    return Membership(
        new_identifier(), person.issuer, person.subject, person.name, role, organisation, contract,
        first, last,
    )  # fmt: skip
