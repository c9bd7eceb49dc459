"""Two organisations beside each other, or the reasons why they are not compared."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.domain.goal import Progress
from followup.goals.comparable import hindrances
from followup.i18n.text import t
from followup.services.goal import pace_text, paces
from followup.services.goal.paces import Member, Region
from followup.ui import address
from followup.ui.compare import reads as pace_reads
from followup.ui.components import escape
from followup.ui.reads import State


def show(now: State, region: Region, goals: Sequence[Progress], lang: str) -> None:
    """Choose two, the other one by another goal if one likes; the answer is a sentence."""
    names = [m.name for m in region.members]
    if len(names) < 2:
        return
    st.subheader(t("page_compare.pair", lang), anchor=False)
    st.caption(t("page_compare.pair_help", lang))
    seen = [m.name for m in region.members if m.point is not None] + names
    default = list(dict.fromkeys(seen))
    with st.container(horizontal=True, key="compare_pair"):
        left = address.one("left", t("page_compare.left", lang), names, default[0])
        right = address.one("right", t("page_compare.right", lang), names, default[1])
        own = region.shared.goal.identifier
        titles = {p.goal.identifier: p.goal.title for p in goals}
        other = address.one(
            "other", t("page_compare.other_goal", lang), [*titles], own, lambda g: titles[g]
        )
    against = region if other == own else pace_reads.region(now, lang, other) or region
    one, two = _member(region, left), _member(against, right)
    if one is None or two is None:
        st.info(t("page_compare.not_in_goal", lang), icon=":material/info:")
        return
    a, b = paces.comparand(one), paces.comparand(two)
    if reasons := hindrances(a, b, region.rules.compare):
        said = dict.fromkeys(pace_text.reason(h, region, lang) for h in reasons)
        lines = "\n".join(f"- {escape(words)}" for words in said)
        st.info(f"{t('page_compare.refused', lang)}\n\n{lines}", icon=":material/block:")
    else:
        st.success(escape(pace_text.compared(a, b, lang)), icon=":material/balance:")


def _member(region: Region, name: str) -> Member | None:
    return next((m for m in region.members if m.name == name), None)
