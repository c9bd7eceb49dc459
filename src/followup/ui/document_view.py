"""A document (``render.document``) as a part of a page: the words that paper and slides carry."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go
import streamlit as st

from followup.render.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Key,
    Links,
    Paragraph,
    Series,
    Sources,
    Table,
    table_of,
)
from followup.ui import charts, tables, theme
from followup.ui.chart_parts import drawn, layout
from followup.ui.components import escape
from followup.ui.tables import Column, Row

KEY_WIDTH: Final = 220
_DASHES: Final = {"solid": "solid", "dashed": "dash", "dotted": "dot"}


def show(document: Document, key: str) -> None:
    """The whole document in a frame; its title is a heading of the second level."""
    with st.container(border=True, key=key):
        st.header(escape(document.title), anchor=False)
        for place, block in enumerate(document.blocks):
            _show(block, document.lang, f"{key}_{place}")


def _show(block: Block, lang: str, key: str) -> None:
    match block:
        case Heading():
            st.subheader(escape(block.text), anchor=False)
        case Paragraph():
            words = escape(tables.unbroken(block.text)).replace("\n", "  \n")
            st.markdown(f"**{words}**" if block.is_strong else words)
        case Bullets():
            st.markdown("\n".join(f"- {escape(tables.unbroken(i))}" for i in block.items))
        case Key():
            _key(block)
        case Chart():
            _chart(block, lang, key)
        case Table():
            _table(block, lang)
        case Sources():
            st.caption("  \n".join(escape(item) for item in block.items))
        case Links():
            st.markdown("\n".join(f"- {escape(item.text)}" for item in block.items))


def _key(block: Key) -> None:
    with st.grid(3, min_column_width=KEY_WIDTH, gap="small"):
        for number in block.numbers:
            with st.container(border=True, height="stretch"):
                # A metric cuts its label short; a goal's name is read whole.
                st.caption(escape(number.label))
                st.metric(escape(number.label), number.text, label_visibility="collapsed")
                st.caption(escape(tables.unbroken(number.note)))


def _table(block: Table, lang: str) -> None:
    if not block.headings and block.rows and len(block.rows[0]) == 2:
        tables.pairs([(row[0], row[1]) for row in block.rows], alt=block.rows[0][0])
        return
    names = [str(n) for n in range(len(block.headings))]
    rows: list[Row] = [dict(zip(names, row, strict=True)) for row in block.rows]
    columns = [Column(n, title) for n, title in zip(names, block.headings, strict=True)]
    tables.plain_table(rows, columns, lang, alt=", ".join(block.headings))


def _chart(block: Chart, lang: str, key: str) -> None:
    """A chart of lines or bars, with its table folded under it."""
    st.markdown(f"**{escape(block.title)}** ({escape(block.unit)})")
    figure = go.Figure()
    for series in block.series:
        if series.style in _DASHES:
            _add(figure, block, series)
    figure.update_layout(
        **layout(lang, height=260),
        xaxis={"type": "category", "showgrid": False},
        yaxis={"rangemode": "tozero", "tickformat": ",", "nticks": 5},
    )
    told = table_of(block)
    names = [str(n) for n in range(len(told.headings))]
    rows: list[Row] = [dict(zip(names, row, strict=True)) for row in told.rows]
    columns = [Column(n, title) for n, title in zip(names, told.headings, strict=True)]
    charts.show(figure, lang, key=key, alt=block.alt, rows=rows, columns=columns)


def _add(figure: go.Figure, block: Chart, series: Series) -> None:
    shared = {
        "x": list(block.categories), "y": [drawn(v) for v in series.values],
        "name": series.name, "hoverinfo": "text",
        "hovertext": [
            f"{series.name} {category}: {text}"
            for category, text in zip(block.categories, series.texts, strict=True)
        ],
    }  # fmt: skip
    is_main = series.style == "solid"
    if block.kind != "line" and is_main:
        figure.add_bar(**shared, marker={"color": theme.LINE})
        return
    colour = theme.LINE if is_main else theme.NEEDED
    line = {"color": colour, "width": 3 if is_main else 2, "dash": _DASHES[series.style]}
    figure.add_scatter(**shared, mode="lines+markers", line=line, connectgaps=False)
