"""One day or period as people write it, form by form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from followup.domain.period import ONE_DAY, Period, add_months
from followup.ingest.date_words import MONTH_NAME, MONTHS, NTH, ORDINALS

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_PARTS = {
    3: r"kvartal(?:et)?|kvt|kv|kvart|quarter|qtr|q|k",
    4: r"tertial(?:et)?|t",
    6: r"halv[åa]r(?:et)?|half(?:[- ]?year)?|hå|h",
}


# In which order the figures of a doubtful day stand; None where nobody has said it.
Order = Literal["dmy", "mdy", "ymd"] | None


@dataclass(frozen=True, slots=True)
class When:
    """A day or period as read; ``other`` is the second possible day of a doubtful date."""

    period: Period
    other: Period | None = None


def months_from(year: int, month: int, count: int) -> Period:
    """Whole calendar months from the first of ``month``."""
    start = date(year, month, 1)
    return Period(start, add_months(start, count) - ONE_DAY)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def on_day(year: int, month: int, day: int) -> When | None:
    """One day; None where the calendar has no such day."""
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return When(Period(one, one))


def _figures(match: re.Match[str], _order: Order) -> When | None:
    return on_day(int(match["y"]), int(match["m"]), int(match["d"]))


def _six_figures(match: re.Match[str], _order: Order) -> When | None:
    return on_day(2000 + int(match["a"]), int(match["b"]), int(match["c"]))


def _whole_year(match: re.Match[str], _order: Order) -> When | None:
    return When(months_from(int(match["y"]), 1, 12))


def _day_first(match: re.Match[str], order: Order) -> When | None:
    """Day, month and year in figures; doubtful when a slash leaves both orders possible."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    usual, swapped = on_day(year, second, first), on_day(year, first, second)
    return _either(usual, swapped, order) if match["s"] == "/" else usual


def _either(usual: When | None, swapped: When | None, order: Order) -> When | None:
    """The day as ``order`` says, else day first with the doubt that the other reading leaves."""
    if not usual or not swapped or usual == swapped:
        return usual or swapped
    if order == "mdy":
        return swapped
    return usual if order == "dmy" else When(usual.period, swapped.period)


def _two_digit_year(match: re.Match[str], order: Order) -> When | None:
    """25-03-04 is year first with hyphens (Swedish), day first with points and slashes."""
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    year_first, day_first = on_day(2000 + a, b, c), on_day(2000 + c, b, a)
    if match["s"] == "/" and order != "ymd":
        return _either(day_first, on_day(2000 + c, a, b), order) or year_first
    if not year_first or not day_first or order in ("ymd", "dmy"):
        return (year_first or day_first) if order != "dmy" else (day_first or year_first)
    chosen, other = (year_first, day_first) if match["s"] == "-" else (day_first, year_first)
    apart = chosen.period.start.year - other.period.start.year
    if apart < -_FAR:
        return other  # reports are of recent years: 03-01-25 is no day of 2003
    return When(chosen.period, other.period) if match["s"] == "-" and apart <= _FAR else chosen


def _part(months: int) -> Callable[[re.Match[str], Order], When | None]:
    def read(match: re.Match[str], _order: Order) -> When | None:
        number = ORDINALS[match["n"]]
        if (number - 1) * months >= 12:
            return None
        return When(months_from(_year(match["y"]), (number - 1) * months + 1, months))

    return read


def _week(match: re.Match[str], _order: Order) -> When | None:
    """A week as calendars number it (ISO 8601), or one day of it."""
    day = match.groupdict().get("d")
    try:
        first = date.fromisocalendar(_year(match["y"]), int(match["n"]), int(day or 1))
    except ValueError:
        return None
    return When(Period(first, first if day else first + timedelta(days=6)))


def _named_day(match: re.Match[str], _order: Order) -> When | None:
    return on_day(_year(match["y"]), MONTHS[match["m"]], int(match["d"]))


def _named_month(match: re.Match[str], _order: Order) -> When | None:
    return When(months_from(_year(match["y"]), MONTHS[match["m"]], 1))


def _number_month(match: re.Match[str], _order: Order) -> When | None:
    month = int(match["m"])
    return When(months_from(int(match["y"]), month, 1)) if 1 <= month <= 12 else None


