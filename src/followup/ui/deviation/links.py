"""The way from a verdict or a contract to its deviations."""

from __future__ import annotations

import streamlit as st

from followup.domain.deviation import Subject
from followup.domain.requirement import Assessment
from followup.i18n.text import t
from followup.services.deviation import text as deviation_text
from followup.ui import components, theme
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.reads import State


def of_verdict(now: State, found: Assessment, lang: str) -> None:
    """The case on a verdict with where it stands, else the way to open one.

    Nothing is offered on a period that is not due.
    """
    if found.verdict == "not_due":
        return
    key = Subject(found.contract, "not_met", found.period, found.requirement).key
    known = deviation_reads.desk(now).find(key)
    label = t("page_deviations.open_here", lang)
    if known is not None and known.case is not None:
        state = t(f"deviation.state.{known.state}", lang)
        label = t("page_deviations.to_case", lang, case=known.case.identifier, state=state)
    icon = ":material/assignment_late:" if known else ":material/add_notes:"
    components.link(Place(label, "deviations", {"case": key}), icon=icon)


def of_contract(now: State, contract: str, lang: str) -> None:
    """The contract's cases and proposals, each with where it stands; nothing where none is."""
    desk = deviation_reads.desk(now)
    own = [m for m in (*desk.cases, *desk.proposals) if m.contract.number == contract]
    if not own:
        return
    st.subheader(t("page_deviations.of_contract", lang), anchor=False)
    with st.container(gap="xsmall", key="contract_deviations"):
        for matter in own:
            words = f"{deviation_text.what(matter, lang)}: {deviation_text.size(matter, lang)}"
            name = f"{matter.case.identifier} · " if matter.case else ""
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                look = theme.mark(matter.state)
                st.badge(t(f"deviation.state.{matter.state}", lang), icon=look.icon,
                         color=look.tone)  # fmt: skip
                components.link(
                    Place(escape(name + words), "deviations", {"case": matter.identifier})
                )
