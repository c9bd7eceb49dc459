"""Under a clause that was copied from a published requirement: its origin, and what is newer."""

from __future__ import annotations

import streamlit as st

from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import origin_of
from followup.i18n.text import t
from followup.services.shared import publish, text
from followup.ui import components
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.shared import reads as shared_reads


def show(now: State, clause: Requirement, lang: str) -> None:
    """Nothing for a clause that was copied from nowhere, or from what never came here."""
    origin = origin_of(clause.source)
    if origin is None:
        return
    every = shared_reads.history(now)
    found, newer = publish.at_version(every, origin), publish.newer(every, origin)
    if found is None:
        return
    st.caption(escape(text.source_line(found, newer, lang)), width="content")
    query = {"view": "published", "shared": found.key}
    label = t("shared.see_newer", lang) if newer else t("shared.back", lang)
    components.link(Place(label, "library", query), ":material/local_library:")
