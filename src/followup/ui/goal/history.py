"""The history of a goal: who changed what, when, from what to what."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import moment, t
from followup.services.goal.history import Change
from followup.ui import tables
from followup.ui.goal import own_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row


def show(now: State, identifier: str, lang: str) -> None:
    """Every change, the newest first; folded, and said to be empty where nothing was changed."""
    found = own_reads.history(now, identifier, lang)
    with st.expander(
        t("goal_history.title", lang, count=len(found)), icon=":material/history:"
    ):  # fmt: skip
        if not found:
            st.caption(t("goal_history.none", lang))
            return
        rows: list[Row] = [
            {"at": moment(c.at, lang), "who": c.actor, "what": c.what,
             "change": _change(c, lang), "reason": c.reason}
            for c in found
        ]  # fmt: skip
        names = ("at", "who", "what", "change", "reason")
        columns = [Column(n, t(f"goal_history.column_{n}", lang)) for n in names]
        with st.container(key="stack_goal_history"):
            tables.plain_table(rows, columns, lang, alt=t("goal_history.alt", lang))


def _change(change: Change, lang: str) -> str:
    """From what to what, in words: on a phone no headings stand above."""
    if not change.before:
        return change.after
    after = change.after or t("goal_history.nothing", lang)
    return t("goal_history.from_to", lang, before=change.before, after=after)
