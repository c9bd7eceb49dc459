"""What a change of reference values would change: verdicts and goals, from what to what."""

from __future__ import annotations

import streamlit as st

from followup.domain.goal import Progress
from followup.i18n.text import t
from followup.services.factors.own import Effects, GoalChange
from followup.services.goal.words import figure_of
from followup.ui import components, resources, tables, verdict_changes
from followup.ui.tables import Column, Row


def show(found: Effects, lang: str) -> None:
    """Which verdicts and goals change, of how many; the others are counted and stay."""
    other = sum(c.before is None or c.before.outcome != c.after.outcome for c in found.verdicts)
    counts = {
        "verdicts": len(found.verdicts), "of_verdicts": found.verdict_count, "other": other,
        "goals": len(found.goals), "of_goals": found.goal_count,
    }  # fmt: skip
    st.markdown(f"**{t('factors.effects', lang, **counts)}**")
    st.caption(t("factors.frozen", lang))
    if found.verdicts:
        own = resources.installation()
        verdict_changes.show(own, found.verdicts, lang, "factors.verdicts_change")
    if found.goals:
        _goals(found.goals, lang)


def _goals(changed: tuple[GoalChange, ...], lang: str) -> None:
    st.markdown(f"**{t('factors.goals_change', lang)}**")
    columns = [
        Column("goal", t("factors.column_goal", lang)),
        Column("before", t("page_upload.before", lang)),
        Column("after", t("page_upload.after", lang)),
    ]
    rows: list[Row] = [
        {"goal": c.after.goal.title, "before": _told(c.before, lang), "after": _told(c.after, lang)}
        for c in changed
    ]
    alt = t("factors.goals_alt", lang, count=len(rows))
    tables.plain_table(rows, columns, lang, alt=alt)


def _told(progress: Progress, lang: str) -> str:
    status = components.status_text(progress.status, lang, "status")
    return f"{status} · {figure_of(progress.goal, progress.latest, lang)}"
