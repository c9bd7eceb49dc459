"""The goals on one page: those that are followed, in groups, and those that can be taken up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

import streamlit as st

from followup.domain.goal import Goal, Progress
from followup.i18n.text import number, t
from followup.ui import address, components, resources
from followup.ui.components import Place, escape
from followup.ui.goal import form, own_reads, standing, view
from followup.ui.reads import State

# What people here set and the county's own first, then countries, then what others do together.
ORDER: Final = ("own", "country", "joint")
# So few cards are looked over at once: beyond them the groups of others are folded, and there is
# a filter.
FEW: Final = 6


def show(found: Sequence[Progress], now: State, lang: str) -> None:
    """Cards by group, with a filter by tag where there are many, and what else there is."""
    chosen = _tag(found, lang)
    kept = [p for p in found if chosen is None or chosen in p.goal.tags]
    groups = [(code, list(own)) for code, own in groupby(_sorted(kept), lambda p: group(p.goal))]
    for place, (code, own) in enumerate(groups):
        title = t(f"page_goal_edit.group.{code}", lang)
        if place and len(kept) > FEW:
            with st.expander(_summary(title, own, lang)):
                _cards(own, lang)
            continue
        if len(groups) > 1:
            st.header(title, anchor=False)
        _cards(own, lang)
    with st.container(horizontal=True, key="goal_actions"):
        for name, icon in (("new", ":material/add:"), ("load", ":material/upload_file:")):
            label = t(f"page_goal_edit.{'add' if name == 'new' else 'series_title'}", lang)
            components.link(Place(label, "goals", {name: "1"}), icon)
    _others(own_reads.others(now, lang), lang)


def _cards(found: Sequence[Progress], lang: str) -> None:
    with st.grid(2, min_column_width=view.CARD_WIDTH, gap="medium"):
        for progress in found:
            view.card(progress, lang)


def _summary(title: str, found: Sequence[Progress], lang: str) -> str:
    """``Samarbeten (2): Kan inte bedömas 1, I rätt takt 1``: what a fold holds."""
    told = Counter(t(f"status.{p.status}", lang) for p in found)
    statuses = ", ".join(f"{status} {number(n, lang)}" for status, n in told.items())
    return f"{title} ({number(len(found), lang)}): {statuses}"


def group(goal: Goal) -> str:
    """Whose goal it is: set here or the county's, a country's, or one that others share."""
    catalogue = resources.installation().catalogue
    is_added = goal.identifier not in {seed.id for seed in catalogue.goals}
    area = {a.code: a for a in catalogue.areas}.get(goal.geography)
    if is_added or area is None or area.kind in ("county", "municipality") or area.county:
        return "own"
    return "country" if area.kind == "country" else "joint"


def _sorted(found: Sequence[Progress]) -> list[Progress]:
    place: Callable[[Progress], int] = lambda p: ORDER.index(group(p.goal))  # noqa: E731
    return sorted(found, key=place)


def _tag(found: Sequence[Progress], lang: str) -> str | None:
    tags = dict.fromkeys(tag for p in found for tag in p.goal.tags)
    if len(found) <= FEW or not tags:
        return None
    return address.pills(
        "tag", t("page_goal_edit.tags", lang), list(tags), lambda tag: t(f"goal_tag.{tag}", lang)
    )


def _others(others: Sequence[Goal], lang: str) -> None:
    """A line for each goal that is not followed, with whose it is and what is to be reached."""
    if not others:
        return
    label = t("page_goal_edit.others", lang, count=number(len(others), lang))
    with st.expander(label, icon=":material/playlist_add:"):
        st.caption(t("page_goal_edit.others_help", lang))
        for owner, own in groupby(sorted(others, key=lambda g: g.owner), lambda g: g.owner):
            st.markdown(f"**{escape(owner)}**")
            for goal in own:
                with st.container(
                    horizontal=True, vertical_alignment="center", key=f"other_{goal.identifier}"
                ):  # fmt: skip
                    place = Place(goal.title, "goals", {"goal": goal.identifier})
                    components.link(place)
                    st.caption(escape(standing.target(goal, lang)), width="content")
                    form.take_up(goal, lang, key=f"take_up_{goal.identifier}")
