"""Different speeds towards a shared goal. The published rule:

1. An organisation's way is its own decided interim steps and its own target; between two of them
   nothing is assumed.
2. It reaches the shared target in the year of the first of these that is at least as far as the
   shared target. A way that ends short of it is ``part_way``.
3. That year against the year of the shared target: within ``same_years`` of it the pace is the
   ``same``, before that ``earlier``, after that ``later``.
4. A shared goal without target or date gives nothing to hold a way against: ``not_comparable``.
5. Who has decided not to take part ``declines``; who has decided nothing is ``undecided``.

Decisions alone make the group, never a figure: it says what somebody wants, not how it goes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from followup.domain.goal import Goal
from followup.domain.pace import Adoption, PaceGroup
from followup.domain.timeline import Step

# The order they are told in.
GROUPS: Final[tuple[PaceGroup, ...]] = (
    "earlier", "same", "later", "part_way", "not_comparable", "declines", "undecided",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaceRule:
    """Years that two ways may differ by and still be called the same pace."""

    same_years: int


def own_goal(shared: Goal, adoption: Adoption) -> Goal:
    """The shared goal as an organisation has adopted it: its target, its date, its steps."""
    return replace(
        shared, owner=adoption.organisation, target=adoption.target,
        target_date=adoption.target_date, path=tuple(sorted(adoption.path)),
        base=None, base_date=None, status="decided", note=adoption.note, is_own=True,
    )  # fmt: skip


def year_reached(own: Goal, target: Decimal) -> int | None:
    """The year in which an own way first is at ``target``; None where it never is."""
    last = () if own.target is None or own.target_date is None else (
        Step(own.target_date, own.target),
    )  # fmt: skip
    sign = 1 if own.direction == "up" else -1
    ways = sorted((*own.path, *last))
    return next((s.valid_from.year for s in ways if sign * s.value >= sign * target), None)


def pace_group(shared: Goal, adoption: Adoption | None, rule: PaceRule) -> PaceGroup:
    """The pace of an organisation by the rule above."""
    if adoption is None or adoption.choice == "undecided":
        return "undecided"
    if adoption.choice == "declines":
        return "declines"
    if shared.target is None or shared.target_date is None:
        return "not_comparable"
    reached = year_reached(own_goal(shared, adoption), shared.target)
    if reached is None:
        return "part_way"
    apart = reached - shared.target_date.year
    if abs(apart) <= rule.same_years:
        return "same"
    return "earlier" if apart < 0 else "later"
