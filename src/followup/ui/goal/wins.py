"""Easy wins of a goal: confirmed breaches that lacked least; all others are a number (rule 27)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import streamlit as st

from followup.domain.goal import MEASURE, Goal
from followup.i18n.text import number, t
from followup.services.deviation.public import public
from followup.services.remedy import easy_wins
from followup.services.remedy.easy_wins import Win
from followup.ui import components
from followup.ui.compliance import wins as all_wins
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.reads import State

MOST: Final = 3


def show(now: State, goal: Goal, contracts: Collection[str], lang: str) -> None:
    """The contracts of the goal nearest a limit on its own measure, by the smallest remedy."""
    measure = goal.indicator.removeprefix(MEASURE)
    near = [w for w in all_wins.every(now)
            if w.contract.number in contracts and w.assessment.measure == measure]  # fmt: skip
    if not near:
        return
    named = {
        (m.contract.number, m.requirement, m.period)
        for m in public(deviation_reads.desk(now), set(contracts)).named
    }
    sure = [w for w in near if _key(w) in named]
    st.subheader(t("page_compare.wins", lang), anchor=False)
    if sure:
        st.caption(t("page_compare.wins_help", lang))
    for win in sure[:MOST]:
        words = t(
            "page_compare.wins_line", lang, title=win.contract.title,
            board=win.contract.board or t("page_goals.no_board", lang),
            line=easy_wins.line(win, lang),
        )  # fmt: skip
        contract, requirement, period = _key(win)
        query = {"only": contract, "contract": contract, "requirement": requirement,
                 "period": str(period)}  # fmt: skip
        components.link(Place(escape(words), "compliance", query), ":material/target:")
    if rest := len({w.contract.number for w in near if _key(w) not in named}):
        key = "wins_review_one" if rest == 1 else "wins_review"
        st.caption(t(f"page_compare.{key}", lang, count=number(rest, lang)))


def _key(win: Win) -> tuple[str, str, object]:
    return win.contract.number, win.assessment.requirement, win.assessment.period
