"""The time that a sheet's name states: "0325", "Drivmedel jan", "03 Mars", "3" among others."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from followup.ingest.date_words import MONTHS, month_name
from followup.ingest.dates import read_when
from followup.ingest.grid import Sheet
from followup.ingest.title_dates import find_period
from followup.ingest.words import clean

_YEARS = range(15, 45)  # two figures that may be a year of a report


def with_times_of_names(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, each with the time that its name states."""
    names = [s.name for s in sheets if s.name and not s.is_hidden]
    return [replace(s, time_name=time_name(s.name or "", names)) for s in sheets]


def time_name(name: str, all_names: Collection[str]) -> str:
    """The name as a time that can be read, or the name itself when it states none.

    ``all_names`` are the sheets beside it: a bare "3" is a month among "1", "2" and "4".
    """
    line = clean(name).casefold().strip(" .")
    if match := re.fullmatch(r"(\d\d)[ ._-]?(\d\d)", line):
        return _month_and_year(int(match[1]), int(match[2])) or name
    if line.isdigit() and len(line) <= 2:
        others = [n for n in all_names if n.strip().isdigit() and 1 <= int(n) <= 12]
        is_month = len(others) > 1 and 1 <= int(line) <= 12
        return month_name(int(line)) if is_month else name
    if match := re.fullmatch(r"0?(\d{1,2})[ ._-]+([a-zåäöæø]+)\.?(.*)", line):
        word, rest = match[2], match[3]
        if MONTHS.get(word) == int(match[1]):
            return f"{word} {rest.strip(' ._-')}".strip()
    if find_period(line) or read_when(line, 2000):
        return name
    return month_in(line) or name


def month_in(text: str) -> str | None:
    """The month, with its year if there is one, that a short text names among other words."""
    words = re.findall(r"[^\W\d_]+|\d+", clean(text).casefold())
    months = [word for word in words if word in MONTHS and len(word) > 1]
    figures = [word for word in words if word.isdigit()]
    years = [f for f in figures if len(f) == 4 or (len(f) == 2 and int(f) in _YEARS)]
    if len(months) != 1 or len(words) > 5 or len(figures) > len(years) or len(years) > 1:
        return None
    return " ".join([*months, *years])


def _month_and_year(first: int, second: int) -> str | None:
    """2025-03 for 03 and 25 as for 25 and 03; None when both or neither can be."""
    found = [
        f"20{year:02}-{month:02}"
        for month, year in ((first, second), (second, first))
        if 1 <= month <= 12 and year in _YEARS
    ]
    return found[0] if len(found) == 1 else None
