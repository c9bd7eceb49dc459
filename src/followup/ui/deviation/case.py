"""One deviation: the frozen proof at the top, its steps down the page, then the next one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from followup.domain.deviation import Frozen
from followup.errors import UserError
from followup.i18n.text import day, join, number, period_label, t
from followup.render.document import Document
from followup.render.document_docx import DOCX, write_docx
from followup.services.deviation import letter
from followup.services.deviation import text as deviation_text
from followup.services.deviation.matter import OVER, Desk, Matter
from followup.ui import components, tables, theme
from followup.ui.components import Place, escape
from followup.ui.contract import exemption_form
from followup.ui.deviation import form, timeline
from followup.ui.deviation import reads as deviation_reads
from followup.ui.deviation.fields import Form
from followup.ui.penalty import case as penalty_case
from followup.ui.reads import State
from followup.ui.report import letter as report_letter
from followup.ui.spot_check import links as spot_check_links

SIGNS = 12  # of a checksum: enough to compare by eye


def show(now: State, desk: Desk, matter: Matter, lang: str) -> None:
    """Everything below the title."""
    name = matter.case.identifier if matter.case else t("deviation.state.proposed", lang)
    components.breadcrumb([Place(t("page_deviations.all", lang), "deviations")], name)
    form.saved(lang)
    _head(desk, matter, lang)
    today = _today(now, matter)
    kept = matter.frozen or today
    if kept is None:
        components.empty_state(t("page_deviations.gone", lang))
        return
    filled = form.of(now, desk, matter, lang)
    _proof(now, matter, kept, today, lang)
    penalty_case.show(now, matter, lang)
    _papers(filled, kept, lang)
    report_letter.sent_within(
        now, matter.contract.number, matter.subject.reporter, matter.period, lang
    )
    timeline.show(matter, lang)
    actor = components.ask_name(lang)
    if actor is not None:
        form.show(filled, now, actor)


def _today(now: State, matter: Matter) -> Frozen | None:
    """The numbers of today, or None where there is no such verdict or report any more."""
    if matter.case is not None and matter.assessment is None and matter.report is None:
        return None
    try:
        return deviation_reads.frozen(now, matter)
    except UserError:
        return None


def _head(desk: Desk, matter: Matter, lang: str) -> None:
    contract = matter.contract
    st.header(escape(contract.title), anchor=False)
    st.markdown(f"**{escape(deviation_text.what(matter, lang))}**")
    owner = (
        t("page_deviations.owner", lang, owner=escape(matter.owner))
        if matter.owner
        else t("page_deviations.no_owner", lang)
    )
    words = [t("page_deviations.since", lang, day=matter.since), owner]
    if matter.deadline is not None:
        words.insert(1, t("page_deviations.deadline", lang, day=matter.deadline))
    with st.container(horizontal=True, vertical_alignment="center"):
        components.status_badge(matter.state, lang, "deviation.state")
        st.markdown(f"**{escape(deviation_text.size(matter, lang))}** · " + " · ".join(words))
    if matter.case is None or not matter.case.holding:
        st.info(t("page_deviations.proposal", lang), icon=":material/lightbulb:")
    if matter.covers:
        periods = join([period_label(p, lang) for p in matter.covers], lang)
        key = "covers_proposed" if matter.case is None else "covers"
        st.info(t(f"page_deviations.{key}", lang, periods=periods), icon=":material/library_add:")
    if matter.state == "confirmed" and matter.is_small:
        counted = desk.small.get(contract.number, ())
        st.info(
            t("page_deviations.small_waits", lang, count=number(len(counted), lang),
              whole=number(desk.rule_of(contract.number).small_count, lang),
              months=number(desk.rule_of(contract.number).small_months, lang)),
            icon=":material/exposure_plus_1:",
        )  # fmt: skip


def _proof(now: State, matter: Matter, kept: Frozen, today: Frozen | None, lang: str) -> None:
    is_kept = matter.case is not None
    key = "proof_frozen" if is_kept else "proof_now"
    st.subheader(t(f"page_deviations.{key}", lang, day=kept.as_of), anchor=False)
    with st.container(key="stack_lines"):
        tables.pairs(kept.lines[lang], alt=t("page_deviations.proof_alt", lang))
    if is_kept:
        words = {"rows": kept.rows_sha256[:SIGNS], "reference": kept.reference[:SIGNS]}
        st.caption(
            t("page_deviations.kept", lang, **words), help=t("page_deviations.kept_help", lang)
        )
        _compared(matter, kept, today, lang)
    with st.container(horizontal=True, gap="medium"):
        number_ = matter.contract.number
        if matter.requirement is not None:
            query = {"contract": number_, "requirement": matter.requirement,
                     "period": str(matter.period), "only": number_}  # fmt: skip
            components.link(
                Place(t("page_deviations.to_proof", lang), "compliance", query),
                icon=":material/rule:",
            )
            # Nobody is excused from what was reached.
            if matter.subject.ground != "bonus":
                dispens = exemption_form.place(
                    t("exemption.to_form", lang), number_, matter.requirement, matter.period
                )
                components.link(dispens, icon=theme.mark("exempt").icon)
        components.link(
            Place(t("page_deviations.to_contract", lang), "contracts", {"contract": number_}),
            icon=":material/contract:",
        )
        if matter.case is not None:
            spot_check_links.of_case(now, matter.case.identifier, lang)


def _compared(matter: Matter, kept: Frozen, today: Frozen | None, lang: str) -> None:
    """Where today's numbers are others, they stand beside; the case rests on those kept."""
    if matter.subject.ground == "together":
        return
    if today is None:
        st.warning(t("page_deviations.gone", lang), icon=":material/difference:")
        return
    if kept.says_the_same(today):
        return
    st.warning(t("page_deviations.differs", lang), icon=":material/difference:")
    then, now = kept.by_label(lang), today.by_label(lang)
    rows = [
        {"label": label, "then": then.get(label, ""), "now": now.get(label, "")}
        for label in dict.fromkeys([*then, *now])
        if then.get(label) != now.get(label)
    ]
    columns = [
        tables.Column("label", ""),
        tables.Column("then", t("page_deviations.then", lang, day=day(kept.as_of, lang))),
        tables.Column("now", t("page_deviations.now", lang)),
    ]
    tables.plain_table(rows, columns, lang, alt=t("page_deviations.compared_alt", lang))


def _papers(filled: Form, kept: Frozen, lang: str) -> None:
    """The letter as it would read now, and the decision where there is one."""
    matter = filled.matter
    if matter.state in OVER:
        return
    is_sure = matter.case is not None and matter.case.is_confirmed
    wanted = form.wanted(filled)
    with st.container(horizontal=True):
        _paper(
            t(f"page_deviations.{'letter' if is_sure else 'letter_draft'}", lang),
            letter.notice(matter, kept, wanted),
            letter.file_name(matter, wanted.lang),
            "deviation_letter",
        )
        decided = letter.decision(matter, kept, lang)
        if decided is not None:
            name = letter.file_name(matter, lang, "decision")
            _paper(t("page_deviations.decision", lang), decided, name, "deviation_decision")
    st.caption(t("page_deviations.letter_help", lang))


def _paper(label: str, document: Document, name: str, key: str) -> None:
    st.download_button(
        label, data=partial(write_docx, document), file_name=name, mime=DOCX, key=key,
        icon=":material/description:", on_click="ignore",
    )  # fmt: skip


def back(lang: str) -> None:
    """An address that names nothing any more."""
    components.empty_state(
        t("page_deviations.not_there", lang),
        Place(t("page_deviations.all", lang), "deviations"),
    )
