"""Taking files in: several at once, each a draft of its own, and the queue they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from followup.errors import UserError
from followup.i18n.text import number, t
from followup.ingest.cells import STAGES, Stage, Tell
from followup.ingest.draft import Refusal
from followup.services.installation import Installation, now_utc
from followup.services.upload import drafts
from followup.services.upload.drafts import StoredDraft
from followup.settings import MEBIBYTE
from followup.ui import reads, resources, state, theme
from followup.ui.components import escape
from followup.ui.upload import people, tokens
from followup.ui.upload import work as upload_work

TYPES: Final = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "txt")
DONE_KEY: Final = "upload_done"
Standing = Literal["saved", "refused", "thrown"]
_SIGNS: Final[dict[str, str]] = {
    "saved": ":material/check:",
    "refused": ":material/block:",
    "thrown": ":material/delete:",
    "open": ":material/arrow_right:",
    "waiting": ":material/schedule:",
}


@dataclass(frozen=True, slots=True)
class Done:
    """A file that no longer waits, and how it ended; a refused one with the reason."""

    file_name: str
    standing: Standing
    refusal: Refusal | None = None


def choose(installation: Installation, owner: str, lang: str) -> None:
    """Take files in; each becomes a draft of its own and nothing is stored."""
    files = st.file_uploader(
        t("page_upload.drop", lang),
        type=list(TYPES),
        accept_multiple_files=True,
        key=tokens.uploader_key(),
    )
    theme.name_uploader(lang)
    types = ", ".join(f".{ending}" for ending in TYPES)
    megabytes = number(installation.settings.limits.file_bytes // MEBIBYTE, lang)
    st.caption(t("page_upload.drop_what", lang, types=types, megabytes=megabytes))
    if files:
        _take_in(installation, files, owner, lang)


def _take_in(
    installation: Installation, files: Sequence[UploadedFile], owner: str, lang: str
) -> None:
    """Read one file after the other and say how far it has come; a refused one stops nothing."""
    today, waiting, done = resources.today(), [], []
    asked = _asked()
    bar, list_ = st.empty(), st.container()
    for at, file in enumerate(files):
        words = {"file": escape(file.name), "at": at + 1, "count": len(files)}
        tell = _telling(bar, t("page_upload.reading_file", lang, **words), at, len(files), lang)
        stored = drafts.begin(file.name, owner, now_utc(), asked)
        refusal = upload_work.take_in(installation, stored, file.getvalue(), today, tell)
        if refusal is None:
            waiting.append(stored.token)
            list_.caption(f"{_SIGNS['saved']} {t('page_upload.was_read', lang, **words)}")
        elif not people.remember(stored, file.getvalue(), refusal):
            done.append(Done(file.name, "refused", refusal))
            with list_:
                refused(file.name, refusal, lang)
    bar.empty()
    if waiting:
        tokens.renew_uploader()
        st.session_state[DONE_KEY] = done
        tokens.keep(waiting)
        st.rerun()


def _telling(bar: DeltaGenerator, file: str, at: int, count: int, lang: str) -> Tell:
    """Moves the bar at each stage of one file of several, and says which it is."""

    def tell(stage: Stage, rows: int) -> None:
        share = (at + STAGES.index(stage) / len(STAGES)) / count
        how = "reading_rows" if stage == "cells" and rows else f"reading_{stage}"
        doing = t(f"page_upload.{how}", lang, rows=number(rows, lang))
        bar.progress(share, text=f"{file} – {doing}")

    return tell


def belonging(contract: str, reporter: str | None) -> dict[str, str]:
    """What an address says beforehand of the files that will be dropped."""
    return {"contract": contract} | ({"reporter": reporter} if reporter else {})


def _asked() -> dict[str, str]:
    """What the address says of the files; a reporter counts where the contract has it."""
    number_, reporter = st.query_params.get("contract"), st.query_params.get("reporter")
    if not number_:
        return {}
    own = (c for c in reads.contracts(reads.state()) if c.number == number_)
    known = {r.name for contract in own for r in contract.reporters}
    return belonging(number_, reporter if reporter in known else None)


def ended(file_name: str, standing: Standing) -> None:
    """Note in the queue that a file was saved or thrown away."""
    st.session_state[DONE_KEY] = [*done(), Done(file_name, standing)]


def done() -> list[Done]:
    """The files of this queue that no longer wait, in the order they ended."""
    found: list[Done] = st.session_state.get(DONE_KEY, [])
    return found


def queue(installation: Installation, waiting: list[str], open_name: str | None, lang: str) -> None:
    """Which files are done, which is open and which wait; a waiting one can be opened first.

    ``open_name`` is the file of the first token; None when none of them is open.
    """
    ended_ = done()
    later = waiting[1:] if open_name else waiting
    if ended_ or later:
        count = len(ended_) + len(waiting)
        with st.container(border=True, key="upload_queue", gap="xsmall"):
            words = {"done": number(len(ended_), lang), "count": number(count, lang)}
            st.markdown(f"**{t('page_upload.queue', lang, **words)}**")
            for one in ended_:
                _line(one.file_name, one.standing, lang, one.refusal)
            if open_name:
                _line(open_name, "open", lang)
            for token in later:
                _waiting(installation, token, waiting, lang)


def _line(file_name: str, standing: str, lang: str, refusal: Refusal | None = None) -> None:
    word = t(f"page_upload.queue_{standing}", lang)
    st.markdown(f"{_SIGNS[standing]} {escape(file_name)} · {word}")
    if refusal is not None:
        st.caption(_why(refusal, lang))


def _waiting(installation: Installation, token: str, waiting: list[str], lang: str) -> None:
    try:
        stored = drafts.load(installation.settings, token, state.user_name() or "", now_utc())
    except UserError:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        word = t("page_upload.queue_waiting", lang)
        st.markdown(f"{_SIGNS['waiting']} {escape(stored.file_name)} · {word}", width="content")
        label = t("page_upload.open_now", lang)
        if st.button(label, key=f"upload_open_{token}", type="tertiary"):
            tokens.keep([token, *(other for other in waiting if other != token)])
            st.rerun()


def on_the_table(
    installation: Installation, waiting: list[str], stored: StoredDraft, lang: str
) -> None:
    """The file that is worked on, what was taken away of it, and the way out."""
    file_name = stored.file_name
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escape(file_name)}**", width="content")
        st.space("stretch")
        if st.button(t("page_upload.discard", lang), key="upload_discard", icon=":material/close:"):
            drafts.remove(installation.settings, waiting[0])
            ended(file_name, "thrown")
            tokens.keep(waiting[1:])
            st.rerun()
    if columns := stored.choices.get("stripped"):
        words = t("page_upload.stripped_copy", lang, columns=escape(columns))
        st.caption(f":material/person_remove: {words}")


def refused(name: str, refusal: Refusal, lang: str) -> None:
    """Why a whole file was turned away, and what to do."""
    st.error(
        f"**{t('page_upload.refused', lang, file=escape(name))}** {_why(refusal, lang)} "
        + t("page_upload.refused_next", lang),
        icon=":material/block:",
    )


def _why(refusal: Refusal, lang: str) -> str:
    params = {key: escape(value) for key, value in refusal.params.items()}
    return t(f"refusal.{refusal.code}", lang, **params)
