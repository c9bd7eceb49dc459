"""One comparison: the answer first, then what it consists of, hangs on and rests on."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from followup.domain.cost_comparison import Version
from followup.i18n.text import join, money, t
from followup.rules import lifecycle_cost as lcc
from followup.services.cost import hinges, lines, text
from followup.services.cost.working import Result
from followup.ui import address, charts, components, tables
from followup.ui.components import Place, escape
from followup.ui.cost import acts, chart, working
from followup.ui.cost import reads as cost_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row


def show(now: State, version: Version, newest: Version, lang: str) -> None:
    """A version of a comparison, read from the top."""
    told, outcome = version.comparison, cost_reads.outcome(now, version)
    components.breadcrumb([Place(t("page_costs.all", lang), "costs")], told.title)
    if version.number != newest.number:
        _older(version, lang)
    st.header(escape(told.title), anchor=False)
    st.markdown(f"**{escape(text.answer(outcome, lang))}**")
    for words in text.missing(outcome, lang):
        st.warning(escape(words), icon=":material/question_mark:")
    _totals(outcome, lang)
    for words in (*text.carbon(outcome, lang), text.discounting(outcome, lang)):
        st.caption(escape(words))
    if told.note:
        st.info(escape(told.note), icon=":material/info:")
    working.downloads(now, version, lang)
    _parts(outcome, lang)
    _sensitivity(now, version, outcome, lang)
    _meetings(now, version, outcome, lang)
    working.inputs(outcome, lang)
    working.lines_of(outcome, lang)
    acts.show(now, version, newest, lang)


def _older(version: Version, lang: str) -> None:
    st.warning(t("page_costs.old_version", lang), icon=":material/history:")
    newest = {"comparison": version.comparison.identifier}
    components.link(Place(t("page_costs.newest", lang), "costs", newest))


def _totals(outcome: Result, lang: str) -> None:
    told, names = outcome.comparison, lines.shown(outcome)
    # How a thing is had stands last: on a phone the amounts come first.
    columns = [Column("alternative", t("cost.column.alternative", lang)),
               *(Column(name, lines.heading(name, told, lang)) for name in names),
               Column("form", t("cost.column.form", lang))]  # fmt: skip
    rows: list[Row] = [
        {
            "alternative": one.alternative.name,
            "form": t(f"cost.form.{one.alternative.form}", lang),
            **{name: lines.figure(one, name, told, lang) for name in names},
        }
        for one in outcome.costed
    ]
    tables.plain_table(rows, columns, lang, alt=t("page_costs.totals_alt", lang))


def _parts(outcome: Result, lang: str) -> None:
    found, currency = chart.groups(outcome), outcome.comparison.currency
    if not found:
        return
    st.subheader(t("page_costs.parts", lang), anchor=False)
    left_out = [c.alternative.name for c in outcome.costed if c.alternative.name not in found]
    if left_out:
        st.caption(escape(t("page_costs.parts_left_out", lang, names=join(left_out, lang))))
    columns = [Column("alternative", t("cost.column.alternative", lang)),
               *(Column(g, t(f"cost.group.{g}", lang)) for g in chart.GROUPS)]  # fmt: skip
    rows: list[Row] = [
        {"alternative": name, **{g: money(value, lang, currency) for g, value in parts.items()}}
        for name, parts in found.items()
    ]
    alt = t("page_costs.parts_alt", lang, answer=text.answer(outcome, lang))
    charts.show(chart.parts_figure(outcome, lang), lang, key="cost_parts", alt=alt, rows=rows,
                columns=columns)  # fmt: skip


def _sensitivity(now: State, version: Version, outcome: Result, lang: str) -> None:
    st.subheader(t("page_costs.sensitivity", lang), anchor=False)
    if any(one.total is None for one in outcome.costed):
        st.caption(t("page_costs.sensitivity_none", lang))
        return
    options = hinges.hinges(version.comparison)
    hinge = address.one(
        "hinge", t("page_costs.hinge", lang), options, options[0],
        lambda code: t(f"cost.hinge.{code}", lang),
    )  # fmt: skip
    steps = cost_reads.tried(now, version, hinge)
    currency = outcome.comparison.currency
    best = dict.fromkeys(name for step in steps for name in lcc.cheapest(step.costs))
    key = "same" if len(best) == 1 else "turns"
    finding = t(
        f"page_costs.sensitivity_{key}", lang, hinge=t(f"cost.hinge.{hinge}", lang),
        low=steps[0].change_percent, high=Decimal(steps[-1].change_percent),
        name=next(iter(best), ""), names=join(best, lang),
    )  # fmt: skip
    st.markdown(escape(finding))
    names = [one.alternative.name for one in outcome.costed]
    columns = [Column("change", t("page_costs.axis_change", lang), "number"),
               *(Column(name, name) for name in names)]  # fmt: skip
    rows: list[Row] = [
        {"change": step.change_percent,
         **{name: money(step.costs[name], lang, currency) for name in names}}
        for step in steps
    ]  # fmt: skip
    charts.show(chart.tried_figure(steps, outcome, lang), lang, key="cost_tried", alt=finding,
                rows=rows, columns=columns)  # fmt: skip
    st.caption(t("page_costs.sensitivity_range", lang))


def _meetings(now: State, version: Version, outcome: Result, lang: str) -> None:
    st.subheader(t("page_costs.meetings", lang), anchor=False)
    found = cost_reads.meetings(now, version)
    if found:
        working.meetings(found, outcome, lang)
    else:
        st.caption(t("page_costs.meetings_none", lang))
    for words in text.paybacks(hinges.payback(outcome), lang):
        st.markdown(f"- {escape(words)}")
