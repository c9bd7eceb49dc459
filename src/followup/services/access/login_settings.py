"""How people sign in, as the file of secrets says it: [auth] is Streamlit's, [access] is ours.

[access]
longest_hours = 9            # a sign-in lasts no longer than this
idle_minutes = 60            # nor longer than this without a click
[access.kommunen]            # the provider of [auth.kommunen]; default for one without name
label = "Växjö kommun"
subject_claim = "oid"        # what never changes of a person; sub where it is not said
must_have = { tid = "..." }  # claims without which nobody is let in
role_claim = "roles"
roles = { "Followup.Strateg" = "strategist" }
organisation_claim = "tid"
organisations = { "..." = "Växjö kommun" }
contract_claim = "contracts"
home = "Växjö kommun"        # whose administrators are asked by who has no role
ends_with_token = false      # true where it is not said
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from followup.errors import UserError
from followup.services.access.claims import ROLES, Login, Provider

_IS_PROVIDER: Final = "server_metadata_url"
_NEEDED: Final = ("redirect_uri", "cookie_secret")
_OF_PROVIDER: Final = {f.name for f in fields(Provider)} - {"name"}
_LASTING: Final = {"longest": "hours", "idle": "minutes"}
_TABLES: Final = ("must_have", "roles", "organisations")


def read(secrets: Mapping[str, Any]) -> Login | None:
    """The login that the secrets describe; None where they describe none.

    Raises UserError ``login_settings`` naming the first setting that cannot be used.
    """
    auth = secrets.get("auth")
    if auth is None:
        if "access" in secrets:
            raise UserError("login_settings", what="auth")
        return None
    said = _table(secrets.get("access", {}), "access")
    _refuse_missing(_table(auth, "auth"))
    names = _names(auth)
    known = {f"{name}_{unit}" for name, unit in _LASTING.items()}
    known |= {name or "default" for name in names}
    for unknown in said.keys() - known:
        raise UserError("login_settings", what=f"access.{unknown}")
    providers = tuple(_provider(name, said.get(name or "default", {})) for name in names)
    lasting = {
        name: timedelta(**{unit: _positive(said[f"{name}_{unit}"], f"access.{name}_{unit}")})
        for name, unit in _LASTING.items()
        if f"{name}_{unit}" in said
    }
    return Login(providers, **lasting)


def is_written(files: Iterable[str]) -> bool:
    """Whether any file of secrets is there, however it is written."""
    return any(Path(file).exists() for file in files)


def _names(auth: Mapping[str, Any]) -> list[str | None]:
    nameless: list[str | None] = [None] if _IS_PROVIDER in auth else []
    return nameless + [
        n for n, part in auth.items() if isinstance(part, Mapping) and _IS_PROVIDER in part
    ]


def _refuse_missing(auth: Mapping[str, Any]) -> None:
    for name in _NEEDED:
        if not auth.get(name):
            raise UserError("login_settings", what=f"auth.{name}")
    if not _names(auth):
        raise UserError("login_settings", what=f"auth.{_IS_PROVIDER}")


def _provider(name: str | None, said: Any) -> Provider:
    where = f"access.{name or 'default'}"
    told = dict(_table(said, where))
    for key in told.keys() - _OF_PROVIDER:
        raise UserError("login_settings", what=f"{where}.{key}")
    for key in _TABLES:
        _table(told.get(key, {}), f"{where}.{key}")
    for role in told.get("roles", {}).values():
        if role not in ROLES:
            raise UserError("login_settings", what=f"{where}.roles: {role}")
    return Provider(name, str(told.pop("label", name or "")), **told)


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UserError("login_settings", what=where)
    return value


def _positive(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise UserError("login_settings", what=where)
    return float(value)
