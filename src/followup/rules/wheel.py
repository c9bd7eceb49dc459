"""When a contract is followed up: the days that its class and its own days give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from followup.domain.period import Period, add_months


def follow_up_days(days: Period, months: int) -> Iterator[date]:
    """Every so many months after the first day, as long as the contract lasts.

    One that ends before the first of them is followed up on its last day, so that none is
    forgotten.
    """
    day = add_months(days.start, months)
    if day > days.end:
        yield days.end
    count = 1
    while day <= days.end:
        yield day
        count += 1
        day = add_months(days.start, months * count)
