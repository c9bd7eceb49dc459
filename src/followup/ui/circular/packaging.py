"""Packaging by the order that counts: reuse before recycled before biobased before other."""

from __future__ import annotations

import streamlit as st

from followup.domain.facts import PACKAGING_CLASSES
from followup.i18n.text import t
from followup.ui.circular import measured
from followup.ui.circular import reads as own_reads
from followup.ui.circular.filters import Choice
from followup.ui.reads import State


def show(now: State, choice: Choice, lang: str) -> None:
    """Kilograms by class, packages by class, the measures, and the rows."""
    found = own_reads.reported(now, "packaging", choice.year, choice.organisation)
    st.markdown(t("page_circular.packaging_intro", lang))
    if measured.nothing(found, lang):
        return
    for what, unit in (("weight", "kg"), ("units", "package")):
        measured.by_class(found, what, unit, PACKAGING_CLASSES, "packaging_class", lang)
    measured.table(found, lang)
    measured.rows(now, found, lang)
