"""What every page shows of a received report alike: its receipt, its original, and the way back."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from followup.domain.parties import NilReport
from followup.errors import UserError
from followup.i18n.text import number, period_label, t
from followup.services.installation import Actor, Installation, now_utc
from followup.services.report import reports
from followup.services.report import undo as undo_service
from followup.services.report.reports import Version
from followup.services.report.undo import Undone
from followup.ui import may, resources, theme
from followup.ui.components import Place, error_box, error_text, escape
from followup.ui.state import acting

ANY_FILE = "application/octet-stream"


def place(
    label: str, contract: str, reporter: str, report_type: str, period: object, **filters: str
) -> Place:
    """A link to a report on the reports page."""
    opened = {"contract": contract, "reporter": reporter, "kind": report_type}
    return Place(label, "reports", {**filters, **opened, "period": str(period)})


def person(stored: str, lang: str) -> str:
    """A name as the audit keeps it, with the reader's word for that nobody has checked it."""
    actor = Actor.of(stored)
    return actor.name if actor.is_verified else f"{actor.name} {t('app.unverified', lang)}"


def version_words(version: Version, lang: str) -> str:
    """What became of a version: in force, replaced by which, or withdrawn."""
    if version.replaced_by is not None:
        other = version.replaced_by
        if other.submission.period == version.submission.period:
            return t("page_reports.replaced_by", lang, version=other.number)
        days = period_label(other.submission.period, lang)
        return t("page_reports.replaced_by_other", lang, period=days)
    return t(f"status.{version.status}", lang)


def version_badge(version: Version, lang: str) -> None:
    """The same as word, icon and colour."""
    look = theme.mark(version.status)
    st.badge(version_words(version, lang), icon=look.icon, color=look.tone)


def receipt(
    installation: Installation, version: Version, actor: str | None, lang: str
) -> DeltaGenerator:
    """The receipt of one report: number, file, days, who and when; the original and the undo.

    Returns its box, for what more there is to say of the report.
    """
    stored = version.submission
    box = st.container(border=True, key=f"receipt-box-{stored.submission}")
    with box:
        with st.container(horizontal=True, vertical_alignment="center"):
            version_badge(version, lang)
            words = t("page_reports.version", lang, version=version.number)
            number_ = t("page_upload.receipt", lang, number=stored.receipt_number)
            st.markdown(f"**{words}** · {number_}")
        st.markdown(
            t(
                "page_upload.receipt_line",
                lang,
                file=escape(stored.file_name),
                contract=escape(stored.contract),
                period=escape(period_label(stored.period, lang)),
                rows=number(stored.row_count, lang),
            )
        )
        _story(version, lang)
        with st.container(horizontal=True):
            original(installation, version, lang)
            hindered = (
                undo_service.hindrance(installation, stored.submission)
                if version.status == "in_force"
                else None
            )
            if version.status == "in_force" and actor is not None and hindered is None:
                undo(installation, version, actor, lang)
        if hindered is not None:
            st.caption(t("page_upload.cannot_undo", lang, why=error_text(hindered, lang)))
        undone(version, lang)
    return box


def _story(version: Version, lang: str) -> None:
    stored, ending = version.submission, version.withdrawn
    said = [
        t(
            "page_upload.receipt_more",
            lang,
            number=stored.submission,
            sha=stored.sha256[:12],
            day=stored.received_date,
            at=stored.stored_at,
        )
    ]
    if version.stored_by:
        who = escape(person(version.stored_by, lang))
        said.append(t("page_reports.stored_by", lang, name=who))
    if stored.stripped:
        taken = {"columns": escape(stored.stripped), "sha": (stored.received_sha256 or "")[:12]}
        said.append(t("page_reports.stripped", lang, **taken))
    if stored.received_reason:
        reason = escape(stored.received_reason)
        said.append(t("page_reports.received_reason", lang, reason=reason))
    st.caption(" ".join(said))
    if version.reason:
        st.markdown(t("difference.reason_of", lang, reason=escape(version.reason)))
    if ending is not None:
        name, why = person(ending.actor, lang), ending.reason or t("page_reports.no_reason", lang)
        words = {"name": escape(name), "reason": escape(why), "at": ending.done_at}
        st.markdown(t("page_reports.withdrawn_by", lang, **words))


def original(
    installation: Installation, version: Version, lang: str, *, is_short: bool = False
) -> None:
    """The file as it came, byte for byte; in a list the button has a short name."""
    stored = version.submission
    st.download_button(
        t("page_upload.original_short" if is_short else "page_upload.original", lang),
        data=lambda: reports.original(installation, stored),
        file_name=stored.file_name,
        mime=ANY_FILE,
        key=f"original-{stored.submission}",
        icon=":material/download:",
        on_click="ignore",
    )


@may.takes("undo")
def undo(installation: Installation, version: Version, actor: str, lang: str) -> None:
    """Withdraw a report with a reason; what it replaced is in force again."""
    name = version.submission.submission
    with st.popover(t("page_upload.undo", lang), icon=":material/undo:", key=f"undo-{name}"):
        st.markdown(t("page_upload.undo_what", lang))
        if (count := len(undo_service.together(installation, name))) > 1:
            st.markdown(t("page_upload.undo_together", lang, count=number(count, lang)))
        reason = st.text_input(t("page_upload.undo_reason", lang), key=f"undo-reason-{name}")
        if st.button(t("page_upload.undo_now", lang), key=f"undo-now-{name}"):
            if not reason.strip():
                error_box(UserError("reason_missing"), lang)
                return
            st.session_state[f"undone-{name}"] = undo_service.undo(
                installation, name, acting(actor), reason, resources.today(), now_utc()
            )
            st.session_state.pop(f"receipt-{name}", None)
            st.rerun()


def nil_line(nil: NilReport, lang: str) -> None:
    """A nil report in a line."""
    words = t("page_contract.nil_line", lang, reporter=nil.reporter, period=nil.period,
              reason=nil.reason, day=nil.received_date)  # fmt: skip
    st.markdown(f":material/pause_circle: {escape(words)}", width="stretch")


@may.takes("undo_nil")
def undo_nil(installation: Installation, nil: NilReport, actor: str, lang: str) -> None:
    """Take back a nil report with a reason, and those that were said in the same act."""
    name = f"{nil.act_id}-{nil.report_type}"
    if nil.act_id is None:
        return
    with st.popover(t("page_upload.undo", lang), icon=":material/undo:", key=f"undo-nil-{name}"):
        st.markdown(t("page_contract.nil_undo_what", lang))
        if (count := len(undo_service.nil_together(installation, nil.act_id))) > 1:
            st.markdown(t("page_contract.nil_undo_together", lang, count=number(count, lang)))
        reason = st.text_input(t("page_upload.undo_reason", lang), key=f"undo-nil-reason-{name}")
        if not st.button(t("page_upload.undo_now", lang), key=f"undo-nil-now-{name}"):
            return
        try:
            undo_service.undo_nil(
                installation, nil.act_id, acting(actor), reason, resources.today(), now_utc()
            )
        except UserError as error:
            error_box(error, lang)
            return
        st.rerun()


def undone(version: Version, lang: str) -> None:
    """Right after an undo: what is in force again, and how many verdicts that changed."""
    found: Undone | None = st.session_state.pop(f"undone-{version.submission.submission}", None)
    if found is None:
        return
    files = ", ".join(escape(s.file_name) for s in found.restored)
    key = "page_upload.undone" if files else "page_upload.undone_alone"
    words = {"files": files} if files else {}
    count = number(len(found.changes), lang)
    st.success(t(key, lang, count=count, **words), icon=":material/undo:")
