"""The page on method and sources: every figure to search, what counts, and how it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from followup.domain.period import Period, parse_period
from followup.errors import UserError
from followup.i18n import glossary
from followup.i18n.text import number, t
from followup.services.forecast import forecast
from followup.services.forecast import text as forecast_text
from followup.services.method import export as method_export
from followup.services.method import lines as method_lines
from followup.services.method.lines import Line
from followup.ui import address, components, resources, tables, theme
from followup.ui.components import escape

STEPS: Final = (
    "limit", "rows", "amounts", "interval", "verdict", "rounding", "coverage", "sources", "proof",
)  # fmt: skip
AFTER: Final = ("enough", "penalty_basis", "spot_check", "index_clause")
VIEWS: Final = ("view_figures", "view_counted", "view_steps")
FILTERS: Final = ("table", "fuel", "country", "status")
FIRST_LINES = 30


def view(lang: str) -> str:
    """Which of the page's parts is open; it stands in the address."""
    label = t("page_method.view", lang)
    return address.segments(
        "view", label, VIEWS, VIEWS[0], lambda code: t(f"page_method.{code}", lang)
    )


def steps(lang: str) -> None:
    """From a supplier's rows to a verdict, to a forecast, and what may follow, in plain words."""
    st.header(t("page_method.steps_title", lang), anchor=False)
    _numbered([t(f"page_method.step.{code}", lang) for code in STEPS])
    st.header(t("forecast.steps_title", lang), anchor=False)
    rule = forecast.rule_of(resources.installation().catalogue, resources.today())
    _numbered(forecast_text.steps(rule, lang))
    st.header(t("page_method.after_title", lang), anchor=False)
    after = {code: t(f"page_method.after.{code}", lang) for code in AFTER}
    after["clean_vehicle"] = t("page_clean.method_text", lang)
    for code, words in after.items():
        st.markdown(f"**{glossary.term(code, lang)}.** {words}")


def _numbered(said: Sequence[str]) -> None:
    st.markdown("\n".join(f"{place}. {words}" for place, words in enumerate(said, start=1)))


def figures(lang: str) -> None:
    """Every line of the catalogue, to search and to filter; the choice stands in the address."""
    with components.busy(t("page_method.opening", lang)):
        lines = _lines(resources.installation().catalogue.checksum, lang)
    wanted = address.text("find", t("page_method.search", lang), t("page_method.search_hint", lang))
    chosen = _filters(lines, lang)
    found = method_lines.search(lines, wanted, _period(lang), **chosen)
    said = t("page_method.count", lang, count=number(len(found), lang),
             whole=number(len(lines), lang))  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{said}**", width="content")
        if found:
            _download(found, [said, wanted], lang)
    _warn(lines, lang)
    if found:
        _table(found, (wanted, address.get("during"), *chosen.values()), lang)
    else:
        components.empty_state(t("page_method.none", lang))
    _status_words(lines, lang)


def _filters(lines: Sequence[Line], lang: str) -> dict[str, str | None]:
    options = {
        "table": list(dict.fromkeys(line.table for line in lines)),
        "fuel": [f.code for f in resources.installation().catalogue.fuels],
        "country": sorted({line.country for line in lines if line.country}),
        "status": list(dict.fromkeys(line.status for line in lines if line.status)),
    }
    written = {
        "table": lambda code: method_lines.table_name(code, lang),
        "fuel": lambda code: t(f"fuel.{code}", lang),
        "country": lambda code: t(f"page_method.country_{code}", lang),
        "status": lambda code: _status(code, t(f"source_status.{code}", lang)),
    }
    labels = {
        "table": t("page_method.table", lang),
        "fuel": t("page_method.fuel", lang),
        "country": t("page_method.country", lang),
        "status": t("proof.column.status", lang),
    }
    with st.container(horizontal=True, key="method_filters"):
        return {n: address.select(n, labels[n], options[n], lang, written[n]) for n in FILTERS}


