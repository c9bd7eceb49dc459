"""Days and periods as people write them, in Swedish, Danish and English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from followup.domain.period import ONE_DAY, Period, add_months
from followup.ingest.words import clean

_MONTHS = {
    1: "januari januar january jan", 2: "februari februar february feb febr",
    3: "mars marts march mar mrs", 4: "april apr", 5: "maj may mai", 6: "juni june jun",
    7: "juli july jul", 8: "augusti august aug", 9: "september sep sept",
    10: "oktober october okt oct", 11: "november nov", 12: "december dec",
}  # fmt: skip
MONTHS = {word: number for number, words in _MONTHS.items() for word in words.split()}
_ORDINALS = {
    1: "första første first 1:a 1a 1. 1:e 1st i", 2: "andra anden andet second 2:a 2a 2. 2nd ii",
    3: "tredje third 3:e 3e 3. 3rd iii", 4: "fjärde fjerde fourth 4:e 4e 4. 4th iv",
}  # fmt: skip
ORDINALS = {w: n for n, ws in _ORDINALS.items() for w in ws.split()} | {
    str(n): n for n in (1, 2, 3, 4)
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_NTH = "|".join(re.escape(word) for word in sorted(ORDINALS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_PARTS = {
    3: r"kvartal(?:et)?|kvt|kv|kvart|quarter|qtr|q|k",
    4: r"tertial(?:et)?|t",
    6: r"halv[åa]r(?:et)?|half(?:[- ]?year)?|hå|h",
}
_SERIAL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class When:
    """A day or period as read; ``other`` is the second possible day of a doubtful date."""

    period: Period
    other: Period | None = None


def _months(year: int, month: int, count: int) -> Period:
    start = date(year, month, 1)
    return Period(start, add_months(start, count) - ONE_DAY)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _on(year: int, month: int, day: int) -> When | None:
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return When(Period(one, one))


def _figures(match: re.Match[str], _order: str) -> When | None:
    return _on(int(match["y"]), int(match["m"]), int(match["d"]))


def _six_figures(match: re.Match[str], _order: str) -> When | None:
    return _on(2000 + int(match["a"]), int(match["b"]), int(match["c"]))


def _whole_year(match: re.Match[str], _order: str) -> When | None:
    return When(_months(int(match["y"]), 1, 12))


def _day_first(match: re.Match[str], order: str) -> When | None:
    """Day, month and year in figures; doubtful when a slash leaves both orders possible."""
    first, second, year = int(match["a"]), int(match["b"]), _year(match["y"])
    usual, swapped = _on(year, second, first), _on(year, first, second)
    if match["s"] == "/" and len(match["y"]) == 4 and usual and swapped and first != second:
        chosen, other = (swapped, usual) if order == "mdy" else (usual, swapped)
        return When(chosen.period, other.period)
    if match["s"] == "/" and order == "mdy":
        return swapped or usual
    return usual or (swapped if match["s"] == "/" else None)


def _two_digit_year(match: re.Match[str], _order: str) -> When | None:
    """25-03-04 is year first with hyphens (Swedish), day first with points and slashes."""
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    year_first, day_first = _on(2000 + a, b, c), _on(2000 + c, b, a)
    chosen, other = (year_first, day_first) if match["s"] == "-" else (day_first, year_first)
    years_apart = (
        abs(chosen.period.start.year - other.period.start.year) if chosen and other else 99
    )
    if chosen and other and match["s"] != "." and years_apart <= 5:
        return When(chosen.period, other.period)
    return chosen or other


def _part(months: int) -> Callable[[re.Match[str], str], When | None]:
    def read(match: re.Match[str], _order: str) -> When | None:
        number = ORDINALS[match["n"]]
        if (number - 1) * months >= 12:
            return None
        return When(_months(_year(match["y"]), (number - 1) * months + 1, months))

    return read


def _week(match: re.Match[str], _order: str) -> When | None:
    try:
        monday = date.fromisocalendar(int(match["y"]), int(match["n"]), 1)
    except ValueError:
        return None
    return When(Period(monday, monday + timedelta(days=6)))


def _named_day(match: re.Match[str], _order: str) -> When | None:
    return _on(_year(match["y"]), MONTHS[match["m"]], int(match["d"]))


def _named_month(match: re.Match[str], _order: str) -> When | None:
    return When(_months(_year(match["y"]), MONTHS[match["m"]], 1))


def _number_month(match: re.Match[str], _order: str) -> When | None:
    month = int(match["m"])
    return When(_months(int(match["y"]), month, 1)) if 1 <= month <= 12 else None


_Y2 = r"(?P<y>(?:19|20)\d\d|\d\d)"
_TIME = r"(?:[t ,]+\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?)?"
_NAMED = rf"(?P<m>{_MONTH})\.?"
_NTH_DAY = r"(?:\.|:e|:a|st|nd|rd|th)?"
Reader = Callable[[re.Match[str], str], When | None]
_FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(rf"{_YEAR}[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?){_TIME}"),
     _figures),
    (re.compile(rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d){_TIME}"),
     _figures),
    (re.compile(rf"(?P<a>\d\d?)(?P<s>[-/.])(?P<b>\d\d?)(?P=s){_YEAR}{_TIME}"), _day_first),
    # 3/4-2025 and 3/4 2025 are Nordic spellings, day first.
    (re.compile(rf"(?P<d>\d\d?)/(?P<m>\d\d?)(?: |-| - ){_YEAR}"), _figures),
    (re.compile(r"(?P<c>\d\d?)/(?P<b>\d\d?)(?:-| -)(?P<a>\d\d)"), _six_figures),
    (re.compile(r"(?P<c>\d\d?)\.(?P<b>\d\d?)\.(?P<a>\d\d)"), _six_figures),
    (re.compile(rf"(?P<a>\d\d)(?P<s>[-/.])(?P<b>\d\d)(?P=s)(?P<c>\d\d){_TIME}"), _two_digit_year),
    (re.compile(r"(?P<a>[012]\d)(?P<b>[01]\d)(?P<c>[0-3]\d)"),
     _six_figures),
    (re.compile(rf"(?:den )?(?P<d>\d\d?){_NTH_DAY}[ -]*(?:of )?{_NAMED}[ ,-]*{_Y2}{_TIME}"),
     _named_day),
    (re.compile(rf"{_NAMED} (?P<d>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}{_TIME}"), _named_day),
    (re.compile(rf"{_NAMED}[ ,'’/-]*{_Y2}"), _named_month),
    (re.compile(rf"{_YEAR}[ ,/-]*{_NAMED}"), _named_month),
    (re.compile(rf"{_YEAR}[-/. m](?P<m>\d\d?)"), _number_month),
    (re.compile(rf"{_YEAR}(?P<m>\d\d)"), _number_month),
    (re.compile(rf"(?P<m>\d\d?)[-/.]{_YEAR}"), _number_month),
    (re.compile(rf"(?:år|aar|year|helår|hele|hela|kalenderår|helåret)? ?{_YEAR}"),
     _whole_year),
    (re.compile(rf"{_YEAR}[ -]*(?:w|v|vecka|uge|week)\.? ?(?P<n>\d\d?)"), _week),
    (re.compile(rf"(?:w|v|vecka|uge|week)\.? ?(?P<n>\d\d?)[ ,/-]*{_YEAR}"), _week),
    *((re.compile(form), _part(months)) for months, words in _PARTS.items() for form in (
        rf"{_YEAR}[ ,-]*(?:{words})\.? ?(?P<n>[1-4])",
        rf"(?:{words})\.? ?(?P<n>[1-4])[ ,/-]*{_YEAR}",
        rf"(?:{words})\.? ?(?P<n>[1-4])[ ,/'’-]+(?P<y>\d\d)",
        rf"(?P<n>[1-4])(?:{words})(?P<y>\d\d)",
        rf"(?P<n>{_NTH})[ .]*(?:{words})\.?[ ,/-]*{_YEAR}",
        rf"{_YEAR}[ ,-]*(?P<n>{_NTH})[ .]*(?:{words})",
    )),
]  # fmt: skip
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
_NAMED_RANGE = re.compile(rf"(?P<a>{_MONTH})\.?\s*[-–—/]\s*(?P<b>{_MONTH})\.?(?P<rest>.*)")


@lru_cache(maxsize=200_000)
def read_when(text: str, year: int | None = None, order: str = "dmy") -> When | None:
    """The day or period a text states; ``year`` completes "mars" and "kvartal 1".

    ``order`` is how a doubtful 03/04/2025 is read. None when the text states no time.
    """
    line = _WEEKDAY.sub("", clean(text).casefold().strip(" .;:,"))
    if not line or len(line) > 60:
        return None
    found = _single(line, order)
    if found is None and year is not None:
        found = _single(f"{line} {year}", order)
    return found or _range(line, year, order)


def _single(line: str, order: str) -> When | None:
    for form, read in _FORMS:
        if (match := form.fullmatch(line)) and (when := read(match, order)):
            return when
    return None


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
        return _on(last.period.end.year, int(match[2]), int(match[1]))
    if match := re.fullmatch(rf"(\d\d?)\.? ({_MONTH})\.?", text):
        return _on(last.period.end.year, MONTHS[match[2]], int(match[1]))
    if match := re.fullmatch(r"(\d\d?)\.?", text):
        return _on(last.period.end.year, last.period.end.month, int(match[1]))
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
    return _single(f"{number:.0f}", "dmy") if 1900 <= number < 100_000_000 else None


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
        rf"(?<!{_LETTER})(?:{_MONTH})\.?(?:\s*[-–—]\s*(?:{_MONTH})\.?)?[ ,]*{_Y}(?!\d)"
    ),
    re.compile(rf"(?<!\d){_Y}[ -]*(?:{_MONTH})(?!{_LETTER})"),
    re.compile(rf"(?<!\d){_Y}[ -]*{_BY_PART}\s*[1-4](?!\d)"),
    re.compile(rf"(?<!{_LETTER}){_BY_PART}\s*[1-4][ ,]*{_Y}(?!\d)"),
    re.compile(rf"(?:{_NTH})\s*{_WHOLE_PART}[ ,]*{_Y}(?!\d)"),
    re.compile(rf"(?<!\d){_Y}-(?:0[1-9]|1[0-2])(?![\d-])"),
    re.compile(rf"(?<![\d/-]){_Y}(?![\d/-])"),
]  # fmt: skip


def find_year(text: str) -> int | None:
    """The one year a text mentions."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else None
