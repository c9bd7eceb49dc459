"""How savings are counted, and what they would be in houses: with the factor and its source."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from followup.i18n.text import exact, number, t
from followup.rules import energy
from followup.services import parameters
from followup.services.proof.text import source_title
from followup.ui import components, resources
from followup.ui.components import Place, escape
from followup.ui.reads import State


def houses(kwh: Decimal | None, now: State, lang: str) -> None:
    """A saving as houses' yearly use, by the stated factor; nothing where it is below one house."""
    catalogue = resources.installation().catalogue
    factor = parameters.value(catalogue, "house_energy", "kwh_per_year", now.as_of)
    count = energy.per_unit(kwh, factor)
    if count is not None and count >= 1:
        st.caption(t("page_energy.houses", lang, count=number(int(count), lang),
                     factor=number(factor, lang)))  # fmt: skip


def show(now: State, lang: str) -> None:
    """What a baseline is, how ex ante and ex post are kept apart, and the factor of houses."""
    catalogue = resources.installation().catalogue
    factor = parameters.reading(catalogue, "house_energy", "kwh_per_year", now.as_of)
    with st.expander(t("page_energy.method", lang), key="energy_method"):
        st.markdown(t("page_energy.method_text", lang))
        source = source_title(catalogue, factor.source, lang)
        st.markdown(t("page_energy.method_houses", lang, factor=exact(factor.ends[0], lang),
                      source=escape(source)))  # fmt: skip
        query = {"goal": "SPP_54"}
        components.link(Place(t("page_energy.to_goal", lang), "goals", query), ":material/flag:")
