"""A goal's way in a chart: what was reached and what is needed, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from followup.domain.figure import Figure
from followup.i18n.text import t
from followup.render.document import Chart, Series
from followup.services.brief.facts import GoalFacts
from followup.services.brief.goal_figures import MOST_YEARS, code, needed_way, told_points
from followup.services.goal import words as goal_words
from followup.services.goal.words import SHARE_UNIT

_PERCENT = Decimal(100)


def chart(facts: GoalFacts, told: Mapping[str, Figure], lang: str) -> Chart | None:
    """The chart of a goal with at least two figures and a way to its target; else None."""
    progress = facts.progress
    goal = progress.goal
    points, way = told_points(progress), needed_way(progress)
    if len(points) < 2 or not way:
        return None
    first, last = points[0].day.year, way[-1][0].year
    years = range(first, last + 1)
    if len(years) > MOST_YEARS:
        return None
    reached = {p.day.year: told[code(goal, f"point/{p.day.isoformat()}")] for p in points}
    needed = {d.year: told[code(goal, f"needed/{d.isoformat()}")] for d, _ in way}
    return Chart(
        title=goal.title,
        alt=t("brief.chart_alt", lang, status=t(f"status.{progress.status}", lang),
              sentence=goal_words.sentence(progress, lang)),
        unit="%" if goal.unit == SHARE_UNIT else goal_words.unit_name(goal, lang),
        kind="line",
        axis=t("brief.year", lang),
        categories=tuple(str(year) for year in years),
        series=(
            _series("reached", reached, years, facts, lang),
            _series("needed", needed, years, facts, lang),
        ),
        is_low=True,
    )  # fmt: skip


def _series(
    name: str, found: Mapping[int, Figure], years: range, facts: GoalFacts, lang: str
) -> Series:
    goal, latest = facts.progress.goal, facts.progress.latest
    scale = _PERCENT if goal.unit == SHARE_UNIT else Decimal(1)
    values = [found[y].value if y in found else None for y in years]
    last = latest.day.year if latest else years[-1]

    def absent(year: int) -> str:
        code = "before" if name == "needed" else "not_yet" if year > last else "missing"
        return t(f"brief.no_figure.{code}", lang)

    return Series(
        name=t(f"brief.series.{name}", lang),
        values=tuple(None if v is None else v * scale for v in values),
        texts=tuple(found[y].text if y in found else absent(y) for y in years),
        style="solid" if name == "reached" else "dashed",
    )
