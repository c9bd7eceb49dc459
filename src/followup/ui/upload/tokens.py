"""Which drafts wait, and which receipts are shown: in the address, so that a refresh keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.i18n.text import t

DRAFT: Final = "draft"
RECEIPT: Final = "receipt"
# Drafts and receipts of this session, for who leaves the page and comes back.
KEPT_KEY: Final = "upload_address"
TAKEN_KEY: Final = "upload_taken"


def waiting() -> list[str]:
    """The drafts waiting, first the one on the table; from the address, else this session."""
    asked = st.query_params.get_all(DRAFT)
    if not asked and RECEIPT not in st.query_params:
        asked = list(st.session_state.get(KEPT_KEY, ()))
    return asked


def start_over(tokens: Sequence[str], lang: str) -> None:
    """The way on from a draft that cannot be opened."""
    if st.button(t("page_upload.start_over", lang), key="upload_start_over"):
        keep(tokens[1:])
        st.rerun()


def keep(tokens: Sequence[str], receipt: Sequence[str] = ()) -> None:
    """Write the drafts waiting, and a receipt to show, into the address."""
    for name, values in ((DRAFT, tokens), (RECEIPT, receipt)):
        if values:
            st.query_params[name] = list(values)
        else:
            st.query_params.pop(name, None)
    st.session_state[KEPT_KEY] = tuple(tokens)


def uploader_key() -> str:
    """The key of the uploader that stands on the page now."""
    return f"upload_files_{st.session_state.get(TAKEN_KEY, 0)}"


def renew_uploader() -> None:
    """An empty uploader in its place: the browser would hand the same files in again."""
    st.session_state[TAKEN_KEY] = st.session_state.get(TAKEN_KEY, 0) + 1
