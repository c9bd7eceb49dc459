"""When another body's check of a supplier may stand in for one's own.

The level must be at least as high, the method alike, and the check under a number of years old;
each condition that fails is a reason of its own, so that a refusal says what would be needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from followup.domain.control import Control, Refusal, Wanted
from followup.domain.period import add_months


def refusals(wanted: Wanted, control: Control, years: int, today: date) -> tuple[Refusal, ...]:
    """Why a control cannot be taken over; empty where it can.

    ``years``: it must be younger than so many on ``today``.
    """
    return tuple(_refusals(wanted, control, years, today))


def _refusals(wanted: Wanted, control: Control, years: int, today: date) -> Iterator[Refusal]:
    if not wanted.supplier or control.supplier != wanted.supplier:
        yield "other_supplier"
    if control.method != wanted.method or control.comparator != wanted.comparator:
        yield "other_method"
    elif (wanted.level is None) != (control.level is None):
        yield "level_unknown"
    elif wanted.level is not None and control.level is not None and _is_lower(wanted, control):
        yield "lower_level"
    if control.checked_date > today:
        yield "in_future"
    elif add_months(control.checked_date, 12 * years) <= today:
        yield "too_old"
    if control.is_accepted is None:
        yield "not_finished"
    elif not control.is_accepted:
        yield "not_accepted"


def _is_lower(wanted: Wanted, control: Control) -> bool:
    if wanted.level is None or control.level is None:
        return False
    if wanted.comparator == "<=":
        return control.level > wanted.level
    return control.level < wanted.level
