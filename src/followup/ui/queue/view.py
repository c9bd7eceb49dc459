"""The work queue as a page's first screen: how much there is, then line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.i18n.text import number, t
from followup.services.queue import text as inbox_text
from followup.services.queue.inbox import Inbox
from followup.services.queue.item import URGENCY, Item, by_deadline
from followup.services.queue.reminders_sent import Log
from followup.storage.plans import Reminder
from followup.ui import components, meaning, tables
from followup.ui.compliance import matrix
from followup.ui.queue import filters, row
from followup.ui.reads import State
from followup.ui.report import reads as report_reads
from followup.ui.tables import Column

FIRST_ITEMS, MORE_ITEMS = 10, 20
GROUPS: Final = ("now", "unclear", "coming")
FLAT: Final = ("todo", "coming")


def show(now: State, found: Inbox, lang: str, *, is_flat: bool) -> None:
    """The queue behind its filters: in groups by urgency, or flat by deadline and class."""
    todo = [i for i in found.items if not i.is_coming]
    if todo:
        key = "one_thing" if len(todo) == 1 else "things"
        st.header(t(f"page_start.{key}", lang, count=number(len(todo), lang)), anchor=False)
    else:
        nothing(found, lang)
    counts(found, lang)
    if not found.items:
        return
    shown = filters.taken(found.items, now.as_of, lang)
    if not shown:
        filters.nothing_matches(lang)
        return
    log = report_reads.reminder_log(now)
    names = FLAT if is_flat else GROUPS
    for name, items in zip(names, _grouped(shown, is_flat=is_flat), strict=True):
        if items:
            title = t(f"page_start.group_{name}", lang)
            st.subheader(f"{title} ({number(len(items), lang)})", anchor=False)
            _lines(now, name, items, log, lang)
    _twin(now, shown, log, lang)


def nothing(found: Inbox, lang: str) -> None:
    """Nothing to do, and when the next reports are expected."""
    words = t("page_start.nothing_to_do", lang)
    if found.next_due is not None:
        words = f"{words} {t('page_start.next_due', lang, day=found.next_due)}"
    components.empty_state(words)


def counts(found: Inbox, lang: str) -> None:
    """How many reports are in, and how the requirements stand."""
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


def _grouped(items: Sequence[Item], *, is_flat: bool) -> list[list[Item]]:
    if is_flat:
        todo = sorted((i for i in items if not i.is_coming), key=by_deadline)
        return [todo, [i for i in items if i.is_coming]]
    groups: list[list[Item]] = [[] for _ in GROUPS]
    for item in items:
        groups[URGENCY[item.kind]].append(item)
    return groups


def _lines(now: State, name: str, items: Sequence[Item], log: Log, lang: str) -> None:
    most = int(st.session_state.get(f"queue_shown_{name}", FIRST_ITEMS))
    with st.container(border=True, key=f"start_{name}"):
        for index, item in enumerate(items[:most]):
            row.show(now, item, _reminded(item, log), f"queue_{name}_{index}", lang)
    if len(items) > most:
        more = number(min(MORE_ITEMS, len(items) - most), lang)
        if st.button(t("page_reports.more", lang, count=more), key=f"queue_more_{name}"):
            st.session_state[f"queue_shown_{name}"] = most + MORE_ITEMS
            st.rerun()


def _reminded(item: Item, log: Log) -> tuple[Reminder, ...]:
    if item.kind != "late_report":
        return ()
    about = {(item.contract.number, d.reporter, d.report_type, d.period) for d in item.dues}
    own = log.get((item.contract.number, item.dues[0].reporter), ())
    return tuple(sent for sent in own if sent.about in about)


def _twin(now: State, shown: Sequence[Item], log: Log, lang: str) -> None:
    """The same lines as one real table, to read aloud or copy."""
    columns = [Column(n, t(f"queue.column.{n}", lang)) for n in inbox_text.COLUMNS]
    rows = [
        inbox_text.row(i, _reminded(i, log), now.as_of, lang) for i in shown[: tables.TWIN_ROWS]
    ]
    alt = t("queue.alt", lang, count=number(len(shown), lang))
    with st.container(key="stack_queue"):
        tables.twin(rows, columns, lang, alt=alt, whole=len(shown))
