"""The goal pages: a card for each goal, and the parts of one goal's page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from followup.domain.goal import Goal, Progress
from followup.i18n.text import t
from followup.services.goal import words as goal_words
from followup.services.goal.status import Contribution
from followup.services.proof import figure_facts
from followup.services.proof import text as proof_text
from followup.ui import components, meaning, resources, tables, wrong_number
from followup.ui.components import Place, escape
from followup.ui.goal import contracts as goal_contracts
from followup.ui.goal import standing, trajectory

CARD_WIDTH = 380


def card(progress: Progress, lang: str) -> None:
    """One goal in a few lines, for a phone: where it stands, in one sentence and one line."""
    goal = progress.goal
    with st.container(border=True, height="stretch", key=f"goal_{goal.identifier}"):
        st.header(escape(goal.title), anchor=False)
        standing.status(progress, lang)
        standing.show(progress, lang)
        st.markdown(escape(tables.unbroken(goal_words.sentence(progress, lang))))
        trajectory.small(progress, lang)
        place = Place(t("page_goals.open", lang), "goals", {"goal": goal.identifier})
        components.link(place, icon=":material/arrow_forward:")


def lead(progress: Progress, contributions: Sequence[Contribution], lang: str) -> None:
    """Status, figure and the sentence why; then the few contracts that pull most."""
    goal = progress.goal
    st.header(escape(goal.title), anchor=False)
    standing.status(progress, lang)
    standing.show(progress, lang)
    st.markdown(f"**{escape(tables.unbroken(goal_words.sentence(progress, lang)))}**")
    goal_contracts.strongest(goal, contributions, lang)
    if doubts := [t(f"goal.reason.{code}", lang) for code in progress.reasons[1:]]:
        st.caption(" ".join(doubts))


def explain(progress: Progress, contributions: Sequence[Contribution], lang: str) -> None:
    """A button that opens what the figures of this goal mean."""
    meaning.explain("goal", lang, rule(lang), _absent(progress, contributions))


def doubt(progress: Progress, lang: str) -> None:
    """Beside the newest figure, or the coverage in its place: a way to say that it is wrong."""
    goal, latest, thin = progress.goal, progress.latest, progress.thin
    if thin is not None:
        code, told = "coverage", goal_words.coverage_of(thin, lang)
    elif latest is not None:
        code, told = "latest", standing.figure(goal, latest, lang)
    else:
        return
    wrong_number.link(f"goal/{goal.identifier}/{code}", told, lang)


def facts(progress: Progress, lang: str) -> None:
    """Pace, measure, scope, owner and sources in a table."""
    tables.pairs(_facts(progress, lang), alt=t("page_goals.facts_alt", lang))


def rule(lang: str) -> tuple[str, ...]:
    """By which rule goals are assessed, in words."""
    return figure_facts.of_goals(resources.installation().catalogue, resources.today(), lang)


def _absent(progress: Progress, contributions: Sequence[Contribution]) -> set[str]:
    """Words of the help for what this goal does not show."""
    goal = progress.goal
    shown = {
        "base_value": goal.base is not None,
        "milestone": bool(goal.path),
        "index": goal.unit == "index",
        "proxy": goal.is_proxy,
        "pull": bool(contributions),
        "reduction_obligation": bool(progress.breaks),
        "unverified": goal.status == "unverified",
        "uncertainty": any(p.low != p.high for p in progress.series),
        "trend": progress.trend is not None,
        "kept_steps": bool(progress.scenario),
    }
    return {code for code, is_shown in shown.items() if not is_shown}


def _facts(progress: Progress, lang: str) -> list[tuple[str, str]]:
    goal = progress.goal
    catalogue = resources.installation().catalogue
    source = proof_text.source_title(catalogue, goal.source, lang)
    facts = [
        ("needed_label", _pace(goal, progress.needed_per_year, lang)),
        ("change_label", _pace(goal, progress.latest_per_year, lang)),
        ("indicator_label", standing.indicator(goal, lang)),
        ("scope_label", t(f"page_goals.scope_long.{goal.scope}", lang)),
        ("owner_label", goal.owner),
        ("source_label", f"{source} · {t(f'source_status.{goal.status}', lang)}".strip(" ·")),
        ("figures_label", _figure_sources(progress, lang)),
        ("tags_label", ", ".join(t(f"goal_tag.{tag}", lang) for tag in goal.tags)),
        ("note_label", goal.note or ""),
    ]
    return [(t(f"page_goals.{label}", lang), text) for label, text in facts if text]


def _pace(goal: Goal, value: Decimal | None, lang: str) -> str:
    if value is None:
        return t("page_goals.no_pace", lang)
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{goal_words.pace(goal, value, lang)}"


def _figure_sources(progress: Progress, lang: str) -> str:
    catalogue = resources.installation().catalogue
    named = dict.fromkeys(p.source for p in progress.series if p.source)
    if named:
        return "; ".join(proof_text.source_title(catalogue, s, lang) for s in named)
    return t("page_goals.from_reports", lang) if progress.series else ""
