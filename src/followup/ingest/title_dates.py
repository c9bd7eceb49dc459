"""The period a title, sheet name or file name mentions among other words."""

from __future__ import annotations

import re
from functools import lru_cache

from followup.domain.period import Period
from followup.ingest.dates import read_when
from followup.ingest.words import clean

WORDS, LONGEST = 40, 8  # words of a title that are looked at, and words a period may take
_LABEL = re.compile(r"^[^\d]*?:\s*")
_ABOUT = re.compile(r"^\W*(?:\w*period\w*|avser|vedrører|gäller|gælder)\b")
# 2024/11 and 11/2024 may be numbers of a case or a contract, 202411 anything.
_REFERENCE = re.compile(r"\d{4}[/.]\d\d?|\d\d?[-/.]\d{4}|\d{5,}|[\d ]+(?<!^\d{4})")
_CUBIC = re.compile(r"(?<![\w-])m3(?!\w)")  # the unit, not the third month
_YEAR = re.compile(r"(?<![^\W_])(?<!/)(?<![a-zåäöæø]-)(?:19|20)\d\d(?![\d/:]|-\d{3})")


@lru_cache(maxsize=4096)
def find_period(text: str) -> Period | None:
    """The one period a title, sheet name or file name mentions; None if none or several.

    A single day is when something was printed or signed, unless it is called the period.
    """
    line = clean(_CUBIC.sub(" ", clean(text).casefold()))
    about = is_about(line)
    line = _LABEL.sub("", line)
    if when := read_when(line):
        return when.period if about or when.period.days > 1 else None
    found = _mentioned(line)
    widest = [p for p in found if all(p.start <= q.start and q.end <= p.end for q in found)]
    narrow = [p for p in found if all(q.start <= p.start and p.end <= q.end for q in found)]
    best = narrow or widest
    return best[0] if best else None


def is_about(text: str) -> bool:
    """True for a line that says it tells the period: "Avser januari 2025"."""
    return bool(_ABOUT.match(clean(text).casefold()))


def _mentioned(line: str) -> set[Period]:
    """Every period in a line, each taken from as many words as state one."""
    words = line.replace("_", " ").split()[:WORDS]
    free = [True] * len(words)
    found: set[Period] = set()
    for size in range(min(LONGEST, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            part = " ".join(words[first : first + size]).strip("()[],;:. ")
            if not all(free[first : first + size]) or not any(c.isdigit() for c in part):
                continue
            when = None if _REFERENCE.fullmatch(part) else read_when(part)
            if when:
                free[first : first + size] = [False] * size
                if when.period.days > 1:
                    found.add(when.period)
    return found


def find_year(text: str) -> int | None:
    """The one year a text mentions, the year of a case number left out."""
    years = set(_YEAR.findall(text.casefold()))
    return int(years.pop()) if len(years) == 1 else None
