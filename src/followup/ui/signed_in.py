"""Who has signed in, as Streamlit's login says it; asked anew each time, and never remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st
from streamlit import config

from followup.errors import UserError
from followup.services.access import claims, login_settings
from followup.services.access.claims import Login, Person

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


def login() -> Login | None:
    """How people sign in here; None where no login is set up.

    Raises UserError ``login_settings`` when what the secrets say of it cannot be used: a login
    that is written wrong must not let everybody in.
    """
    return login_settings.read(_secrets())


def person() -> Person | None:
    """Who has signed in; None for nobody. Raises as ``login`` and ``claims.person``."""
    found = login()
    if found is None or not st.user.get("is_logged_in"):
        return None
    return claims.person(st.user.to_dict(), found)


def is_open_to_others() -> bool:
    """Whether the server listens beyond this machine."""
    return not is_loopback(config.get_option("server.address"))


def is_loopback(address: str | None) -> bool:
    """Whether only this machine reaches an address; none given is every address there is."""
    said = (address or "").strip("[]").lower()
    return said in LOOPBACK or said.startswith(("127.", "unix://"))


def _secrets() -> Mapping[str, Any]:
    if st.secrets.load_if_toml_exists():
        return st.secrets.to_dict()
    if login_settings.is_written(config.get_option("secrets.files")):
        raise UserError("login_settings", what="secrets.toml")
    return {}
