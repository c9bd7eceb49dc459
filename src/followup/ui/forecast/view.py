"""The compliance page's view ahead: which requirements break at their next step or period's end."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.domain.requirement import Assessment
from followup.i18n.text import number, t
from followup.services.forecast import forecast
from followup.services.forecast import text as forecast_text
from followup.services.forecast.forecast import Ahead
from followup.ui import address, components, meaning, reads, tables, theme
from followup.ui.compliance import matrix, opened
from followup.ui.compliance.matrix import Filters
from followup.ui.components import Place
from followup.ui.forecast import reads as ahead_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row, Status

SEEN = "ahead_seen"
# Pixels. Name and answer together fit a phone of 390; three lines hold them whole.
ROW_HEIGHT, NAME_WIDTH, ANSWER_WIDTH = 62, 160, 150
WIDTHS = {"what": NAME_WIDTH, "answer": ANSWER_WIDTH, "expected": 100, "limit": 80, "newest": 110,
          "why": 230}  # fmt: skip


def show(now: State, chosen: Filters, lang: str) -> None:
    """What it is, the answers to choose from, and a row for each requirement."""
    with components.busy(t("app.working", lang)):
        made = [one for one in ahead_reads.ahead(now) if matrix.is_chosen(one.contract, chosen)]
    st.caption(t("forecast.intro", lang))
    with st.container(horizontal=True, vertical_alignment="center", key="ahead_counts"):
        answer = _answers(made, lang)
        meaning.explain("ahead", lang)
        components.link(Place(t("forecast.how", lang), "method", {"view": "view_steps"}))
    shown = [one for one in made if answer in (None, one.told.answer)]
    if not shown:
        components.empty_state(t("forecast.nothing", lang))
        return
    key = "_".join(("ahead", str(now.version), *(p or "" for p in (
        chosen.organisation, chosen.contract, answer))))  # fmt: skip
    is_new, cell = opened.clicked(SEEN, key)
    if is_new:
        opened.choose(None if cell is None else _proven(now, shown[cell[0]]))

    def draw(most: int) -> None:
        st.caption(t("forecast.pick_help", lang))
        tables.grid(
            [_row(one, lang) for one in shown], _columns(lang), lang, key=key,
            alt=t("forecast.alt", lang), pick=True, row_height=ROW_HEIGHT,
            height="content" if len(shown) <= most else most * ROW_HEIGHT,
        )  # fmt: skip

    opened.beside(now, reads.assessments(now), draw, lang)


def _answers(made: Sequence[Ahead], lang: str) -> str | None:
    counted = [one.told.answer for one in made]
    used = [a for a in forecast.ANSWERS if a in counted or a == address.get("answer")]
    return address.pills(
        "answer",
        t("forecast.answer_label", lang),
        used,
        lambda code: (
            f"{theme.mark(f'ahead_{code}').sign} {t(f'forecast.answer.{code}', lang)} "
            f"**{number(counted.count(code), lang)}**"  # type: ignore[arg-type]
        ),
    )


def _proven(now: State, one: Ahead) -> Assessment | None:
    """The newest verdict that the forecast rests on, else the requirement's first."""
    own = (a for a in reads.assessments(now) if a.requirement == one.requirement.identifier)
    return one.told.newest or next(own, None)


def _columns(lang: str) -> list[Column]:
    names = ("what", "answer", "expected", "limit", "newest", "why")
    return [
        Column(
            name,
            t(f"forecast.column.{name}", lang),
            "status" if name == "answer" else "text",
            pinned=name == "what",
            width=WIDTHS.get(name),
        )
        for name in names
    ]


def _row(one: Ahead, lang: str) -> Row:
    told, clause = one.told, one.requirement
    return {
        "what": f"{one.contract.number} {matrix.short(clause)} · {one.contract.title}",
        "answer": Status(f"ahead_{told.answer}", forecast_text.answer(told, lang)),
        "expected": forecast_text.expected(told, clause, lang),
        "limit": forecast_text.limit(told, clause, lang),
        "newest": forecast_text.newest(told, lang),
        "why": forecast_text.why(told, lang),
    }
