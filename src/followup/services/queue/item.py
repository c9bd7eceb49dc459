"""One line of the work queue: what it is about, since when, by when, whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from followup.domain.double_claim import DoubleClaim
from followup.domain.parties import Contract, Exemption
from followup.domain.requirement import Assessment
from followup.domain.spot_check import SpotCheck
from followup.services.deviation.matter import Matter
from followup.services.plan.follow_up import FollowUp
from followup.services.price_index.overview import Indexed
from followup.services.queue.waiting import Due
from followup.services.shared.copies import Copied
from followup.storage.questions import OpenQuestion

Kind = Literal[
    "late_report", "not_met", "case", "not_assessable", "questions", "to_decide", "dispens",
    "double_claim", "spot_check", "price_index", "follow_up", "follow_up_coming",
    "coming_step", "contract_ends", "report_due", "newer_version",
]  # fmt: skip
# Late and broken first, then what is unclear, then what is coming.
URGENCY: Mapping[Kind, int] = {
    "late_report": 0, "not_met": 0, "case": 0, "not_assessable": 1, "questions": 1,
    "double_claim": 1, "price_index": 1,
    "to_decide": 1, "dispens": 1, "spot_check": 1, "follow_up": 1,
    "follow_up_coming": 2, "coming_step": 2, "contract_ends": 2, "report_due": 2,
    "newer_version": 2,
}  # fmt: skip
COMING = 2
# A contract without class comes after every class.
NO_GRADE = "-"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to deal with, on one contract.

    ``since`` is the day it arose: a report was due, the period judged ended, a report with
    questions came; None for what is still to come. ``deadline`` is the day it has to be done by,
    None where nothing sets one. ``assessment`` is the verdict spoken of, ``blocked`` the verdicts
    that wait for it; ``step`` the coming window whose limit today's share would miss; ``matters``
    the proposed deviations or the case it stands for; ``exemption`` an application that nobody
    has decided on; ``planned`` a follow-up to hold; ``spot_check`` a list whose day to answer by
    has passed; ``claims`` are things that other contracts claim too; ``copied`` clauses
    whose published origin has a newer version; ``indexed`` a price
    adjustment that nobody has noted; ``grade`` is the contract's
    class, A to C.
    """

    kind: Kind
    contract: Contract
    since: date | None = None
    deadline: date | None = None
    dues: tuple[Due, ...] = ()
    assessment: Assessment | None = None
    step: Assessment | None = None
    question: OpenQuestion | None = None
    blocked: tuple[Assessment, ...] = ()
    matters: tuple[Matter, ...] = ()
    exemption: Exemption | None = None
    planned: FollowUp | None = None
    grade: str = NO_GRADE
    spot_check: SpotCheck | None = None
    claims: tuple[DoubleClaim, ...] = ()
    copied: tuple[Copied, ...] = ()
    indexed: Indexed | None = None

    @property
    def day(self) -> date:
        """What it is sorted by: its deadline, else the day it arose."""
        return self.deadline or self.since or date.max

    @property
    def owner(self) -> str | None:
        """Who answers for the contract, else the board."""
        return self.contract.responsible or self.contract.board

    @property
    def rank(self) -> str:
        """What the class is sorted by: A first, without class last."""
        return "~" if self.grade == NO_GRADE else self.grade

    @property
    def is_coming(self) -> bool:
        """Whether nothing has to be done yet."""
        return URGENCY[self.kind] == COMING

    def is_late(self, as_of: date) -> bool:
        """Whether its deadline has passed."""
        return self.deadline is not None and self.deadline < as_of


def order(item: Item) -> tuple[int, date, str, str, str]:
    """What is late or broken first; then by deadline, and by class on the same day."""
    return URGENCY[item.kind], item.day, item.rank, item.contract.number, item.kind


def by_deadline(item: Item) -> tuple[bool, int, date, str, str, str]:
    """By deadline, and by class on the same day; what has none after what has, by urgency."""
    urgency = 0 if item.deadline else URGENCY[item.kind]
    return (
        item.deadline is None, urgency, item.day, item.rank, item.contract.number, item.kind
    )  # fmt: skip
