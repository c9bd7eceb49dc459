"""As what somebody is let in: a role for an organisation, by our register or by their login."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from followup.domain.access import Role, Scope
from followup.domain.parties import buyer_key
from followup.services.access.claims import Person, identity_of
from followup.services.installation import Actor, Installation
from followup.storage import access, contracts
from followup.storage.access import Membership
from followup.storage.plans import Link

# Who sees a contract's own reports alone, never all of an organisation's.
BY_CONTRACT: Final[tuple[Role, ...]] = ("supplier",)
# Who may be let into everything that is here, without an organisation.
OF_ALL: Final[tuple[Role, ...]] = ("administrator",)


@dataclass(frozen=True, slots=True)
class Standing:
    """A role for an organisation. ``organisation`` None is everything here; ``contracts`` None
    are all of the organisation's."""

    role: Role
    organisation: str | None
    contracts: frozenset[str] | None = None

    @property
    def key(self) -> str:
        """Tells it from the person's others."""
        return f"{self.role}:{self.organisation or ''}"

    @property
    def scope(self) -> Scope:
        """What is seen by it."""
        whose = None if self.organisation is None else frozenset({self.organisation})
        return Scope(self.role, whose, self.contracts)


def standings(installation: Installation, person: Person, today: date) -> tuple[Standing, ...]:
    """What a person may be here on a day, by the register first and then by the login's claims.

    ``installation`` is everything of one's own folder.
    """
    whose = (person.issuer, person.subject)
    by_us = [
        m for m in access.memberships(installation.database)
        if (m.issuer, m.subject) == whose and m.holds(today)
    ]  # fmt: skip
    return _joined([(m.role, m.organisation, m.contract) for m in by_us] + _claimed(person))


def of_identity(installation: Installation, identity: str, today: date) -> tuple[Standing, ...]:
    """What our register lets somebody be who is known by the audit's mark alone; none when shut
    out. What a login says of them is known only while they are signed in."""
    if identity in access.blocked(installation.database):
        return ()
    found = [
        m for m in access.memberships(installation.database)
        if known_as(m) == identity and m.holds(today)
    ]  # fmt: skip
    return _joined([(m.role, m.organisation, m.contract) for m in found])


def may_feed(installation: Installation, link: Link, today: date) -> bool:
    """Whether who made a link to a calendar still sees all that it shows.

    The link has no login: what it shows follows its maker's roles in our register.
    """
    maker = Actor.of(link.actor).identity
    if maker is None:
        return False
    buyers = contracts.buyers(installation.database)
    shown = buyers if link.contract is None else {link.contract}
    return any(
        all(_covers(s, number, buyers.get(number, frozenset())) for number in shown)
        for s in of_identity(installation, maker, today)
    )


def _covers(standing: Standing, number: str, buyers: frozenset[str]) -> bool:
    if standing.contracts is not None:
        return number in standing.contracts
    return standing.organisation is None or buyer_key(standing.organisation) in buyers


def known_as(member: Membership) -> str:
    """The mark by which the audit tells whose membership it is."""
    return identity_of(member.issuer, member.subject)


_Said = tuple[Role, str | None, str | None]


def _joined(said: Iterable[_Said]) -> tuple[Standing, ...]:
    """One standing for each role and organisation; all contracts wins over some."""
    found: dict[tuple[Role, str | None], set[str] | None] = {}
    for role, organisation, contract in said:
        if (organisation is None and role not in OF_ALL) or (
            contract is None and role in BY_CONTRACT
        ):
            continue
        held = found.setdefault((role, organisation), set())
        if contract is None or held is None:
            found[role, organisation] = None
        else:
            held.add(contract)
    return tuple(
        Standing(role, whose, None if numbers is None else frozenset(numbers))
        for (role, whose), numbers in found.items()
    )


def _claimed(person: Person) -> list[_Said]:
    provider, claims = person.provider, person.claims
    roles = [provider.roles[v] for v in _values(claims, provider.role_claim) if v in provider.roles]
    whose: list[str | None] = [
        provider.organisations[v]
        for v in _values(claims, provider.organisation_claim)
        if v in provider.organisations
    ]
    contracts: list[str | None] = list(_values(claims, provider.contract_claim))
    return [
        (role, organisation, contract)
        for role in roles
        for organisation in whose or [None]
        for contract in contracts or [None]
    ]


def _values(claims: Mapping[str, Any], name: str | None) -> list[str]:
    said = claims.get(name) if name else None
    found = said if isinstance(said, list) else [said]
    return [value for value in found if isinstance(value, str)]
