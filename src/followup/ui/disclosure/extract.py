"""The extract: who or what it is about, what was found, and the files to hand out."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import number, t
from followup.services.extract import export
from followup.services.extract import extract as service
from followup.services.extract.extract import Extract
from followup.ui import components, resources, state, tables
from followup.ui.components import escape
from followup.ui.reads import State
from followup.ui.tables import Column

KINDS: Final[tuple[service.Kind, ...]] = ("vehicle", "person")
MADE: Final = "extract_made"
TYPES: Final = {".xlsx": components.XLSX, ".json": "application/json"}


def show(now: State, lang: str) -> None:
    """The question, and what was found on it for as long as the data is as it was."""
    st.markdown(t("extract.intro", lang))
    if state.looked_back() is not None:
        st.info(t("looking_back.closed", lang), icon=":material/history:")
        return
    kind = st.segmented_control(
        t("extract.kind", lang), KINDS, default="vehicle", required=True,
        format_func=lambda code: t(f"extract.{code}", lang), key="extract_kind",
    )  # fmt: skip
    with st.form("extract_form", border=False):
        asked = st.text_input(t(f"extract.asked_{kind}", lang), key=f"extract_asked_{kind}",
                              max_chars=100)  # fmt: skip
        inside = st.checkbox(t("extract.look_inside", lang), key="extract_inside")
        pressed = st.form_submit_button(t("extract.make", lang), type="primary",
                                        icon=":material/search:")  # fmt: skip
    if pressed:
        _make(now, kind, asked, inside_files=inside, lang=lang)
    key, made = st.session_state.get(MADE, (None, None))
    if made is not None and key == (now.home, now.version):
        _found(made, lang)


def _make(now: State, kind: service.Kind, asked: str, *, inside_files: bool, lang: str) -> None:
    own = resources.installation()
    try:
        with components.busy(t("app.working", lang)):
            made = service.make(own, kind, asked, now.as_of, inside_files=inside_files)
    except UserError as error:
        st.session_state.pop(MADE, None)
        components.error_box(error, lang)
        return
    st.session_state[MADE] = ((now.home, now.version), made)


def _found(made: Extract, lang: str) -> None:
    st.header(escape(tables.unbroken(export.title(made, lang))), anchor=False)
    if made.lines:
        _counts(made, lang)
    else:
        st.markdown(escape(t("extract.nothing", lang, asked=made.asked)))
    with st.container(horizontal=True):
        for ending, write in export.FORMATS.items():
            st.download_button(
                t(f"extract.download_{ending[1:]}", lang), key=f"extract{ending}",
                data=partial(write, made, lang),
                file_name=t("extract.file_name", lang, ending=ending), mime=TYPES[ending],
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
    for line in export.about(made, lang):
        st.markdown(f"- {escape(line)}")


def _counts(made: Extract, lang: str) -> None:
    counted = Counter((export.what(line, lang), line.contract or "") for line in made.lines)
    rows = [
        {"what": what, "contract": contract, "count": number(count, lang)}
        for (what, contract), count in sorted(counted.items())
    ]
    columns = [Column(n, t(f"extract.column.{n}", lang)) for n in ("what", "contract", "count")]
    tables.plain_table(rows, columns, lang, alt=t("extract.alt", lang))
