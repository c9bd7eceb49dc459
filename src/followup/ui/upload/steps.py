"""The six steps of an upload: which ask something of the reader, and a place for each."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from followup.i18n.text import number, t
from followup.ui.theme import mark
from followup.ui.upload.work import Work

STEPS: Final = ("file", "headers", "columns", "words", "check", "effects")
# A column read with less confidence than this is for a person to look at.
SURE: Final = 0.9


def steps(lang: str) -> list[str]:
    """The six steps, by name."""
    return [t(f"page_upload.step_{name}", lang) for name in STEPS]


def current(work: Work) -> int:
    """The first step that waits for the user."""
    if not work.wheres or work.problem is not None:
        return 0
    if work.draft.questions:
        return 3
    return 4 if work.errors else 5


def sections(work: Work, lang: str) -> list[DeltaGenerator]:
    """A place for each step, headed by its number and name; folded where it asks nothing.

    The first and the last stand open always: whose report it is and what saving does are for a
    person to see before each save.
    """
    places = []
    for at, (name, is_asking) in enumerate(zip(steps(lang), asking(work), strict=True), 1):
        label, key = f"{at}  {name}", f"upload_step_{at}"
        if is_asking or at in (1, len(STEPS)):
            place = st.container(border=True, key=key)
            place.subheader(label, anchor=False)
        else:
            told = _told(STEPS[at - 1], work, lang)
            head = f"**{label}** · {told}" if told else f"**{label}**"
            place = st.expander(head, icon=mark("met").icon, key=key)
        places.append(place)
    return places


def _told(step: str, work: Work, lang: str) -> str:
    """What a folded step holds that nobody should have to open it to know."""
    if step == "headers":
        count = number(work.draft.record_count, lang)
        return t("page_upload.records", lang, count=count).rstrip(".")
    notes = sum(f.severity == "note" for f in work.draft.findings)
    if step == "check" and notes:
        return t("page_upload.note_count", lang, count=number(notes, lang))
    return ""


def asking(work: Work) -> list[bool]:
    """Whether each step has something that a person must answer, choose or look at."""
    draft = work.draft
    used = [m for table in draft.tables for m in table.mapping if m.field]
    return [
        not work.wheres or work.problem is not None,
        not draft.tables or bool(draft.file_findings),
        any(m.confidence < SURE and m.how not in ("answered", "remembered") for m in used),
        bool(draft.questions),
        any(f.severity in ("error", "question") for f in draft.findings),
        True,
    ]
