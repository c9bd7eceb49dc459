"""What the page of who is let in shows; read anew each time, since it decides who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from followup.domain.access import Scope
from followup.errors import UserError
from followup.services.access import members
from followup.services.access.members import Known
from followup.services.plan import routine
from followup.ui import identity, resources, signed_in


@dataclass(frozen=True, slots=True)
class Desk:
    """The people an administrator answers for, and what can be given; contracts by number."""

    scope: Scope
    people: tuple[Known, ...]
    organisations: tuple[str, ...]
    contracts: dict[str, str]
    today: date


def desk() -> Desk:
    """The page's own; raises UserError ``not_let_in`` for who administers nothing."""
    scope = identity.administers()
    if scope is None:
        raise UserError("not_let_in")
    today, register = resources.real_today(), identity.register()
    found = members.contracts_of(register, scope, today)
    people = members.known(register, scope, today)
    login = signed_in.login()
    named = {m.organisation for person in people for m in person.memberships if m.organisation}
    named |= {o for p in (login.providers if login else ()) for o in p.organisations.values()}
    whose = sorted(o for o in named.union(routine.organisations(found)) if members.covers(scope, o))
    titles = {contract.number: contract.title for contract in found}
    return Desk(scope, people, tuple(scope.organisations or whose), titles, today)
