"""One fuel too many: how the energy is spread over fuels, and where one dominates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from followup.i18n.text import join, number, percent, t
from followup.reference.catalogue import Catalogue
from followup.services import parameters
from followup.services.energy import mix, mix_words, words
from followup.services.energy.mix import YearMix
from followup.services.proof.text import source_title
from followup.ui import address, charts, components, reads, resources, tables, theme
from followup.ui.chart_parts import in_percent, layout
from followup.ui.components import Place, escape
from followup.ui.energy import reads as energy_reads
from followup.ui.reads import State
from followup.ui.tables import Column, Row, Status

OWN: Final = "OWN"
LEVELS: Final = ("organisation", "contract")
FUELS: Final = ("fuel", "energy", "share", "tags")
COLUMNS: Final = ("name", "dominance", "largest", "spread", "index", "unknown", "coverage")


def show(now: State, lang: str) -> None:
    """The year's mix over all contracts, then by organisation or contract, and the rule."""
    found = energy_reads.mixes(now)
    st.markdown(t("fuel_mix.intro", lang))
    years = sorted({m.amounts.year for m in found}, reverse=True)
    if not years:
        place = Place(t("nav.upload", lang), "upload")
        components.empty_state(t("fuel_mix.none_yet", lang), place)
        _method(now, lang)
        return
    whole = [m.amounts.year for m in found if m.level == "all" and m.amounts.is_whole]
    default = str(max(whole, default=years[0]))
    year = int(address.one("year", t("fuel_mix.column_year", lang), [*map(str, years)], default))
    _whole(mix.of(found, "all", year)[0], lang)
    level = address.segments("level", t("fuel_mix.by", lang), LEVELS, LEVELS[0],
                             lambda code: t(f"fuel_mix.level.{code}", lang))  # fmt: skip
    own = mix.of(found, "contract" if level == "contract" else "organisation", year)
    _listed(own, now, lang)
    st.download_button(
        t("page_energy.download", lang),
        data=lambda: mix_words.workbook(found, reads.contracts(now),
                                        resources.installation().catalogue, now.as_of, lang),
        file_name=t("fuel_mix.file", lang), mime=components.XLSX, key="fuel_mix_download",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    _method(now, lang)


def _whole(one: YearMix, lang: str) -> None:
    """All contracts together: the largest fuel, how spread it is, and what is not known."""
    with st.container(border=True, key="fuel_mix_all"):
        st.metric(t("fuel_mix.largest", lang, year=one.amounts.year), mix_words.largest(one, lang))
        code = one.dominance or "cannot_tell"
        look = theme.mark(f"mix_{code}")
        st.badge(mix_words.dominance(one, lang), icon=look.icon, color=look.tone)
        if one.mix is not None:
            st.markdown(t("fuel_mix.spread", lang, count=mix_words.spread(one, lang),
                          index=mix_words.index(one, lang)))  # fmt: skip
        st.caption(unknown(one, lang))
    if one.dominance == "dominates" and one.mix is not None:
        fuel = t(f"fuel.{one.mix.shares[0].fuel}", lang)
        st.warning(t("fuel_mix.warning", lang, fuel=fuel), icon=":material/flag:")
    _chart(one, lang)


def unknown(one: YearMix, lang: str) -> str:
    """What the mix rests on: reports that are in, and rows whose energy or fuel is not known."""
    share = percent(one.amounts.coverage, lang, 0)
    rows = number(one.amounts.without_energy, lang)
    key = "rests_on" if one.amounts.without_energy else "rests_on_all"
    return t(f"fuel_mix.{key}", lang, share=share, rows=rows)


def _chart(one: YearMix, lang: str) -> None:
    """Each fuel's share of the energy; one chart, one basis."""
    if one.mix is None:
        st.info(t("fuel_mix.not_told", lang), icon=":material/help:")
        return
    shares = one.mix.shares[::-1]
    names = [t(f"fuel.{s.fuel}", lang) for s in shares]
    figure = go.Figure()
    figure.add_bar(
        x=[in_percent(s.low) for s in shares], y=names, orientation="h",
        marker={"color": [theme.fuel_look(s.fuel)[0] for s in shares],
                "pattern": {"shape": [theme.fuel_look(s.fuel)[1] for s in shares]}},
        text=[mix_words.span(s.low, s.high, lang) for s in shares], textposition="outside",
        cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip
    figure.update_layout(
        **layout(lang, height=90 + 40 * len(shares)), showlegend=False,
        xaxis={"range": [0, 112], "tickvals": [0, 50, 100],
               "ticktext": [f"{x}{t('chart.percent_suffix', lang)}" for x in (0, 50, 100)]},
        yaxis={"automargin": True},
    )  # fmt: skip
    alt = t("fuel_mix.chart_alt", lang, year=one.amounts.year, largest=mix_words.largest(one, lang))
    charts.show(figure, lang, key="fuel_mix_chart", alt=alt, rows=_fuel_rows(one, lang),
                columns=[Column(n, t(f"fuel_mix.column_{n}", lang)) for n in FUELS])  # fmt: skip
    rows = [(t(f"fuel.{s.fuel}", lang), mix_words.tags(_catalogue(), s.fuel, lang))
            for s in one.mix.shares]  # fmt: skip
    st.subheader(t("fuel_mix.tags", lang), anchor=False)
    st.caption(t("fuel_mix.tags_help", lang))
    tables.pairs(rows, alt=t("fuel_mix.tags", lang))


def _catalogue() -> Catalogue:
    return resources.installation().catalogue


def _fuel_rows(one: YearMix, lang: str) -> list[Row]:
    shares = {s.fuel: s for s in one.mix.shares} if one.mix else {}
    return [
        {
            "fuel": t(f"fuel.{f.fuel}", lang),
            "energy": words.mwh(f.kwh, lang),
            "share": mix_words.span(shares[f.fuel].low, shares[f.fuel].high, lang)
            if f.fuel in shares
            else t("unit.unknown", lang),
            "tags": mix_words.tags(_catalogue(), f.fuel, lang),
        }
        for f in sorted(one.amounts.fuels, key=lambda f: -(f.kwh or 0))
    ]


def _listed(own: Sequence[YearMix], now: State, lang: str) -> None:
    """Those one fuel dominates first; a contract leads to its own page with the rows behind."""
    contracts = reads.contracts(now)
    rows: list[Row] = [
        {
            "name": mix_words.name(one, contracts, lang),
            "dominance": Status(f"mix_{one.dominance or 'cannot_tell'}",
                                mix_words.dominance(one, lang)),
            "largest": mix_words.largest(one, lang),
            "spread": mix_words.spread(one, lang),
            "index": mix_words.index(one, lang),
            "unknown": percent(one.mix.unknown, lang, 0) if one.mix else t("unit.unknown", lang),
            "coverage": percent(one.amounts.coverage, lang, 0),
        }
        for one in own
    ]  # fmt: skip
    columns = [
        Column(n, t(f"fuel_mix.column_{n}", lang), kind="status" if n == "dominance" else "text",
               pinned=n == "name")
        for n in COLUMNS
    ]  # fmt: skip
    count = number(sum(one.dominance == "dominates" for one in own), lang)
    alt = t("fuel_mix.list_alt", lang, count=count, of=number(len(own), lang))
    st.caption(alt)
    tables.grid(rows, columns, lang, key=f"fuel_mix_{now.version}", alt=alt, height="content")
    numbers = [one.name for one in own if one.level == "contract"]
    if numbers:
        titles = {c.number: c.title for c in contracts}
        chosen = st.selectbox(
            t("fuel_mix.open_contract", lang), numbers, index=None, key="fuel_mix_open",
            format_func=lambda n: f"{n} · {titles.get(n, '')}", placeholder=t("app.choose", lang),
        )  # fmt: skip
        if chosen:
            place = Place(t("page_energy.to_contract", lang), "contracts", {"contract": chosen})
            components.link(place, ":material/contract:")


def _method(now: State, lang: str) -> None:
    with st.expander(t("page_energy.method", lang), key="fuel_mix_method"):
        limit = parameters.value(_catalogue(), "fuel_mix_rule", "dominance_share", now.as_of)
        floor = parameters.value(_catalogue(), "goal_rule", "coverage_floor", now.as_of)
        said = {"limit": percent(limit, lang, 0), "floor": percent(floor, lang, 0)}
        st.markdown(t("fuel_mix.method_text", lang, **said))
        for tag in {t_.note: t_ for t_ in _catalogue().fuel_tags}.values():
            word = t(f"fuel_mix.tag.{tag.tag}", lang)
            st.markdown(f"- {word}: {escape(t(f'fuel_mix.tag_why.{tag.note}', lang))}")
        named = {tag.source for tag in _catalogue().fuel_tags} - {OWN}
        titles = join((source_title(_catalogue(), one, lang) for one in sorted(named)), lang)
        st.caption(t("fuel_mix.tags_source", lang, source=escape(titles)))
