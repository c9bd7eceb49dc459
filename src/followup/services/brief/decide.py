"""What a board can decide or ask for, by rule from where things stand; never an accusation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from followup.domain.figure import Figure
from followup.domain.goal import GoalStatus
from followup.i18n.text import join, t
from followup.services.brief.facts import Facts, GoalFacts, is_fed
from followup.services.brief.goal_figures import code, short_names, strongest

# Why a goal is not assessed, and which line answers it; any other reason asks for what is missing.
_UNJUDGED: Final = ("no_target", "unverified_target", "no_target_date")
_BEHIND: Final[tuple[GoalStatus, ...]] = ("too_slow", "wrong_way")


def lines(facts: Facts, told: Mapping[str, Figure]) -> Iterator[str]:
    """One line for each goal, then for late reports, near misses and confirmed deviations."""
    lang = facts.lang
    names = short_names(g.progress.goal.title for g in facts.goals)
    for goal in facts.goals:
        yield _goal(goal, names[goal.progress.goal.title], told, lang)
    if facts.named:
        yield _counted("named", len(facts.named), told["deviations/named"], lang)
    if facts.late:
        yield _counted("late", facts.late, told["reports/late"], lang)
    if facts.near:
        words = _counted("near", facts.near, told["requirements/near"], lang)
        lacking = told.get("requirements/near_mwh")
        if lacking is not None:
            words += " " + t("brief.ask.near_energy", lang, amount=lacking.text)
        yield words


def _goal(facts: GoalFacts, name: str, told: Mapping[str, Figure], lang: str) -> str:
    progress = facts.progress
    goal, status = progress.goal, progress.status
    if status == "not_assessable":
        reason = next((r for r in progress.reasons if r in _UNJUDGED), "missing")
        if any(r.startswith("interval_") for r in progress.reasons):
            reason = "uncertain"
        return t(f"brief.ask.{reason}", lang, goal=name)
    if status not in _BEHIND:
        return t(f"brief.ask.{status}", lang, goal=name)
    if not is_fed(goal):
        return t("brief.ask.not_ours", lang, goal=name)
    pace = told.get(code(goal, "needed_per_year"))
    key = status if pace is not None else f"{status}_bare"
    return t(
        f"brief.ask.{key}", lang, goal=name, boards=_boards(facts, lang),
        pace=pace.text if pace else "",
    )  # fmt: skip


def _boards(facts: GoalFacts, lang: str) -> str:
    """The boards of the contracts that pull down most; of shares, not of any shortfall."""
    found = dict.fromkeys(c.board for c in strongest(facts) if c.pull < 0 and c.board)
    return join(found, lang) if found else t("brief.ask.administration", lang)


def _counted(key: str, count: int, figure: Figure, lang: str) -> str:
    return t(f"brief.ask.{key}{'_one' if count == 1 else ''}", lang, count=figure.text)
