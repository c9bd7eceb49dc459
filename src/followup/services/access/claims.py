"""What a login says of somebody: who it is, as which role and for whom, and until when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, get_args

from followup.domain.access import Role
from followup.errors import UserError
from followup.services.installation import Actor

ROLES: Final[tuple[Role, ...]] = get_args(Role)
# As many signs as the names that people write themselves may have.
NAME_SIGNS: Final = 80
_IDENTITY_SIGNS: Final = 8
# What the audit puts after a name, and nobody may therefore have in it.
_MARKS: Final = re.compile(r"#|\((?:ej verifierad|ej kontrollerat)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Provider:
    """One way to sign in, and what its claims are taken to mean.

    ``name`` is its section in the secrets (None: the only one there). ``must_have`` are claims
    without which nobody is let in, such as the organisation's own tenant. ``roles`` and
    ``organisations`` say what the values of two claims mean; without them only our own register
    gives a role. ``home`` is the organisation whose administrators are asked. With
    ``ends_with_token`` nobody stays longer than the provider vouches for.
    """

    name: str | None
    label: str
    subject_claim: str = "sub"
    must_have: Mapping[str, str] = field(default_factory=dict)
    role_claim: str | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    organisation_claim: str | None = None
    organisations: Mapping[str, str] = field(default_factory=dict)
    contract_claim: str | None = None
    home: str | None = None
    ends_with_token: bool = True


@dataclass(frozen=True, slots=True)
class Login:
    """How people sign in here, how long a sign-in lasts in all, and how long without a click."""

    providers: tuple[Provider, ...]
    longest: timedelta = timedelta(hours=9)
    idle: timedelta = timedelta(hours=1)

    def provider(self, name: str | None) -> Provider | None:
        """The provider with this name in the secrets; Streamlit calls a nameless one default."""
        return next(
            (p for p in self.providers if (p.name or "default") == (name or "default")), None
        )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in: who vouches (issuer), as whom (subject), and since when (UTC)."""

    issuer: str
    subject: str
    name: str
    issued: datetime
    ends: datetime
    provider: Provider
    claims: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def identity(self) -> str:
        """What tells this person from everybody else of the same name."""
        return identity_of(self.issuer, self.subject)

    @property
    def actor(self) -> Actor:
        """Who acts, checked by the login."""
        return Actor(self.name, is_verified=True, identity=self.identity)


def identity_of(issuer: str, subject: str) -> str:
    """A short hash of who vouches for somebody and as whom; it says neither."""
    return sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:_IDENTITY_SIGNS]


def person(claims: Mapping[str, Any], login: Login) -> Person:
    """Who a login says that somebody is.

    Raises UserError ``login_unknown`` for a way in that is no longer there, ``login_incomplete``
    when it does not say who or since when, and ``login_elsewhere`` when a claim that everybody
    must have says something else.
    """
    provider = login.provider(_text(claims.get("provider")))
    if provider is None:
        raise UserError("login_unknown")
    issuer, subject = _text(claims.get("iss")), _text(claims.get(provider.subject_claim))
    issued, expires = _moment(claims.get("iat")), _moment(claims.get("exp"))
    if issuer is None or subject is None or issued is None or expires is None:
        raise UserError("login_incomplete")
    if any(_text(claims.get(claim)) != value for claim, value in provider.must_have.items()):
        raise UserError("login_elsewhere")
    # Not since auth_time: who is still known to the provider from yesterday would get in nowhere.
    ends = issued + login.longest
    return Person(
        issuer, subject, _name(claims, subject), issued,
        min(ends, expires) if provider.ends_with_token else ends, provider, claims,
    )  # fmt: skip


def _name(claims: Mapping[str, Any], subject: str) -> str:
    said = (_text(claims.get(claim)) for claim in ("name", "preferred_username", "email"))
    found = next((cleaned for text in said if text and (cleaned := _clean(text))), None)
    return found or _clean(subject) or identity_of("", subject)


def _clean(text: str) -> str:
    """A name without signs that turn or hide text, and without the audit's own marks."""
    seen = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in text)
    return " ".join(_MARKS.sub(" ", seen).split())[:NAME_SIGNS].strip()


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _moment(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
