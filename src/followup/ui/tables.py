"""Tables twice: a grid to sort and click, and a plain table that a screen reader can read.

The grid is drawn on a canvas; its twin is real markup with the same words. Numbers are written
by us (Streamlit's own formats follow the browser, not the chosen language).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from followup.i18n.text import day, number, percent, t
from followup.ui import theme
from followup.ui.components import escape

# A mark is a status in a real table: its sign, words and colours.
Kind = Literal["text", "number", "percent", "date", "status", "mark"]
Row = Mapping[str, object]

# A plain table longer than this helps nobody; the export has every row.
TWIN_ROWS = 200
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-]|\.\w)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in the rows, its heading and how its values are written."""

    name: str
    label: str
    kind: Kind = "text"
    decimals: int = 0
    pinned: bool = False
    width: Literal["small", "medium", "large"] | int | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A status cell: the code gives sign and colour, ``text`` the words ("Uppfyllt 71,4 %").

    ``note`` stands behind a mark, without its colour.
    """

    code: str
    text: str
    note: str = ""

    def __str__(self) -> str:
        """Sign and words."""
        return f"{theme.mark(self.code).sign} {self.text}"


@dataclass(frozen=True, slots=True)
class Picked:
    """The cell a reader clicked: the row's number in what was passed in, the column's name."""

    row: int
    column: str


def written(value: object, column: Column, lang: str) -> str:
    """A cell's words. None is "okänt" for amounts and days and empty for text."""
    if column.kind == "number":
        return number(value if isinstance(value, Decimal | int) else None, lang, column.decimals)
    if column.kind == "percent":
        share = value if isinstance(value, Decimal) else None
        return percent(share, lang, column.decimals)
    if column.kind == "date":
        return day(value if isinstance(value, date) else None, lang)
    return "" if value is None else str(value)


def grid(
    rows: Sequence[Row],
    columns: Sequence[Column],
    lang: str,
    *,
    key: str,
    alt: str,
    pick: bool = False,
    height: int | Literal["auto", "content"] = "auto",
    row_height: int | None = None,
    twin_rows: int = TWIN_ROWS,
) -> Picked | None:
    """Draw rows as a grid with its twin below; with ``pick``, return the clicked cell.

    ``alt`` says what the table shows, in a sentence. Selection can be set in tests through
    ``st.session_state[key]``.
    """
    styled = _styled(rows, columns, lang)
    config: dict[str, Any] = {
        c.label: st.column_config.Column(c.label, width=c.width, help=c.help, pinned=c.pinned)
        for c in columns
    }
    shared: dict[str, Any] = {
        "hide_index": True,
        "column_config": config,
        "height": height,
        "row_height": row_height,
        "placeholder": t("unit.unknown", lang),
    }
    picked = None
    if pick:
        event = st.dataframe(
            styled, key=key, alt=alt, on_select="rerun", selection_mode="single-cell", **shared
        )
        cells = event.selection.cells
        names = {c.label: c.name for c in columns}
        if cells and cells[0][0] < len(rows):
            picked = Picked(int(cells[0][0]), names[cells[0][1]])
    else:
        st.dataframe(styled, key=key, alt=alt, **shared)
    twin(rows, columns, lang, alt=alt, most=twin_rows)
    return picked


def twin(
    rows: Sequence[Row],
    columns: Sequence[Column],
    lang: str,
    *,
    alt: str,
    most: int = TWIN_ROWS,
    whole: int | None = None,
) -> None:
    """The folded plain table under a grid or a chart; ``whole`` counts rows it was not given."""
    of = len(rows) if whole is None else whole
    with st.expander(t("app.show_as_table", lang)):
        plain_table(rows[:most], columns, lang, alt=alt)
        if of > most:
            shown, count = number(most, lang), number(of, lang)
            st.caption(t("app.rows_shown", lang, shown=shown, count=count))


def plain_table(rows: Sequence[Row], columns: Sequence[Column], lang: str, *, alt: str) -> None:
    """Rows as a real table; every word in it is made inert."""
    labels = [escape(column.label) for column in columns]
    cells = [[_inert(row.get(c.name), c, lang) for c in columns] for row in rows]
    st.table(
        pd.DataFrame(cells, columns=labels, dtype="str"),
        hide_index=True,
        border="horizontal",
        alt=alt,
    )


def _inert(value: object, column: Column, lang: str) -> str:
    words = _harmless(written(value, column, lang))
    if column.kind == "mark" and isinstance(value, Status):
        note = f" {escape(value.note)}" if value.note else ""
        return f":{theme.mark(value.code).tone}-badge[{words}]{note}"
    return words


@lru_cache(maxsize=8_192)
def _harmless(text: str) -> str:
    """Kept, since a rerun writes the same tables anew."""
    return escape(unbroken(text))


def unbroken(text: str) -> str:
    """Text whose days no line cuts at a hyphen.

    Numbers of contracts and names of files stay as they are: they are copied and searched for.
    """
    return _DAY.sub(lambda day: day[0].replace("-", "\N{NON-BREAKING HYPHEN}"), text)


def pairs(lines: Sequence[tuple[str, str]], *, alt: str) -> None:
    """Labels and what belongs to them as a real table, each label the header of its row; every
    word made inert.
    """
    labels = pd.Index([f"**{escape(label)}**" for label, _ in lines], name="label", dtype="str")
    texts = [escape(unbroken(text)) for _, text in lines]
    st.table(
        pd.DataFrame({"text": texts}, index=labels, dtype="str"),
        hide_header=True,
        border="horizontal",
        alt=alt,
    )


def _styled(rows: Sequence[Row], columns: Sequence[Column], lang: str) -> Styler:
    dark = theme.is_dark()
    styler = pd.DataFrame(
        {c.label: [_sortable(row.get(c.name), c) for row in rows] for c in columns}
    ).style
    # All columns of verdicts at once: each call costs as much as a hundred cells.
    verdicts = [c for c in columns if c.kind == "status"]
    cells = (row.get(c.name) for c in verdicts for row in rows)
    styles = {str(x): theme.cell_style(x.code, dark) for x in cells if isinstance(x, Status)}
    if styles:
        styler = styler.map(partial(_look_up, styles), subset=[c.label for c in verdicts])
    for c in columns:
        if c.kind not in ("text", "status"):
            styler = styler.format(partial(_shown, c, lang), subset=[c.label])
    return styler


def _sortable(value: object, column: Column) -> object:
    if column.kind in ("number", "percent"):
        return float(value) if isinstance(value, Decimal | int) else None
    if column.kind == "date":
        return value
    return "" if value is None else str(value)


def _shown(column: Column, lang: str, value: Any) -> str:
    if column.kind == "date":
        return "" if pd.isna(value) else day(value, lang)
    known = None if pd.isna(value) else Decimal(repr(float(value)))
    return written(known, column, lang)


def _look_up(styles: Mapping[str, str], text: str) -> str:
    return styles.get(text, "")
