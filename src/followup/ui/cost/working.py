"""What a comparison rests on: the inputs by whose they are, every payment, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from followup.domain.cost_comparison import Version
from followup.i18n.text import t
from followup.render.document_pdf import PDF
from followup.services.cost import export, lines, text
from followup.services.cost.hinges import Meeting
from followup.services.cost.lines import InputLine
from followup.services.cost.working import Result
from followup.ui import components, resources, tables
from followup.ui.reads import State
from followup.ui.tables import Column, Row

INPUTS = ("alternative", "input", "value", "source")
WORKING = ("part", "at_years", "amount", "factor", "present_value")
MEETINGS = ("quantity", "at", "meaning")


def downloads(now: State, version: Version, lang: str) -> None:
    """The whole working as a workbook and as a PDF."""
    catalogue = resources.installation().catalogue
    with st.container(horizontal=True, key="cost_files"):
        st.download_button(
            t("page_costs.download_xlsx", lang),
            data=partial(export.workbook, version, catalogue, lang),
            file_name=export.file_name(version, lang, ".xlsx"), mime=components.XLSX,
            key="cost_xlsx", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            t("page_costs.download_pdf", lang),
            data=partial(export.paper, version, catalogue, lang, now.as_of),
            file_name=export.file_name(version, lang, ".pdf"), mime=PDF,
            key="cost_pdf", icon=":material/picture_as_pdf:", on_click="ignore",
        )  # fmt: skip


def inputs(outcome: Result, lang: str) -> None:
    """The buyer's inputs and the bidders' in a table each, with their sources."""
    catalogue = resources.installation().catalogue
    every = list(lines.inputs(outcome.comparison, catalogue, lang))
    for owner in ("buyer", "bidder"):
        title = t(f"page_costs.inputs_{owner}", lang)
        st.subheader(title, anchor=False)
        rows: list[Row] = [
            {
                "alternative": one.alternative or t("cost.all_alternatives", lang),
                "input": text.input_name(one.name, lang),
                "value": _with_unit(one, lang), "source": one.source,
            }
            for one in every if one.owner == owner
        ]  # fmt: skip
        with st.container(key=f"stack_cost_{owner}"):
            tables.plain_table(rows, _columns(INPUTS, lang), lang, alt=title)


def _with_unit(one: InputLine, lang: str) -> str:
    """A value with its unit; what is unknown or left out has none."""
    said = text.stated(one.value, one.name, lang)
    return said if one.value is None else f"{said} {one.unit}"


def lines_of(outcome: Result, lang: str) -> None:
    """Every payment of every alternative, folded."""
    with st.expander(t("page_costs.working", lang), icon=":material/calculate:"):
        st.caption(text.formula(outcome.comparison, lang))
        every = list(lines.working(outcome, lang))
        for one in outcome.costed:
            name = one.alternative.name
            st.markdown(f"**{components.escape(name)}**")
            rows: list[Row] = [
                dict(zip(WORKING, export.work_row(line, lang), strict=True))
                for line in every if line.alternative == name
            ]  # fmt: skip
            tables.plain_table(rows, _columns(WORKING, lang), lang, alt=name)
    with st.expander(t("page_costs.about", lang), icon=":material/menu_book:"):
        st.markdown(t("page_costs.about_text", lang))


def meetings(found: Sequence[Meeting], outcome: Result, lang: str) -> None:
    """Where the alternatives cost the same, in a table."""
    catalogue = resources.installation().catalogue
    rows: list[Row] = []
    for one in found:
        at, meaning = text.meeting(one, outcome, catalogue, lang)
        rows.append({"quantity": text.meeting_name(one, lang), "at": at, "meaning": meaning})
    with st.container(key="stack_cost_meetings"):
        tables.plain_table(
            rows, _columns(MEETINGS, lang), lang, alt=t("page_costs.meetings", lang)
        )  # fmt: skip


def _columns(names: Sequence[str], lang: str) -> list[Column]:
    return [Column(name, t(f"cost.column.{name}", lang)) for name in names]