_WHOLE = (
    r"år|året|aar|year|helår|helåret|hela|hela året|hele|hele året|kalenderår|kalenderåret|"
    r"full year|calendar year"
)
_Y2 = r"(?P<y>(?:19|20)\d\d|\d\d)"
_TIME = (
    r"(?:(?:[t ,]+|,? kl\.? ?)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?"
    r"(?:z| ?[ap]\.?m\.?| ?[+-]\d\d:?\d\d)?| ?[0-2]\d[0-5]\d(?:[0-5]\d)?)?"
)
_NAMED = rf"(?P<m>{MONTH_NAME})\.?"
_NTH_DAY = r"(?:\.|:e|:a|st|nd|rd|th)?"
_FAR = 15  # years between two readings of a day, so far that the older is not meant
Reader = Callable[[re.Match[str], Order], When | None]
_FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(rf"{_YEAR}[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?){_TIME}"),
     _figures),
    (re.compile(rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d){_TIME}"),
     _figures),
    (re.compile(rf"(?P<a>\d\d?)(?P<s>[-/.])(?P<b>\d\d?)(?P=s){_YEAR}{_TIME}"), _day_first),
    (re.compile(r"(?P<y>(?:19|20)\d\d) (?P<m>[01]\d) (?P<d>[0-3]\d)"), _figures),
    (re.compile(r"(?P<d>[0-3]\d) (?P<m>[01]\d) (?P<y>(?:19|20)\d\d)"), _figures),
    # 3/4-2025 and 3/4 2025 are Nordic spellings, day first.
    (re.compile(rf"(?P<d>\d\d?)/(?P<m>\d\d?)(?: |-| - ){_YEAR}{_TIME}"), _figures),
    (re.compile(r"(?P<c>\d\d?)/(?P<b>\d\d?)(?:-| -)(?P<a>\d\d)"), _six_figures),
    (re.compile(rf"(?P<a>\d\d?)(?P<s>[-/.])(?P<b>\d\d?)(?P=s)(?P<c>\d\d){_TIME}"), _two_digit_year),
    (re.compile(r"(?P<a>[012]\d)(?P<b>[01]\d)(?P<c>[0-3]\d)"),
     _six_figures),
    (re.compile(rf"(?P<d>\d\d?){_NTH_DAY}[ -]*(?:of )?{_NAMED}[ ,-]*{_Y2}{_TIME}"), _named_day),
    (re.compile(rf"{_YEAR}[ -]{_NAMED}[ -](?P<d>\d\d?)"), _named_day),
    (re.compile(rf"{_NAMED} (?P<d>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}{_TIME}"), _named_day),
    (re.compile(rf"{_NAMED}(?: månad)?[ ,'’/-]*{_Y2}"), _named_month),
    (re.compile(rf"{_YEAR}[ ,/-]*{_NAMED}"), _named_month),
    (re.compile(rf"{_YEAR}(?:[-/. ]m?|m)(?P<m>\d\d?)"), _number_month),
    (re.compile(rf"(?:m|månad|måned|month) ?(?P<m>\d\d?)[ ,/-]+{_YEAR}"), _number_month),
    (re.compile(rf"{_YEAR}(?P<m>\d\d)"), _number_month),
    (re.compile(rf"(?P<m>\d\d?)[-/.]{_YEAR}"), _number_month),
    (re.compile(rf"(?:{_WHOLE})? ?{_YEAR}"), _whole_year),
    (re.compile(rf"{_YEAR}[ -]*(?:w|v|vecka|uge|week)\.? ?(?P<n>\d\d?)(?:-(?P<d>[1-7]))?"), _week),
    (re.compile(rf"(?:w|v|vecka|uge|week)\.? ?(?P<n>\d\d?)(?:[ ,/-]*(?=\d{{4}})| -){_Y2}"), _week),
    *((re.compile(form), _part(months)) for months, words in _PARTS.items() for form in (
        rf"{_YEAR}[ ,-]*(?:{words})\.? ?(?P<n>[1-4])",
        rf"(?:{words})\.? ?(?P<n>[1-4]|i{{1,3}}|iv)[ ,/-]*{_YEAR}",
        rf"(?:{words})\.? ?(?P<n>[1-4])[ ,/'’-]+(?P<y>\d\d)",
        rf"(?P<n>[1-4])(?:{words})(?P<y>\d\d)",
        rf"(?P<n>{NTH})[ .]*(?:{words})\.?[ ,/-]*{_YEAR}",
        rf"{_YEAR}[ ,-]*(?P<n>{NTH})[ .]*(?:{words})",
    )),
]  # fmt: skip


def read_form(line: str, order: Order) -> When | None:
    """The day or period a lower-case text is as a whole, in one of the known forms."""
    for form, read in _FORMS:
        if (match := form.fullmatch(line)) and (when := read(match, order)):
            return when
    return None
