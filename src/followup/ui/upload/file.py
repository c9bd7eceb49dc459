"""Step 1 of an upload: the file, and where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from followup.errors import UserError
from followup.i18n.text import join, period_label, t
from followup.ingest.draft import Refusal
from followup.services import drafts
from followup.services.installation import Installation, now_utc
from followup.ui import components, reads, resources, theme
from followup.ui.components import Place, busy, error_box, escape
from followup.ui.upload import work as upload_work
from followup.ui.upload.work import Work, saying

TYPES: Final = ("xlsx", "xlsm", "csv", "txt")
TAKEN_KEY: Final = "upload_taken"
REFUSED_KEY: Final = "upload_refused"
# What a user can put right in the fields of this step is said beside them, not as a failure.
_ASKED_HERE: Final = {"choose_contract", "choose_reporter", "period_unknown"}


def choose(installation: Installation, owner: str, lang: str) -> None:
    """Take files in; each becomes a draft of its own and nothing is stored."""
    # A new uploader after each take: the browser would hand the same files in again.
    taken = st.session_state.get(TAKEN_KEY, 0)
    files = st.file_uploader(
        t("page_upload.drop", lang),
        type=list(TYPES),
        accept_multiple_files=True,
        key=f"upload_files_{taken}",
    )
    theme.name_uploader(lang)
    st.caption(t("page_upload.drop_what", lang))
    if files:
        _take_in(installation, files, owner, lang)


def _take_in(
    installation: Installation, files: Sequence[UploadedFile], owner: str, lang: str
) -> None:
    today, waiting, turned_away = resources.today(), [], []
    asked = _asked()
    for file in files:
        stored = drafts.begin(file.name, owner, now_utc(), asked)
        with busy(t("page_upload.reading_file", lang, file=escape(file.name))):
            refusal = upload_work.take_in(installation, stored, file.getvalue(), today)
        if refusal is None:
            waiting.append(stored.token)
        else:
            turned_away.append((file.name, refusal))
    if waiting:
        st.session_state[TAKEN_KEY] = st.session_state.get(TAKEN_KEY, 0) + 1
        st.session_state[REFUSED_KEY] = turned_away
        upload_work.keep_tokens(waiting)
        st.rerun()
    for name, refusal in turned_away:
        refused(name, refusal, lang)


def belonging(contract: str, reporter: str | None) -> dict[str, str]:
    """What an address says beforehand of the files that will be dropped."""
    return {"contract": contract} | ({"reporter": reporter} if reporter else {})


def _asked() -> dict[str, str]:
    """What the address says of the files; a reporter counts where the contract has it."""
    number, reporter = st.query_params.get("contract"), st.query_params.get("reporter")
    if not number:
        return {}
    own = (c for c in reads.contracts(reads.state()) if c.number == number)
    known = {r.name for contract in own for r in contract.reporters}
    return belonging(number, reporter if reporter in known else None)


def others_refused(lang: str) -> None:
    """Files that came with the one on the table and were turned away; said once."""
    for name, refusal in st.session_state.pop(REFUSED_KEY, []):
        refused(name, refusal, lang)


def queue(installation: Installation, waiting: list[str], file_name: str, lang: str) -> None:
    """Which file is on the table, how many wait, and the way out."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escape(file_name)}**", width="content")
        if len(waiting) > 1:
            st.caption(t("page_upload.more_files", lang, count=len(waiting) - 1), width="content")
        st.space("stretch")
        if st.button(t("page_upload.discard", lang), key="upload_discard", icon=":material/close:"):
            drafts.remove(installation.settings, waiting[0])
            upload_work.keep_tokens(waiting[1:])
            st.rerun()


def belongs(installation: Installation, work: Work, lang: str) -> None:
    """Contract, day received, reporter and days covered."""
    known = {c.number: c for c in reads.contracts(reads.state())}
    if not known:
        components.empty_state(
            t("page_upload.no_contracts", lang),
            Place(t("page_upload.enter_contract", lang), "contracts", {"new": "1"}),
        )
        return
    settings, stored = installation.settings, work.stored
    numbers = list(known)
    chosen = work.contract.number if work.contract else None
    left, right = st.columns(2)
    left.selectbox(
        t("page_upload.contract", lang),
        numbers,
        index=numbers.index(chosen) if chosen in known else None,
        format_func=lambda number: f"{number} · {known[number].title}",
        placeholder=t("page_upload.choose_contract", lang),
        **saying(settings, stored, "contract"),
    )
    right.text_input(
        t("page_upload.received", lang),
        value=stored.choices.get("received", work.today.isoformat()),
        help=t("page_upload.received_help", lang),
        **saying(settings, stored, "received"),
    )
    if "contract_from" in stored.choices:
        left.caption(t(f"page_upload.contract_from_{stored.choices['contract_from']}", lang))
    if work.contract is not None:
        _details(installation, work, lang)
    if work.problem is not None:
        _problem(work.problem, lang)


def _details(installation: Installation, work: Work, lang: str) -> None:
    assert work.contract is not None  # noqa: S101
    settings, stored, contract = installation.settings, work.stored, work.contract
    left, right = st.columns(2)
    names = upload_work.reporters(work.draft, contract)
    said = stored.choices.get("reporter")
    only = names[0] if len(names) == 1 else None
    chosen = said if said in names else only
    left.selectbox(
        t("page_upload.reporter", lang),
        names,
        index=names.index(chosen) if chosen else None,
        placeholder=t("page_upload.choose_reporter", lang),
        **saying(settings, stored, "reporter", extra=contract.number),
    )
    guess = str(work.guess) if work.guess else ""
    right.text_input(
        t("page_upload.days", lang),
        value=stored.choices.get("period", guess),
        help=t("page_upload.days_help", lang),
        **saying(settings, stored, "period", extra=contract.number),
    )
    right.caption(_days_words(work, lang))
    if work.received != work.today:
        left.text_input(
            t("page_upload.reason", lang),
            value=stored.choices.get("reason", ""),
            help=t("page_upload.reason_help", lang),
            **saying(settings, stored, "reason"),
        )


def _days_words(work: Work, lang: str) -> str:
    named = work.draft.period
    if named is None:
        return t("page_upload.days_unknown", lang)
    words = t("page_upload.days_named", lang, start=named.start, end=named.end)
    covered = {where.period for where in work.wheres}
    if covered:
        label = join((period_label(p, lang) for p in sorted(covered)), lang)
        words += " " + t("page_upload.days_stored", lang, period=escape(label))
    return words


def _problem(problem: UserError, lang: str) -> None:
    if problem.code in _ASKED_HERE:
        st.info(t(f"page_upload.ask_{problem.code}", lang), icon=":material/help:")
    else:
        error_box(problem, lang)


def refused(name: str, refusal: Refusal, lang: str) -> None:
    """Why a whole file was turned away, and what to do."""
    params = {key: escape(value) for key, value in refusal.params.items()}
    why = t(f"refusal.{refusal.code}", lang, **params)
    st.error(
        f"**{t('page_upload.refused', lang, file=escape(name))}** {why} "
        + t("page_upload.refused_next", lang),
        icon=":material/block:",
    )


def unreadable(installation: Installation, work: Work, lang: str) -> None:
    """A draft that can no longer be read, because of what was said of its columns."""
    assert work.draft.refusal is not None  # noqa: S101
    refused(work.stored.file_name, work.draft.refusal, lang)
    if work.stored.answers and st.button(t("page_upload.forget_answers", lang), key="forget"):
        gone: dict[str, str | None] = dict.fromkeys(work.stored.answers)
        drafts.update(installation.settings, work.stored, answers=gone)
        st.rerun()
