"""Energy saved by tenders: what was promised and what was measured, by year and category."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from followup.domain.energy_saving import CATEGORIES, STAGES, SavedEnergy
from followup.i18n.text import number, quantity, t
from followup.rules import energy
from followup.services.energy import export, words
from followup.services.energy.savings import Overview
from followup.ui import address, charts, components, reads, tables, theme
from followup.ui.chart_parts import drawn, layout
from followup.ui.components import Place, escape
from followup.ui.energy import method, plus
from followup.ui.energy import reads as energy_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row

COLUMNS: Final = ("title", "category", "organisation", "ex_ante", "ex_post", "tonnes", "why")
COLOURS: Final = {"ex_ante": theme.QUIET, "ex_post": theme.LINE}


def show(now: State, lang: str) -> None:
    """The two rates, the years, the tenders, the plus-energy county, and how it is counted."""
    found = energy_reads.overview(now)
    st.markdown(t("page_energy.intro", lang))
    if not found.savings:
        _empty(now, lang)
    else:
        _rates(now, found, lang)
        _years(now, found, lang)
        _tenders(now, found, lang)
    plus.show(now, lang)
    method.show(now, lang)


def _empty(now: State, lang: str) -> None:
    place = Place(t("page_energy.add", lang), "energy", {"saving": "new"})
    components.empty_state(t("page_energy.none_yet", lang), place)
    if not reads.contracts(now):
        st.caption(t("page_energy.no_contracts", lang))


def _rates(now: State, found: Overview, lang: str) -> None:
    """Promised and measured, each by itself, beside the goal of SPP Regions."""
    target = energy_reads.yardstick(now, lang).goal.target
    for place, stage in zip(st.columns(len(STAGES)), STAGES, strict=True):
        total = found.rate(stage)
        with place, st.container(border=True, height="stretch", key=f"energy_{stage}"):
            st.metric(t(f"page_energy.rate_{stage}", lang), words.gwh(total.kwh, lang))
            key = "rate_of_one" if len(found.savings) == 1 else "rate_of"
            st.caption(t(f"page_energy.{key}", lang, count=number(len(total.counted), lang),
                         of=number(len(found.savings), lang)))  # fmt: skip
            tonnes = words.tonnes_of(total, lang)
            st.caption(t("page_energy.tonnes_beside", lang, tonnes=tonnes))
            if target is not None and total.kwh is not None:
                part = words.part_of(total.kwh, target, lang)
                st.caption(t("page_energy.of_target", lang, part=part,
                             target=quantity(target, "GWh/year", lang)))  # fmt: skip
            method.houses(total.kwh, now, lang)
    st.caption(t("page_energy.apart", lang))
    _not_counted(found, lang)


def _not_counted(found: Overview, lang: str) -> None:
    """What stands in no sum, by name and with the reason."""
    lines = [
        f"{escape(s.saving.title)}: {words.why(s, lang)}"
        for s in found.rate("ex_ante").not_counted
        if s.why == "no_baseline"
    ]
    if lines:
        st.warning("\n".join([t("page_energy.not_counted", lang), "",
                              *(f"- {line}" for line in lines)]),
                   icon=":material/help:")  # fmt: skip


def _years(now: State, found: Overview, lang: str) -> None:
    st.header(t("page_energy.years", lang), anchor=False)
    years = found.years(now.as_of)
    if not years:
        st.caption(t("page_energy.no_years", lang))
        return
    figure = go.Figure()
    for stage in STAGES:
        values = [found.of_year(stage, year).kwh for year in years]
        figure.add_bar(
            x=[str(year) for year in years],
            y=[drawn(energy.converted(v, "kWh", "MWh")) for v in values],
            name=words.stage(stage, lang), marker={"color": COLOURS[stage]},
            hovertext=[words.mwh(v, lang) for v in values], hoverinfo="text",
        )  # fmt: skip
    figure.update_layout(
        **layout(lang, height=280),
        barmode="group",
        xaxis={"type": "category"},
        yaxis={"rangemode": "tozero", "nticks": 4, "ticksuffix": " MWh"},
    )
    ended = [y for y in years if y < now.as_of.year]
    last = (ended or years)[-1]
    alt = t("page_energy.years_alt", lang, year=last,
            ex_ante=words.mwh(found.of_year("ex_ante", last).kwh, lang),
            ex_post=words.mwh(found.of_year("ex_post", last).kwh, lang))  # fmt: skip
    charts.show(figure, lang, key="energy_years", alt=alt, rows=_year_rows(found, years, lang),
                columns=_year_columns(lang))  # fmt: skip
    st.caption(t("page_energy.years_help", lang))


def _year_rows(found: Overview, years: Sequence[int], lang: str) -> list[Row]:
    """One row per year and category in which anything is counted."""
    rows: list[Row] = []
    for year in years:
        for category in CATEGORIES:
            sums = {stage: found.of_year(stage, year, category) for stage in STAGES}
            if any(total.counted for total in sums.values()):
                rows.append({
                    "year": str(year), "category": _category(category, lang),
                    **{stage: words.mwh(total.kwh, lang) if total.counted else "–"
                       for stage, total in sums.items()},
                    "tonnes": words.tonnes_of(sums["ex_post"], lang)
                    if sums["ex_post"].counted else "–",
                })  # fmt: skip
    return rows


def _year_columns(lang: str) -> list[Column]:
    names = ("year", "category", "ex_ante", "ex_post", "tonnes")
    return [Column(n, t(f"page_energy.column_{n}", lang)) for n in names]


def _tenders(now: State, found: Overview, lang: str) -> None:
    """Every tender; a click opens its working."""
    st.header(t("page_energy.tenders", lang), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="energy_actions"):
        components.link(
            Place(t("page_energy.add", lang), "energy", {"saving": "new"}), ":material/add:"
        )
        st.download_button(
            t("page_energy.download", lang), data=lambda: export.workbook(found, now.as_of, lang),
            file_name=t("page_energy.file", lang), mime=components.XLSX, key="energy_download",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    columns = [Column(n, t(f"page_energy.column_{n}", lang), pinned=n == "title") for n in COLUMNS]
    key = f"energy_list_{now.version}"
    picked = tables.grid(
        [_tender_row(found.of(s.identifier), lang) for s in found.savings], columns, lang,
        key=key, pick=True, height="content",
        alt=t("page_energy.list_alt", lang, count=number(len(found.savings), lang)),
    )  # fmt: skip
    titles = {s.identifier: s.title for s in found.savings}
    chosen = st.selectbox(
        t("page_energy.open_one", lang), list(titles), index=None, key="energy_open",
        format_func=lambda name: titles[name], placeholder=t("app.choose", lang),
    )  # fmt: skip
    name = found.savings[picked.row].identifier if picked else chosen
    if name:
        st.session_state.pop(key, None)
        address.put(saving=name)
        st.rerun()


def _tender_row(own: Sequence[SavedEnergy], lang: str) -> Row:
    saving = own[0].saving
    newest = {s.stage: s for s in own}
    reasons = dict.fromkeys(words.why(s, lang) for s in newest.values() if s.why)
    return {
        "title": saving.title, "category": _category(saving.category, lang),
        "organisation": saving.organisation,
        **{stage: _told(newest[stage], lang) for stage in STAGES},
        "tonnes": words.tonnes(newest["ex_post"].tonnes, lang),
        "why": " ".join(reasons),
    }  # fmt: skip


def _told(saved: SavedEnergy, lang: str) -> str:
    told = words.mwh(saved.saved_kwh, lang)
    return f"{told} ({saved.year})" if saved.saved_kwh is not None else told


def _category(code: str, lang: str) -> str:
    return t(f"energy_saving.category.{code}", lang)
