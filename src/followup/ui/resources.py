"""What all sessions of this process share: the open data folders, and the day it is in each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

import streamlit as st

from followup.domain.access import Scope
from followup.errors import UserError
from followup.i18n.text import TIME_ZONE
from followup.services import folders
from followup.services import installation as service
from followup.services.installation import Installation
from followup.services.sample import builds as sample_builds
from followup.services.sample.builds import Build, Builds
from followup.settings import Settings
from followup.storage import trouble as storage_trouble
from followup.ui import folder, identity, opened, state
from followup.ui.components import World
from followup.ui.opened import installation_of

_KEYS: Final[dict[Any, Any]] = {Settings: repr, Scope: lambda scope: scope.key}


def installation() -> Installation:
    """The session's data folder, opened once for all sessions of this process.

    Raises UserError ``not_let_in`` for who may see nothing, and ``database_in_use`` when another
    program has it open; the next run of a page tries again. On an earlier day it is as it was
    known then, and takes no acts.
    """
    scope = identity.current()
    if scope is None:
        raise UserError("not_let_in")
    here, on = folder.here(), state.looked_back()
    if on is not None:
        return _earlier(here, folders.edition(here), on, scope)
    return service.refreshed(service.seen_by(installation_of(here), scope))


def trouble(error: Exception) -> UserError | None:
    """What the machine could not do, for the user; None for a fault of ours.

    A store that DuckDB has shut behind the error is let go of, and the next run opens it anew.
    """
    if storage_trouble.must_reopen(error):
        with _alone(folder.here()):
            pass
    return storage_trouble.of(error)


# What is remembered of an earlier day is kept apart from today's.
@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=_KEYS)
def _earlier(here: Settings, edition: int | None, on: date, scope: Scope) -> Installation:
    del edition
    seen = service.seen_by(installation_of(here), scope)
    return service.as_known(seen, reference_day=on, day=on)


@contextmanager
def _alone(here: Settings) -> Iterator[None]:
    """Close a folder for as long as its contents are exchanged."""
    with opened.OPENING:
        opened.forget(here)
        _earlier.clear()
        yield


def reopen() -> None:
    """Close the session's folder, and forget what pages read in it; the next run opens it anew."""
    with _alone(folder.here()):
        st.cache_data.clear()


@st.cache_resource(show_spinner=False)
def _builds() -> Builds:
    return Builds()


def build_sample(lang: str, *, again: bool = False) -> Build:
    """Build the sample, or join whoever builds it now."""
    found = folder.both()
    return sample_builds.ask(
        _builds(),
        found.sample.home,
        lambda progress: folders.build(found, lang, progress, _alone, again=again),
    )


def state_key() -> str:
    """Tells the session's folder, a sample's build, an earlier day and a scope from others.

    Every cache of what was read is kept by it.
    """
    here, scope = folder.here(), identity.current()
    seen = "" if scope is None else scope.key
    return f"{here.home} {folders.edition(here)} {state.looked_back() or ''} {seen}"


def real_today() -> date:
    """The day it is outside; the one place of the skin that reads the clock."""
    return datetime.now(TIME_ZONE).date()


def today() -> date:
    """The day every page shows: the earlier one looked at, or the day it is in this folder.

    The sample world has a clock of its own.
    """
    return state.looked_back() or service.today(folder.here(), real_today())


def world() -> World:
    """The data folder's name and the day it is in it; needs no open database."""
    here = folder.here()
    return World(
        data_folder=here.home.name,
        today=service.today(here, real_today()),
        is_sample=folders.is_built(here),
        can_rebuild=folders.can_rebuild(here),
    )
