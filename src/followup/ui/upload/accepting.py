"""Answering a question about a value: it is right, because ..."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.finding import Finding
from followup.i18n.text import has_text, number, t
from followup.ingest.accept import ACCEPT, answer_to
from followup.services.installation import Installation
from followup.services.upload.drafts import StoredDraft
from followup.settings import Settings
from followup.ui.components import escape
from followup.ui.upload.saying import kept
from followup.ui.upload.work import Work

ALL: Final = "all"
OFFERED: Final = 50


def ask(installation: Installation, work: Work, found: Sequence[Finding], lang: str) -> None:
    """A field for the reason, for all of these cells or for one of them."""
    if not found[0].is_acceptable:
        return
    key = f"accept-{found[0].code}-{work.stored.token}"
    placed = [f for f in found if f.row is not None and f.column is not None][:OFFERED]
    cells = {answer_to(f): f"{f.sheet + ' ' if f.sheet else ''}{f.column}{f.row}" for f in placed}
    options = {answer_to(found[0], whole_file=True): ALL} | cells
    every = t("page_upload.accept_all", lang, count=number(len(found), lang))
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"row-{key}"):
        if len(found) > 1:
            st.selectbox(
                t("page_upload.accept_which", lang),
                list(options),
                format_func=lambda name: every if options[name] == ALL else options[name],
                key=f"which-{key}",
            )
        else:
            st.session_state[f"which-{key}"] = next(iter(cells or options))
        st.text_input(
            t("page_upload.accept_because", lang),
            placeholder=t("page_upload.accept_example", lang),
            max_chars=300,
            key=f"why-{key}",
        )
        st.button(
            t("page_upload.accept", lang),
            key=f"do-{key}",
            icon=":material/check:",
            on_click=_accept,
            args=(installation.settings, work.stored, key),
        )
    if st.session_state.pop(f"empty-{key}", False):
        st.warning(t("page_upload.accept_empty", lang), icon=":material/edit:")


def _accept(settings: Settings, stored: StoredDraft, key: str) -> None:
    reason = str(st.session_state.get(f"why-{key}") or "").strip()
    if not reason:
        st.session_state[f"empty-{key}"] = True
        return
    name = str(st.session_state[f"which-{key}"])
    _write(settings, stored, {name: reason})
    st.session_state[f"why-{key}"] = ""


def _write(settings: Settings, stored: StoredDraft, answers: dict[str, str | None]) -> None:
    kept(settings, stored.token, answers=answers)


def answered(installation: Installation, work: Work, lang: str) -> None:
    """What was answered that way, each with its reason and the way to take it back."""
    said = {n: why for n, why in work.stored.answers.items() if n.startswith("accept:")}
    if not said:
        return
    st.markdown(f"**{t('page_upload.accepted', lang)}**")
    for name, why in said.items():
        found = ACCEPT.fullmatch(f"{name}=")
        if found is None:
            continue
        code, sheet, cell = found.groups()
        what = t(f"finding_name.{code}", lang) if has_text(f"finding_name.{code}") else code
        where = " ".join(filter(None, (sheet, cell))) or t("page_upload.whole_file", lang)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{escape(what)} · {escape(where)}: ”{escape(why)}”", width="content")
            st.button(
                t("page_upload.accept_undo", lang),
                key=f"undo-{name}-{work.stored.token}",
                type="tertiary",
                icon=":material/undo:",
                on_click=_write,
                args=(installation.settings, work.stored, {name: None}),
            )
