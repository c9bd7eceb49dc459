"""The strip at the top of every page: which data, which day, who, and in which language."""

from __future__ import annotations

import streamlit as st

from followup.ui import account, components, earlier, sample_view, state
from followup.ui.components import World


def show(world: World, lang: str) -> None:
    """Draw the strip, and the banners of the sample and of an earlier day."""
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        if not world.is_sample:
            components.folder_words(world, lang)
            sample_view.offer(lang)
        st.space("stretch")
        earlier.choose(world, lang)
        if state.looked_back() is None:
            account.show(lang)
        components.choose_language(lang)
    if world.is_sample:
        sample_view.banner(world, lang)
    earlier.show(world, lang)
