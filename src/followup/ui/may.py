"""What the reader's role opens and takes. What it does not is not drawn; storage refuses it too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Final, ParamSpec

import streamlit as st

from followup.domain import access
from followup.domain.access import Role
from followup.ui import identity, state

P = ParamSpec("P")
# What stands in an address that opens a form, and the kind of act the form ends in.
FORMS: Final[Mapping[tuple[str, ...], str]] = {
    ("contracts", "new"): "save_contracts",
    ("contracts", "edit"): "save_contracts",
    ("contracts", "clause"): "save_contracts",
    ("contracts", "dispens"): "dispens",
    ("contracts", "decide"): "dispens",
    ("contracts", "followup"): "follow_up_held",
    ("goals", "new"): "save_goal",
    ("goals", "load"): "read_official_series",
    ("circular", "note", "new"): "note_avoided_purchase",
    ("energy", "saving", "new"): "save_energy_saving",
    ("cases", "new"): "network_case",
    ("cases", "edit"): "network_case",
    ("network", "new"): "network_duty",
    ("questions", "new"): "network_question",
}


def settle() -> Role | None:
    """Decide the role of this run, at the door. Who sees nothing is shown no page at all."""
    found = identity.current()
    held = None if found is None else found.role
    st.session_state[state.ACTING_KEY] = held
    return held


def role() -> Role | None:
    """The role pages are drawn for; None where one person at this machine has every role."""
    if state.ACTING_KEY not in st.session_state:
        return settle()
    held: Role | None = st.session_state[state.ACTING_KEY]
    return held


def opens(page: str) -> bool:
    """Whether the reader opens a page, by its script's name."""
    return access.opens(role(), page)


def leads(page: str, query: Mapping[str, str]) -> bool:
    """Whether an address is one the reader opens, and no form of an act that they do not take."""
    forms = (FORMS.get((page, name)) or FORMS.get((page, name, value))
             for name, value in query.items())  # fmt: skip
    return opens(page) and all(kind is None or act(kind) for kind in forms)


def act(kind: str) -> bool:
    """Whether the reader takes acts of a kind: ask before drawing what leads to one."""
    return access.may(role(), kind)


def sees_files() -> bool:
    """Whether the reader opens suppliers' files and cells."""
    return access.sees_files(role())


def takes(kind: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """What draws the way to an act, for those alone who take acts of that kind."""

    def limited(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
            if act(kind):
                draw(*args, **kwargs)

        return drawn

    return limited
