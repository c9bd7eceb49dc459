"""The other organisations of a shared goal, a line each: its pace, its way and its figure."""

from __future__ import annotations

import streamlit as st

from followup.domain.goal import Goal
from followup.goals.paces import GROUPS
from followup.i18n.text import number, t
from followup.ui import components
from followup.ui.compare import reads as pace_reads
from followup.ui.compare.view import line
from followup.ui.components import Place, escape
from followup.ui.reads import State


def show(now: State, goal: Goal, lang: str) -> None:
    """Nothing for a goal that one organisation has alone."""
    region = pace_reads.region(now, lang, goal.identifier)
    if region is None or not region.members:
        return
    st.subheader(t("page_compare.others", lang), anchor=False)
    order = {group: place for place, group in enumerate(GROUPS)}
    members = sorted(region.members, key=lambda m: (order[m.group], m.name.casefold()))
    chosen = [m for m in members if m.adoption is not None or m.point is not None]
    lines = []
    for member in chosen:
        pace = t(f"page_compare.group.{member.group}", lang)
        status = "" if member.own is None else t(f"status.{member.own.status}", lang)
        told = " · ".join(filter(None, (pace, status, line(member, region, lang))))
        lines.append(f"- **{escape(member.name)}**: {escape(told)}")
    if lines:
        st.markdown("\n".join(lines))
    if rest := len(members) - len(chosen):
        st.caption(t("page_compare.others_rest", lang, count=number(rest, lang)))
    place = Place(t("page_compare.others_more", lang), "comparison", {"goal": goal.identifier})
    components.link(place, icon=":material/balance:")
