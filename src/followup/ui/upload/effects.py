"""Step 6 of an upload: what saving would change, and saving it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import day, number, period_label, t
from followup.services import memory
from followup.services.installation import Installation, now_utc
from followup.services.report import reports
from followup.services.upload import destination, drafts, nil_file, submit
from followup.services.upload.submit import Receipt
from followup.storage.submissions import Submission
from followup.ui import verdict_changes
from followup.ui.components import busy, error_box, escape
from followup.ui.state import acting
from followup.ui.upload import compare, difference, take, tokens
from followup.ui.upload import work as upload_work
from followup.ui.upload.saying import saying
from followup.ui.upload.work import Work

# The questions that Destination.is_shared answers.
SHARED = ("rows_in_other_contract", "rows_with_other_buyer", "rows_already_received")


def effects(installation: Installation, work: Work, lang: str) -> Receipt | None:
    """What would be new, replaced and judged otherwise; None while that cannot be said."""
    if not work.wheres:
        st.markdown(t("page_upload.effects_wait", lang))
        return None
    try:
        with busy(t("page_upload.rehearsing", lang)):
            plan = upload_work.preview(installation, work)
    except UserError as error:
        if error.code == "overlapping_period":
            _overlap(installation, work, lang)
        elif error.code in SHARED:
            _shared(installation, work, error, lang)
        else:
            error_box(error, lang)
        return None
    if plan.is_repeat:
        stored = plan.plans[0].submission
        st.info(
            t("page_upload.repeat", lang, day=stored.received_date, number=stored.receipt_number),
            icon=":material/equal:",
        )
        return plan
    replaced = _overlapping(installation, work)
    _new(plan, lang)
    for nil in nil_file.beside(installation, work.wheres):
        said = {"period": period_label(nil.period, lang), "reason": escape(nil.reason)}
        st.info(t("page_upload.nil_before", lang, **said), icon=":material/info:")
    for older in reports.replaced_before(installation, work.draft.sha256, work.wheres):
        if older.replaced_by is None:
            continue
        newer = older.replaced_by.submission
        words = {"day": older.submission.received_date, "newer": newer.received_date}
        told = t("page_upload.replaced_before", lang, file=escape(newer.file_name), **words)
        st.warning(told, icon=":material/history:")
    if replaced:
        _replaces(installation, work, replaced, lang)
    difference.show(installation, work, plan, lang)
    compare.show(installation, work, lang)
    verdict_changes.show(installation, plan.changes, lang)
    return plan


def _new(plan: Receipt, lang: str) -> None:
    """How many rows are new to their days; of each kind, where the file has several."""
    new = [p.submission for p in plan.plans if not p.is_repeat and not p.supersedes]
    for one in new:
        words = {"kind": t(f"report_type.{one.report_type}", lang).lower()}
        key = "page_upload.new_rows" + ("_of" if len(plan.plans) > 1 else "")
        st.markdown(t(key, lang, rows=number(one.row_count, lang), **words))


def _overlapping(installation: Installation, work: Work) -> list[Submission]:
    return [s for where in work.wheres for s in destination.overlapping(installation, where)]


def _overlap(installation: Installation, work: Work, lang: str) -> None:
    """Other days than a report in force, but some of the same: a person must say."""
    found = _overlapping(installation, work)
    st.warning(t("page_upload.overlap", lang), icon=":material/help:")
    for other in found:
        st.markdown(f"- {_report_words(other, lang)}")
    many = "_many" if len(found) > 1 else ""
    label = t(f"page_upload.overlap_replace{many}", lang)
    if st.button(label, key="upload_replace", icon=":material/history:"):
        drafts.update(installation.settings, work.stored, choices={"mode": "replace"})
        st.rerun()
    st.caption(t("page_upload.overlap_else", lang))


def _shared(installation: Installation, work: Work, error: UserError, lang: str) -> None:
    """Rows that another report holds already: a person must say whether they count here too."""
    st.warning(t(f"page_upload.{error.code}", lang, **error.params), icon=":material/help:")
    label = t("page_upload.shared_yes", lang)
    if st.button(label, key="upload_shared", icon=":material/call_split:"):
        drafts.update(installation.settings, work.stored, choices={"shared": "yes"})
        st.rerun()
    st.caption(t("page_upload.shared_else", lang))


def _replaces(
    installation: Installation, work: Work, replaced: Sequence[Submission], lang: str
) -> None:
    adding = work.stored.choices.get("mode") == "add"
    st.markdown(t("page_upload.stays_beside" if adding else "page_upload.replaces", lang))
    for other in replaced:
        st.markdown(f"- {_report_words(other, lang)}")
    days = {where.period for where in work.wheres}
    if {other.period for other in replaced} <= days:
        modes = ["replace", "add"]
        st.radio(
            t("page_upload.same_days_question", lang),
            modes,
            index=modes.index("add" if adding else "replace"),
            format_func=lambda mode: t(f"page_upload.mode_{mode}", lang),
            **saying(installation.settings, work.stored, "mode"),
        )


def _report_words(other: Submission, lang: str) -> str:
    return t(
        "page_upload.report_line",
        lang,
        file=escape(other.file_name),
        period=escape(period_label(other.period, lang)),
        day=escape(day(other.received_date, lang)),
        rows=number(other.row_count, lang),
    )


def save_buttons(
    installation: Installation, work: Work, waiting: list[str], plan: Receipt, actor: str, lang: str
) -> None:
    """Save what can be counted, or save only when nothing is wrong."""
    if plan.is_repeat:
        return
    ready = work.problem is None and not work.has_rivals
    with st.container(horizontal=True):
        everything = st.button(
            t("page_upload.save_valid" if work.errors else "page_upload.save", lang),
            key="upload_save_valid",
            type="primary",
            icon=":material/save:",
            disabled=not ready,
        )
        flawless = work.errors > 0 and st.button(
            t("page_upload.save_if_right", lang),
            key="upload_save_if_right",
            disabled=not ready,
        )
    if work.errors:
        st.caption(t("page_upload.errors_kept", lang, count=number(work.errors, lang)))
    if waiting_rows := work.questioned:
        st.caption(t("page_upload.questions_left", lang, count=number(waiting_rows, lang)))
    if work.has_rivals:
        st.caption(t("page_upload.choose_column_first", lang))
    elif not ready:
        st.caption(t("page_upload.put_right_first", lang))
    if flawless and work.errors:
        st.error(t("page_upload.not_saved", lang, count=number(work.errors, lang)))
    elif (everything or flawless) and (
        unsaid := difference.problem(installation, work, plan)
    ) is not None:
        error_box(unsaid, lang)
    elif everything or flawless:
        _save(installation, work, waiting, actor, lang)


def _save(
    installation: Installation, work: Work, waiting: list[str], actor: str, lang: str
) -> None:
    content = drafts.content(installation.settings, work.stored)
    assert work.contract is not None  # noqa: S101
    with busy(t("page_upload.saving", lang)):
        receipt = submit.submit(
            installation,
            content,
            work.draft,
            work.wheres,
            acting(actor),
            now_utc(),
            as_of=work.today,
            remember=memory.lasting(work.draft, work.stored.answers),
            supplier=work.contract.supplier,
            reason=work.stored.choices.get(difference.REASON),
        )
    drafts.remove(installation.settings, work.stored.token)
    take.ended(work.stored.file_name, "saved")
    stored = [plan.submission.submission for plan in receipt.plans]
    st.session_state[f"receipt-{stored[0]}"] = receipt
    tokens.keep(waiting[1:], stored)
    st.rerun()
