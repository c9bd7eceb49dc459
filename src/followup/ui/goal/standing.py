"""Where a goal stands, at a glance: its status, its figure or coverage, and its target."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

import streamlit as st

from followup.domain.goal import SERIES, Goal, Point, Progress
from followup.i18n.text import percent, t
from followup.services.goal import outlook
from followup.services.goal import words as goal_words
from followup.services.goal.history import indicator_name
from followup.services.goal.official import OWN
from followup.ui import components, meaning, reads, tables
from followup.ui.components import escape
from followup.ui.goal import own_reads

WHOLE_PERCENT = Decimal("0.01")


def status(progress: Progress, lang: str) -> None:
    """The status as word, icon and colour, and what else must be known of the goal itself."""
    goal = progress.goal
    with st.container(horizontal=True, gap="small"):
        components.status_badge(progress.status, lang, "status")
        if goal.is_proxy:
            st.badge(t("goal.proxy", lang), color="gray", help=t("page_goals.proxy_help", lang))
        if goal.is_own:
            st.badge(t("goal.own", lang), color="gray")
        if goal.status == "unverified":
            components.status_badge(
                goal.status, lang, "source_status", meaning.help_for(goal.status, lang)
            )
        st.badge(t(f"page_goals.scope.{goal.scope}", lang), color="gray")


def show(progress: Progress, lang: str) -> None:
    """The figure with what it measures and its day; below it the target and what it covers.

    Where too few reports are in, how many they are stands in the figure's place and the figure
    small below it: nobody can make a goal look better by leaving out who is worst.
    """
    goal, latest = progress.goal, progress.latest
    told = [target(goal, lang)]
    if (thin := progress.thin) is not None:
        label = t("goal_trend.thin_label", lang, year=thin.day.year)
        st.metric(label, goal_words.coverage_of(thin, lang))
        told.insert(0, outlook.beside(progress, lang))
    elif latest is not None:
        what = indicator(goal, lang)
        label = t("page_goals.latest_on", lang, what=what, day=latest.day)
        st.metric(escape(label), figure(goal, latest, lang))
        # Of a known value the sentence says how many reports there are where some are missing.
        if latest.value is None or latest.coverage is None or latest.coverage >= 1:
            told.append(coverage(latest, lang))
    st.caption(escape(tables.unbroken(" · ".join(told))))


def lead(progress: Progress, lang: str) -> str:
    """The coverage that leads, in a sentence; empty where a figure does."""
    thin = progress.thin
    if thin is None:
        return ""
    label = t("goal_trend.thin_label", lang, year=thin.day.year)
    return f"{label}: {goal_words.coverage_of(thin, lang)}. {outlook.beside(progress, lang)}"


def target(goal: Goal, lang: str) -> str:
    """``Mål 100 % senast 2030-12-31``, or that none is set."""
    if goal.target is None:
        return t("page_goals.no_target", lang)
    value = goal_words.level(goal, goal.target, lang)
    if goal.target_date is None:
        return t("page_goals.target_open", lang, value=value)
    return t("page_goals.target", lang, value=value, day=goal.target_date)


def coverage(point: Point, lang: str) -> str:
    """How much the figure stands on; an official figure has its source instead."""
    if point.coverage is not None:
        # Rounded down, so that less than everything never reads as all.
        share = point.coverage.quantize(WHOLE_PERCENT, ROUND_FLOOR)
        return t("goal.covers", lang, coverage=percent(share, lang, 0))
    if point.is_by_hand:
        return t("page_goal_edit.by_hand_mark", lang)
    key = "page_goals.official" if point.source else "app.coverage_unknown"
    return t(key, lang)


def figure(goal: Goal, point: Point, lang: str) -> str:
    """A point's value in words, as an interval where unknown amounts make it one."""
    if point.low != point.high:
        return goal_words.span(goal, point.low, point.high, lang)
    return goal_words.level(goal, point.value, lang)


def indicator(goal: Goal, lang: str) -> str:
    """What the goal measures."""
    is_own = goal.indicator.startswith(SERIES + OWN)
    names = own_reads.own_series(reads.state()) if is_own else ()
    return indicator_name(goal.indicator, lang, {one.series: one.title for one in names})
