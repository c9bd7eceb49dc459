"""Small pieces that every page draws the same way.

Words from a supplier's file go through ``plain`` or ``escape``, never straight into Markdown:
an image link in a name would tell its sender who reads it and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import streamlit as st

from followup.errors import UserError
from followup.i18n.text import LANGUAGES, day, language_name, percent, t
from followup.ui import may, navigation, state, theme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Addresses become links even where every sign is escaped; a mark of no width parts them.
WORD_JOINER = "\N{WORD JOINER}"
_LINKS = re.compile(r"https?:|ftp:|mailto:|xmpp:|www(?=\.)|@", re.IGNORECASE)
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~&@/])")


@dataclass(frozen=True, slots=True)
class Place:
    """A link to a page: its label, the script's name and what stands after ? in the address."""

    label: str
    page: str
    query: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What the header says: the data folder's name, the day it is there, and if it is a sample.

    ``can_rebuild``: a sample that the app may build again from scratch.
    """

    data_folder: str
    today: date
    is_sample: bool
    can_rebuild: bool


def escape(text: str) -> str:
    """Foreign text made inert where Markdown is read (labels, table cells, captions)."""
    return _ACTIVE.sub(r"\\\1", _LINKS.sub(rf"\g<0>{WORD_JOINER}", text))


def plain(text: str) -> None:
    """Foreign text as it stands."""
    st.text(text)


def folder_words(world: World, lang: str) -> None:
    """The data folder and the day it is there."""
    folder = t("app.data_folder", lang, name=escape(world.data_folder))
    st.caption(
        f"{folder} · **{t('app.as_of', lang, day=day(world.today, lang))}**", width="content"
    )


def choose_language(lang: str) -> None:
    """The languages, the one in use marked."""
    st.segmented_control(
        t("app.language", lang),
        LANGUAGES,
        format_func=language_name,
        default=lang,
        key="language_choice",
        required=True,
        on_change=state.take_language,
        args=("language_choice",),
        label_visibility="collapsed",
    )


def name_field(lang: str, key: str) -> None:
    """The reader's name, to give or to change."""
    st.text_input(
        t("app.your_name", lang),
        value=state.user_name() or "",
        key=key,
        max_chars=80,
        on_change=state.take_name,
        args=(key,),
    )
    st.caption(t("app.your_name_why", lang))


def ask_name(lang: str, why: str = "app.name_first") -> str | None:
    """The user's name; asks for it where it is missing, saying why. Call before storing.

    On an earlier day nothing is stored, which is said instead.
    """
    if state.looked_back() is not None:
        st.info(t("looking_back.closed", lang), icon=":material/history:")
        return None
    name = state.user_name()
    if name is None:
        st.info(t(why, lang), icon=":material/person:")
        name_field(lang, "name_asked")
    return name


def status_badge(code: str, lang: str, section: str = "verdict", help: str | None = None) -> None:  # noqa: A002
    """A status as word, icon and colour; the word stands under ``section`` in the texts."""
    look = theme.mark(code)
    st.badge(t(f"{section}.{code}", lang), icon=look.icon, color=look.tone, help=help)


def status_text(code: str, lang: str, section: str = "verdict") -> str:
    """A status as sign and word, for table cells and headings."""
    return f"{theme.mark(code).sign} {t(f'{section}.{code}', lang)}"


def link(place: Place, icon: str | None = None) -> None:
    """A link to a page, with its filters in the address.

    Where the reader does not open that page a name stays as words, and an invitation, which is
    what carries an icon, is left out.
    """
    if not may.leads(place.page, place.query or {}):
        if icon is None:
            st.markdown(place.label)
        return
    query = dict(place.query or {}) | state.kept_parts()
    st.page_link(
        navigation.script(place.page), label=place.label, icon=icon, query_params=query or None
    )


def breadcrumb(places: Sequence[Place], here: str) -> None:
    """The way down to this place; the last step is where the reader stands."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for place in places:
            link(place)
            st.text("›")
        st.text(here)


def empty_state(message: str, step: Place | None = None) -> None:
    """Nothing here yet: why, and the one thing to do next."""
    with st.container(border=True, key="empty_state"):
        st.markdown(message)
        if step is not None:
            link(step, icon=":material/arrow_forward:")


def stepper(steps: Sequence[str], current: int, lang: str) -> None:
    """One line that says where in a job the reader is; ``current`` counts from 0."""
    st.caption(t("app.step", lang, number=current + 1, count=len(steps)))
    with st.container(horizontal=True, gap="small", key="stepper"):
        for index, name in enumerate(steps):
            label = f"{index + 1} {name}"
            if index < current:
                st.badge(label, icon=":material/check:", color="green")
            elif index == current:
                st.badge(label, icon=":material/arrow_right:", color="blue")
            else:
                st.badge(label, icon=":material/circle:", color="gray")


@contextmanager
def busy(message: str) -> Iterator[None]:
    """Show that work goes on; for anything that may take longer than a second."""
    # Streamlit would count the seconds in English.
    with st.spinner(message):
        yield


def metric(
    label: str,
    value: str,
    lang: str,
    *,
    coverage: Decimal | None,
    note: str | None = None,
) -> None:
    """One figure with how much of the data it stands on, which is never left out.

    ``coverage`` is a share from 0 to 1; None says that nobody knows it.
    """
    with st.container(border=True):
        st.metric(label, value)
        share = None if coverage is None else percent(coverage, lang, 0)
        key = "app.coverage_unknown" if share is None else "app.coverage"
        st.caption(t(key, lang, share=share))
        if note:
            st.caption(note)


def error_text(error: UserError, lang: str) -> str:
    """A problem the user can act on, in words; what others wrote in it is made inert."""
    params = {k: escape(v) if isinstance(v, str) else v for k, v in error.params.items()}
    return t(f"error.{error.code}", lang, **params)


def error_box(error: UserError, lang: str) -> None:
    """A problem the user can act on, in a box of its own."""
    st.error(error_text(error, lang), icon=":material/error:")


def bug_box(reference: str, lang: str) -> None:
    """A fault of ours: what to quote when reporting it. Details stand in the log only."""
    st.error(
        f"**{t('app.bug_title', lang)}** {t('app.bug_reference', lang, reference=reference)}",
        icon=":material/bug_report:",
    )
