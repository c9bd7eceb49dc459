"""The five forms in which a brief is taken away; each is written when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.services.brief import export, open_data
from followup.services.brief.brief import Brief
from followup.services.brief.export import FORMS, JSON
from followup.services.brief.stored import Stored
from followup.ui.brief import reads as brief_reads

ICONS: Final = {
    ".pdf": ":material/picture_as_pdf:", ".pptx": ":material/co_present:",
    ".xlsx": ":material/table:", ".csv": ":material/csv:", ".json": ":material/data_object:",
}  # fmt: skip


def show(told: Brief | Stored, key: tuple[object, ...], name: str, lang: str) -> None:
    """A button for each form; ``key`` names the brief, ``lang`` is the page's language."""
    document = told.document
    data = brief_reads.data_of(told)
    brief = told.issued.brief if isinstance(told, Stored) else None
    with st.container(horizontal=True, gap="small", key=f"{name}_downloads"):
        for ending, form in FORMS.items():
            st.download_button(
                t(f"page_brief.form.{ending[1:]}", lang),
                data=partial(brief_reads.content, key, ending, told, data),
                file_name=export.file_name(document.lang, document.day, ending, brief),
                mime=form.kind, key=f"{name}_{ending[1:]}", icon=ICONS[ending],
                type="primary" if ending == ".pdf" else "secondary", on_click="ignore",
            )  # fmt: skip
        table = export.file_name(document.lang, document.day, ".csv", brief)
        st.download_button(
            t("page_brief.form.description", lang),
            data=partial(open_data.metadata, data, document.lang, table),
            file_name=f"{table}-metadata.json", mime=JSON, key=f"{name}_description",
            icon=":material/description:", type="tertiary", on_click="ignore",
        )  # fmt: skip
