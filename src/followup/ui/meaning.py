"""What a figure means: the glossary's words, where the figure stands.

``help_for`` is for widgets that take a help text. A tooltip cannot be opened with a finger, so
beside figures stands ``explain``: a button that opens the meaning of every figure near it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import streamlit as st

from followup.i18n import glossary
from followup.i18n.text import t
from followup.ui import components
from followup.ui.components import Place, escape

# The figures that each place shows, as codes of the glossary, in the order they are met.
PLACES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "start": (
            "latest_verdict", "met", "not_met", "not_assessable", "expected_report", "question",
            "step",
        ),
        "matrix": (
            "assessment_period", "share", "limit", "met", "not_met", "not_assessable", "not_due",
            "so_far", "dispens",
        ),
        "ahead": ("forecast", "step", "assessment_period", "limit", "uncertainty", "unknown"),
        "proof": (
            "clause", "limit", "fuel_set", "numerator", "denominator", "unknown", "counted_rows",
            "uncertainty", "coverage", "enough", "energy_content", "estimated",
        ),
        "factors": ("factor", "fuel_set", "assumption", "unverified", "reduction_obligation"),
        "contract": (
            "share", "limit", "uncertainty", "coverage", "energy_used", "emissions", "distance",
            "vehicles_named", "unknown",
        ),
        "goals": ("goal", "pace", "goal_coverage", "proxy", "scope", "unverified"),
        "goal": (
            "goal", "base_value", "milestone", "needed_pace", "pace", "uncertainty",
            "goal_coverage", "trend", "kept_steps", "proxy", "scope", "index", "pull",
            "reduction_obligation", "unverified",
        ),
        "findings": ("finding", "question", "duplicate", "credit", "declared", "estimated"),
        "effects": ("consequence", "replaced", "met", "not_met", "not_assessable", "uncertainty"),
        "receipt": ("receipt", "checksum", "received", "replaced"),
        "reports": ("expected_report", "received", "reporter", "nil_report", "replaced"),
    }
)  # fmt: skip


def help_for(code: str, lang: str) -> str:
    """What ``code`` means in one to three sentences, for a widget's help text."""
    return escape(glossary.explanation(code, lang))


def explain(
    place: str, lang: str, facts: Sequence[str] = (), without: Collection[str] = ()
) -> None:
    """A button that opens what the figures of ``place`` mean.

    ``facts`` are what the catalogue says of these very figures, with source and status;
    ``without`` are the codes of figures that are not there this time.
    """
    said = [
        f"**{escape(glossary.term(code, lang))}.** {escape(glossary.explanation(code, lang))}"
        for code in PLACES[place]
        if code not in without
    ]
    with st.popover(
        t("help.what", lang), icon=":material/help:", type="tertiary", key=f"help_{place}"
    ):
        st.markdown("\n\n".join([*(escape(fact) for fact in facts), *said]))
        components.link(Place(t("help.more", lang), "glossary"), ":material/dictionary:")
