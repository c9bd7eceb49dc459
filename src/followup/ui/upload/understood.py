"""Steps 2 and 3 of an upload: which tables were found, and what their columns were read as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from followup.i18n.text import has_text, join, number, t
from followup.ingest.draft import ColumnMapping, Draft, TableRead
from followup.ingest.layout import report_type
from followup.services.installation import Installation
from followup.ui.components import escape
from followup.ui.tables import Column, plain_table
from followup.ui.upload.steps import SURE
from followup.ui.upload.work import Work, saying

NOT_USED = ""


def tables(draft: Draft, lang: str) -> None:
    """The tables of the file, and the rows that are no facts."""
    rows = [
        {
            "sheet": table.sheet or t("page_upload.text_file", lang),
            "header": join(map(str, table.header_rows), lang),
            "type": type_name(table.report_type, lang),
        }
        for table in draft.tables
    ]
    columns = [
        Column("sheet", t("page_upload.sheet", lang)),
        Column("header", t("page_upload.header_row", lang)),
        Column("type", t("page_upload.report_type", lang)),
    ]
    plain_table(rows, columns, lang, alt=t("page_upload.tables_alt", lang, count=len(rows)))
    st.caption(
        t("page_upload.records", lang, count=number(draft.record_count, lang))
        + " "
        + _ignored(draft, lang)
    )
    for code in draft.file_findings:
        if has_text(f"finding.{code}"):
            st.info(t(f"finding.{code}", lang), icon=":material/info:")


def _ignored(draft: Draft, lang: str) -> str:
    if not draft.ignored:
        return ""
    counted = Counter(row.why for row in draft.ignored)
    words = join((f"{_why(why, lang)} ({number(n, lang)})" for why, n in counted.items()), lang)
    return t("page_upload.ignored", lang, words=words)


def _why(why: str, lang: str) -> str:
    return t(f"ignored.{why}", lang) if has_text(f"ignored.{why}") else why


def type_name(code: str, lang: str) -> str:
    """A report type in words."""
    return t(f"report_type.{code}", lang) if has_text(f"report_type.{code}") else code


def field_name(code: str, lang: str) -> str:
    """One of our fields in words."""
    return t(f"field.{code}", lang) if has_text(f"field.{code}") else code


def columns(installation: Installation, work: Work, lang: str) -> None:
    """Our field, their column, samples, how sure we are; and the columns that are not used."""
    shown: set[tuple[object, ...]] = set()
    for table in work.draft.tables:
        look = (table.report_type, table.fingerprint, tuple(m.field for m in table.mapping))
        if look not in shown:
            _mapping(table, lang, with_title=len(work.draft.tables) > 1)
        shown.add(look)
    with st.expander(t("page_upload.change_columns", lang), key="upload_change_columns"):
        st.caption(t("page_upload.change_columns_help", lang))
        for index, table in enumerate(work.draft.tables):
            if work.draft.tables[:index] and _same_columns(work.draft.tables[0], table):
                continue
            _selects(installation, work, table, index, lang)


def _same_columns(one: TableRead, other: TableRead) -> bool:
    return [(m.column, m.header) for m in one.mapping] == [
        (m.column, m.header) for m in other.mapping
    ]


def _mapping(table: TableRead, lang: str, *, with_title: bool) -> None:
    if with_title:
        place = t("page_upload.table_at", lang, sheet=table.sheet or "–", row=table.header_rows[0])
        st.markdown(f"**{escape(type_name(table.report_type, lang))}** · {escape(place)}")
    used = [m for m in table.mapping if m.field]
    rows = [
        {
            "field": field_name(m.field or "", lang),
            "column": f"{m.column}  ”{m.header}”" if m.header else m.column,
            "samples": " · ".join(m.samples),
            "unit": m.unit or "",
            "sure": sureness(m, lang),
        }
        for m in used
    ]
    headings = [
        Column("field", t("page_upload.our_field", lang)),
        Column("column", t("page_upload.their_column", lang)),
        Column("sure", t("page_upload.sure", lang)),
        Column("unit", t("page_upload.unit", lang)),
        Column("samples", t("page_upload.samples", lang)),
    ]
    if not any(row["unit"] for row in rows):
        headings = [c for c in headings if c.name != "unit"]
    with st.container(key=f"stack_columns_{table.sheet}_{table.header_rows}"):
        plain_table(rows, headings, lang, alt=t("page_upload.columns_alt", lang, count=len(rows)))
    unused = [f"”{m.header}” ({m.column})" for m in table.mapping if not m.field and m.header]
    if unused:
        st.caption(t("page_upload.unused", lang, names=escape(join(unused, lang))))


def sureness(mapping: ColumnMapping, lang: str) -> str:
    """How sure the reading of a column is, in one word."""
    if mapping.how in ("answered", "remembered"):
        return t(f"page_upload.sure_{mapping.how}", lang)
    if mapping.confidence >= SURE:
        return t("page_upload.sure_yes", lang)
    if mapping.confidence >= 0.7:
        return t("page_upload.sure_likely", lang)
    return t("page_upload.sure_guess", lang)


def _selects(
    installation: Installation, work: Work, table: TableRead, index: int, lang: str
) -> None:
    fields = [NOT_USED, *report_type(table.report_type).fields]
    sheets = {t.sheet for t in work.draft.tables}
    for chunk in _rows_of(table.mapping, 3):
        for place, mapping in zip(st.columns(3), chunk, strict=False):
            where = f"{table.sheet}!{mapping.column}" if len(sheets) > 1 else mapping.column
            current = mapping.field or NOT_USED
            place.selectbox(
                escape(f"{mapping.column} ”{mapping.header}”"),
                fields,
                index=fields.index(current) if current in fields else 0,
                format_func=lambda code: (
                    field_name(code, lang) if code else t("page_upload.not_used", lang)
                ),
                placeholder=t("app.choose", lang),
                **saying(
                    installation.settings,
                    work.stored,
                    f"column:{where}",
                    answer=True,
                    extra=str(index),
                ),
            )


def _rows_of(mapping: Sequence[ColumnMapping], width: int) -> list[Sequence[ColumnMapping]]:
    return [mapping[start : start + width] for start in range(0, len(mapping), width)]
