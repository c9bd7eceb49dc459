"""The way into the sample and back: its banner, its build, and the small offer in one's own."""

from __future__ import annotations

from concurrent.futures import wait
from typing import Final

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import day, number, t
from followup.services import folders
from followup.services.sample.builds import Build
from followup.ui import components, folder, navigation, resources, state

BUILD_KEY: Final = "sample_build"
LOOK_SECONDS: Final = 0.25


def is_ready(lang: str) -> bool:
    """Whether the session's folder can be shown; a sample that is not built yet is built."""
    build: Build | None = st.session_state.get(BUILD_KEY)
    if build is None:
        if state.folder() != folder.SAMPLE or folders.is_built(folder.here()):
            return True
        build = st.session_state[BUILD_KEY] = resources.build_sample(lang)
    _watch(build, lang)
    return False


def _watch(build: Build, lang: str) -> None:
    st.title(t("app.sample_building", lang), anchor=False)
    st.markdown(t("app.sample_building_why", lang))
    place = st.empty()
    if st.button(t("app.sample_stop", lang), key="sample_stop", icon=":material/arrow_back:"):
        folder.go(folder.OWN)
    while not build.outcome.done():
        # A look at a page is where Streamlit lets a reader's click in.
        place.progress(_share(build), text=_how_far(build, lang))
        wait([build.outcome], timeout=LOOK_SECONDS)
    del st.session_state[BUILD_KEY]
    try:
        build.outcome.result()
    except UserError as error:
        place.empty()
        components.error_box(error, lang)
        st.button(t("app.sample_retry", lang), key="sample_retry", icon=":material/refresh:")
        return
    st.rerun()


def _share(build: Build) -> float:
    return build.done / build.of if build.of else 0.0


def _how_far(build: Build, lang: str) -> str:
    if not build.of:
        return t("app.sample_starting", lang)
    done, whole = number(build.done, lang), number(build.of, lang)
    return t("app.sample_progress", lang, done=done, whole=whole)


def banner(world: components.World, lang: str) -> None:
    """On every page of the sample: that all is invented, its day, and the way out."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xxsmall",
        key="sample_banner",
    ):
        words = t("app.sample_banner", lang, day=day(world.today, lang))
        st.markdown(f":material/science: {words}", width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            _leave(lang)
            if world.can_rebuild:
                _again(lang)


def _leave(lang: str) -> None:
    label = t("app.leave_sample", lang)
    if st.button(label, key="leave_sample", icon=":material/logout:", type="tertiary"):
        folder.go(folder.OWN)


def _again(lang: str) -> None:
    """Build it from scratch; asks first, since others may be using it."""
    label = t("app.sample_again", lang)
    with st.popover(label, icon=":material/restart_alt:", type="tertiary", key="sample_again"):
        st.markdown(t("app.sample_again_why", lang))
        if st.button(t("app.sample_again_yes", lang), key="sample_again_yes", type="primary"):
            folder.forget()
            st.session_state[BUILD_KEY] = resources.build_sample(lang, again=True)
            st.switch_page(navigation.script("start"), query_params={state.FOLDER: folder.SAMPLE})


def offer(lang: str) -> None:
    """In one's own folder, small: the sample."""
    if st.button(
        t("app.to_sample", lang), key="to_sample", icon=":material/science:", type="tertiary"
    ):
        folder.go(folder.SAMPLE)
