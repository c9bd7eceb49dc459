"""Try a proposed clause over the stored deliveries of every contract with a supplier.

The clause is put into each contract in place of the contract's own, and goes the way of every
clause: windows, asks, measures, verdicts. Nothing is stored, and nothing is calculated twice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment, Requirement
from followup.services import compliance
from followup.services.asks import Inquiry, inquiries
from followup.services.installation import Installation
from followup.services.requirement.requirements import redated

# The number of a tried clause where it is none of the contract's own; no clause is called this.
SHORT: Final = "?"


@dataclass(frozen=True, slots=True)
class Tried:
    """A contract with the tried clause as its only one, and what came of it."""

    contract: Contract
    inquired: tuple[Inquiry, ...]
    assessments: tuple[Assessment, ...]

    def of_year(self, year: int) -> tuple[Assessment, ...]:
        """The verdicts on periods that end in a year."""
        return tuple(a for a in self.assessments if a.period.end.year == year)


@dataclass(frozen=True, slots=True)
class Trial:
    """A proposed clause over all contracts; ``own_fleets`` are left out, having no supplier."""

    proposed: Requirement
    as_of: date
    tried: tuple[Tried, ...]
    own_fleets: int

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which something was judged, the newest first."""
        judged = {
            a.period.end.year
            for one in self.tried for a in one.assessments
            if a.verdict != "not_due" and "no_report_expected" not in a.reasons
        }  # fmt: skip
        return tuple(sorted(judged, reverse=True))


def try_out(installation: Installation, proposed: Requirement, as_of: date) -> Trial:
    """The clause over every contract known on ``as_of``, one query per kind of measure."""
    known = compliance.contracts_on(installation, as_of)
    placed = [with_only(c, proposed) for c in known if not c.is_internal]
    inquired = inquiries(placed, as_of)
    found: dict[str, list[Assessment]] = defaultdict(list)
    for each in compliance.assessed(installation, inquired, as_of):
        found[each.contract].append(each)
    asked: dict[str, list[Inquiry]] = defaultdict(list)
    for inquiry in inquired:
        asked[inquiry.contract.number].append(inquiry)
    tried = tuple(Tried(c, tuple(asked[c.number]), tuple(found[c.number])) for c in placed)
    return Trial(proposed, as_of, tried, len(known) - len(placed))


def with_only(contract: Contract, proposed: Requirement) -> Contract:
    """The contract with the clause in place of its own, its levels dated by the contract's days.

    A clause of the contract that says just this keeps its number, and with it what was decided
    of it: dispens and judged evidence are given to a clause by its number.
    """
    own = next((r for r in contract.requirements if is_same(r, proposed)), None)
    if own is None:
        named = replace(
            proposed, contract=contract.number, identifier=f"{contract.number}/{SHORT}",
            part_of=None,
        )  # fmt: skip
        own = redated(contract, named)
    return replace(contract, requirements=(own,))


def is_same(clause: Requirement, proposed: Requirement) -> bool:
    """Whether they are one clause and say the same; how its steps are written is no matter."""
    return replace(clause, steps=()) == replace(proposed, steps=())
