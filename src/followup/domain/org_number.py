"""A sole trader's organisation number is a person's own number: it is never shown whole."""

from __future__ import annotations

import re
from datetime import date

_PERSONAL = re.compile(r"(?:(19|20)\d{2}|\d{2})(\d{2})(\d{2})[-+]?\d{4}")
_COORDINATION = 60  # added to the day in the number of somebody who is not registered
MASKED = "••••••-••••"


def is_sole_trader(number: str) -> bool:
    """Whether an organisation number is a Swedish personal number.

    In the number of a legal person the third digit is at least 2 (lag 1974:174), where a birth
    date has the first digit of its month. A Danish CVR number has eight digits and names nobody.
    """
    found = _PERSONAL.fullmatch(number.strip())
    if found is None:
        return False
    month, day = int(found[2]), int(found[3])
    day = day - _COORDINATION if day > _COORDINATION else day
    try:
        date(2000, month, day)  # a leap year: any birthday there is
    except ValueError:
        return False
    return True


def shown_org_number(number: str | None) -> str | None:
    """An organisation number as it may be shown: a sole trader's is masked."""
    return MASKED if number and is_sole_trader(number) else number
