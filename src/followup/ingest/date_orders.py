"""In which order the days of a column are written, where its own days tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from followup.ingest.date_forms import Order

_SLASHED = re.compile(r"\s*(\d\d?)/(\d\d?)/(?:\d\d){1,2}\b.*")
_SHORT = re.compile(r"\s*(\d\d)([-./])\d\d?\2(\d\d)\b.*")
OLDEST = 15  # years back that a report may be about


def day_order(texts: Sequence[str], today: date) -> Order:
    """The one order in which every day of a column can be read; None when none is proven."""
    short = [(int(m[1]), int(m[3])) for text in texts if (m := _SHORT.fullmatch(text))]
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _SLASHED.fullmatch(text))]
    if short and not pairs:
        return _year_place(short, today.year % 100 + 1)
    # A later part above 12 is a day, and so is a first one.
    if any(second > 12 >= first for first, second in pairs):
        return None if any(first > 12 for first, _ in pairs) else "mdy"
    return "dmy" if any(first > 12 for first, _ in pairs) else None


def _year_place(ends: Sequence[tuple[int, int]], latest: int) -> Order:
    """Year first or last in days such as 25-03-04: years are recent, and vary least."""
    firsts, lasts = zip(*ends, strict=True)
    first, last = (latest - OLDEST <= min(p) and max(p) <= latest for p in (firsts, lasts))
    if first and last:
        spans = max(firsts) - min(firsts), max(lasts) - min(lasts)
        if max(spans) <= 1 or spans[0] == spans[1]:
            return None
        first = spans[0] < spans[1]
    return ("ymd" if first else "dmy") if first or last else None
