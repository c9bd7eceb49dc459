"""The page: what was decided, the way to give a report out, and the extract."""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, components
from followup.ui.disclosure import extract, give, log
from followup.ui.disclosure import reads as disclosure_reads
from followup.ui.reads import State

VIEWS: Final = ("log", "give", "extract")


def show(now: State, lang: str) -> None:
    """Everything below the title."""
    st.markdown(t("page_disclosure.intro", lang))
    chosen = address.segments(
        "view", t("page_disclosure.views", lang), VIEWS,
        "give" if address.get("report") else "log",
        lambda name: t(f"page_disclosure.view.{name}", lang),
    )  # fmt: skip
    if chosen == "extract":
        extract.show(now, lang)
        return
    with components.busy(t("app.working", lang)):
        known = disclosure_reads.known(now)
    if chosen == "give":
        give.show(now, known, lang)
    else:
        log.show(known, lang)
