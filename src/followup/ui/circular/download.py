"""Everything of the chosen year and organisation as a workbook."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import t
from followup.services.circular import export
from followup.services.circular.export import Shown
from followup.services.circular.figures import ASKED
from followup.ui import components, resources
from followup.ui.circular import avoided, tenders
from followup.ui.circular import reads as own_reads
from followup.ui.circular.filters import Choice
from followup.ui.reads import State


def button(now: State, choice: Choice, lang: str) -> None:
    """Made when it is pressed."""
    st.download_button(
        t("page_circular.download", lang), data=lambda: _workbook(now, choice, lang),
        file_name=t("page_circular.file", lang), mime=components.XLSX, key="circular_download",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _workbook(now: State, choice: Choice, lang: str) -> bytes:
    shown = Shown(
        choice.year, choice.organisation,
        [own_reads.reported(now, r, choice.year, choice.organisation) for r in ASKED],
        avoided.chosen(now, choice), tenders.chosen(now, choice),
    )  # fmt: skip
    return export.workbook(resources.installation(), shown, now.as_of, lang)
