"""Furniture: how it was acquired, in pieces and in money apart, and how far the work has come."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.domain.facts import ACQUISITIONS
from followup.i18n.text import number, t
from followup.services.circular import figures, maturity, words
from followup.services.circular.figures import Reported
from followup.services.circular.maturity import Maturity
from followup.ui import resources, tables
from followup.ui.circular import avoided, measured
from followup.ui.circular import reads as own_reads
from followup.ui.circular.filters import Choice
from followup.ui.reads import State
from followup.ui.tables import Column, Row

ROUTES: Final = ("reuse", "recycling", "waste")
SIGNS: Final = {True: "yes", False: "no", None: "unknown"}


def show(now: State, choice: Choice, lang: str) -> None:
    """Pieces, each currency and CO2e in charts of their own, the measures, levels and rows."""
    found = own_reads.reported(now, "furniture", choice.year, choice.organisation)
    st.markdown(t("page_circular.furniture_intro", lang))
    if measured.nothing(found, lang):
        return
    measured.by_class(found, "pieces", "piece", ACQUISITIONS, "acquisition", lang)
    for what in ("purchase_value", "avoided_value"):
        for currency in words.currencies(found, what):
            measured.by_class(found, what, currency, ACQUISITIONS, "acquisition", lang)
    measured.by_class(found, "avoided_co2e", "kgCO2e", ACQUISITIONS, "acquisition", lang)
    measured.table(found, lang)
    _levels(now, choice, found, lang)
    _disposed(found, lang)
    measured.rows(now, found, lang)


def levels(now: State, choice: Choice, found: Reported) -> list[Maturity]:
    """The level of each organisation that buys on a contract with furniture reports."""
    steps = [s.code for s in resources.installation().catalogue.circular.furniture_levels]
    held = figures.rows(resources.installation(), found, now.as_of).to_pylist()
    notes = avoided.chosen(now, choice)
    names = sorted({b.name for c in found.reporting for b in c.buyers if choice.holds(b.name)})
    made = []
    for name in names:
        own = {c.number for c in found.reporting if name in {b.name for b in c.buyers}}
        point = next(iter(found.points.values()), None)
        is_all_in = point is not None and point.coverage == 1 and point.is_complete
        made.append(maturity.maturity(
            name, steps, [r for r in held if r["contract"] in own],
            [n for n in notes if n.organisation == name], is_all_in=is_all_in,
        ))  # fmt: skip
    return made


def _levels(now: State, choice: Choice, found: Reported, lang: str) -> None:
    st.header(t("page_circular.levels", lang), anchor=False)
    st.caption(t("page_circular.levels_help", lang))
    made = levels(now, choice, found)
    steps = list(made[0].answers) if made else []
    columns = [
        Column("organisation", t("page_circular.column_organisation", lang)),
        *(Column(s, t(f"circular.level.{s}", lang)) for s in steps),
        Column("level", t("page_circular.column_level", lang)),
    ]
    with st.container(key="stack_circular_levels"):
        tables.plain_table([level_row(m, lang) for m in made], columns, lang,
                           alt=t("page_circular.levels_alt", lang))  # fmt: skip


def level_row(made: Maturity, lang: str) -> Row:
    """An organisation's steps as yes, no or unknown, and its level or the range of it."""
    ends = number(made.least, lang)
    if made.least != made.most:
        ends = t("page_circular.level_range", lang, least=ends, most=number(made.most, lang))
    answers = {s: t(f"page_circular.answer_{SIGNS[a]}", lang) for s, a in made.answers.items()}
    return {"organisation": made.organisation, **answers, "level": ends}


def _disposed(found: Reported, lang: str) -> None:
    """What was disposed of, apart: it was not acquired and is in no share."""
    amounts, _ = words.by_code(found, "disposed", "piece", ROUTES)
    if not amounts:
        return
    st.header(t("page_circular.disposed", lang), anchor=False)
    st.caption(t("page_circular.disposed_help", lang))
    measured.by_class(found, "disposed", "piece", ROUTES, "disposal_route", lang)
