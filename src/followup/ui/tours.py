"""Tours of the sample world: text beside the pages, step by step, for three kinds of users.

Which tour and which step stand in the session and in the address (?tour=manager.3), so that a
reload or a sent link opens the same step. A closed tour is left in the session alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from followup.i18n.text import number, t
from followup.services.sample import sample
from followup.ui import address, components, folder, navigation, state, stories, theme
from followup.ui.components import Place, World
from followup.ui.tour_steps import TOURS, Step
from followup.ui.upload import tokens

TOUR: Final = "tour"
POSITION_KEY: Final = "tour_position"
CLOSED_KEY: Final = "tour_closed"


@dataclass(frozen=True, slots=True)
class Position:
    """A step of a tour; ``number`` counts from 1."""

    role: str
    number: int

    def __str__(self) -> str:
        """As it stands in the address."""
        return f"{self.role}.{self.number}"

    @property
    def step(self) -> Step:
        """What the step shows."""
        return TOURS[self.role][self.number - 1]

    @property
    def count(self) -> int:
        """How many steps the tour has."""
        return len(TOURS[self.role])


def parse(written: str | None) -> Position | None:
    """The step that an address names, or None for one that is not."""
    role, _, at = (written or "").partition(".")
    if role not in TOURS or not at.isdecimal() or not 1 <= int(at) <= len(TOURS[role]):
        return None
    return Position(role, int(at))


def place(step: Step) -> tuple[str, Mapping[str, str]]:
    """The page that a step shows, and that page's address."""
    if step.story is not None:
        story = next(s for s in sample.stories() if s.code == step.story)
        return story.page, story.query
    if step.try_file is not None:
        return step.page, stories.address(stories.try_file(step.try_file))
    return step.page, step.query


def text(position: Position, lang: str) -> str:
    """What a step says, the names of buttons and headings as they stand on the page."""
    # Some headings name a count or a year, which the text leaves open.
    words = {name: t(key, lang, count="…", year="…") for name, key in position.step.words.items()}
    return t(f"tour.{position.role}.{position.step.code}.text", lang, **words)


def go(position: Position) -> None:
    """Open a step's place; in one's own folder, the sample's."""
    page, query = place(position.step)
    st.session_state[POSITION_KEY] = position
    st.session_state[CLOSED_KEY] = False
    held: dict[str, str | list[str]] = {**query, **_folder(), TOUR: str(position)}
    if page == "upload" and (waiting := tokens.waiting()):
        # A reload would else lose the file that the step before has brought.
        held[tokens.DRAFT] = waiting
    st.switch_page(navigation.script(page), query_params=held)


def _folder() -> dict[str, str]:
    chosen = state.folder()
    return {state.FOLDER: chosen} if chosen else {}


def offer(lang: str, *, is_sample: bool) -> None:
    """One button for each kind of user; in one's own folder it opens the sample first.

    Nothing beside an open tour, which has the way out of itself.
    """
    if is_sample and POSITION_KEY in st.session_state and not st.session_state.get(CLOSED_KEY):
        return
    with st.container(border=True, key="tours"):
        st.markdown(f"**{t('tour.offer_title', lang)}**")
        places = st.columns(len(TOURS), gap="small")
        for column, role in zip(places, TOURS, strict=True):
            with column:
                label = t(f"tour.{role}.role", lang)
                icon = f":material/{ICONS[role]}:"
                if st.button(label, key=f"tour_start_{role}", icon=icon, width="stretch"):
                    _start(Position(role, 1), is_sample=is_sample)
        words = t("tour.offer_text" if is_sample else "tour.offer_own", lang)
        if is_sample:
            words += f" [{t('story.list_title', lang)}](#{stories.ANCHOR})"
        st.caption(words)


ICONS: Final = {"strategist": "upload_file", "manager": "contract", "board": "groups"}


def _start(position: Position, *, is_sample: bool) -> None:
    if not is_sample:
        st.session_state[state.FOLDER_KEY] = folder.SAMPLE
    go(position)


def show(world: World, here: str, lang: str) -> None:
    """The tour's panel above the page, or the way back to one that was closed.

    ``here`` is the address of the page being shown.
    """
    position = _settle()
    if position is None:
        return
    if st.session_state.get(CLOSED_KEY):
        _closed(position, lang)
    else:
        theme.stand_beside()
        with st.container(border=True, key="tour", gap="xsmall"):
            _panel(position, here, lang, is_sample=world.is_sample)


def _settle() -> Position | None:
    """The address decides, then the session, which then writes the address."""
    asked = parse(address.get(TOUR))
    if asked is not None:
        st.session_state[POSITION_KEY] = asked
        st.session_state[CLOSED_KEY] = False
        return asked
    known: Position | None = st.session_state.get(POSITION_KEY)
    is_open = known is not None and not st.session_state.get(CLOSED_KEY)
    address.put(**{TOUR: str(known) if is_open else None})
    return known


def _closed(position: Position, lang: str) -> None:
    words = _count(position, lang)
    label = t("tour.resume", lang, **words)
    if st.button(label, key="tour_resume", icon=":material/tour:", type="tertiary"):
        go(position)


def _count(position: Position, lang: str) -> dict[str, str]:
    return {"number": number(position.number, lang), "count": number(position.count, lang)}


def _panel(position: Position, here: str, lang: str, *, is_sample: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tour_head"):
        role = t(f"tour.{position.role}.role", lang)
        words = t("tour.progress", lang, role=role, **_count(position, lang))
        st.caption(f":material/{ICONS[position.role]}: {words}", width="content")
        st.space("stretch")
        if is_sample:
            _steps(position, lang)
        if st.button(
            t("app.close", lang), key="tour_close", icon=":material/close:", type="tertiary"
        ):
            _close()
    if not is_sample:
        st.markdown(t("tour.needs_sample", lang))
        label = t("page_start.sample_open", lang)
        if st.button(label, key="tour_sample", icon=":material/science:", type="primary"):
            _start(position, is_sample=False)
        return
    st.progress(position.number / position.count)
    title = t(f"tour.{position.role}.{position.step.code}.title", lang)
    st.markdown(f"**{title}**  \n{text(position, lang)}")
    _to_hand(position.step, here, lang)


def _close() -> None:
    st.session_state[CLOSED_KEY] = True
    address.put(**{TOUR: None})
    st.rerun()


def _steps(position: Position, lang: str) -> None:
    if position.number > 1:
        label = t("tour.previous", lang)
        if st.button(label, key="tour_previous", icon=":material/arrow_back:"):
            go(Position(position.role, position.number - 1))
    if position.number < position.count:
        label = t("app.next", lang)
        if st.button(label, key="tour_next", icon=":material/arrow_forward:", type="primary"):
            go(Position(position.role, position.number + 1))
    else:
        label = t("tour.done", lang)
        if st.button(label, key="tour_done", icon=":material/check:", type="primary"):
            _done()


def _to_hand(step: Step, here: str, lang: str) -> None:
    """The file that a step needs, and the way back to its page for who has left it."""
    page, query = place(step)
    # The first page has the root of the address.
    has_left = navigation.spec(page).url_path != (here or navigation.PAGES[0].url_path)
    if step.try_file is None and not has_left:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="tour_hand"):
        if step.try_file is not None:
            stories.download(stories.try_file(step.try_file), "tour_try", lang)
        if has_left:
            label = t("tour.to_place", lang, page=t(navigation.spec(page).title_key, lang))
            components.link(Place(label, page, query), ":material/my_location:")


def _done() -> None:
    st.session_state.pop(POSITION_KEY, None)
    st.switch_page(navigation.script("start"), query_params=_folder())
