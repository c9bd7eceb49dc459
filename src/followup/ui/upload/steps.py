"""The six steps of an upload: which ask something of the reader, and a place for each."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from followup.i18n.text import join, number, t
from followup.ingest.draft import ColumnMapping
from followup.ui import kind_rows
from followup.ui.components import escape
from followup.ui.theme import mark
from followup.ui.upload import sheets, words
from followup.ui.upload.names import SURE
from followup.ui.upload.work import Work

STEPS: Final = ("file", "headers", "columns", "words", "check", "effects")


def steps(lang: str) -> list[str]:
    """The six steps, by name."""
    return [t(f"page_upload.step_{name}", lang) for name in STEPS]


def current(work: Work) -> int:
    """The first step that waits for the user."""
    if work.is_unknown:
        return 2 if work.draft.pointed else 1
    if not work.wheres or work.problem is not None:
        return 0
    if work.has_rivals:
        return 2
    if words.asked(work.draft):
        return 3
    return 4 if work.errors else 5


def sections(work: Work, lang: str) -> list[DeltaGenerator]:
    """A place for each step, headed by its number and name; folded where it asks nothing.

    The first and the last stand open always: whose report it is and what saving does are for a
    person to see before each save. A file without a report has the first three alone.
    """
    places = []
    needed = asking(work)[: 3 if work.is_unknown else len(STEPS)]
    for at, (name, is_asking) in enumerate(zip(steps(lang), needed, strict=False), 1):
        label, key = f"{at}  {name}", f"upload_step_{at}"
        if is_asking or at in (1, len(STEPS)):
            place = st.container(border=True, key=key)
            place.header(label, anchor=False)
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
        unread = [p.sheet or "" for p in work.draft.previews if p.use != "read"]
        told = t("page_upload.records", lang, count=count).rstrip(".")
        read = list(dict.fromkeys(table.sheet or "" for table in work.draft.tables))
        if len(read) > 1:
            told += " · " + t("page_upload.sheets_read", lang, names=escape(join(read, lang)))
        if left_out := sheets.left_out(work.draft, lang):
            told += f" · {left_out}"
        if unread:
            told += " · " + t("page_upload.sheets_unread", lang, names=escape(join(unread, lang)))
        return told
    if step == "columns" and any(m.how == "remembered" for m in _used(work)):
        return t("page_upload.columns_remembered", lang)
    if step == "words" and work.draft.used:
        return t("page_upload.words_remembered", lang)
    notes = sum(f.severity == "note" for f in work.draft.findings)
    if step == "check" and notes:
        return t("page_upload.note_count", lang, count=number(notes, lang))
    return ""


def asking(work: Work) -> list[bool]:
    """Whether each step has something that a person must answer, choose or look at."""
    draft = work.draft
    is_said = ("answered", "remembered")
    return [
        not work.wheres or work.problem is not None,
        not draft.tables or bool(draft.pointed),
        bool(draft.pointed)
        or work.has_rivals
        or any(m.confidence < SURE and m.how not in is_said for m in _used(work)),
        bool(words.asked(draft)),
        # Rows that are no sums, as a declared share, are told nowhere but in this step.
        any(f.severity in ("error", "question") for f in draft.findings)
        or not kind_rows.FIELDS.keys().isdisjoint(draft.facts),
        True,
    ]


def _used(work: Work) -> list[ColumnMapping]:
    return [m for table in work.draft.tables for m in table.mapping if m.field]
