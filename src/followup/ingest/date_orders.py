"""In which order the days of a column are written, where its own days tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from followup.ingest.date_forms import Order

_SLASHED = re.compile(r"\s*(\d\d?)/(\d\d?)/(?:\d\d){1,2}\b.*")
_SHORT = re.compile(r"\s*(\d\d)([-./])\d\d?\2(\d\d)\b.*")
OLDEST = 15  # years back that a report may be about


def day_orders(texts: Sequence[str], today: date) -> list[Order]:
    """For each text of a column the order in which its days are written; None where not proven.

    Days with slashes and other short ones are judged apart: two hands may have written them.
    """
    slashed = [_SLASHED.fullmatch(text) for text in texts]
    short = [None if s else _SHORT.fullmatch(t) for s, t in zip(slashed, texts, strict=True)]
    order = _slash_order([(int(m[1]), int(m[2])) for m in slashed if m])
    others = sum(any(map(str.isdigit, t)) for s, t in zip(slashed, texts, strict=True) if not s)
    if order == "dmy" and others > sum(map(bool, slashed)):
        order = None  # among days of other spellings one with a slash proves nothing of the next
    ends = [(int(m[1]), int(m[3])) for m in short if m]
    place = _year_place(ends, today.year % 100 + 1) if ends else None
    return [order if s else place if m else None for s, m in zip(slashed, short, strict=True)]


def _slash_order(pairs: Sequence[tuple[int, int]]) -> Order:
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
