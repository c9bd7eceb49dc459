"""The list of a kind as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from followup.domain.network import Entry, Kind
from followup.i18n.text import t
from followup.render.marked.copy import XLSX
from followup.services.network import listing


def listed(kind: Kind, found: Sequence[Entry], as_of: date, lang: str) -> None:
    """A button for all entries of a kind; nothing where there are none."""
    if found:
        st.download_button(
            t("network.download", lang), data=partial(listing.workbook, kind, found, as_of, lang),
            file_name=listing.file_name(kind, as_of, lang), mime=XLSX, key=f"network_{kind}_xlsx",
            icon=":material/table:", on_click="ignore",
        )  # fmt: skip
