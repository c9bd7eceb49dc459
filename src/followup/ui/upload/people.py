"""A file that names passengers or drivers: refused, or taken in as a copy without them.

The bytes wait in the session's memory alone; they are never written to disk.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import t
from followup.ingest.cells import Stage, sha256
from followup.ingest.draft import Refusal
from followup.services.installation import Installation
from followup.services.upload import drafts, people
from followup.services.upload.drafts import StoredDraft
from followup.ui import resources
from followup.ui.components import busy, error_box, escape
from followup.ui.upload import tokens
from followup.ui.upload import work as upload_work

WAITING: Final = "upload_people"


def remember(stored: StoredDraft, content: bytes, refusal: Refusal) -> bool:
    """Let a file that only people stop wait for what the user says of it; True if it does."""
    is_waiting = refusal.code == people.REFUSAL
    if is_waiting:
        # The page is drawn again while the file lies in the uploader: its buttons stay the same.
        waiting = st.session_state.setdefault(WAITING, {})
        waiting.setdefault(sha256(content), (stored, content, refusal.params["columns"]))
    return is_waiting


def offer(installation: Installation, waiting: list[str], lang: str) -> None:
    """The way on for each file that waits: a copy made here without the columns."""
    held: dict[str, tuple[StoredDraft, bytes, str]] = st.session_state.get(WAITING, {})
    for number, (name, (stored, content, columns)) in enumerate(list(held.items())):
        with st.container(border=True, key=f"people-{number}"):
            words = {"file": escape(stored.file_name), "columns": escape(columns)}
            st.markdown(t("page_upload.people_found", lang, **words))
            with st.container(horizontal=True):
                go_on = st.button(
                    t("page_upload.people_strip", lang), key=f"people-strip-{name}",
                    type="primary", icon=":material/person_remove:",
                )  # fmt: skip
                forget = st.button(
                    t("page_upload.people_forget", lang), key=f"people-forget-{name}"
                )
        if go_on:
            _go_on(installation, waiting, stored, content, lang)
        if go_on or forget:
            held.pop(name)
            tokens.renew_uploader()
            st.rerun()


def _silent(stage: Stage, rows: int) -> None:
    """The busy sign says enough."""


def _go_on(
    installation: Installation, waiting: list[str], stored: StoredDraft, content: bytes, lang: str
) -> None:
    try:
        with busy(t("page_upload.people_stripping", lang)):
            copy = people.strip(installation.settings, content, stored.file_name)
            said = {**stored.choices, "received_sha256": copy.received_sha256,
                    "stripped": copy.columns}  # fmt: skip
            now = drafts.begin(copy.file_name, stored.owner, stored.created_at, said)
            refusal = upload_work.take_in(
                installation, now, copy.content, resources.today(), _silent
            )
    except UserError as error:
        error_box(error, lang)
        st.stop()
    if refusal is not None:
        error_box(UserError("cannot_strip", file=stored.file_name), lang)
        st.stop()
    tokens.keep([*waiting, now.token])
