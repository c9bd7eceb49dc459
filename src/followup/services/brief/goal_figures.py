"""The figures of one goal, each with its code, its exact value and the words it is told in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from followup.domain.figure import Figure
from followup.domain.goal import Goal, Point, Progress
from followup.goals.pathway import level_on, years_between
from followup.i18n.text import number, percent, t
from followup.services.brief.facts import GoalFacts
from followup.services.brief.places import compliance_of, goal_page
from followup.services.goal import words as goal_words
from followup.services.goal.contributions import Contribution

STRONGEST: Final = 3
# Signs of a title that can be said again whole.
SHORT: Final = 30
_TENTH, _HUNDRED = Decimal("0.1"), Decimal(100)


# More years make no chart that is read on a page; the older ones are left to the goal's own page.
MOST_YEARS: Final = 12


def figures(facts: GoalFacts, lang: str) -> Iterator[Figure]:
    """Every figure that a brief may tell of a goal; what is not known has a figure, too."""
    progress = facts.progress
    goal, latest = progress.goal, progress.latest
    if goal.target is not None and goal.target_date is not None:
        yield _of_goal(
            facts, "target", goal_words.level(goal, goal.target, lang), goal.target,
            goal.target_date, lang,
        )  # fmt: skip
    if goal.base is not None and goal.base_date is not None:
        yield _of_goal(
            facts, "base", goal_words.level(goal, goal.base, lang), goal.base, goal.base_date, lang
        )
    if latest is not None:
        yield _latest(facts, latest, lang)
        yield from _paces(facts, latest, lang)
    yield from _coverage(facts, lang)
    for point in told_points(progress):
        yield _point(facts, point, f"point/{point.day.isoformat()}", lang)
    for day, value in needed_way(progress):
        text = goal_words.level(goal, value, lang)
        yield _of_goal(facts, f"needed/{day.isoformat()}", text, value, day, lang)
    yield from _pulls(facts, lang)


def code(goal: Goal, part: str) -> str:
    """A figure's lasting name."""
    return f"goal/{goal.identifier}/{part}"


def told_points(progress: Progress) -> tuple[Point, ...]:
    """The points a chart shows: complete ones, the newest few."""
    whole = [p for p in progress.series if p.is_complete and p.value is not None]
    target = progress.goal.target_date
    last = max(target.year, whole[-1].day.year) if target and whole else None
    first = last - MOST_YEARS + 1 if last else 0
    return tuple(p for p in whole if p.day.year >= first)[-MOST_YEARS:]


def needed_way(progress: Progress) -> tuple[tuple[date, Decimal], ...]:
    """What is needed at the end of each year to come: by the decided way, else evenly from the
    latest figure to the target."""
    goal, latest = progress.goal, progress.latest
    if goal.target is None or goal.target_date is None or goal.status == "unverified":
        return ()
    if latest is None or latest.value is None or latest.day >= goal.target_date:
        return ()
    days = [date(y, 12, 31) for y in range(latest.day.year, goal.target_date.year)]
    way = [(day, _level(goal, latest, day)) for day in days]
    return (*((d, v) for d, v in way if v is not None), (goal.target_date, goal.target))


def _level(goal: Goal, latest: Point, day: date) -> Decimal | None:
    decided = level_on(goal, day)
    if decided is not None:
        return Decimal(decided.numerator) / Decimal(decided.denominator)
    if goal.path or latest.value is None or goal.target is None or goal.target_date is None:
        return None
    gone = years_between(latest.day, day) / years_between(latest.day, goal.target_date)
    return latest.value + (goal.target - latest.value) * gone.numerator / gone.denominator


def _latest(facts: GoalFacts, latest: Point, lang: str) -> Figure:
    return _point(facts, latest, "latest", lang)


