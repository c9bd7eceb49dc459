"""Deviations in the contracts behind a goal: named once confirmed, before that a number."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from followup.i18n.text import number, t
from followup.services.deviation import text as deviation_text
from followup.services.deviation.public import Public, public
from followup.ui import components
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.reads import State


def show(now: State, contracts: Iterable[str], lang: str) -> None:
    """In plain words: what, how big, where it stands, what comes next, and whose board."""
    found = public(deviation_reads.desk(now), set(contracts))
    st.subheader(t("page_deviations.goal_title", lang), anchor=False)
    for matter in found.named:
        what = deviation_text.what(matter, lang, is_public=True)
        words = t(
            "page_deviations.goal_named", lang, title=matter.contract.title,
            board=matter.contract.board or t("page_goals.no_board", lang),
            finding=f"{what}, {deviation_text.size(matter, lang)}",
            state=t(f"deviation.state.{matter.state}", lang),
        )  # fmt: skip
        if matter.next_step is not None:
            step = deviation_text.next_step(matter, lang)
            words += " " + t("page_deviations.goal_next", lang, step=step)
        st.markdown(f"- {escape(words)}")
        case = Place(t("queue.to_case", lang), "deviations", {"case": matter.identifier})
        components.link(case, icon=":material/arrow_forward:")
    if not found.named:
        st.caption(t("page_deviations.goal_none", lang))
    under_review(found, lang)


def under_review(found: Public, lang: str) -> None:
    """How many deviations nobody has confirmed yet: a number without names (rule 27)."""
    if found.under_review:
        key = "goal_review_one" if found.under_review == 1 else "goal_review"
        st.caption(t(f"page_deviations.{key}", lang, count=number(found.under_review, lang)))
