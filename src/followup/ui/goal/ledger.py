"""What moved a goal's figure since last time: a sentence, a waterfall, and each part opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from followup.domain.goal import Goal
from followup.i18n.text import day, number, t
from followup.services.goal import ledger as service
from followup.services.goal import ledger_words as words
from followup.services.goal.ledger import Ledger
from followup.services.goal.ledger_words import Line
from followup.ui import address, charts, components, tables
from followup.ui.components import escape
from followup.ui.goal import ledger_part, links
from followup.ui.goal import reads as goal_reads
from followup.ui.goal.waterfall import Step, waterfall
from followup.ui.reads import State
from followup.ui.tables import Column, Row

METHOD = ("rule", "factors", "corrected", "late", "contracts", "real", "gap")


def show(now: State, goal: Goal, lang: str) -> None:
    """The ledger below its heading; nothing for a goal that contracts do not feed."""
    if not words.is_told(goal):
        return
    st.subheader(t("ledger.title", lang), anchor=False)
    then = _chosen_day(now, lang)
    with components.busy(t("app.working", lang)):
        found = goal_reads.ledger(now, lang, goal.identifier, then)
    if isinstance(found, str):
        told = then or service.a_year_before(now.as_of)
        st.markdown(t(f"ledger.reason.{found}", lang, day=told))
    elif not found.parts:
        st.markdown(" ".join(words.reasons(found, lang)))
    else:
        _told(now, found, then, lang)
    _compare(now, goal, lang)


def _chosen_day(now: State, lang: str) -> date | None:
    """The day in the address, if it is one and has passed."""
    written = address.get(links.SINCE)
    if written is None:
        return None
    try:
        chosen = date.fromisoformat(written)
    except ValueError:
        chosen = now.as_of
    if chosen < now.as_of:
        return chosen
    st.warning(t("ledger.bad_day", lang, day=now.as_of), icon=":material/event_busy:")
    return None


def _told(now: State, found: Ledger, then: date | None, lang: str) -> None:
    lines = words.lines(found, lang)
    sentence = words.sentence(found, lang)
    st.markdown(f"**{escape(tables.unbroken(sentence))}**")
    _drawn(found, lines, sentence, lang)
    if told := words.uncertainty(found, lang):
        st.caption(told)
    goal = found.goal.identifier
    opened = next((x for x in lines if address.get(links.PART) in x.causes and x.part.moved), None)
    with st.container(horizontal=True, gap="small", key="ledger_parts"):
        for line in lines:
            if line.part.moved:
                label = t("ledger.open_part", lang, label=line.label, amount=line.amount)
                icon = "expand_more" if line is opened else "chevron_right"
                place = links.to_part(label, goal, then, line.causes[0])
                components.link(place, f":material/{icon}:")
    if opened is not None:
        with st.container(border=True, key="ledger_part"):
            ledger_part.show(now, found, lines, opened, then, lang)


def _drawn(found: Ledger, lines: Sequence[Line], sentence: str, lang: str) -> None:
    first, last = words.ends(found)
    names = [words.standpoint(end, lang) for end in (found.then, found.now)]
    shown = [words.percent_of(level, lang) for level in (first, last)]
    figure = waterfall(
        (names[0], first, shown[0]),
        [Step(line.label, line.points, line.amount) for line in lines],
        (names[1], last, shown[1]),
        lang,
    )
    rows: list[Row] = [
        {"part": names[0], "points": shown[0]},
        *({"part": line.label, "points": line.amount,
           "contracts": number(len(line.part.moved), lang)} for line in lines),
        {"part": names[1], "points": shown[1]},
    ]  # fmt: skip
    columns = [Column(n, t(f"ledger.column_{n}", lang)) for n in ("part", "points", "contracts")]
    charts.show(figure, lang, key="ledger_chart", alt=sentence, rows=rows, columns=columns)


def _compare(now: State, goal: Goal, lang: str) -> None:
    """Another day to compare with, each with a link of its own, and how the parts are made."""
    year = service.a_year_before(now.as_of)
    with st.expander(t("ledger.compare", lang), icon=":material/event:"):
        label = t("ledger.compare_year", lang, day=day(year, lang))
        components.link(links.to_part(label, goal.identifier, year, None), ":material/history:")
        address.text(links.SINCE, t("ledger.compare_day", lang), year.isoformat())
    with st.expander(t("ledger.method", lang), icon=":material/rule:"):
        for code in METHOD:
            st.markdown(t(f"ledger.meaning.{code}", lang))
