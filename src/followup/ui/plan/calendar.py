"""The days ahead: which there are, as a file to take away and as a link to subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.i18n.text import number, t
from followup.services.installation import now_utc
from followup.services.plan import export as calendar_export
from followup.services.plan.events import Event
from followup.ui import address, components, reads, resources, tables
from followup.ui.plan import links
from followup.ui.plan import reads as plan_reads
from followup.ui.reads import State
from followup.ui.tables import Column

FIRST_DAYS: Final = 25
COLUMNS: Final = ("day", "what", "contract", "about")


def show(now: State, lang: str) -> None:
    """The days of all contracts, of one, or of those one person answers for."""
    st.markdown(t("plan.calendar_intro", lang))
    contracts = {c.number: c for c in reads.contracts(now)}
    with st.container(horizontal=True, key="plan_filters"):
        owner = address.select(
            "owner", t("queue.filter_owner", lang),
            sorted({c.responsible for c in contracts.values() if c.responsible}), lang,
        )  # fmt: skip
        own = [c for c in contracts.values() if owner in (None, c.responsible)]
        only = address.select(
            "only", t("queue.filter_contract", lang), sorted(c.number for c in own), lang,
            lambda n: f"{contracts[n].title} ({n})",
        )  # fmt: skip
    shown = [
        e for e in plan_reads.events(now)
        if only in (None, e.contract.number) and owner in (None, e.contract.responsible)
        and (e.day >= now.as_of or e.kind == "report_late" or e.is_missed or e.held)
    ]  # fmt: skip
    if shown:
        _days(shown, lang)
    else:
        components.empty_state(t("plan.no_days", lang))
    _download(now, only, owner, lang)
    links.show(now, only, owner, lang)


def _days(shown: Sequence[Event], lang: str) -> None:
    columns = [Column(n, t(f"plan.column.{n}", lang), "date" if n == "day" else "text")
               for n in COLUMNS]  # fmt: skip
    rows = [
        {
            "day": e.day,
            "what": t(f"calendar.kind.{e.kind}", lang),
            "contract": f"{e.contract.title} ({e.contract.number})",
            "about": calendar_export.what(e, lang),
        }
        for e in shown
    ]
    alt = t("plan.days_alt", lang, count=number(len(shown), lang))
    most = int(st.session_state.get("plan_shown", FIRST_DAYS))
    with st.container(key="stack_plan"):
        tables.plain_table(rows[:most], columns, lang, alt=alt)
    if len(rows) > most:
        more = number(min(FIRST_DAYS, len(rows) - most), lang)
        if st.button(t("page_reports.more", lang, count=more), key="plan_more"):
            st.session_state["plan_shown"] = most + FIRST_DAYS
            st.rerun()


def _download(now: State, only: str | None, owner: str | None, lang: str) -> None:
    st.download_button(
        t("plan.download", lang),
        data=lambda: calendar_export.calendar(
            resources.installation(), now.as_of, lang, now_utc(), contract=only, responsible=owner
        ),
        file_name=t("plan.file", lang),
        mime=calendar_export.MIME,
        key="plan_download",
        icon=":material/calendar_month:",
        on_click="ignore",
    )
    st.caption(t("plan.download_help", lang))
