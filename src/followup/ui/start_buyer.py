"""The first screen of whoever tenders: contracts that end, what they gave, and the tools."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import day, t
from followup.services.contract import next_tender
from followup.services.contract.next_tender import Upcoming
from followup.ui import components, reads, resources
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.reads import State

TOOLS = (("library", ":material/local_library:"), ("tester", ":material/science:"),
         ("costs", ":material/calculate:"))  # fmt: skip


def show(now: State, lang: str) -> None:
    """The contracts that end within the rule's months, and where the next clause is made."""
    months = next_tender.ahead_months(resources.installation().catalogue, now.as_of)
    cases = [m.case for m in deviation_reads.desk(now).cases if m.case is not None]
    found = next_tender.upcoming(
        reads.contracts(now), reads.assessments(now), cases, now.as_of, months
    )
    st.header(t("next_tender.title", lang), anchor=False)
    st.markdown(t("next_tender.tools", lang))
    with st.container(horizontal=True, key="next_tools"):
        for page, icon in TOOLS:
            components.link(Place(t(f"nav.{page}", lang), page), icon=icon)
    st.markdown(next_tender.summary(found, months, lang))
    for one in found:
        _line(one, lang)
    if found:
        st.caption(t("next_tender.rule", lang, months=months))


def _line(one: Upcoming, lang: str) -> None:
    contract = one.contract
    with st.container(border=True, gap="small", key=f"next_{contract.number}"):
        name = escape(f"{contract.title} ({contract.number})")
        components.link(Place(name, "contracts", {"contract": contract.number}))
        key = "ends" if one.may_run_to is None else "may_run_on"
        said = t(f"next_tender.{key}", lang, end=day(one.end, lang),
                 until=day(one.may_run_to, lang))  # fmt: skip
        st.caption(escape(said))
        # One list: each paragraph of its own would stand a line apart.
        st.markdown("\n".join(f"- {escape(next_tender.outcome(c, lang))}" for c in one.clauses))
        for lesson in one.lessons:
            st.markdown(escape(t("next_tender.lesson", lang, lesson=lesson.text)))
            place = Place(t("next_tender.case", lang, case=escape(lesson.case)), "deviations",
                          {"case": lesson.case})  # fmt: skip
            components.link(place, icon=":material/lightbulb:")
