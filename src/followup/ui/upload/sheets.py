"""Step 2 of an upload: each sheet as it stands, and which row holds its headers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from followup.i18n.text import has_text, join, number, number_marks, t
from followup.ingest.draft import Draft, SheetPreview, TableRead
from followup.ingest.grid import letter
from followup.services import memory
from followup.services.installation import Installation
from followup.storage.decisions import Said
from followup.ui.components import escape
from followup.ui.tables import Column, plain_table
from followup.ui.upload.names import from_before, sheet_name, type_name
from followup.ui.upload.saying import answering
from followup.ui.upload.work import Work

SKIP: Final = "skip"
SHOWN_COLUMNS: Final = 12
LEFT_OUT: Final = ("not_fuel", "declined", "example")


def sheets(installation: Installation, work: Work, lang: str) -> None:
    """What was found in which sheet; one of them row by row, with its header row to choose."""
    draft = work.draft
    sources = memory.sources(work.memory, draft)
    if len(draft.previews) > 1:
        _overview(draft, lang)
    names = [preview.sheet or "" for preview in draft.previews]
    chosen = _which(draft, names, work.stored.token, lang)
    if chosen is not None:
        _raw(installation, work, draft.previews[chosen], sources, lang)
    if not draft.refusal:
        count = number(draft.record_count, lang)
        words = t("page_upload.records", lang, count=count)
        st.caption(f"{words} {_ignored(draft, lang)}")
    for code in draft.file_findings:
        if has_text(f"finding.{code}"):
            st.info(t(f"finding.{code}", lang), icon=":material/info:")


def _which(draft: Draft, names: list[str], token: str, lang: str) -> int | None:
    """The sheet on show; first the one in which nothing was found."""
    if len(names) < 2:
        return 0 if names else None
    uses = [preview.use for preview in draft.previews]
    first = uses.index("nothing") if draft.refusal and "nothing" in uses else 0
    return st.selectbox(
        t("page_upload.show_sheet", lang),
        range(len(names)),
        index=first,
        format_func=lambda n: sheet_name(names[n], lang),
        placeholder=t("app.choose", lang),
        key=f"upload_sheet_{token}",
    )


def _overview(draft: Draft, lang: str) -> None:
    rows = [
        {"sheet": sheet_name(p.sheet, lang), "use": _use(p, draft, lang)} for p in draft.previews
    ]
    columns = [
        Column("sheet", t("page_upload.sheet", lang)),
        Column("use", t("page_upload.report_type", lang)),
    ]
    plain_table(rows, columns, lang, alt=t("page_upload.tables_alt", lang, count=len(rows)))


def _use(preview: SheetPreview, draft: Draft, lang: str) -> str:
    own = [table for table in draft.tables if table.sheet == preview.sheet]
    if preview.use == "read" and own:
        words = (
            t("page_upload.read_as", lang, type=type_name(table.report_type, lang),
              rows=join(map(str, table.header_rows), lang))
            for table in own
        )  # fmt: skip
        return "; ".join(words)
    return t(f"page_upload.use_{preview.use}", lang)


def _raw(
    installation: Installation,
    work: Work,
    preview: SheetPreview,
    sources: Mapping[str, Said],
    lang: str,
) -> None:
    name = preview.sheet or ""
    own = [t for t in (*work.draft.tables, *work.draft.pointed, *work.draft.skipped)
           if t.sheet == preview.sheet]  # fmt: skip
    heads = {row for table in own for row in table.header_rows}
    if len(work.draft.previews) == 1:
        st.markdown(escape(_use(preview, work.draft, lang)))
    numbers = [str(row) for row, cells in preview.rows if any(cells)]
    options = [*numbers, SKIP] if len(work.draft.previews) > 1 else numbers
    now = SKIP if preview.use == "skipped" else str(min(heads)) if heads else None
    st.selectbox(
        t("page_upload.header_row_of", lang, sheet=escape(sheet_name(preview.sheet, lang))),
        options,
        index=options.index(now) if now in options else None,
        format_func=lambda code: _option(code, preview, lang),
        placeholder=t("page_upload.choose_row", lang),
        **answering(
            installation.settings,
            work.stored,
            f"header-{name}-{now}",
            partial(_answers, name, now == SKIP),
        ),
    )
    for said in (f"header:{name}", f"sheet:{name}"):
        if said in sources and said in work.draft.used:
            st.caption(from_before(sources[said], lang))
    _rows(preview, heads, lang)


def _answers(sheet: str, was_skipped: bool, said: str | None) -> dict[str, str | None]:
    if said == SKIP:
        return {f"sheet:{sheet}": SKIP, f"header:{sheet}": None}
    return {f"header:{sheet}": said} | ({f"sheet:{sheet}": "read"} if was_skipped else {})


def _option(code: str, preview: SheetPreview, lang: str) -> str:
    if code == SKIP:
        return t("page_upload.skip_sheet", lang)
    cells = next(cells for row, cells in preview.rows if str(row) == code)
    words = " · ".join(cell for cell in cells if cell)
    return t("page_upload.row_option", lang, row=code, words=words[:80])


def _rows(preview: SheetPreview, heads: set[int], lang: str) -> None:
    """The rows as they stand; header rows carry a word, not only weight."""
    width = min(max((len(cells) for _, cells in preview.rows), default=0), SHOWN_COLUMNS)
    mark = t("page_upload.header_mark", lang)
    lines = []
    for row, cells in preview.rows:
        written = [_cell(text, (row, n) in preview.numbers, lang) for n, text in enumerate(cells)]
        line = [f"{row} {mark}" if row in heads else str(row), *written, *[""] * width]
        lines.append([f"**{c}**" if c and row in heads else c for c in line[: width + 1]])
    labels = [t("page_upload.row", lang), *(letter(index) for index in range(width))]
    name = sheet_name(preview.sheet, lang)
    with st.container(key=f"raw_{preview.sheet}"):
        st.table(
            pd.DataFrame(lines, columns=labels, dtype="str"),
            hide_index=True,
            border="horizontal",
            alt=t("page_upload.raw_alt", lang, sheet=name),
        )
    shown, count = len(preview.rows), preview.row_count
    if count > shown:
        words = {"shown": number(shown, lang), "count": number(count, lang)}
        st.caption(t("page_upload.rows_shown", lang, **words))
    more = max((len(cells) for _, cells in preview.rows), default=0) - width
    if more > 0:
        st.caption(t("page_upload.more_columns", lang, count=number(more, lang)))


def _cell(text: str, is_number: bool, lang: str) -> str:
    """A cell as the supplier's own program shows it: numbers with the decimal mark of here."""
    decimal_mark = number_marks(lang)[0]
    return escape(text.replace(".", decimal_mark) if is_number else text)


