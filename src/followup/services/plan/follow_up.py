"""The follow-up calendar: what is to be done with each contract on which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from followup.domain.parties import Contract, Grade
from followup.domain.period import Period
from followup.reference.catalogue import Catalogue
from followup.rules.wheel import follow_up_days
from followup.services.contract.classes import Graded

# What is done by class, the last day to decide on an extension, and the contract's last day.
Task = Literal["follow_up_A", "follow_up_B", "follow_up_C", "decide_extension", "contract_ends"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to do with a contract on a day."""

    day: date
    task: Task
    contract: Contract

    @property
    def is_by_class(self) -> bool:
        """Whether it is a follow-up that the contract's class asks for, and somebody holds."""
        return self.task in _TASKS.values()


def planned(
    catalogue: Catalogue,
    contracts: Iterable[Contract],
    classes: Mapping[str, Graded],
    within: Period,
) -> tuple[FollowUp, ...]:
    """Everything to do in some days, in order of day and contract.

    A contract without class is followed up when somebody has classed it: it has no days.
    """
    found = []
    for contract in contracts:
        grade = classes[contract.number].grade if contract.number in classes else None
        found += [f for f in of(catalogue, contract, grade) if within.start <= f.day <= within.end]
    return tuple(sorted(found, key=lambda f: (f.day, f.contract.number, f.task)))


def of(catalogue: Catalogue, contract: Contract, grade: Grade | None) -> tuple[FollowUp, ...]:
    """Everything to do with one contract over all its days, in order of day."""
    found = [FollowUp(contract.days.end, "contract_ends", contract)]
    found += [
        FollowUp(e.notice_date, "decide_extension", contract)
        for e in contract.extensions
        if e.notice_date is not None and e.decided_date is None
    ]
    for rule in catalogue.class_model.grades:
        if rule.grade == grade:
            task: Task = _TASKS[rule.grade]
            days = follow_up_days(contract.days, rule.months)
            found += [FollowUp(day, task, contract) for day in days]
    return tuple(sorted(found, key=lambda f: (f.day, f.task)))


_TASKS: Mapping[Grade, Task] = {"A": "follow_up_A", "B": "follow_up_B", "C": "follow_up_C"}
