"""A shared goal over its organisations: all together, pace by pace, and beside each other."""

from __future__ import annotations

import streamlit as st

from followup.domain.pace import PaceGroup
from followup.goals.paces import GROUPS
from followup.i18n.text import number, t
from followup.services.goal import pace_text
from followup.services.goal import words as goal_words
from followup.services.goal.paces import Member, Region
from followup.ui import charts, components, tables, theme
from followup.ui.compare.figure import Held, figure
from followup.ui.components import Place, escape
from followup.ui.goal import standing
from followup.ui.tables import Column, Row


def together(region: Region, lang: str) -> None:
    """What all organisations have together, each delivery counted once, and how far it reaches."""
    shared = region.shared
    goal = shared.goal
    st.header(escape(goal.title), anchor=False)
    with st.container(horizontal=True, gap="small"):
        components.status_badge(shared.status, lang, "status")
        st.badge(t(f"page_goals.scope.{goal.scope}", lang), color="gray")
    if region.is_total_hidden:
        st.markdown(t("page_compare.total_hidden", lang))
    else:
        standing.show(shared, lang)
    if region.day is not None:
        st.caption(t("page_compare.once", lang))
    if region.members:
        st.markdown(pace_text.counts(region, lang))
    else:
        st.markdown(t("page_compare.nobody", lang))
    for key, titles in (("divided", region.divided), ("undivided", region.undivided)):
        if titles:
            words = t(f"page_compare.{key}", lang, count=number(len(titles), lang),
                      titles=", ".join(titles))  # fmt: skip
            st.caption(escape(words))
    place = Place(t("page_goals.open", lang), "goals", {"goal": goal.identifier})
    components.link(place, icon=":material/arrow_forward:")


def groups(region: Region, lang: str) -> None:
    """The organisations pace by pace; the rule stands under the heading."""
    st.subheader(t("page_compare.paces", lang), anchor=False)
    years = region.rules.pace.same_years
    same = t(f"page_compare.{'same_years' if years else 'same_year'}", lang, years=years)
    st.caption(t("page_compare.rule", lang, same=same))
    for group in GROUPS:
        members = [m for m in region.members if m.group == group]
        if members:
            _group(group, members, region, lang)
    if words := pace_text.hidden_words(region, lang):
        st.caption(words)


def beside(region: Region, lang: str) -> None:
    """The figures that are shown on one axis of contract figures, with all of it as a table."""
    thin = [m.name for m in region.members if pace_text.is_thin(m, region)]
    shown = [
        held for m in region.members
        if m.name not in thin and (held := _held(m, lang)) is not None
    ]  # fmt: skip
    rows: list[Row] = [dict(row) for row in pace_text.table(region, lang)]
    columns = [Column(name, t(f"page_compare.column.{name}", lang)) for name in pace_text.COLUMNS]
    if not shown or region.day is None:
        st.subheader(t("page_compare.table", lang), anchor=False)
        key = "no_shares" if region.day is None else "none_shown"
        st.caption(t(f"page_compare.{key}", lang))
        tables.twin(rows, columns, lang, alt=t("page_compare.table", lang))
        return
    st.subheader(t("page_compare.beside", lang, year=region.day.year), anchor=False)
    if thin:
        st.caption(escape(t("page_compare.thin", lang, names=", ".join(thin))))
    whole = None if region.shared.thin else _whole(region, lang)
    alt = _finding(shown, whole, region, lang)
    charts.show(
        figure(shown, whole, lang), lang, key="compare_chart", alt=alt, rows=rows, columns=columns
    )


def download(region: Region, lang: str) -> None:
    """The same table as a workbook; what is hidden here stands nowhere in it."""
    st.download_button(
        t("page_compare.download", lang),
        data=lambda: pace_text.workbook(region, lang),
        file_name=t("page_compare.download_file", lang),
        mime=components.XLSX,
        key="compare_download",
        icon=":material/download:",
        on_click="ignore",
    )


def line(member: Member, region: Region, lang: str) -> str:
    """An organisation in one line: its own target, its figure and what that covers."""
    shared, parts = region.shared.goal, []
    if region.day is not None:
        parts.append(f"{region.day.year}: {pace_text.figure_and_coverage(member, region, lang)}")
    if way := pace_text.way(shared, member.adoption, lang):
        parts.append(t("page_compare.own_target", lang, way=way))
    if member.adoption is not None and (steps := pace_text.steps(shared, member.adoption, lang)):
        parts.append(t("page_compare.steps", lang, steps=steps))
    return tables.unbroken(" · ".join(parts))


def _group(group: PaceGroup, members: list[Member], region: Region, lang: str) -> None:
    """Those who have decided or have a figure in two lines each, the rest in one together."""
    told = [m for m in members if m.adoption is not None or m.point is not None]
    with st.container(border=True, gap="small", key=f"pace_{group}"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            look = theme.mark(f"pace_{group}")
            st.badge(t(f"page_compare.group.{group}", lang), icon=look.icon, color=look.tone)
            st.caption(t("page_compare.organisations", lang, count=number(len(members), lang)))
        for member in told:
            with st.container(gap=None):
                with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                    st.markdown(f"**{escape(member.name)}**", width="content")
                    if member.own is not None:
                        components.status_badge(member.own.status, lang, "status")
                if words := line(member, region, lang):
                    st.caption(escape(words))
        for key, is_hidden in (("are_hidden", True), ("no_figures", False)):
            names = [m.name for m in members if m not in told and m.is_hidden is is_hidden]
            if names and region.day is not None:
                said = t(f"page_compare.{key}", lang, names=", ".join(names))
                st.caption(escape(said))
            elif names:
                st.caption(escape(", ".join(names)))


def _held(member: Member, lang: str) -> Held | None:
    """A member as the chart draws it; None where nothing of it is shown, or it is no share."""
    point = member.point
    if member.is_hidden or point is None or member.goal.unit != goal_words.SHARE_UNIT:
        return None
    if point.value is None or point.low is None or point.high is None:
        return None
    own = member.adoption
    target = own.target if own is not None and own.choice == "adopts" else None
    words = pace_text.figure(member.goal, point, lang)
    return Held(member.name, words, point.value, point.low, point.high, target)


def _whole(region: Region, lang: str) -> Held | None:
    point = next((p for p in region.shared.series if p.day == region.day), None)
    if region.is_total_hidden or point is None or point.value is None:
        return None
    low, high = point.low or point.value, point.high or point.value
    words = pace_text.figure(region.shared.goal, point, lang)
    return Held(t("page_compare.all", lang), words, point.value, low, high)


def _finding(shown: list[Held], whole: Held | None, region: Region, lang: str) -> str:
    """What the chart shows, in a sentence, with what is not shown."""
    first, last = max(shown, key=lambda h: h.value), min(shown, key=lambda h: h.value)
    key = "alt_one" if len(shown) == 1 else "alt"
    words = {"year": region.day.year if region.day else "", "first": first.name,
             "first_figure": first.words, "last": last.name, "last_figure": last.words}  # fmt: skip
    said = [t(f"page_compare.{key}", lang, **words)]
    if whole is not None:
        said.append(t("page_compare.alt_whole", lang, figure=whole.words))
    if hidden := sum(m.is_hidden for m in region.members):
        said.append(t("page_compare.alt_hidden", lang, count=number(hidden, lang)))
    return " ".join(said)
