"""What the reader of this session sees, asked anew wherever it matters.

A callback and a fragment run without the door, and a cookie can be played back: so nothing about
who somebody is, or as what, is remembered from one run to the next. The choice between several
roles is, and is tried against those that hold now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit

import streamlit as st

from followup.domain.access import EVERYTHING, Scope
from followup.errors import UserError
from followup.i18n.text import TIME_ZONE
from followup.services import folders
from followup.services.access import sessions
from followup.services.access import standing as standing_service
from followup.services.access.claims import Login, Person
from followup.services.access.sessions import Activity, Over
from followup.services.access.standing import Standing
from followup.services.installation import Installation, now_utc
from followup.settings import Settings
from followup.ui import folder, opened, signed_in, state

# Why nothing is shown: the program is open to others without a login, nobody has signed in, the
# sign-in is over, or it is nobody known here.
Closed = Literal["exposed", "anonymous", "no_role"] | Over
# What a proxy says of whom it asks for; without login nobody may stand behind one.
_FORWARDED: Final = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded")


def current() -> Scope | None:
    """What this session sees now; None for nothing at all.

    Without login it is everything, in whatever role whoever sits at this machine tries on. The
    sample is seen whole by whoever is let in, in their role. Raises as ``signed_in.person``.
    """
    if signed_in.login() is None:
        return None if is_exposed() else replace(EVERYTHING, role=state.tried_role())
    found = chosen()
    if found is None:
        return None
    whole = replace(found.scope, organisations=None, contracts=None)
    return whole if _is_invented(folder.here()) else found.scope


def _is_invented(here: Settings) -> bool:
    """Whether a folder is seen whole by everybody. One that cannot be opened is nobody's sample;
    why it cannot is said where it is read."""
    try:
        # A sample that is not there yet must not be opened, or there would be one without a world.
        return folders.is_built(here) and opened.installation_of(here).is_invented
    except UserError:
        return False


def closed() -> Closed | None:
    """Why this session sees nothing; None when it does. Raises as ``signed_in.person``."""
    login = signed_in.login()
    if login is None:
        return "exposed" if is_exposed() else None
    person = signed_in.person()
    if person is None:
        return "anonymous"
    return _over(person, login) or (None if mine(person) else "no_role")


def chosen() -> Standing | None:
    """As what somebody is here now: the role chosen among theirs, else their first."""
    login, person = signed_in.login(), signed_in.person()
    if login is None or person is None or _over(person, login):
        return None
    held = mine(person)
    asked = st.session_state.get(state.STANDING_KEY)
    return next((s for s in held if s.key == asked), held[0] if held else None)


def mine(person: Person) -> tuple[Standing, ...]:
    """Everything somebody may be here today."""
    # A role is held on the real day, whatever day is looked at or the sample plays on.
    today = datetime.now(TIME_ZONE).date()
    return standing_service.standings(register(), person, today)


def register() -> Installation:
    """Where it stands who is let in: one's own data folder, with everything in it.

    Without login nobody is kept out by it, and the sample has one of its own to look at.
    """
    here = folder.here() if signed_in.login() is None else folder.both().own
    return opened.installation_of(here)


def administers() -> Scope | None:
    """Whose roles the reader gives and takes; None for nobody's.

    Without login whoever sits at this machine does, as by the command line.
    """
    if signed_in.login() is None:
        return current()
    found = chosen()
    return found.scope if found is not None and found.role == "administrator" else None


def used() -> None:
    """Note that the reader is here; a sign-in that nobody uses ends."""
    person = signed_in.person()
    if person is not None and _activity().use(person, now_utc()):
        sessions.tell("sign_in", person, "done")


def end() -> None:
    """Sign out: what was signed in by opens nothing any more, whoever plays it back."""
    person = signed_in.person()
    if person is not None:
        sessions.end(register(), person, now_utc())
        sessions.tell("sign_out", person, "done")


def refused(why: str) -> None:
    """Note, once in a session, that somebody was not let in and why."""
    if st.session_state.get(state.REFUSED_KEY) == why:
        return
    st.session_state[state.REFUSED_KEY] = why
    try:
        person = signed_in.person()
    except UserError:
        # Whoever it is, their login does not say so in a way that can be used.
        person = None
    sessions.tell("sign_in", person, why)


def is_exposed() -> bool:
    """Whether others than this machine's user may reach the program.

    Under another name than this machine's own somebody else's site may have led here: a page
    whose name is made to mean this machine reads what its user may (DNS rebinding).
    """
    host = st.context.headers.get("Host")
    is_elsewhere = host is not None and not signed_in.is_loopback(urlsplit(f"//{host}").hostname)
    is_forwarded = any(header in st.context.headers for header in _FORWARDED)
    return signed_in.is_open_to_others() or is_forwarded or is_elsewhere


def _over(person: Person, login: Login) -> Over | None:
    return sessions.over(register(), person, login, _activity(), now_utc())


@st.cache_resource(show_spinner=False)
def _activity() -> Activity:
    return Activity()
