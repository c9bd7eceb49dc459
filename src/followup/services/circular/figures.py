"""Packaging, furniture and food waste of some contracts in a year, by the measures of clauses.

Every figure is asked of the very measures that verdicts and goals rest on; sums by class come
from ``storage.circular``, where the same rows count. Pieces, money, kilograms and CO2e never meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa

from followup.domain.goal import MEASURE, Direction, Goal, Point
from followup.domain.measure import MEASURES
from followup.domain.parties import Contract
from followup.domain.period import Period, calendar_period
from followup.services.goal.figures import PURCHASES, YearAsk, measured_points
from followup.services.installation import Installation
from followup.storage import circular
from followup.storage.circular import Report, Sum, Waste

VALUE: Final = "circular_furniture_share_value"
# The measures of each kind of report, in the order they are told.
ASKED: Final[Mapping[Report, tuple[str, ...]]] = {
    "packaging": (
        "reused_packaging_share", "recycled_packaging_share", "biobased_packaging_share",
        "reused_packaging_unit_share", "recycled_packaging_unit_share",
        "biobased_packaging_unit_share", "recycled_content_share", "packaging_return_share",
        "packaging_rotations",
    ),
    "furniture": (
        "circular_furniture_share_pieces", "reused_furniture_share", "furniture_ecolabel_share",
        "furniture_repair_share", "furniture_take_back_share",
    ),
    "food_waste": ("food_waste_per_portion", "plate_waste_per_portion"),
}  # fmt: skip
_SUMS: Final = {
    "packaging": circular.packaging_sums,
    "furniture": circular.furniture_sums,
    "food_waste": circular.food_sums,
}
CURRENCY: Final = {"SE": "SEK", "DK": "DKK"}


@dataclass(frozen=True, slots=True)
class Reported:
    """What contracts reported of one kind in a year, and how many of them do.

    ``points`` are the measures' figures by name, ``values`` the circular share of furniture's
    purchase value by currency, ``waste`` the food waste contract by contract. Of the ``running``
    contracts ``reporting`` owe or sent the report.
    """

    report: Report
    year: Period
    running: tuple[Contract, ...]
    reporting: tuple[Contract, ...]
    points: Mapping[str, Point]
    values: Mapping[str, Point]
    sums: tuple[Sum, ...]
    waste: tuple[Waste, ...] = ()


def reported(
    installation: Installation, contracts: Sequence[Contract], report: Report, year: int,
    as_of: date,
) -> Reported:  # fmt: skip
    """One kind of report over contracts with days in a calendar year, as known on ``as_of``."""
    period = calendar_period(date(year, 1, 1), "year")
    clipped = [(c, days) for c in contracts if (days := c.days.overlap(period)) is not None]
    running = tuple(c for c, _ in clipped)
    numbers = [c.number for c in running]
    sums = _SUMS[report](installation.database, numbers, [period], as_of)
    sent = {s.contract for s in sums}
    of_kind = [
        (c, days) for c, days in clipped
        if c.number in sent or any(r.report_type == report for r in c.reporters)
    ]  # fmt: skip
    asked = list(_asks(of_kind, report, period))
    found = [] if not of_kind else list(measured_points(installation, asked, as_of))
    points = {goal.identifier: point for goal, point in found}
    return Reported(
        report, period, running, tuple(c for c, _ in of_kind),
        {name: points[name] for name in ASKED[report] if name in points},
        {code: points[code] for code in CURRENCY.values() if code in points},
        sums,
        circular.waste_per_portion(installation.database, numbers, [period], as_of)
        if report == "food_waste" and sums else (),
    )  # fmt: skip


def rows(
    installation: Installation, found: Reported, as_of: date, contract: str | None = None
) -> pa.Table:
    """The rows behind a year's figures with their places, of all contracts or of one."""
    numbers = [c.number for c in found.reporting if contract in (None, c.number)]
    return circular.rows(installation.database, found.report, numbers, found.year, as_of)


def _asks(
    clipped: Sequence[tuple[Contract, Period]], report: Report, year: Period
) -> Iterator[YearAsk]:
    number = 0
    for name in ASKED[report]:
        yield YearAsk(number, _goal(name, name), MEASURES[name], year, tuple(clipped))
        number += 1
    for country, currency in CURRENCY.items() if report == "furniture" else ():
        own = tuple((c, days) for c, days in clipped if c.country == country)
        if own:
            yield YearAsk(number, _goal(currency, VALUE), MEASURES[VALUE], year, own)
            number += 1


def _goal(identifier: str, measure: str) -> Goal:
    """What a measure is asked as over many contracts: a goal without a target."""
    spec = MEASURES[measure]
    direction: Direction = "up" if spec.comparator == ">=" else "down"
    return Goal(
        identifier, "", "", "", MEASURE + measure, PURCHASES, direction, spec.unit, None, None,
        None, None,
    )  # fmt: skip
