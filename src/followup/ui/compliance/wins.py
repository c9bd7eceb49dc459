"""The requirements missed by little: a short list above the matrix, each a way to its proof."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import streamlit as st

from followup.i18n.text import number, t
from followup.services.remedy import easy_wins
from followup.services.remedy.easy_wins import Win
from followup.ui import components, reads
from followup.ui.components import Place, escape
from followup.ui.reads import State

MOST = 5


def show(now: State, contracts: Collection[str], lang: str) -> None:
    """Nothing where no chosen contract missed anything in the period judged last."""
    own = [w for w in every(now) if w.contract.number in contracts][:MOST]
    if not own:
        return
    title = t("remedy.wins_title", lang, count=number(len(own), lang))
    with st.expander(title, icon=":material/target:", key="easy_wins"):
        st.caption(t("remedy.wins_help", lang))
        for win in own:
            found = win.assessment
            query = {"contract": found.contract, "requirement": found.requirement,
                     "period": str(found.period)}  # fmt: skip
            name = escape(f"{win.contract.number} {win.contract.title}")
            with st.container(gap=None):
                components.link(Place(name, "compliance", query))
                st.markdown(escape(easy_wins.line(win, lang)))


def every(now: State) -> tuple[Win, ...]:
    """Every easy win of the contracts that run on the day, the least first."""
    return _wins(now.home, now.version, now.as_of, now.checksum)


@st.cache_resource(max_entries=reads.OF_FEW, show_spinner=False)
def _wins(home: str, version: int, as_of: date, checksum: str) -> tuple[Win, ...]:
    now = State(home, version, as_of, checksum)
    return easy_wins.of(reads.contracts(now), reads.assessments(now), as_of)
