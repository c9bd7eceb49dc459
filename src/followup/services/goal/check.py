"""What a goal must be to be saved: what it is followed by, in which unit, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from followup.domain.goal import LOG, MEASURE, SERIES, Goal
from followup.domain.requirement import MEASURES
from followup.errors import UserError
from followup.services.goal.figures import CONTRACT_SCOPES
from followup.services.goal.logged import LOGS
from followup.services.goal.official import INDEX_UNIT
from followup.services.installation import Installation
from followup.storage import goal_points

SHARE_UNIT = "share"
# Written as shares, but a part of something else: more than the whole is possible.
RATIOS = frozenset({"renewable_produced_over_used"})
# A goal is followed as a share over many contracts; judgements and levels do not add up.
SHARES = frozenset(
    name
    for name, spec in MEASURES.items()
    if spec.scale == "share" and spec.level is None
) - {"evidence", "function", "not_on_market"}  # fmt: skip

# Means that goals are set on, all contracts' amounts over all contracts' number, and their units.
MEANS = {
    name: unit for name, unit in (("food_waste_per_portion", "g/portion"),) if name in MEASURES
}
FOLLOWED = SHARES | MEANS.keys()


def series_units(installation: Installation, as_of: date) -> Mapping[str, str]:
    """The unit of every official series that a goal can follow, by its name."""
    units = {p.series: p.unit for p in installation.catalogue.series if p.known_from <= as_of}
    return units | {p.series: p.unit for p in goal_points.series(installation.database, as_of)}


def check(installation: Installation, goal: Goal, as_of: date) -> None:
    """Raises UserError for the first thing that keeps a goal from being followed.

    ``goal_title_missing``, ``goal_indicator_missing``, ``unknown_indicator``, ``goal_unit``,
    ``goal_scope``, ``goal_owner_missing`` and those of ``check_amounts``.
    """
    if not goal.title.strip() or not goal.identifier.strip():
        raise UserError("goal_title_missing")
    if not goal.owner.strip():
        raise UserError("goal_owner_missing", goal=goal.title)
    _check_indicator(goal, series_units(installation, as_of))
    check_amounts(goal)


def _check_indicator(goal: Goal, units: Mapping[str, str]) -> None:
    if not goal.indicator.strip():
        raise UserError("goal_indicator_missing", goal=goal.title)
    if goal.indicator.startswith(MEASURE):
        _check_measure(goal)
    elif goal.indicator.startswith(SERIES):
        _check_series(goal, units)
    elif goal.indicator.startswith(LOG):
        if goal.indicator.removeprefix(LOG) not in LOGS:
            raise UserError("unknown_indicator", indicator=goal.indicator)
        _check_unit(goal, LOGS[goal.indicator.removeprefix(LOG)].unit)
    elif not goal.unit.strip():
        raise UserError("goal_unit_missing", goal=goal.title)


def _check_measure(goal: Goal) -> None:
    name = goal.indicator.removeprefix(MEASURE)
    if name not in FOLLOWED:
        raise UserError("unknown_indicator", indicator=goal.indicator)
    if goal.scope not in CONTRACT_SCOPES:
        raise UserError("goal_scope", goal=goal.title)
    _check_unit(goal, MEANS.get(name, SHARE_UNIT))


def _check_unit(goal: Goal, unit: str) -> None:
    if goal.unit != unit:
        raise UserError("goal_unit", goal=goal.title, unit=unit)


def _check_series(goal: Goal, units: Mapping[str, str]) -> None:
    unit = units.get(goal.indicator.removeprefix(SERIES))
    if unit is None:
        raise UserError("unknown_indicator", indicator=goal.indicator)
    if goal.unit not in (unit, INDEX_UNIT):
        raise UserError("goal_unit", goal=goal.title, unit=unit)
    is_rebased = goal.unit == INDEX_UNIT != unit
    if is_rebased and (goal.base is None or goal.base_date is None):
        raise UserError("goal_index_base", goal=goal.title)


def is_part(goal: Goal) -> bool:
    """Whether the goal's figures are parts of a whole: nothing is over 100 per cent."""
    return goal.unit == SHARE_UNIT and goal.indicator not in RATIOS


def check_amounts(goal: Goal) -> None:
    """Raises UserError for amounts and days that cannot belong together.

    ``goal_share_out_of_range``, ``goal_target_before_base``, ``goal_step_out_of_range`` or
    ``goal_wrong_way``.
    """
    amounts = [a for a in (goal.base, goal.target, *(s.value for s in goal.path)) if a is not None]
    if is_part(goal) and not all(0 <= a <= 1 for a in amounts):
        raise UserError("goal_share_out_of_range", goal=goal.title)
    if goal.base_date and goal.target_date and goal.target_date <= goal.base_date:
        raise UserError("goal_target_before_base", goal=goal.title)
    days = [s.valid_from for s in goal.path]
    first, last = goal.base_date or date.min, goal.target_date or date.max
    if len(set(days)) != len(days) or not all(first <= day <= last for day in days):
        raise UserError("goal_step_out_of_range", goal=goal.title)
    if goal.base is not None and goal.target is not None:
        is_up = goal.target > goal.base
        if goal.target != goal.base and is_up is not (goal.direction == "up"):
            raise UserError("goal_wrong_way", goal=goal.title)
