"""Whose contracts a page counts, for a reader who does not see all of them."""

from __future__ import annotations

import streamlit as st

from followup.i18n.text import join, t
from followup.ui import resources
from followup.ui.components import escape


def note(lang: str) -> None:
    """Say it, under what was counted; nothing where nothing is left out.

    How many others there are is not told: that is theirs to say.
    """
    scope = resources.installation().scope
    if scope.contracts is not None:
        st.caption(t("whose.chosen", lang))
    elif scope.organisations is not None:
        st.caption(t("whose.bought", lang, names=escape(join(sorted(scope.organisations), lang))))
