"""A goal and its figures as a person writes them in a form, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from followup.domain.goal import LOG, MEASURE, SERIES, Direction, Goal
from followup.domain.goal_point import EnteredPoint
from followup.domain.timeline import Step
from followup.errors import UserError
from followup.services.goal.check import MEANS, SHARE_UNIT
from followup.services.goal.logged import LOGS
from followup.services.goal.official import INDEX_UNIT
from followup.services.written import day as written_day

BY_HAND: Final = "by_hand"
# A point before three digits parts thousands in Danish and decimals elsewhere: nobody guesses.
_DOUBTFUL = re.compile(r"-?\d{1,3}(\.\d{3})+")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class WrittenGoal:
    """The fields of the form as they stand; numbers in the goal's unit, per cent for shares.

    ``followed`` is an indicator that contracts or a series feed, or ``BY_HAND``: then
    ``indicator`` says in words what is entered.
    """

    title: str
    owner: str
    geography: str
    scope: str
    direction: Direction
    followed: str
    indicator: str
    unit: str
    target: str = ""
    target_date: str = ""
    base: str = ""
    base_date: str = ""
    path: str = ""
    source: str = ""
    status: str = "decided"
    note: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPoint:
    """A figure as it stands in the form: a value, or the lowest and the highest it can be."""

    day: str
    value: str
    low: str
    high: str
    source: str
    note: str = ""


def goal(before: Goal, written: WrittenGoal, series_units: Mapping[str, str]) -> Goal:
    """The goal as the form says; what contracts feed is a share, a series has its own unit.

    Raises UserError ``goal_number``, ``goal_step`` or ``invalid_day``; ``save_goal`` checks the
    whole.
    """
    is_by_hand = written.followed == BY_HAND
    unit = _unit(written, series_units)
    path = tuple(_step(line, unit) for line in written.path.splitlines() if line.strip())
    return replace(
        before,
        title=written.title.strip(),
        owner=written.owner.strip(),
        geography=written.geography,
        indicator=written.indicator.strip() if is_by_hand else written.followed,
        scope=written.scope,
        direction=written.direction,
        unit=unit,
        target=number(written.target, unit),
        target_date=day(written.target_date),
        base=number(written.base, unit),
        base_date=day(written.base_date),
        path=path,
        source=written.source.strip() or None,
        status=written.status,
        note=written.note.strip() or None,
        tags=written.tags,
    )


def point(before: Goal, written: WrittenPoint) -> EnteredPoint:
    """The figure as the form says.

    Raises UserError ``goal_number``, ``invalid_day`` or ``goal_point_day``;
    ``points.enter`` checks the whole.
    """
    on = day(written.day)
    if on is None:
        raise UserError("goal_point_day")
    value, low, high = (number(text, before.unit)
                        for text in (written.value, written.low, written.high))  # fmt: skip
    source, note = written.source.strip(), written.note.strip() or None
    return EnteredPoint(before.identifier, on, value, low, high, source, note)


def number(text: str, unit: str) -> Decimal | None:
    """A number as people write it; per cent for shares. None where nothing is written."""
    written = "".join(text.split()).removesuffix("%")
    if not written:
        return None
    if _DOUBTFUL.fullmatch(written):
        raise UserError("goal_number", text=text.strip())
    try:
        value = Decimal(written.replace(",", "."))
    except InvalidOperation as error:
        raise UserError("goal_number", text=text.strip()) from error
    if not value.is_finite():
        raise UserError("goal_number", text=text.strip())
    return value / 100 if unit == SHARE_UNIT else value


def day(text: str) -> date | None:
    """A day, or the last day of a year written alone; None where nothing is written."""
    written = text.strip()
    if not written:
        return None
    return written_day(f"{written}-12-31" if _YEAR.fullmatch(written) else written)


def _unit(written: WrittenGoal, series_units: Mapping[str, str]) -> str:
    if written.followed == BY_HAND:
        return written.unit.strip()
    if written.followed.startswith(SERIES) and written.unit != INDEX_UNIT:
        return series_units.get(written.followed.removeprefix(SERIES), written.unit)
    if written.followed.startswith(LOG):
        return LOGS[written.followed.removeprefix(LOG)].unit
    if written.followed.startswith(SERIES):
        return written.unit
    return MEANS.get(written.followed.removeprefix(MEASURE), SHARE_UNIT)


def _step(line: str, unit: str) -> Step:
    on, _, amount = line.partition(":")
    valid_from, value = day(on), number(amount, unit)
    if valid_from is None or value is None:
        raise UserError("goal_step", text=line.strip())
    return Step(valid_from, value)
