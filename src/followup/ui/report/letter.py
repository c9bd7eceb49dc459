"""A reminder ready to send: the letter, the template to attach, and the word that it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from followup.domain.period import Period
from followup.i18n.text import number, t
from followup.services.installation import now_utc
from followup.services.queue import reminder as report_reminder
from followup.services.queue import reminders_sent
from followup.services.report.overview import Report
from followup.services.upload import templates
from followup.storage.plans import Reminder
from followup.ui import components, may, resources
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.report import reads as report_reads
from followup.ui.state import acting


def show(now: State, late: Sequence[Report], key: str, lang: str) -> None:
    """The letter about late reports of one contract and reporter, and who sent one before."""
    earlier = reminders_sent.about(report_reads.reminder_log(now), late)
    sent_lines(earlier, lang)
    st.code(report_reminder.reminder(late, now.as_of, earlier), language=None, wrap_lines=True)
    with st.container(horizontal=True, vertical_alignment="center"):
        for kind in dict.fromkeys(r.report_type for r in late):
            _template(kind, late[0], f"{key}_{kind}", lang)
    ask = Place(t("page_network.who_to_ask", lang), "network", {"view": "duties"})
    components.link(ask, ":material/groups:")
    _mark(now, late, key, lang)


def sent_lines(earlier: Sequence[Reminder], lang: str) -> None:
    """Who sent which reminder and when, each once however many reports it was about."""
    told = dict.fromkeys((r.turn, r.sent_date, r.actor) for r in earlier)
    for turn, day, actor in told:
        words = t("reminder.sent", lang, turn=number(turn, lang), day=day,
                  name=report_parts.person(actor, lang))  # fmt: skip
        st.markdown(f":material/outgoing_mail: {escape(words)}")


def sent_within(now: State, contract: str, reporter: str | None, period: Period, lang: str) -> None:
    """Who sent which reminder about reports of some days, of one reporter where it is named."""
    log = report_reads.reminder_log(now)
    sent_lines(
        [
            reminder
            for (number_, who), own in log.items()
            if number_ == contract and reporter in (None, who)
            for reminder in own
            if reminder.period.overlap(period)
        ],
        lang,
    )


def _template(kind: str, report: Report, key: str, lang: str) -> None:
    if kind not in templates.TYPES:
        return
    name = t(f"report_type.{kind}", lang)
    st.download_button(
        t("reminder.attach", lang, kind=name),
        data=partial(templates.workbook, kind, report_reminder.language_of(report.contract)),
        file_name=f"{name.lower().replace(',', '').replace(' ', '_')}.xlsx",
        mime=components.XLSX,
        key=f"letter_template_{key}",
        icon=":material/table_view:",
        on_click="ignore",
    )


@may.takes("reminder_sent")
def _mark(now: State, late: Sequence[Report], key: str, lang: str) -> None:
    done = f"letter_sent_{key}"
    name = components.ask_name(lang)
    if st.button(
        t("reminder.mark", lang), key=f"letter_mark_{key}", icon=":material/outgoing_mail:",
        help=t("reminder.mark_help", lang), disabled=name is None,
    ) and name:  # fmt: skip
        turn = reminders_sent.record(
            resources.installation(), late, now.as_of, acting(name), now_utc()
        )
        st.session_state[done] = turn
        st.rerun()
    if turn := st.session_state.pop(done, None):
        st.success(t("reminder.marked", lang, turn=number(turn, lang)), icon=":material/check:")
