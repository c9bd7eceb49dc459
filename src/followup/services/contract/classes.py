"""The class of each contract, with everything it follows from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from followup.domain.parties import Contract, Grade
from followup.reference.catalogue import Catalogue
from followup.reference.contract_class import ClassModel
from followup.rules.grading import Standing, standings, weighted


@dataclass(frozen=True, slots=True)
class Point:
    """A criterion and its points; None where neither a person nor the register says.

    ``is_automatic`` where they follow from the register.
    """

    criterion: str
    points: int | None
    weight: int
    reason: str = ""
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class Graded:
    """A contract's class and why; ``grade`` is None while there is nothing to class it by.

    ``standing`` is what the points give. A class that a person decided stands before it.
    """

    grade: Grade | None
    points: tuple[Point, ...]
    standing: Standing | None
    decided_reason: str | None = None

    @property
    def known(self) -> int:
        """How many criteria have points."""
        return sum(1 for p in self.points if p.points is not None)


def graded(catalogue: Catalogue, contracts: Sequence[Contract], as_of: date) -> dict[str, Graded]:
    """The class of every contract, by number.

    Those that have ended take no place, and get a class only where a person decided one.
    """
    model = catalogue.class_model
    points = {c.number: points_of(model, c) for c in contracts}
    scores = {}
    for contract in contracts:
        given = [(p.points, p.weight) for p in points[contract.number] if p.points is not None]
        score = weighted(given)
        if score is not None and contract.days.end >= as_of:
            scores[contract.number] = score
    shares = [(rule.grade, rule.share) for rule in model.grades]
    standing = standings(scores, shares)
    return {c.number: _graded(c, points[c.number], standing.get(c.number)) for c in contracts}


def _graded(contract: Contract, points: tuple[Point, ...], standing: Standing | None) -> Graded:
    classed = contract.classification
    if classed is not None and classed.grade is not None:
        return Graded(classed.grade, points, standing, classed.reason)
    return Graded(standing.grade if standing else None, points, standing)


def points_of(model: ClassModel, contract: Contract) -> tuple[Point, ...]:
    """Every criterion of the model with the contract's points."""
    given = {s.criterion: s for s in contract.classification.scores} if (
        contract.classification) else {}  # fmt: skip
    found = []
    for criterion in model.criteria:
        if own := given.get(criterion.id):
            found.append(Point(criterion.id, own.points, criterion.weight, own.reason))
        else:
            automatic = _automatic(model, contract, criterion.id)
            found.append(
                Point(criterion.id, automatic, criterion.weight, "", automatic is not None)
            )
    return tuple(found)


def _automatic(model: ClassModel, contract: Contract, criterion: str) -> int | None:
    value = contract.value
    if criterion == "value" and value is not None:
        bands = [b for b in model.value_bands if b.currency == contract.currency]
        return max((b.points for b in bands if b.least <= value), default=None)
    if criterion == "suppliers" and contract.subcontractors:
        count = len(contract.subcontractors)
        return max(b.points for b in model.subcontractor_bands if b.least <= count)
    return None
