"""What may come of a goal, in words: the trend, and what the contracts have promised."""

from __future__ import annotations

from decimal import Decimal

from followup.domain.goal import Goal, Progress
from followup.i18n.text import number, percent_range, t
from followup.services.goal import words

MINUS = "\N{MINUS SIGN}"


def trend(progress: Progress, lang: str) -> str:
    """Where the line through past figures leads, or that there are too few for one.

    Empty where nothing is known of the goal at all.
    """
    goal, found = progress.goal, progress.trend
    if found is None:
        few = progress.trend_minimum and progress.series
        return t(
            "goal_trend.few", lang, count=progress.trend_count, minimum=progress.trend_minimum
        ) if few else ""  # fmt: skip
    last = found.line[-1]
    told = t(
        "goal_trend.goes_on", lang, what=words.what(goal, lang), year=last.day.year,
        first=found.first.year, last=found.last.year,
        range=between(goal, last.low, last.high, lang),
    )  # fmt: skip
    is_there = goal.target_date is not None and goal.target_date <= last.day
    if not is_there or goal.target is None or goal.status == "unverified":
        return told
    inside = "inside" if last.low <= goal.target <= last.high else "outside"
    target = words.level(goal, goal.target, lang)
    return f"{told} {t(f'goal_trend.target_{inside}', lang, target=target)}"


def scenario(progress: Progress, lang: str) -> str:
    """Where the contracts' own limits lead, how many have one, and what is left to the target."""
    goal, latest = progress.goal, progress.latest
    if not progress.scenario or latest is None:
        return ""
    last = progress.scenario[-1]
    up = goal.direction == "up"
    told = [
        t(
            f"goal_trend.kept_{goal.direction}", lang, what=words.what(goal, lang),
            year=last.day.year,
            value=words.level(goal, last.low if up else last.high, lang, goal.target),
        ),
        t(
            f"goal_trend.kept_basis{'' if last.unbound else '_all'}", lang,
            bound=number(last.bound, lang), all=number(last.bound + last.unbound, lang),
            base=latest.day.year,
        ),
    ]  # fmt: skip
    if last.ended:
        told.append(t("goal_trend.kept_ended", lang, count=number(last.ended, lang)))
    if goal.target is not None and goal.status != "unverified":
        is_enough = last.low >= goal.target if up else last.high <= goal.target
        key = "kept_enough" if is_enough else "kept_short"
        told.append(t(f"goal_trend.{key}", lang, target=words.level(goal, goal.target, lang)))
    return " ".join(told)


def between(goal: Goal, low: Decimal, high: Decimal, lang: str) -> str:
    """Two ends of a figure in the goal's unit; one where they read the same."""
    if goal.unit == words.SHARE_UNIT:
        return percent_range(low, high, lang)
    ends = [words.level(goal, end, lang) for end in (low, high)]
    if ends[0] == ends[1]:
        return ends[0]
    return t("goal_trend.between", lang, low=ends[0], high=ends[1])


def beside(progress: Progress, lang: str) -> str:
    """What stands small beside a coverage that leads: the figure of what has come, no result."""
    point = progress.thin
    if point is None or point.value is None:
        return t("goal_trend.thin_nothing", lang)
    return t(
        "goal_trend.thin_figure", lang, what=words.what(progress.goal, lang),
        figure=words.figure_of(progress.goal, point, lang),
    )  # fmt: skip