def _point(facts: GoalFacts, point: Point, part: str, lang: str) -> Figure:
    goal = facts.progress.goal
    return Figure(
        code=code(goal, part),
        label=_label(goal, part.partition("/")[0], lang),
        text=goal_words.figure_of(goal, point, lang, goal.target),
        value=point.value,
        low=point.low,
        high=point.high,
        unit=goal.unit,
        day=point.day,
        coverage=point.coverage,
        source=facts.source,
        place=goal_page(goal.identifier),
    )


def _paces(facts: GoalFacts, latest: Point, lang: str) -> Iterator[Figure]:
    """What a year needs and what the latest one gave."""
    progress = facts.progress
    goal = progress.goal
    needed, change = progress.needed_per_year, progress.latest_per_year
    if needed is not None:
        yield _of_goal(
            facts, "needed_per_year", goal_words.pace(goal, needed, lang, change), needed,
            latest.day, lang,
        )  # fmt: skip
    if change is not None:
        yield _of_goal(
            facts, "latest_per_year", goal_words.pace(goal, change, lang, needed), change,
            latest.day, lang,
        )  # fmt: skip
    previous = progress.previous
    if latest.source and previous and previous.value and latest.value is not None:
        share = latest.value / previous.value - 1
        yield _of_goal(
            facts, "change", percent(abs(share), lang), share, latest.day, lang, unit="share"
        )


def _coverage(facts: GoalFacts, lang: str) -> Iterator[Figure]:
    """How much has been reported, of the year that the goal's sentence tells it of."""
    told = facts.progress.thin or facts.progress.latest
    if told is not None and told.coverage is not None:
        yield _of_goal(
            facts, "coverage", goal_words.coverage_of(told, lang), told.coverage, told.day,
            lang, unit="share",
        )  # fmt: skip


def _pulls(facts: GoalFacts, lang: str) -> Iterator[Figure]:
    goal = facts.progress.goal
    for c in strongest(facts):
        points = number(abs(in_points(c)), lang, 1)
        yield Figure(
            code=code(goal, f"pull/{c.contract}"),
            label=t("brief.figure.pull", lang, goal=goal.title, contract=c.title),
            text=points,
            value=c.pull,
            low=c.pull,
            high=c.pull,
            unit="share",
            day=date(c.year, 12, 31),
            coverage=None,
            source=facts.source,
            place=compliance_of(c.contract),
        )


def short_names(titles: Iterable[str]) -> dict[str, str]:
    """What each title is called where it is said again: a long one by what stands before its
    colon, if no other title begins so.
    """
    found = list(titles)
    heads = [t.partition(":")[0] if len(t) > SHORT else t for t in found]
    return {
        title: head if heads.count(head) == 1 else title
        for title, head in zip(found, heads, strict=True)
    }


def strongest(facts: GoalFacts) -> tuple[Contribution, ...]:
    """The few contracts that pull most, up or down, as on the goal's page."""
    return tuple(c for c in facts.contributions if in_points(c))[:STRONGEST]


def in_points(contribution: Contribution) -> Decimal:
    """A pull in percentage points, with the decimal it is told by."""
    return (contribution.pull * _HUNDRED).quantize(_TENTH, ROUND_HALF_UP)


def _of_goal(
    facts: GoalFacts, part: str, text: str, value: Decimal, day: date, lang: str, unit: str = ""
) -> Figure:
    goal = facts.progress.goal
    return Figure(
        code=code(goal, part),
        label=_label(goal, part.partition("/")[0], lang),
        text=text,
        value=value,
        low=value,
        high=value,
        unit=unit or goal.unit,
        day=day,
        coverage=None,
        source=_source(facts, part, lang),
        place=goal_page(goal.identifier),
    )


def _source(facts: GoalFacts, part: str, lang: str) -> str:
    goal = facts.progress.goal
    is_way = part.startswith("needed/")
    if is_way and not goal.path:
        return t("brief.source.way", lang)
    is_decided = is_way or part in ("target", "base")
    return facts.goal_source or goal.owner if is_decided else facts.source


def _label(goal: Goal, part: str, lang: str) -> str:
    return t(f"brief.figure.{part}", lang, goal=goal.title)
