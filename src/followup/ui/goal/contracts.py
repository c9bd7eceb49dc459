"""The contracts behind a goal's figure: shares and pulls only, and nobody is accused (rule 27)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import streamlit as st

from followup.domain.goal import Goal
from followup.i18n.text import number, t
from followup.services.goal.status import Contribution
from followup.ui import components, tables
from followup.ui.components import escape
from followup.ui.goal import links
from followup.ui.tables import Column, Row

STRONGEST: Final = 3
_TENTH, _PERCENT = Decimal("0.1"), Decimal(100)


def strongest(goal: Goal, contributions: Sequence[Contribution], lang: str) -> None:
    """The few that pull most, up or down, each with its board and the way down to its rows."""
    pulling = [c for c in contributions if _points(c)][:STRONGEST]
    if not pulling:
        return
    st.markdown(f"**{t('page_goals.strongest', lang)}**")
    with st.container(gap="xxsmall", key="goal_strongest"):
        for c in pulling:
            way = "up" if c.pull > 0 else "down"
            words = t(
                f"page_goals.pulls_{way}", lang,
                contract=c.title, board=c.board or t("page_goals.no_board", lang),
                points=number(abs(_points(c)), lang, 1),
            )  # fmt: skip
            place = links.to_contract(escape(words), goal.identifier, c.contract, c.year)
            components.link(place, f":material/trending_{way}:")


def table(contributions: Sequence[Contribution], lang: str) -> None:
    """All of them, in a table that wraps on a phone and is whole on paper."""
    st.subheader(t("page_goals.contracts_title", lang), anchor=False)
    told = t("page_goals.contracts_help", lang, year=contributions[0].year)
    st.caption(told)
    rows: list[Row] = [
        {
            "title": c.title,
            "pull": _signed(_points(c), lang),
            "share": c.share,
            "board": c.board or t("page_goals.no_board", lang),
        }
        for c in contributions
    ]
    columns = [
        Column("title", t("page_goals.column_contract", lang)),
        Column("pull", t("page_goals.column_pull", lang)),
        Column("share", t("proof.share", lang), "percent", 1),
        Column("board", t("page_goals.column_board", lang)),
    ]
    tables.plain_table(rows, columns, lang, alt=told)


def _points(contribution: Contribution) -> Decimal:
    return (contribution.pull * _PERCENT).quantize(_TENTH, ROUND_HALF_UP)


def _signed(points: Decimal, lang: str) -> str:
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return sign + number(abs(points), lang, 1)
