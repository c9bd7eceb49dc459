"""The minimum shares of clean vehicles over all contracts of an authority (rule 24).

Whole vehicles are compared with the share of the whole number: ``clean >= share * total`` in
Decimal, without a division and without rounding. A vehicle of which something is not known makes
two ends; a verdict is given only where both say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from followup.domain.clean_vehicle import JudgedVehicle, Law, LawFigure, VehicleClass
from followup.domain.requirement import Verdict

Sort = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A least share of something: what is counted, at both ends, and the verdict.

    ``least`` and ``most`` are (counted, of) at the end that is worst and best for the share;
    ``needed_least`` and ``needed_most`` the whole vehicles asked at each. ``reason`` says why
    there is no verdict; ``share`` is None where the law has none.
    """

    share: Decimal | None
    is_verified: bool
    least: tuple[int, int]
    most: tuple[int, int]
    verdict: Verdict
    reason: str | None

    @property
    def needed_least(self) -> int | None:
        """Whole vehicles asked at the end that is worst for the share."""
        return needed(self.share, self.least[1])

    @property
    def needed_most(self) -> int | None:
        """Whole vehicles asked at the end that is best for the share."""
        return needed(self.share, self.most[1])


@dataclass(frozen=True, slots=True)
class Count:
    """An authority's vehicles of one class in one period, and what the law asks of them.

    ``sorted_as`` has the sort of each vehicle in ``vehicles``. ``zero`` is None for other classes
    than buses; ``half_of_clean`` is the other reading of the share of zero-emission buses.
    """

    buyer: str
    period: str
    vehicle_class: VehicleClass
    vehicles: tuple[JudgedVehicle, ...]
    sorted_as: tuple[Sort, ...]
    clean: Asked
    zero: Asked | None = None
    half_of_clean: int | None = None

    @property
    def yes(self) -> int:
        """Vehicles known to be counted and clean."""
        return self.sorted_as.count("yes")

    @property
    def no(self) -> int:
        """Vehicles known to be counted and not clean."""
        return self.sorted_as.count("no")

    @property
    def unknown(self) -> int:
        """Vehicles of which it is not known whether they are counted, or clean."""
        return self.sorted_as.count("unknown")


def needed(share: Decimal | None, total: int) -> int | None:
    """The fewest whole vehicles that reach a share of ``total``; None without a share.

    >>> needed(Decimal("0.385"), 13)
    6
    """
    if share is None:
        return None
    return int((share * total).to_integral_value(rounding=ROUND_CEILING))


def count(
    law: Law, judged: Sequence[JudgedVehicle], buyer: str, period: str,
    vehicle_class: VehicleClass, as_of: date,
) -> Count:  # fmt: skip
    """What an authority has procured of a class in a period, and whether it is enough."""
    key = (period, vehicle_class)
    own = tuple(j for j in judged if j.may_count(buyer, period, vehicle_class))
    is_open = any(p.code == period and as_of <= p.days.end for p in law.periods)
    figure = law.figure(vehicle_class, "min_share", period)
    answers = [(j.state == "in", j.clean[key].value) for j in own]
    sorts: list[Sort] = [_sort(*answer) for answer in answers]
    clean = _asked((figure, figure), answers, is_open)
    if vehicle_class != "bus":
        return Count(buyer, period, vehicle_class, own, tuple(sorts), clean)
    zeros = [(j.state == "in", j.zero[key].value) for j in own]
    zero = _asked(_zero_shares(law, own, period, figure), zeros, is_open)
    half = -(-sorts.count("yes") // 2)
    return Count(buyer, period, vehicle_class, own, tuple(sorts), clean, zero, half)


def _sort(is_in: bool, value: bool | None) -> Sort:
    if not is_in or value is None:
        return "unknown"
    return "yes" if value else "no"


def _ends(answers: Sequence[tuple[bool, bool | None]]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The least and the most that can be counted, each of how many.

    Who may belong and is counted stands outside at the worst end; who is not, at the best.
    """
    sure = [value for is_in, value in answers if is_in]
    maybe = [value for is_in, value in answers if not is_in]
    yes = sure.count(True)
    least = (yes, len(sure) + maybe.count(False) + maybe.count(None))
    most_yes = yes + sure.count(None) + maybe.count(True) + maybe.count(None)
    return least, (most_yes, len(sure) + maybe.count(True) + maybe.count(None))


def _asked(
    figures: tuple[LawFigure | None, LawFigure | None],
    answers: Sequence[tuple[bool, bool | None]],
    is_open: bool,
) -> Asked:
    """A verdict on the shares asked at the worst and the best end."""
    least, most = _ends(answers)
    strict, mild = figures
    share = strict.value if strict else None
    is_verified = bool(strict and strict.is_verified)
    if least[1] == 0 and most[1] == 0:
        verdict, reason = "not_assessable", "no_vehicles"
    elif strict is None or mild is None:
        verdict, reason = "not_assessable", "no_target"
    elif not is_verified:
        verdict, reason = "not_assessable", "target_unverified"
    elif is_open:
        verdict, reason = "not_due", "period_open"
    elif least[1] > 0 and least[0] >= strict.value * least[1]:
        verdict, reason = "met", None
    elif most[0] < mild.value * most[1]:
        verdict, reason = "not_met", None
    elif most[0] < strict.value * most[1]:
        verdict, reason = "not_assessable", "floors_unknown"
    else:
        verdict, reason = "not_assessable", "unknown_decides"
    return Asked(share, is_verified, least, most, verdict, reason)  # type: ignore[arg-type]


def _zero_shares(
    law: Law, own: Sequence[JudgedVehicle], period: str, target: LawFigure | None
) -> tuple[LawFigure | None, LawFigure | None]:
    """The share of zero-emission buses asked at the worst and the best end.

    A part of the mandated share; a smaller part where more than so many of the buses have two
    floors, which must be known for it to help and possible for it to be thought of.
    """
    part = law.figure("bus", "zero_part", period)
    if part is None or target is None:
        return None, None
    double = law.figure("bus", "zero_part_double", period)
    above = law.figure("bus", "double_above", period)
    strict = mild = part
    if double is not None and above is not None and own:
        floors = [j.vehicle.is_double_decker for j in own]
        known = sum(f is True and j.state == "in" for f, j in zip(floors, own, strict=True))
        if known > above.value * len(own):
            strict = double
        if len(own) - floors.count(False) > above.value * len(own):
            mild = double
    return _part_of(strict, target), _part_of(mild, target)


def _part_of(part: LawFigure, target: LawFigure) -> LawFigure:
    is_verified = part.is_verified and target.is_verified
    return LawFigure(part.value * target.value, is_verified, part.source, part.where)
