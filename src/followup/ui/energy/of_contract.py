"""A contract's energy saving, on the contract's own page."""

from __future__ import annotations

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import t
from followup.services.energy import words
from followup.ui import components
from followup.ui.components import Place, escape
from followup.ui.energy import reads as energy_reads
from followup.ui.reads import State


def show(now: State, contract: Contract, lang: str) -> None:
    """What the tender was to save and what was measured, one line a stage; or the way to say so."""
    found = energy_reads.overview(now)
    own = [s for s in found.saved if s.saving.contract == contract.number]
    with st.expander(t("page_energy.of_contract", lang), expanded=bool(own), key="contract_energy"):
        for saving in {s.saving.identifier: s.saving for s in own}.values():
            st.markdown(f"**{escape(saving.title)}**")
            for s in found.of(saving.identifier):
                said = f"{words.stage(s.stage, lang)} {s.year or ''}".strip()
                st.markdown(f"- {said}: {words.working(s, lang)}")
            place = Place(t("page_energy.open", lang, title=escape(saving.title)), "energy",
                          {"saving": saving.identifier})  # fmt: skip
            components.link(place, ":material/bolt:")
        query = {"saving": "new", "contract": contract.number}
        components.link(Place(t("page_energy.add", lang), "energy", query), ":material/add:")
