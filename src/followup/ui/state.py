"""Who is looking, in which language: what belongs to one browser session."""

from __future__ import annotations

import os
from datetime import date
from typing import Final

import streamlit as st

from followup.domain.access import ROLES, Role
from followup.i18n.text import LANGUAGES, MASTER, language
from followup.services.installation import Actor
from followup.ui import signed_in

# Plain keys, no widget's: what belongs to a widget is forgotten when its page is left.
LANGUAGE_KEY: Final = "language"
ASKED_KEY: Final = "language_asked"
NAME_KEY: Final = "user_name"
GUEST_KEY: Final = "user_guest"
# Who tries the sample is asked for no name: nothing there is anybody's act. The same in every
# language, since a draft belongs to the name that began it.
GUEST: Final = "Demo"
# The data folder chosen: its part of the address, and where the session keeps it (ui/folder.py).
FOLDER: Final = "data"
FOLDER_KEY: Final = "folder_choice"
# The earlier day that is shown: its part of the address, and where the session keeps it
# (ui/earlier.py).
ON: Final = "on"
ON_KEY: Final = "looked_back"
# Whose first screen the start page shows (ui/start_view.py); it gives no rights.
ROLE_KEY: Final = "role_choice"
# Which of their roles somebody who has signed in acts in (ui/identity.py); it is checked each time.
# Without login: the role the reader tries on, as login would give it; None is every role at once.
TRIED_KEY: Final = "role_tried"
# The role that this run is drawn for (ui/may.py).
ACTING_KEY: Final = "role_acting"
STANDING_KEY: Final = "standing_choice"
# Why the log was last told that somebody was not let in (ui/identity.py).
REFUSED_KEY: Final = "sign_in_refused"


def current_language() -> str:
    """The language of this run, as the door settled it.

    The first visit to a new process can reach a page past the door, since Streamlit looks into
    pages/ until the door has named its own; such a run is sent to the door.
    """
    if LANGUAGE_KEY not in st.session_state:
        st.switch_page("app.py")
    return str(st.session_state.get(LANGUAGE_KEY, MASTER))


def settle_language() -> str:
    """Decide the language, before any widget.

    First the address (?lang=da), then what was chosen, then the browser, then FOLLOWUP_LANG.
    A browser in Danish gives Danish. A browser in English does not give English: many Swedish
    offices have English browsers, and nobody here has to read English.
    """
    asked = st.query_params.get("lang")
    if asked in LANGUAGES and st.session_state.get(ASKED_KEY) != asked:
        st.session_state[ASKED_KEY] = asked
        st.session_state[LANGUAGE_KEY] = asked
    if LANGUAGE_KEY not in st.session_state:
        setting = language(os.environ.get("FOLLOWUP_LANG"), MASTER)
        browser = language(st.context.locale, setting)
        st.session_state[LANGUAGE_KEY] = setting if browser == "en" else browser
    return current_language()


def take_language(widget_key: str) -> None:
    """Keep the language chosen in a widget; an address that names one then names this."""
    chosen = st.session_state[widget_key]
    st.session_state[LANGUAGE_KEY] = chosen
    if "lang" in st.query_params:
        st.session_state[ASKED_KEY] = chosen
        st.query_params["lang"] = chosen


def user_name() -> str | None:
    """The name to act under, or None. Who has signed in acts under no other than their own,
    marked as the audit keeps it; without login nobody has checked it: say so wherever it is shown.

    Who looks back has none: an earlier day takes no acts.
    """
    if looked_back() is not None:
        return None
    if signed_in.login() is not None:
        found = signed_in.person()
        return found.actor.stored if found else None
    return st.session_state.get(NAME_KEY) or st.session_state.get(GUEST_KEY)


def acting(name: str) -> Actor:
    """Who acts under ``user_name``: checked when signed in, else by their own word alone."""
    return Actor(name) if signed_in.login() is None else Actor.of(name)


def tried_role() -> Role | None:
    """The role tried on without login; None is every role at once."""
    held = st.session_state.get(TRIED_KEY)
    return held if held in ROLES else None


def take_role(widget_key: str) -> None:
    """Try on the role chosen in a widget."""
    st.session_state[TRIED_KEY] = st.session_state[widget_key] or None


def be_guest(is_sample: bool) -> None:
    """In the sample, act under a guest's name until one is given; elsewhere have none."""
    st.session_state[GUEST_KEY] = GUEST if is_sample else None


def take_name(widget_key: str) -> None:
    """Keep the name written in a field, for the rest of the session."""
    st.session_state[NAME_KEY] = str(st.session_state[widget_key]).strip() or None


def folder() -> str | None:
    """The data folder this session chose, as the address names it; None before any choice."""
    return st.session_state.get(FOLDER_KEY)


def looked_back() -> date | None:
    """The earlier day this session looks at; None for today."""
    return st.session_state.get(ON_KEY)


def kept_parts() -> dict[str, str]:
    """What every link carries: the data folder chosen and the earlier day looked at."""
    chosen, on = folder(), looked_back()
    parts = {FOLDER: chosen} if chosen else {}
    return parts | ({ON: on.isoformat()} if on else {})


def keep_address() -> None:
    """Write the filters of this run into the browser's address.

    A link to the page one is on already runs it with new filters, but leaves the old address,
    which then speaks for the next run.
    """
    st.query_params.from_dict({name: st.query_params.get_all(name) for name in st.query_params})
