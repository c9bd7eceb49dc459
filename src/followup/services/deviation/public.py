"""What may be said of deviations outside the desk (rule 27)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from followup.domain.requirement import Assessment
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


def may_be_told(desk: Desk, found: Assessment) -> bool:
    """Whether a verdict may be told with its contract's name: a shortfall once it is confirmed.

    A late report is confirmed as the report it is about, in the period that it belongs to.
    """
    if found.verdict != "not_met":
        return True
    subjects = (
        m.subject for m in desk.cases
        if m.contract.number == found.contract and m.case is not None and m.case.is_confirmed
    )  # fmt: skip
    return any(
        (s.requirement == found.requirement and s.period == found.period)
        or (s.report_type and found.unit == "report" and s.period.overlap(found.period))
        for s in subjects
    )
