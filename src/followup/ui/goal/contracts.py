"""The contracts behind a goal's figure: shares and pulls only, and nobody is accused (rule 27)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import streamlit as st

from followup.domain.goal import Goal
from followup.i18n.text import number, percent, t
from followup.services.goal.status import Contribution
from followup.services.goal.words import SHARE_UNIT, level, pace
from followup.ui import components, tables
from followup.ui.components import escape
from followup.ui.goal import links
from followup.ui.tables import Column, Row

STRONGEST: Final = 3
_TENTH, _PERCENT = Decimal("0.1"), Decimal(100)


def strongest(goal: Goal, contributions: Sequence[Contribution], lang: str) -> None:
    """The few that pull most, up or down, each with its board and the way down to its rows."""
    pulling = [c for c in contributions if _is_felt(goal, c)][:STRONGEST]
    if not pulling:
        return
    st.markdown(f"**{t('page_goals.strongest', lang)}**")
    with st.container(gap="xxsmall", key="goal_strongest"):
        for c in pulling:
            way = "up" if c.pull > 0 else "down"
            words = t(
                f"page_goals.pulls_{way}", lang,
                contract=c.title, board=c.board or t("page_goals.no_board", lang),
                points=_amount(goal, c, lang),
            )  # fmt: skip
            place = links.to_contract(escape(words), goal.identifier, c.contract, c.year)
            components.link(place, f":material/trending_{way}:")


def table(goal: Goal, contributions: Sequence[Contribution], lang: str) -> None:
    """All of them, in a table that wraps on a phone and is whole on paper."""
    st.subheader(t("page_goals.contracts_title", lang), anchor=False)
    is_share = goal.unit == SHARE_UNIT
    key = "contracts_help" if is_share else "contracts_help_mean"
    told = t(f"page_goals.{key}", lang, year=contributions[0].year)
    st.caption(told)
    rows: list[Row] = [
        {
            "title": c.title,
            "pull": f"{_sign(c.pull if _is_felt(goal, c) else Decimal(0))}{_amount(goal, c, lang)}",
            "share": percent(c.share, lang) if is_share else level(goal, c.share, lang),
            "board": c.board or t("page_goals.no_board", lang),
        }
        for c in contributions
    ]
    columns = [
        Column("title", t("page_goals.column_contract", lang)),
        Column("pull", t("page_goals.column_pull", lang)),
        Column("share", t("proof.share" if is_share else "page_goals.column_mean", lang)),
        Column("board", t("page_goals.column_board", lang)),
    ]
    tables.plain_table(rows, columns, lang, alt=told)


def _points(contribution: Contribution) -> Decimal:
    return (contribution.pull * _PERCENT).quantize(_TENTH, ROUND_HALF_UP)


def _is_felt(goal: Goal, contribution: Contribution) -> bool:
    return bool(_points(contribution) if goal.unit == SHARE_UNIT else contribution.pull)


def _amount(goal: Goal, contribution: Contribution, lang: str) -> str:
    """How far it pulls, without sign: points of a share by their number, a mean with its unit."""
    if goal.unit == SHARE_UNIT:
        return number(abs(_points(contribution)), lang, 1)
    return pace(goal, contribution.pull, lang)


def _sign(pull: Decimal) -> str:
    return "+" if pull > 0 else "−" if pull < 0 else ""
