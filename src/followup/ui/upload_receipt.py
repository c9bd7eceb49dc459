"""The receipt of an upload: its number, the original, where to go on, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.i18n.text import number, period_label, t
from followup.services import reports, submit
from followup.services.installation import Actor, Installation, now_utc
from followup.services.reports import Version
from followup.services.submit import Receipt
from followup.ui import resources, upload_effects, upload_work
from followup.ui.components import Place, error_box, escape, link, status_badge

XLSX = "application/octet-stream"


def show(
    installation: Installation, names: Sequence[str], waiting: list[str], actor: str, lang: str
) -> None:
    """What was stored, from the database; what it changed, while the session remembers."""
    versions = [v for name in names if (v := reports.version(installation, name))]
    if not versions:
        st.info(t("page_upload.receipt_unknown", lang))
    for version in versions:
        _one(installation, version, actor, lang)
    receipt: Receipt | None = st.session_state.get(f"receipt-{names[0]}")
    if receipt is not None:
        upload_effects.changes(installation, receipt.changes, lang)
    if versions:
        _onwards(versions[0], receipt, lang)
    label = "page_upload.next_file" if waiting else "page_upload.another_file"
    if st.button(t(label, lang), key="upload_next", type="primary", icon=":material/upload_file:"):
        upload_work.keep_tokens(waiting)
        st.rerun()


def _one(installation: Installation, version: Version, actor: str, lang: str) -> None:
    stored = version.submission
    with st.container(border=True, key=f"receipt-box-{stored.submission}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            status_badge(
                "stored" if version.status == "in_force" else version.status, lang, "status"
            )
            st.markdown(f"**{t('page_upload.receipt', lang, number=stored.submission[:8])}**")
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
        st.caption(
            t(
                "page_upload.receipt_more",
                lang,
                number=stored.submission,
                sha=stored.sha256[:12],
                day=stored.received_date,
                at=stored.stored_at,
            )
        )
        with st.container(horizontal=True):
            original(installation, version, lang)
            if version.status == "in_force":
                undo(installation, version, actor, lang)


def original(
    installation: Installation, version: Version, lang: str, *, is_short: bool = False
) -> None:
    """The file as it came, byte for byte; in a list the button has a short name."""
    stored = version.submission
    st.download_button(
        t("page_upload.original_short" if is_short else "page_upload.original", lang),
        data=lambda: reports.original(installation, stored),
        file_name=stored.file_name,
        mime=XLSX,
        key=f"original-{stored.submission}",
        icon=":material/download:",
        on_click="ignore",
    )


def undo(installation: Installation, version: Version, actor: str, lang: str) -> None:
    """Withdraw a report with a reason; what it replaced is in force again."""
    name = version.submission.submission
    with st.popover(t("page_upload.undo", lang), icon=":material/undo:", key=f"undo-{name}"):
        st.markdown(t("page_upload.undo_what", lang))
        reason = st.text_input(t("page_upload.undo_reason", lang), key=f"undo-reason-{name}")
        if st.button(t("page_upload.undo_now", lang), key=f"undo-now-{name}"):
            if not reason.strip():
                error_box(UserError("reason_missing"), lang)
                return
            submit.withdraw(
                installation, name, Actor(actor), reason.strip(), resources.today(), now_utc()
            )
            st.session_state.pop(f"receipt-{name}", None)
            st.rerun()


def _onwards(version: Version, receipt: Receipt | None, lang: str) -> None:
    number_ = version.submission.contract
    with st.container(horizontal=True):
        link(
            Place(t("page_upload.to_contract", lang), "contracts", {"contract": number_}),
            icon=":material/contract:",
        )
        changed = [change.after for change in receipt.changes] if receipt else []
        if cell := _cell(changed):
            link(
                Place(
                    t("page_upload.to_proof", lang),
                    "compliance",
                    {
                        "contract": cell.contract,
                        "requirement": cell.requirement,
                        "period": str(cell.period),
                    },
                ),
                icon=":material/rule:",
            )


def _cell(changed: Sequence[Assessment]) -> Assessment | None:
    """The changed verdict most worth opening: a missed one, else the first that says anything."""
    order = ("not_met", "met", "not_assessable", "exempt", "not_due")
    return min(changed, key=lambda a: order.index(a.verdict), default=None)
