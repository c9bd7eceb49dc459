"""The tester: how many suppliers would have met a clause, and what evidence would be missing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.domain.parties import Contract
from followup.goals.hiding import HidingRule
from followup.i18n.text import join, number, percent, t
from followup.rules.trial import OUTCOMES, TRIED
from followup.services.asks import reports_needed
from followup.services.tester import export, outcomes, text
from followup.services.tester.evidence import Lacking
from followup.services.tester.outcomes import TOTAL, AtLevel, Group, Result
from followup.services.tester.trial import Trial, is_same
from followup.ui import address, charts, components, reads, tables, theme, whose
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.shared import reads as shared_reads
from followup.ui.tables import Column, Row
from followup.ui.tester import chart, form, use
from followup.ui.tester import reads as tester_reads
from followup.ui.tester.form import Proposed


def show(now: State, lang: str) -> None:
    """The clause, the answer, other levels, kinds of contract, and the evidence."""
    contracts = reads.contracts(now)
    st.markdown(t("tester.intro", lang))
    whose.note(lang)
    if not any(not c.is_internal for c in contracts):
        components.empty_state(
            t("tester.no_contracts", lang), Place(t("nav.contracts", lang), "contracts")
        )
        return
    proposed = form.show(contracts, shared_reads.in_force(now), lang)
    if proposed is None:
        return
    with components.busy(t("app.working", lang)):
        trial = tester_reads.tried(now, proposed.clause)
    if proposed.clause.spec.basis in ("evidence", "market"):
        st.info(t("tester.not_tried", lang), icon=":material/person_check:")
        _evidence(now, Result(trial, now.as_of.year, ()), TOTAL, (), lang)
    elif trial.years:
        _tried(now, proposed, trial, lang)
    else:
        components.empty_state(_nothing(trial, lang))
    _own_verdicts(contracts, proposed, lang)
    use.show(contracts, proposed, lang)


def _tried(now: State, proposed: Proposed, trial: Trial, lang: str) -> None:
    left, right = st.columns(2)
    with left:
        years = [str(year) for year in trial.years]
        year = int(address.one("year", t("tester.year", lang), years, _first(years, now)))
    with components.busy(t("app.working", lang)):
        result = tester_reads.result(now, proposed.clause, year)
    with right:
        names = [group.name for group in result.groups if group.name]
        name = address.select("group", t("tester.group", lang), names, lang) or TOTAL
    group = result.group(name)
    if group is None:
        return
    by = tester_reads.rule(now)
    levels = outcomes.curve(result, name)
    lacking = tester_reads.lacking(now, proposed.clause, year, name)
    _answer(result, group, proposed, by, lang)
    _levels(levels, group, year, lang)
    _evidence(now, result, name, lacking, lang)
    _groups(result, proposed, lang)
    with st.expander(t("tester.how", lang), icon=":material/function:"):
        st.markdown(t("tester.how_text", lang))
    needed = tester_reads.needed(now, result, name)
    st.download_button(
        t("tester.download", lang),
        data=lambda: export.workbook(result, levels, needed, lacking, by, lang),
        file_name=t("tester.download_file", lang), mime=components.XLSX, key="tester_download",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _first(years: Sequence[str], now: State) -> str:
    """The newest year that is over, else the newest there is."""
    return next((year for year in years if int(year) < now.as_of.year), years[0])


def _nothing(trial: Trial, lang: str) -> str:
    """Why there is nothing to try the clause on."""
    clause = trial.proposed
    if any(a.measured.covered for one in trial.tried for a in one.assessments):
        period = t(f"period.{clause.assessment_period}", lang)
        return t("tester.not_over", lang, period=period[:1].lower() + period[1:])
    kinds = join((t(f"report_type.{k}", lang).lower() for k in reports_needed(clause.spec)), lang)
    if not kinds:
        return t("tester.no_deliveries_any", lang)
    return t("tester.no_deliveries", lang, kinds=kinds)


def _answer(result: Result, group: Group, proposed: Proposed, by: HidingRule, lang: str) -> None:
    if not proposed.has_level:
        st.info(t("tester.no_level", lang), icon=":material/edit:")
        if group.counts is None:
            st.markdown(text.answer(result, group, by, lang))
        return
    st.markdown(f"**{escape(text.answer(result, group, by, lang))}**")
    if group.counts is not None and group.tried:
        with st.container(horizontal=True, gap="small", key="tester_counts"):
            for outcome, mark in zip(TRIED, ("met", "not_met", "not_assessable"), strict=True):
                look = theme.mark(mark)
                words = f"{text.column(outcome, lang)}: {number(group.counts[outcome], lang)}"
                st.badge(words, icon=look.icon, color=look.tone)
    if words := text.left_out(result, group, lang):
        st.caption(escape(words))


def _levels(levels: Sequence[AtLevel], group: Group, year: int, lang: str) -> None:
    if not levels:
        return
    st.subheader(t("tester.levels", lang, year=year), anchor=False)
    st.caption(t("tester.levels_help", lang))
    low, high = levels[len(levels) // 2 - 1], levels[-2]
    alt = t(
        "tester.levels_alt", lang, met=number(low.met, lang), tried=number(group.tried, lang),
        low=percent(low.level, lang, 0), met_high=number(high.met, lang),
        high=percent(high.level, lang, 0),
    )  # fmt: skip
    rows: list[Row] = [
        {"level": percent(at.level, lang, 0), **text.written(text.level_cells(at), lang)}
        for at in levels
    ]
    columns = [Column("level", t("tester.axis_level", lang))]
    columns += [Column(o, text.column(o, lang)) for o in TRIED]
    charts.show(
        chart.figure(levels, lang), lang, key="tester_chart", alt=alt, rows=rows, columns=columns
    )


def _groups(result: Result, proposed: Proposed, lang: str) -> None:
    st.subheader(t("tester.groups", lang, year=result.year), anchor=False)
    rows: list[Row] = [
        {"group": text.group_name(g.name, lang), **text.written(text.group_cells(g), lang)}
        for g in result.groups
    ]
    told = OUTCOMES if proposed.has_level else OUTCOMES[len(TRIED) :]
    columns = [Column(name, text.column(name, lang)) for name in (*text.GROUP_COLUMNS, *told)]
    alt = t("tester.groups_alt", lang, year=result.year)
    tables.plain_table(rows, columns, lang, alt=alt)


def _evidence(now: State, result: Result, name: str, lacking: Sequence[Lacking], lang: str) -> None:
    found = tester_reads.needed(now, result, name)
    if found:
        st.subheader(t("tester.evidence", lang), anchor=False)
        columns = [Column("evidence", t("tester.evidence_column", lang)),
                   Column("sent", t("tester.sent_column", lang))]  # fmt: skip
        rows: list[Row] = [text.needed_row(one, lang) for one in found]
        tables.plain_table(rows, columns, lang, alt=t("tester.evidence_alt", lang))
    if lacking:
        st.subheader(t("tester.lacking", lang), anchor=False)
        columns = [Column("what", t("tester.lacking_column", lang)),
                   Column("suppliers", t("tester.lacking_suppliers", lang))]  # fmt: skip
        waits: list[Row] = [
            {"what": text.lacking_words(x, lang), "suppliers": number(x.suppliers, lang)}
            for x in lacking
        ]
        tables.plain_table(waits, columns, lang, alt=t("tester.lacking_alt", lang))


def _own_verdicts(contracts: Sequence[Contract], proposed: Proposed, lang: str) -> None:
    """An existing clause, unchanged: its own contract's verdicts, which are the same."""
    for contract in contracts:
        for clause in contract.requirements:
            if is_same(clause, proposed.clause):
                query = {"contract": contract.number}
                words = t("tester.own_verdicts", lang, contract=escape(contract.number))
                components.link(Place(words, "compliance", query), ":material/rule:")
