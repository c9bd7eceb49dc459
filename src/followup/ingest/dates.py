"""Days and periods as people write them, in Swedish, Danish and English."""

from __future__ import annotations

import re
from datetime import date, timedelta

from followup.domain.period import Period
from followup.ingest.date_forms import Order, When, on_day, read_form
from followup.ingest.date_words import MONTH_NAME, MONTHS
from followup.ingest.words import clean, kept, without_brackets

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIAL_DAY_ZERO = date(1899, 12, 30)
_RANGE = re.compile(
    r"\s+[-–—→]\s+|\s*[–—→]\s*|\s*--\s*|\s*\.\.\s*|\s+(?:till|til|to|t\.?\s?o\.?\s?m\.?|tom|–)\s+"
)
# "Kvartal 1-2 2025", "Q1-Q2 2025", "vecka 10-12 2025"
_PART_RANGE = re.compile(
    rf"(?P<w>[a-zåäöæø]+)\.? ?(?P<a>\d\d?)\s*(?P<s>[-–—/+&]|och|og)\s*"
    rf"(?:(?P=w)\.? ?)?(?P<b>\d\d?)[ ,]*{_YEAR}"
)
# Two times with a bare hyphen between them, which may also stand inside a day.
_YEARS = re.compile(r"(?:19|20)\d\d")
_BROKEN = re.compile(r"\D*?((?:19|20)?\d\d)\s*[/–—-]\s*((?:19|20)?\d\d)")
_Y4 = r"(?:19|20)\d\d"
_BOTH = (
    rf"\d{{8}}|\d{{6}}|\d\d?[./]\d\d?\.?(?:[./ -]{_Y4})?|\d\d-\d\d-{_Y4}|{_Y4}-\d\d(?:-\d\d)?|"
    rf"(?:\d\d?\.? )?(?:{MONTH_NAME})\.? {_Y4}"
)
_TIGHT_RANGE = re.compile(
    rf"(?P<a>{_BOTH}|\d\d?\.?(?: (?:{MONTH_NAME})\.?)?)[-/](?P<b>(?:{_BOTH})(?:[ -]{_Y4})?)"
)
_WEEKDAY = re.compile(
    r"^(?:(?:mån|tis|ons|tors?|fre|lör|sön|man|tirs?|lør|søn)(?:dag)?(?:en)?|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?)\.?,? (?=\d|den|d\.|[a-z]{3,9}\.? \d)"
)
_THE = re.compile(r"^(?:den|d\.) ?(?=\d)")
_DASHED = re.compile(r"\b((?:19|20)\d\d)[–—] ?(\d\d)[–—] ?(\d\d)\b")
_NAMED_RANGE = re.compile(
    rf"(?P<before>(?:{_Y4} )?)(?P<a>{MONTH_NAME})\.?\s*(?P<s>[-–—/+&]|och|og)\s*"
    rf"(?P<b>{MONTH_NAME})\.?(?P<rest>.*)"
)


@kept(100_000)
def read_when(text: str, year: int | None = None, order: Order = None) -> When | None:
    """The day or period a text states; ``year`` completes "mars" and "kvartal 1".

    ``order`` settles how 03/04/2025 and 25-03-04 are read. None when the text states no time.
    """
    line = _as_written(text)
    if not line or len(line) > 60:
        return None
    found = read_form(line, order)
    if found is None and year is not None:
        found = read_form(f"{line} {year}", order)
    found = found or _range(line, year, order)
    if found is None and "(" in line:
        # "Q1 2025 (jan-mar)": the brackets explain what is said outside.
        outside, _ = without_brackets(line)
        return read_when(outside, year, order) if outside != line else None
    return found


def _as_written(text: str) -> str:
    """A text in lower case, without a weekday and with hyphens where they stand for others."""
    line = clean(text).casefold().replace("‐", "-").replace("‑", "-").replace("−", "-")
    line = _DASHED.sub(r"\1-\2-\3", line.removeprefix("'"))
    return _THE.sub("", _WEEKDAY.sub("", line.strip(" .;:,")))


def _range(line: str, year: int | None, order: Order) -> When | None:
    line = re.sub(r"^(?:från|fra|from|fr\.?o\.?m\.?|perioden|period)[ :]+", "", line)
    if match := _NAMED_RANGE.fullmatch(line):
        if not _adjoin(match["s"], MONTHS[match["a"]], MONTHS[match["b"]]):
            return None
        rest = match["rest"] or f" {match['before']}".rstrip()
        line = f"{match['a']}{rest} .. {match['b']}{rest}"
    whole = line if year is None or _YEARS.search(line) else f"{line} {year}"
    if match := _PART_RANGE.fullmatch(whole):
        if not _adjoin(match["s"], int(match["a"]), int(match["b"])):
            return None
        line = f"{match['w']} {match['a']} {match['y']} .. {match['w']} {match['b']} {match['y']}"
    ends = _RANGE.split(line)
    if len(ends) != 2 and (match := _TIGHT_RANGE.fullmatch(line)):
        ends = [match["a"], match["b"]]
    # 2024-2025 may be two years or a broken one.
    if len(ends) != 2 or (ends[0].isdigit() and len(ends[0]) == 4):
        return None
    last = read_when(ends[1], year, order)
    if last is None:
        return None
    first = _short_day(ends[0], last) or read_when(ends[0], last.period.end.year, order)
    if first is None or first.period.start > last.period.end:
        return None
    return When(Period(first.period.start, last.period.end))


def _adjoin(mark: str, first: int, last: int) -> bool:
    """ "Q1 och Q2" is a range only when nothing lies between them."""
    return mark in "-–—/" or last == first + 1


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
    return read_form(f"{number:.0f}", None) if 1900 <= number < 100_000_000 else None


def read_serial(text: str) -> When | None:
    """The day of a serial number that a spreadsheet has kept as text, with or without a time."""
    match = _SERIAL.fullmatch(text.strip())
    return read_number(float(match[1])) if match else None


def broken_year(text: str) -> tuple[int, int] | None:
    """The years of "2024/2025", "säsong 24/25": a broken year, or perhaps two whole ones."""
    match = _BROKEN.fullmatch(clean(text))
    if match is None or read_when(text):
        return None
    first, last = (int(year) % 100 for year in match.groups())
    is_pair = last == first + 1 and (len(match[1]) == 4 or len(match[2]) == 2)
    return (2000 + first, 2000 + last) if is_pair else None
