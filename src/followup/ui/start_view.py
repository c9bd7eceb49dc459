"""The start page's parts: the queue, the line of counts, and the two ways to begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from followup.i18n.text import day, join, number, period_label, t
from followup.services import inbox, proof_text
from followup.services.inbox import Inbox, Item
from followup.services.overview import Due
from followup.ui import components, folder, meaning, theme
from followup.ui.compliance import matrix
from followup.ui.components import Place, escape
from followup.ui.upload import take as upload_take

SHOWN_ITEMS = 10
# How wide the words of a line are beside its link.
LINE: Final = (4, 1)
NAMED_PERIODS = 3
GROUPS: Final = ("now", "unclear", "coming")
BADGES: Final = {
    "late_report": "late",
    "not_met": "not_met",
    "not_assessable": "not_assessable",
    "questions": "question",
    "coming_step": "note",
    "report_due": "not_due",
}


def show(found: Inbox, today: date, lang: str) -> None:
    """What needs somebody now, then what is coming, then the counts."""
    groups: list[list[Item]] = [[], [], []]
    for item in found.items:
        groups[inbox.URGENCY[item.kind]].append(item)
    needed = len(groups[0]) + len(groups[1])
    if needed:
        key = "one_thing" if needed == 1 else "things"
        st.markdown(f"#### {t(f'page_start.{key}', lang, count=number(needed, lang))}")
    else:
        _nothing(found, lang)
    _counts(found, lang)
    for name, items in zip(GROUPS, groups, strict=True):
        if items:
            title = t(f"page_start.group_{name}", lang)
            st.subheader(f"{title} ({number(len(items), lang)})", anchor=False)
            _items(name, items, today, lang)


def _nothing(found: Inbox, lang: str) -> None:
    words = t("page_start.nothing_to_do", lang)
    if found.next_due is not None:
        words = f"{words} {t('page_start.next_due', lang, day=found.next_due)}"
    components.empty_state(words)


def _counts(found: Inbox, lang: str) -> None:
    reports = t(
        "page_start.reports_in", lang,
        count=number(found.reports_in, lang), whole=number(found.reports_expected, lang),
    )  # fmt: skip
    verdicts = [
        f"{components.status_text(code, lang)} {number(found.verdicts[code], lang)}"
        for code in matrix.WORST_FIRST
        if found.verdicts.get(code)
    ]
    words = [reports] if found.reports_expected else []
    words += [f"{t('page_start.latest', lang)} {' · '.join(verdicts)}"] if verdicts else []
    if words:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(" ".join(words), width="content")
            meaning.explain("start", lang)


def _items(name: str, items: Sequence[Item], today: date, lang: str) -> None:
    with st.container(border=True, key=f"start_{name}"):
        for item in items[:SHOWN_ITEMS]:
            _item(item, today, lang)
    if len(items) > SHOWN_ITEMS:
        shown, count = number(SHOWN_ITEMS, lang), number(len(items), lang)
        st.caption(t("page_start.more", lang, shown=shown, count=count))
        components.link(Place(t("page_start.all", lang), "compliance"))


def _item(item: Item, today: date, lang: str) -> None:
    said, way_on = st.columns(LINE, vertical_alignment="center", gap="small")
    with said, st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _badge(item, lang)
            st.markdown(f"**{escape(item.contract.title)}** · {escape(item.contract.number)}")
        st.markdown(_words(item, today, lang))
    with way_on:
        components.link(_place(item, lang), icon=":material/arrow_forward:")


def _badge(item: Item, lang: str) -> None:
    code = BADGES[item.kind]
    if code in matrix.WORST_FIRST and item.assessment is not None:
        components.status_badge(code, lang)
    else:
        look = theme.mark(code)
        st.badge(t(f"page_start.badge.{code}", lang), icon=look.icon, color=look.tone)


def _words(item: Item, today: date, lang: str) -> str:
    """What it is, how big and since when, in a sentence."""
    if item.question is not None:
        return t("page_start.questions", lang, file=escape(item.question.file_name),
                 count=number(item.question.row_count, lang), day=item.day)  # fmt: skip
    if item.dues:
        return _due_words(item, today, lang)
    found = item.assessment
    if found is None:
        return ""
    clause = f"{escape(found.requirement.rpartition('/')[2])} {_title(item)}, "
    clause += period_label(found.period, lang)
    if item.step is not None:
        return t(
            "page_start.coming_step", lang, clause=clause, day=item.step.limit_valid_from,
            limit=item.step.limit * 100, share=proof_text.share_words(found, lang),
        )  # fmt: skip
    if item.kind == "not_met":
        return f"{clause}: {proof_text.finding(found, lang)}"
    return f"{clause}: {' '.join(proof_text.reasons(found, lang)[:2])}"


def _title(item: Item) -> str:
    if item.assessment is None:
        return ""
    named = (r for r in item.contract.requirements if r.identifier == item.assessment.requirement)
    return escape(next((r.title for r in named), ""))


def _due_words(item: Item, today: date, lang: str) -> str:
    first = item.dues[0]
    words = {
        "reporter": escape(first.reporter),
        "kind": t(f"page_start.report.{first.report_type}", lang),
        "periods": _periods(item.dues, lang),
    }
    if item.kind == "late_report":
        late = (today - first.day).days
        key = "late_one_day" if late == 1 else "late"
        return t(f"page_start.{key}", lang, days=number(late, lang), **words)
    return t("page_start.due", lang, day=day(first.day, lang), **words)


def _periods(dues: Sequence[Due], lang: str) -> str:
    named = [period_label(due.period, lang) for due in dues[:NAMED_PERIODS]]
    if len(dues) > NAMED_PERIODS:
        more = number(len(dues) - NAMED_PERIODS, lang)
        named.append(t("page_start.more_periods", lang, count=more))
    return join(named, lang)


def _place(item: Item, lang: str) -> Place:
    contract = {"contract": item.contract.number}
    if item.kind == "late_report":
        query = {"only": item.contract.number, "by": item.dues[0].reporter, "status": "late"}
        return Place(t("page_reports.to_late", lang), "reports", query)
    if item.dues:
        query = upload_take.belonging(item.contract.number, item.dues[0].reporter)
        return Place(t("page_start.to_upload", lang), "upload", query)
    if item.question is not None:
        return Place(t("page_start.to_questions", lang), "contracts", contract)
    found = item.assessment
    if found is None:
        return Place(t("app.open", lang), "contracts", contract)
    query = contract | {"requirement": found.requirement, "period": str(found.period)}
    return Place(t("page_start.to_proof", lang), "compliance", query)


def first_time(lang: str) -> None:
    """Nothing entered yet: one's own data, or the sample world, and what each gives."""
    st.markdown(t("page_start.welcome", lang))
    own, sample = st.columns(2, gap="medium")
    with own, st.container(border=True, height="stretch", key="start_own"):
        st.subheader(t("page_start.own_title", lang), anchor=False)
        st.markdown(t("page_start.own_text", lang))
        arrow = ":material/arrow_forward:"
        new = Place(t("page_start.own_contract", lang), "contracts", {"new": "1"})
        components.link(new, icon=arrow)
        components.link(Place(t("page_start.own_upload", lang), "upload"), icon=arrow)
    with sample, st.container(border=True, height="stretch", key="start_sample"):
        st.subheader(t("page_start.sample_title", lang), anchor=False)
        st.markdown(t("page_start.sample_text", lang))
        if st.button(
            t("page_start.sample_open", lang),
            key="open_sample",
            type="primary",
            icon=":material/science:",
        ):
            folder.go(folder.SAMPLE)
