"""What the catalogue knows beside a goal: the rule's parameters, and when the law changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from followup.domain.goal import MEASURE, Goal, PolicyBreak
from followup.domain.requirement import MEASURES
from followup.goals.progress import GoalRule
from followup.goals.trend import TrendRule
from followup.reference.bitemporal import Reading
from followup.reference.catalogue import Catalogue
from followup.reference.shares import cells_of
from followup.services import parameters
from followup.services.goal.figures import country_of

# What the reduction obligation bears on: transport emissions, and shares of what was fuelled.
_UNDER_OBLIGATION = ("transport_ghg", "renewable", "fossil")
_PARTS = ("minimum_points", "coverage_floor", "trend_minimum", "trend_years", "trend_probability")


def rule_of(catalogue: Catalogue, as_of: date) -> GoalRule:
    """The parameters of the rule for goals in force on ``as_of``; raises NoValueInForce."""
    found = {part: rule_reading(catalogue, part, as_of).ends[0] for part in _PARTS}
    return GoalRule(
        minimum_points=int(found["minimum_points"]),
        coverage_floor=found["coverage_floor"],
        trend=TrendRule(
            minimum=int(found["trend_minimum"]),
            years=int(found["trend_years"]),
            probability=found["trend_probability"],
        ),
    )


def breaks_of(catalogue: Catalogue, goal: Goal, as_of: date) -> tuple[PolicyBreak, ...]:
    """Changes of the reduction obligation by ``as_of``, for goals it bears on, in order of day."""
    country = country_of(catalogue, goal.geography)
    if country is None or not _is_under_obligation(goal):
        return ()
    found = (
        b for p in duties(catalogue) for b in level_changes(catalogue, p, country, as_of, as_of)
    )
    return tuple(sorted(found, key=lambda b: (b.day, b.subject)))


def duties(catalogue: Catalogue) -> tuple[str, ...]:
    """The products that a reduction obligation bears on."""
    return tuple(sorted({f.duty for f in catalogue.fuels if f.duty}))


def rule_reading(catalogue: Catalogue, part: str, as_of: date) -> Reading:
    """A parameter of the rule for goals in force on ``as_of``; raises NoValueInForce."""
    return parameters.reading(catalogue, "goal_rule", part, as_of)


def _is_under_obligation(goal: Goal) -> bool:
    measure = MEASURES.get(goal.indicator.removeprefix(MEASURE))
    about = measure.fuel_set if measure else goal.indicator.rpartition("/")[2]
    return about in _UNDER_OBLIGATION


def level_changes(
    catalogue: Catalogue, product: str, country: str, as_of: date, until: date
) -> Iterator[PolicyBreak]:
    """Changes of the obligation's level up to ``until``, as they are known on ``as_of``."""
    today = as_of.toordinal()
    cells = cells_of(catalogue.data, "reduction_obligation", product, country, "level")
    known = sorted((c for c in cells if c.known <= today < c.until), key=lambda c: c.start)
    for before, after in pairwise(known):
        old, new = before.reading.ends[0], after.reading.ends[0]
        if before.end == after.start <= until.toordinal() and old != new:
            # Levels are published in percent.
            yield PolicyBreak(date.fromordinal(after.start), product, old / 100, new / 100)
