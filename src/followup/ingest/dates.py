"""Days and periods as people write them, in Swedish, Danish and English."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from followup.domain.period import Period
from followup.ingest.date_forms import When, on_day, read_form
from followup.ingest.date_words import MONTH_NAME, MONTHS
from followup.ingest.words import clean

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_SERIAL_DAY_ZERO = date(1899, 12, 30)
_RANGE = re.compile(
    r"\s+[-–—]\s+|\s*[–—]\s*|\s*\.\.\s*|\s+(?:till|til|to|t\.?\s?o\.?\s?m\.?|tom|–)\s+"
)
# "Kvartal 1-2 2025", "Q1-Q2 2025", "vecka 10-12 2025"
_PART_RANGE = re.compile(
    rf"(?P<w>[a-zåäöæø]+)\.? ?(?P<a>\d\d?)\s*[-–—/]\s*(?:(?P=w)\.? ?)?(?P<b>\d\d?)[ ,]*{_YEAR}"
)
# Two days with a bare hyphen between them, which may also stand inside a day.
_FULL_DAY = r"\d{8}|\d\d?[./]\d\d?(?:[./](?:19|20)\d\d)?|(?:19|20)\d\d-\d\d-\d\d"
_TIGHT_RANGE = re.compile(rf"(?P<a>{_FULL_DAY})-{{1,2}}(?P<b>(?:{_FULL_DAY})(?: (?:19|20)\d\d)?)")
_WEEKDAY = re.compile(
    r"^(?:mån|tis|ons|tor|tors|fre|lör|sön|man|tirs?|fre|lør|søn)(?:dag)?\.?,? (?=\d)"
)
_NAMED_RANGE = re.compile(rf"(?P<a>{MONTH_NAME})\.?\s*[-–—/]\s*(?P<b>{MONTH_NAME})\.?(?P<rest>.*)")


@lru_cache(maxsize=200_000)
def read_when(text: str, year: int | None = None, order: str = "dmy") -> When | None:
    """The day or period a text states; ``year`` completes "mars" and "kvartal 1".

    ``order`` is how a doubtful 03/04/2025 is read. None when the text states no time.
    """
    line = _WEEKDAY.sub("", clean(text).casefold().strip(" .;:,"))
    if not line or len(line) > 60:
        return None
    found = read_form(line, order)
    if found is None and year is not None:
        found = read_form(f"{line} {year}", order)
    return found or _range(line, year, order)


def _range(line: str, year: int | None, order: str) -> When | None:
    if match := _NAMED_RANGE.fullmatch(line):
        line = f"{match['a']}{match['rest']} .. {match['b']}{match['rest']}"
    line = re.sub(r"^(?:från|fra|from|fr\.?o\.?m\.?|perioden|period)[ :]+", "", line)
    if match := _PART_RANGE.fullmatch(line):
        line = f"{match['w']} {match['a']} {match['y']} .. {match['w']} {match['b']} {match['y']}"
    ends = _RANGE.split(line)
    if len(ends) != 2 and (match := _TIGHT_RANGE.fullmatch(line)):
        ends = [match["a"], match["b"]]
    if len(ends) != 2:
        return None
    last = read_when(ends[1], year, order)
    if last is None:
        return None
    first = read_when(ends[0], last.period.end.year, order) or _short_day(ends[0], last)
    if first is None or first.period.start > last.period.end:
        return None
    return When(Period(first.period.start, last.period.end))


def _short_day(text: str, last: When) -> When | None:
    """The first end of "1/1 – 31/3 2025" or "1 – 15 mars 2025"."""
    if match := re.fullmatch(r"(\d\d?)[/.](\d\d?)\.?", text):
        return on_day(last.period.end.year, int(match[2]), int(match[1]))
    if match := re.fullmatch(rf"(\d\d?)\.? ({MONTH_NAME})\.?", text):
        return on_day(last.period.end.year, MONTHS[match[2]], int(match[1]))
    if match := re.fullmatch(r"(\d\d?)\.?", text):
        return on_day(last.period.end.year, last.period.end.month, int(match[1]))
    return None


def read_number(number: float) -> When | None:
    """A day, month or year that stands as a plain number: 20250301, 202503, 2025 or a serial."""
    if number != int(number):
        number = int(number) if 20_000 < number < 60_000 else 0.5
    if number != int(number):
        return None
    if 20_000 < number < 60_000:
        day = _SERIAL_DAY_ZERO + timedelta(days=int(number))
        return When(Period(day, day))
    return read_form(f"{number:.0f}", "dmy") if 1900 <= number < 100_000_000 else None
