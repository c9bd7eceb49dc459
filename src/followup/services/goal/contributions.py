"""Which contracts move a goal's figure, and how much each pulls it up or down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.goal import MEASURE, Goal, Point
from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.services.goal.figures import YearAsk, ask_table, series_of, year_asks
from followup.services.installation import Installation
from followup.storage import measures


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contract's part of a goal's figure in one year; shares only, no verdict (rule 27).

    ``pull`` is its weighted distance from the total share S: (n - S d) / D, in shares; over all
    contracts it sums to zero. ``unknown`` is None where nothing bounds it. The sums of all
    contracts are the goal's own: a row stored for two contracts stands with one of them.
    """

    contract: str
    title: str
    board: str | None
    year: int
    numerator: Decimal
    denominator: Decimal
    unknown: Decimal | None
    share: Decimal | None
    pull: Decimal


def contributions(
    installation: Installation, goal: Goal, as_of: date, points: Sequence[Point] | None = None
) -> tuple[Contribution, ...]:
    """The contracts behind the goal's latest complete year, the strongest pull first.

    Empty for a goal that contracts do not feed, and before its first complete year. ``points``
    are the goal's on that day where they are read already.
    """
    if points is None:
        points = series_of(installation, [goal], as_of)[goal.identifier]
    days = [p.day for p in points if p.is_complete and p.low is not None and p.measured]
    asked = [a for a in year_asks(installation, [goal], as_of) if days and a.year.end == days[-1]]
    return _contributed(installation, asked[0], as_of) if asked else ()


def verdicts_of(
    contract: str, goal: Goal, year: Period, found: Iterable[Assessment]
) -> tuple[Assessment, ...]:
    """A contract's verdicts with days in a year, to go on to from the goal.

    Those on the goal's own measure first, then other amounts; the newest first of each clause.
    """
    own = [
        a for a in found
        if a.contract == contract and a.verdict != "not_due" and a.period.overlap(year)
    ]  # fmt: skip
    wanted = goal.indicator.removeprefix(MEASURE)
    own.sort(key=lambda a: (a.period.end, a.period.start), reverse=True)
    return tuple(
        sorted(own, key=lambda a: (a.measure != wanted, a.spec.unit == "report", a.requirement))
    )


def _contributed(
    installation: Installation, asked: YearAsk, as_of: date
) -> tuple[Contribution, ...]:
    sums = measures.totals_by_contract(
        installation.database, asked.spec.sql, ask_table([asked]), as_of
    )
    known = {contract.number: contract for contract, _ in asked.clipped}
    whole = sum((d for _, _, _, d, _ in sums), Decimal(0))
    counted = sum((n for _, _, n, _, _ in sums), Decimal(0))
    found = [
        Contribution(
            contract=number,
            title=known[number].title,
            board=known[number].board,
            year=asked.year.start.year,
            numerator=n,
            denominator=d,
            unknown=unknown,
            share=n / d if d > 0 else None,
            pull=(n - counted * d / whole) / whole if whole > 0 else Decimal(0),
        )
        for _, number, n, d, unknown in sums
    ]
    return tuple(sorted(found, key=lambda c: (-abs(c.pull), c.contract)))
