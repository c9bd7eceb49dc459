"""Looking back: which earlier day every page shows, the banner that says so, and the way home.

The day belongs to the session and stands in the address (?on=2025-12-31), as the data folder does:
a reload or a sent link keeps it, and a menu link that dropped it gets it back.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import day, t
from followup.services import written
from followup.ui import components, state
from followup.ui.components import World

_FIELD: Final = "earlier_day"
_REFUSED: Final = "earlier_refused"
# So many ends of half-years are offered with one press.
_OFFERED: Final = 3


def settle(today: date) -> None:
    """Decide the day shown, after the data folder and before anything is read."""
    asked = st.query_params.get(state.ON)
    if asked is not None:
        _take(asked, today)
    chosen = state.looked_back()
    if chosen is None:
        st.query_params.pop(state.ON, None)
    elif asked != chosen.isoformat():
        st.query_params[state.ON] = chosen.isoformat()


def _take(text: str, today: date) -> None:
    """The day as it was written; one that cannot be shown is said to be so, never guessed."""
    try:
        chosen = written.day(text)
    except UserError:
        chosen = None
    if chosen is None or chosen > today:
        st.session_state[_REFUSED] = text
        return
    st.session_state.pop(_REFUSED, None)
    st.session_state[state.ON_KEY] = chosen if chosen < today else None


def show(world: World, lang: str) -> None:
    """The banner of the earlier day, or a word on a day that could not be shown."""
    refused = st.session_state.get(_REFUSED)
    if refused is not None:
        words = t("looking_back.refused", lang, text=components.escape(refused))
        st.warning(words, icon=":material/event_busy:")
        st.button(
            t("looking_back.home", lang, day=day(world.today, lang)), key="earlier_refused_home",
            on_click=_go, args=(None,),
        )  # fmt: skip
    chosen = state.looked_back()
    if chosen is None:
        return
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center",
        gap="xxsmall", key="looking_back",
    ):  # fmt: skip
        words = t("looking_back.banner", lang, day=day(chosen, lang))
        st.markdown(f":material/history: {words}", width="content")
        st.button(
            t("looking_back.home", lang, day=day(world.today, lang)), key="earlier_home",
            icon=":material/today:", type="tertiary", on_click=_go, args=(None,),
        )  # fmt: skip


def choose(world: World, lang: str) -> None:
    """The control in the strip at the top: another day."""
    with st.popover(
        t("looking_back.choose", lang), icon=":material/history:", type="tertiary", key="earlier"
    ):
        st.markdown(t("looking_back.why", lang))
        st.text_input(
            t("looking_back.day", lang), key=_FIELD, placeholder=t("looking_back.form", lang),
            on_change=_typed,
        )  # fmt: skip
        for turn, offered in enumerate(_ends(world.today)):
            st.button(
                day(offered, lang), key=f"earlier_{turn}", on_click=_go, args=(offered,),
                width="stretch",
            )  # fmt: skip


def _typed() -> None:
    text = str(st.session_state[_FIELD]).strip()
    if text:
        st.query_params[state.ON] = text


def _go(chosen: date | None) -> None:
    st.session_state[state.ON_KEY] = chosen
    st.session_state.pop(_REFUSED, None)
    if chosen is None:
        st.query_params.pop(state.ON, None)
    else:
        st.query_params[state.ON] = chosen.isoformat()


def _ends(today: date) -> list[date]:
    """The last ends of half-years before today, the latest first."""
    first = date(today.year, 7 if today.month > 6 else 1, 1)
    found = []
    for _ in range(_OFFERED):
        found.append(first - timedelta(days=1))
        first = date(first.year - (first.month == 1), 7 if first.month == 1 else 1, 1)
    return found
