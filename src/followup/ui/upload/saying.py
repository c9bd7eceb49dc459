"""Widgets that say something about a draft: what they say is in its file before the next run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from followup.errors import UserError
from followup.services.installation import now_utc
from followup.services.upload import drafts
from followup.services.upload.drafts import StoredDraft
from followup.settings import Settings
from followup.ui import state
from followup.ui.components import error_box

UNKEPT_KEY: Final = "upload_unkept"
Into = Callable[[Any], Mapping[str, str | None]]


def kept(
    settings: Settings,
    token: str,
    *,
    answers: Mapping[str, str | None] | None = None,
    choices: Mapping[str, str | None] | None = None,
) -> None:
    """Write into the draft before the next run; what hinders it is told in that run."""
    try:
        stored = drafts.load(settings, token, state.user_name() or "", now_utc())
        drafts.update(settings, stored, answers=answers, choices=choices)
    except UserError as error:
        st.session_state[UNKEPT_KEY] = error


def unkept(lang: str) -> None:
    """Why the last answer could not be kept, if it could not."""
    if error := st.session_state.pop(UNKEPT_KEY, None):
        error_box(error, lang)


def _said(settings: Settings, token: str, widget_key: str, into: Into) -> None:
    kept(settings, token, answers=into(st.session_state[widget_key]))


def answering(settings: Settings, stored: StoredDraft, name: str, into: Into) -> dict[str, Any]:
    """Key and callback of a widget whose value ``into`` turns into answers for the reader."""
    key = f"upload-{name}-{stored.token}"
    return {"key": key, "on_change": _said, "args": (settings, stored.token, key, into)}


def say(settings: Settings, token: str, name: str, widget_key: str, *, answer: bool) -> None:
    """Write what a widget says into the draft: an answer for the reader, or a choice."""
    said = st.session_state[widget_key]
    value = str(said).strip() if said is not None else ""
    # Said of a column, nothing is an answer: leave it out.
    word: dict[str, str | None] = {name: value if name.startswith("column:") else value or None}
    if answer:
        kept(settings, token, answers=word)
    else:
        # A new contract has other reporters and other days.
        gone: tuple[str, ...] = ("mode", "shared")
        if name == "contract":
            gone += ("reporter", "period", "contract_from")
        kept(settings, token, choices=dict.fromkeys(gone) | word)


def saying(
    settings: Settings, stored: StoredDraft, name: str, *, answer: bool = False, extra: str = ""
) -> dict[str, Any]:
    """Key and callback of a widget that says one thing about a draft."""
    key = f"upload-{name}-{extra}-{stored.token}"
    args = (settings, stored.token, name, key)
    return {"key": key, "on_change": say, "args": args, "kwargs": {"answer": answer}}
