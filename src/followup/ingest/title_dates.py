"""The period a title, sheet name or file name mentions among other words."""

from __future__ import annotations

import re

from followup.domain.period import Period
from followup.ingest.date_words import MONTH_NAME, NTH
from followup.ingest.dates import read_when
from followup.ingest.words import clean


def find_period(text: str) -> Period | None:
    """The one period a title, sheet name or file name mentions; None if none or several."""
    line = clean(text).casefold()
    line = re.sub(r"^[^\d]*?:\s*", "", line)
    if when := read_when(line):
        return when.period
    found = {
        when.period
        for form in _IN_TITLE
        for match in form.finditer(line)
        if (when := read_when(match[0]))
    }
    widest = [p for p in found if all(p.start <= q.start and q.end <= p.end for q in found)]
    narrow = [p for p in found if all(q.start <= p.start and p.end <= q.end for q in found)]
    best = narrow or widest
    return best[0] if best else None


_DAY = r"(?:19|20)\d\d-\d\d-\d\d"
_Y = r"(?:19|20)\d\d"
_LETTER = "[a-zåäöæø]"
_BY_PART = r"(?:q|kv\.?|kvartal|h|halvår|tertial)"
_WHOLE_PART = "(?:kvartalet|kvartal|halvåret|halvår|tertialet|quarter|half)"
_IN_TITLE = [
    re.compile(rf"{_DAY}\s*(?:–|-|—|\.\.|till|til|to|t\.?o\.?m\.?)\s*{_DAY}"),
    re.compile(
        rf"(?<!{_LETTER})(?:{MONTH_NAME})\.?(?:\s*[-–—]\s*(?:{MONTH_NAME})\.?)?[ ,]*{_Y}(?!\d)"
    ),
    re.compile(rf"(?<!\d){_Y}[ -]*(?:{MONTH_NAME})(?!{_LETTER})"),
    re.compile(rf"(?<!\d){_Y}[ -]*{_BY_PART}\s*[1-4](?!\d)"),
    re.compile(rf"(?<!{_LETTER}){_BY_PART}\s*[1-4][ ,]*{_Y}(?!\d)"),
    re.compile(rf"(?:{NTH})\s*{_WHOLE_PART}[ ,]*{_Y}(?!\d)"),
    re.compile(rf"(?<!\d){_Y}-(?:0[1-9]|1[0-2])(?![\d-])"),
    re.compile(rf"(?<![\d/-]){_Y}(?![\d/-])"),
]  # fmt: skip


def find_year(text: str) -> int | None:
    """The one year a text mentions."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else None
