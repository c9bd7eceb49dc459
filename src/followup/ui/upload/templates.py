"""Templates to hand out: one Excel workbook per kind of report, read back as it is filled in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from followup.i18n.text import t
from followup.services.upload import templates
from followup.ui import components

# The register of contracts is offered on the page of contracts.
OFFERED = tuple(name for name in templates.TYPES if name != "contracts")


def offer(lang: str) -> None:
    """Choose a kind of report and take its template."""
    with st.expander(t("page_upload.templates", lang), icon=":material/table_view:"):
        st.caption(t("page_upload.templates_help", lang))
        chosen = st.selectbox(
            t("page_upload.template_kind", lang),
            OFFERED,
            format_func=lambda name: t(f"report_type.{name}", lang),
            key="upload_template",
        )
        name = t(f"report_type.{chosen}", lang).lower().replace(",", "").replace(" ", "_")
        st.download_button(
            t("page_upload.template_download", lang),
            data=partial(templates.workbook, chosen, lang),
            file_name=f"{name}.xlsx",
            mime=components.XLSX,
            key="upload_template_file",
            icon=":material/download:",
            on_click="ignore",
        )
