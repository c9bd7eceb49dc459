"""The supplier's own file back, with remarks: to download, and to note that it was sent."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import t
from followup.services.installation import Installation, now_utc
from followup.services.report import send_back
from followup.services.report.reports import Content, Version
from followup.services.report.send_back import Addressed
from followup.services.upload import drafts
from followup.ui import may
from followup.ui.components import error_box, escape
from followup.ui.report import parts as report_parts
from followup.ui.state import acting
from followup.ui.upload.work import Work

ANY_FILE = "application/octet-stream"


def offer(installation: Installation, work: Work, actor: str, lang: str) -> None:
    """For a draft with errors or questions: the marked file, and the note."""
    if not any(f.severity != "note" for f in work.draft.findings):
        return
    where = work.wheres[0] if work.wheres else None
    whose = Addressed()
    if work.contract is not None:
        reporter = where.reporter if where else None
        whose = send_back.addressed(work.contract, reporter, where.period if where else None)
    theirs = send_back.language_for(work.contract, lang)

    def make() -> bytes:
        content = drafts.content(installation.settings, work.stored)
        return send_back.marked_or_list(installation.settings, content, work.draft, whose, theirs)

    name = send_back.file_name(work.stored.file_name, theirs)
    _offer(installation, work.draft.sha256, name, whose, make, actor, lang)


def for_version(
    installation: Installation, contract: Contract, version: Version, held: Content,
    actor: str | None, lang: str,
) -> None:  # fmt: skip
    """The same for a stored report that has errors or questions."""
    if not {"error", "question"} & {kind for kind, count in held.findings.items() if count}:
        return
    stored = version.submission
    whose = send_back.addressed(contract, stored.reporter, stored.period)
    theirs = send_back.language_for(contract, lang)

    def make() -> bytes:
        content, draft = send_back.stored_draft(installation, stored)
        return send_back.marked_or_list(installation.settings, content, draft, whose, theirs)

    name = send_back.file_name(stored.file_name, theirs)
    key = f"-{stored.submission}"
    _offer(installation, stored.sha256, name, whose, make, actor, lang, key)


def _offer(
    installation: Installation, sha256: str, name: str, whose: Addressed,
    make: Callable[[], bytes], actor: str | None, lang: str, key: str = "",
) -> None:  # fmt: skip
    with st.container(horizontal=True):
        st.download_button(
            t("send_back.button", lang),
            data=make,
            file_name=name,
            mime=ANY_FILE,
            key=f"send-back{key}",
            help=t("send_back.button_help", lang),
            icon=":material/assignment_return:",
            on_click="ignore",
        )
        if actor is not None:
            _note(installation, sha256, name, whose, actor, lang, key)
    for done in send_back.returns(installation, sha256):
        who = report_parts.person(done.actor, lang)
        words = t("send_back.logged_line", lang, at=done.done_at, name=who, reason=done.reason)
        st.caption(f":material/assignment_return: {escape(words)}")


@may.takes("send_back")
def _note(
    installation: Installation, sha256: str, name: str, whose: Addressed, actor: str, lang: str,
    key: str,
) -> None:  # fmt: skip
    """Say that the file was sent back, and why."""
    with st.popover(t("send_back.log", lang), icon=":material/history_edu:",
                    key=f"send-back-log{key}"):  # fmt: skip
        st.markdown(t("send_back.log_help_stored" if key else "send_back.log_help", lang))
        reason = st.text_input(t("send_back.log_reason", lang), key=f"send-back-reason{key}")
        if not st.button(t("send_back.log_now", lang), key=f"send-back-now{key}"):
            return
        try:
            send_back.note_returned(
                installation, sha256, name, whose, acting(actor), reason, now_utc()
            )
        except UserError as error:
            error_box(error, lang)
            return
        st.rerun()