def _period(lang: str) -> Period | None:
    """The days that figures must hold on, as written; None where nothing or no period is."""
    with st.container(width=320):
        written = address.text(
            "during", t("page_method.during", lang), t("page_method.during_hint", lang)
        )
    try:
        return parse_period(written.strip()) if written.strip() else None
    except UserError as error:
        components.error_box(error, lang)
        return None


def _status(code: str, words: str) -> str:
    return f"{theme.mark(code).sign} {words}"


def _download(found: Sequence[Line], notes: list[str], lang: str) -> None:
    st.download_button(
        t("page_method.download", lang),
        data=partial(method_export.workbook, found, [n for n in notes if n.strip()], lang),
        file_name=f"{t('page_method.file', lang)}.xlsx",
        mime=components.XLSX,
        key="method_workbook",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def _warn(lines: tuple[Line, ...], lang: str) -> None:
    count, whole = method_lines.unverified(lines)
    words = {"count": number(count, lang), "whole": number(whole, lang)}
    look = theme.mark(method_lines.UNVERIFIED)
    text = t("page_method.unverified", lang, **words)
    st.markdown(f":{look.tone}[{look.icon} {text}]" if count else text)


def _table(found: Sequence[Line], chosen: tuple[str | None, ...], lang: str) -> None:
    key = "method_shown_" + "_".join(part or "" for part in chosen)
    most = st.session_state.get(key, FIRST_LINES)
    heads = [t(f"page_method.{name}", lang) for name in
             ("what", "column.value", "column.valid", "column.source")]  # fmt: skip
    cells = [_cells(line, lang) for line in found[:most]]
    with st.container(key="stack_method"):
        st.table(
            pd.DataFrame(cells, columns=heads, dtype="str"),
            hide_index=True, border="horizontal", alt=t("page_method.alt", lang),
        )  # fmt: skip
    if len(found) > most:
        words = {"shown": number(most, lang), "count": number(len(found), lang)}
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(t("page_method.more", lang), key="method_more", icon=":material/add:"):
                st.session_state[key] = most + FIRST_LINES * 2
                st.rerun()
            st.caption(t("page_method.shown", lang, **words), width="content")


def _cells(line: Line, lang: str) -> list[str]:
    """What it is, its value, when it holds, and how sure it is with its source: four cells."""
    what = f"**{escape(line.subject)}**"
    what += "".join(f"  \n{escape(part)}" for part in (line.part, line.kind) if part)
    value = f"**{escape(line.value)}**" if line.value else ""
    days = " · ".join(escape(part) for part in (line.country, line.valid) if part)
    if line.known_from:
        days += f"  \n{escape(t('page_method.since', lang, day=line.known_from))}"
    return [what, value, days.replace("\\-", "\N{NON-BREAKING HYPHEN}"), _origin(line, lang)]


def _origin(line: Line, lang: str) -> str:
    parts = []
    if line.status:
        look = theme.mark(line.status)
        parts.append(f":{look.tone}-badge[{look.icon} {escape(line.status_text)}]")
    parts.append(escape(line.source))
    if line.where:
        parts.append(escape(t("page_method.where", lang, where=line.where)))
    if line.address.startswith(("https://", "http://")) and " " not in line.address:
        parts.append(f"[{t('page_method.open_source', lang)}]({line.address})")
    elif line.address:
        parts.append(escape(line.address))
    if line.note:
        parts.append(f"*{escape(line.note)}*")
    return "  \n".join(part for part in parts if part)


def _status_words(lines: Sequence[Line], lang: str) -> None:
    codes = dict.fromkeys(line.status for line in lines if line.status)
    words = {code: t(f"source_status.{code}", lang) for code in codes}
    with st.expander(t("page_method.status_help", lang)):
        tables.pairs(
            [(_status(c, words[c]), t(f"source_status.{c}_help", lang)) for c in codes],
            alt=t("page_method.status_help", lang),
        )


@st.cache_data(max_entries=6, show_spinner=False)
def _lines(checksum: str, lang: str) -> tuple[Line, ...]:
    del checksum  # it is the key
    return method_lines.build(resources.installation().catalogue, lang)
