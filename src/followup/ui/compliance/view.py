"""The compliance page's parts: filters, counts, the matrix, and the proof of the open cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.i18n.text import number, t
from followup.ui import address, components, meaning, reads, tables, theme
from followup.ui.compliance import matrix, opened, wins
from followup.ui.compliance.matrix import Filters, MatrixRow
from followup.ui.forecast import view as ahead_view
from followup.ui.reads import State
from followup.ui.tables import Column, Row

SEEN = "matrix_seen"
VIEWS = ("verdicts", "ahead")
# Pixels; from 61 on the grid breaks words into lines, and three hold number and name whole.
ROW_HEIGHT = 62


def show(now: State, lang: str) -> None:
    """Everything below the title."""
    contracts = reads.contracts(now)
    with components.busy(t("app.working", lang)):
        found = reads.assessments(now)
    if _view(lang) == "ahead":
        ahead_view.show(now, _filters(contracts, lang), lang)
        return
    length = _length(contracts, lang)
    chosen = _filters(contracts, lang)
    every = st.session_state.get("matrix_every", False)
    counted, _, _ = _laid_out(now, length, chosen, None, every=every)
    verdict = _counts(counted, length, lang)
    _, made, shown = _laid_out(now, length, chosen, verdict, every=every)
    if not made:
        components.empty_state(t("page_compliance.nothing_matches", lang))
        return
    key = grid_key(now, length, chosen, verdict, every=every)
    _take_click(key, made, shown, length, lang)

    def draw(most: int) -> None:
        _grid(now, key, made, shown, length, lang, most)

    if not opened.is_open():
        wins.show(now, {row.contract.number for row in made}, lang)
    opened.beside(now, found, draw, lang)


def _view(lang: str) -> str:
    return address.segments(
        "view", t("forecast.view", lang), VIEWS, VIEWS[0], lambda code: t(f"forecast.{code}", lang)
    )


@st.cache_resource(max_entries=4 * reads.OF_FEW, show_spinner=False)
def _laid_out(
    now: State, length: str, chosen: Filters, verdict: str | None, *, every: bool
) -> tuple[Mapping[str, int], Sequence[MatrixRow], Sequence[date]]:
    """How many cells show each verdict, the rows that show the chosen one, and the columns."""
    made = matrix.rows(reads.contracts(now), reads.assessments(now), length, chosen)
    shown = matrix.columns(made, None if every else matrix.NEWEST_COLUMNS)
    counted = matrix.counted_columns(shown)
    return matrix.counts(made, counted), matrix.with_verdict(made, counted, verdict), shown


def grid_key(
    now: State, length: str, chosen: Filters, verdict: str | None, *, every: bool = False
) -> str:
    """The grid's key: a click belongs to the rows as they stood, so other rows are another grid."""
    parts = (now.version, length, chosen.organisation, chosen.contract, verdict, every)
    return "matrix_" + "_".join("" if p is None else str(p) for p in parts)


def _length(contracts: Sequence[Contract], lang: str) -> str:
    options = matrix.lengths(contracts)
    if len(options) == 1:
        return options[0]
    clauses = [r for c in contracts for r in c.requirements]
    count = {o: sum(o in (matrix.LATEST, r.assessment_period) for r in clauses) for o in options}

    def written(code: str) -> str:
        section = "page_compliance" if code == matrix.LATEST else "period"
        words = {"length": t(f"{section}.{code}", lang), "count": number(count[code], lang)}
        return t("page_compliance.length_option", lang, **words)

    label = t("page_compliance.length", lang)
    return address.segments("length", label, options, options[0], written)


def _filters(contracts: Sequence[Contract], lang: str) -> Filters:
    organisations = sorted({b.name for c in contracts for b in c.buyers})
    titles = {c.number: f"{c.title} ({c.number})" for c in contracts}
    with st.container(horizontal=True, key="matrix_filters"):
        organisation = address.select(
            "organisation", t("page_compliance.organisation", lang), organisations, lang
        )
        only = address.select(
            "only", t("page_compliance.contract", lang), list(titles), lang, titles.__getitem__
        )
    return Filters(organisation, only)


def _counts(counted: Mapping[str, int], length: str, lang: str) -> str | None:
    used = [c for c, count in counted.items() if count or c == address.get("verdict")]
    with st.container(horizontal=True, vertical_alignment="center", key="matrix_counts"):
        chosen = address.pills(
            "verdict",
            t("page_compliance.verdict", lang),
            used,
            lambda code: (
                f"{theme.mark(code).sign} {t(f'verdict.{code}', lang)} "
                f"**{number(counted[code], lang)}**"
            ),
        )
        if length != matrix.LATEST:
            st.toggle(t("page_compliance.all_periods", lang), key="matrix_every")
        meaning.explain("matrix", lang)
    return chosen


@st.cache_resource(max_entries=2 * reads.OF_FEW, show_spinner=False)
def _table(
    now: State,
    key: str,
    length: str,
    lang: str,
    _made: Sequence[MatrixRow],
    _shown: Sequence[date],
) -> tuple[list[Row], list[Column]]:
    """The cells in words, kept per state of the data and choice of rows."""
    del now, key
    return matrix.table(_made, _shown, length, lang)


def _grid(
    now: State,
    key: str,
    made: Sequence[MatrixRow],
    shown: Sequence[date],
    length: str,
    lang: str,
    most: int,
) -> None:
    lines, columns = _table(now, key, length, lang, made, shown)
    base = "counted_latest" if length == matrix.LATEST else "counted_shown"
    st.caption(f"{t('page_compliance.pick_help', lang)} {t(f'page_compliance.{base}', lang)}")
    tables.grid(
        lines, columns, lang, key=key, alt=t("page_compliance.alt", lang), pick=True,
        row_height=ROW_HEIGHT, height="content" if len(lines) <= most else most * ROW_HEIGHT,
    )  # fmt: skip


def _take_click(
    key: str, made: Sequence[MatrixRow], shown: Sequence[date], length: str, lang: str
) -> None:
    """A new click changes the address, and the address decides what is open."""
    is_new, clicked = opened.clicked(SEEN, key)
    if is_new:
        opened.choose(None if clicked is None else _assessment(clicked, made, shown, length, lang))


def _assessment(
    clicked: tuple[int, str],
    made: Sequence[MatrixRow],
    shown: Sequence[date],
    length: str,
    lang: str,
) -> Assessment | None:
    """What a cell stands for; a cell beside the periods stands for the row's latest verdict."""
    row = made[clicked[0]]
    labels = {matrix.column_label(day, length, lang): day for day in shown}
    day = labels.get(clicked[1])
    return row.latest if day is None else row.worst(day)
