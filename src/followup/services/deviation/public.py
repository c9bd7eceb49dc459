"""What may be said of deviations outside the desk (rule 27)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from followup.services.deviation.matter import Desk, Matter


@dataclass(frozen=True, slots=True)
class Public:
    """``named`` have been confirmed by a person; the others are a number alone."""

    named: tuple[Matter, ...]
    under_review: int


def public(desk: Desk, contracts: Collection[str]) -> Public:
    """What pages for politicians, briefs and open views may say of some contracts.

    Named are confirmed ones that are not closed, but not the small ones that are only counted.
    What the engine proposes, or a strategist has proposed, counts as under review.
    """
    own = [m for m in (*desk.cases, *desk.proposals) if m.contract.number in contracts]
    sure = [m for m in own if m.case is not None and m.case.is_confirmed]
    return Public(
        named=tuple(m for m in sure if m.state != "closed" and not m.is_small),
        under_review=sum(1 for m in own if m.state == "proposed" and m.subject.ground != "bonus"),
    )
