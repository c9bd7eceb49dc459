"""Food waste: grams a portion of each contract, and where in the meal it was wasted."""

from __future__ import annotations

import streamlit as st

from followup.domain.facts import WASTE_SCOPES
from followup.i18n.text import t
from followup.services.circular import words
from followup.services.circular.figures import Reported
from followup.ui import resources
from followup.ui.circular import chart, measured
from followup.ui.circular import reads as own_reads
from followup.ui.circular.filters import Choice
from followup.ui.components import escape
from followup.ui.reads import State


def show(now: State, choice: Choice, lang: str) -> None:
    """Grams a portion by contract, kilograms by kind of waste, the measures and the rows."""
    found = own_reads.reported(now, "food_waste", choice.year, choice.organisation)
    st.markdown(t("page_circular.food_intro", lang))
    if measured.nothing(found, lang):
        return
    titles = {c.number: c.title for c in found.reporting}
    bars = [(titles[w.contract], w.per_portion) for w in found.waste]
    if bars:
        chart.amounts(
            bars, "g/portion", lang, key="circular_food_portion", decimals=1,
            title=t("measure.food_waste_per_portion", lang),
            what=t("page_circular.column_contract", lang),
        )  # fmt: skip
        st.caption(_classed(now, found, lang))
    measured.by_class(found, "waste", "g", WASTE_SCOPES, "waste_scope", lang)
    measured.table(found, lang)
    measured.rows(now, found, lang)


def _classed(now: State, found: Reported, lang: str) -> str:
    """The class of each contract's waste, in words."""
    titles = {c.number: c.title for c in found.reporting}
    catalogue = resources.installation().catalogue
    told = (
        (titles[w.contract], words.waste_class(catalogue, w.per_portion, now.as_of, lang))
        for w in found.waste
    )
    return escape(" ".join(f"{name}: {said}" for name, said in told if said))