def tables(draft: Draft, lang: str) -> None:
    """The tables of the file, and the rows that are no facts."""
    rows = [_table_row(table, lang) for table in draft.tables]
    columns = [
        Column("sheet", t("page_upload.sheet", lang)),
        Column("header", t("page_upload.header_row", lang)),
        Column("type", t("page_upload.report_type", lang)),
    ]
    plain_table(rows, columns, lang, alt=t("page_upload.tables_alt", lang, count=len(rows)))


def _table_row(table: TableRead, lang: str) -> dict[str, str]:
    return {
        "sheet": sheet_name(table.sheet, lang),
        "header": join(map(str, table.header_rows), lang),
        "type": type_name(table.report_type, lang),
    }


def _ignored(draft: Draft, lang: str) -> str:
    if not draft.ignored:
        return ""
    counted = Counter(row.why for row in draft.ignored)
    words = join((f"{_why(why, lang)} ({number(n, lang)})" for why, n in counted.items()), lang)
    return t("page_upload.ignored", lang, words=words)


def left_out(draft: Draft, lang: str) -> str:
    """Rows of deliveries that are not counted, by why; a title or a total is no such row."""
    counted = Counter(row.why for row in draft.ignored if row.why in LEFT_OUT)
    if not counted:
        return ""
    words = join((f"{_why(why, lang)} ({number(n, lang)})" for why, n in counted.items()), lang)
    return t("page_upload.left_out", lang, words=words)


def _why(why: str, lang: str) -> str:
    return t(f"ignored.{why}", lang) if has_text(f"ignored.{why}") else why
