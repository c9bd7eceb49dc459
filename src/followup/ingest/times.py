"""Which days each row is about: a date, a period, months and years, or the table's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.period import Period
from followup.ingest.answers import Asked
from followup.ingest.coerce import codes_of, flags, spread
from followup.ingest.date_forms import When
from followup.ingest.date_orders import day_orders
from followup.ingest.dates import broken_year, read_number, read_serial, read_when
from followup.ingest.grid import Column
from followup.ingest.numbers import is_nothing
from followup.ingest.title_dates import find_period, find_year
from followup.ingest.vocabulary import look_up_unit
from followup.ingest.words import clean

DAY = pa.date32()
MOST_TITLES = 40  # of more texts above a table only the first and the last speak of its period
_BETWEEN = frozenset({"-", "–", "till", "t.o.m", "tom", "til", "to"})
EARLIEST = date(1990, 1, 1)  # older days in a fuel report are empty or broken date cells


@dataclass(frozen=True)
class Times:
    """First and last day of each row, and what is odd about them."""

    start: pa.Date32Array
    end: pa.Date32Array
    is_ambiguous: np.ndarray  # of two readings the first stands; a broken year has none
    is_invalid: np.ndarray
    is_missing: np.ndarray

    @classmethod
    def constant(cls, period: Period | None, size: int) -> Times:
        """The same period for every row, or none."""
        none = np.zeros(size, dtype=bool)
        start = pa.array([period.start if period else None] * size, DAY)
        end = pa.array([period.end if period else None] * size, DAY)
        return cls(start, end, none, none, none)


def title_period(titles: tuple[str, ...], sheet: str | None, asked: Asked) -> Period | None:
    """The period that is said once: by the user, above the table, or in the sheet's name."""
    if asked.period:
        return asked.period
    near = titles if len(titles) <= MOST_TITLES else (*titles[:20], *titles[-20:])
    found = [p for text in near if (p := find_period(text))] + _day_to_day(near)
    if not found:
        found = [p for a, b in pairwise(near) if (p := find_period(f"{a} {b}"))]
    narrow = sorted(found, key=lambda p: p.days)
    by_sheet = find_period(sheet) if sheet else None
    if by_sheet and (not narrow or by_sheet.days < narrow[0].days):
        return by_sheet
    year = narrow[0].end.year if narrow else title_year(titles, sheet, asked)
    if sheet and year and not look_up_unit(sheet) and (when := read_when(sheet, year)):
        return when.period
    return narrow[0] if narrow else _on_cover(asked)


def _day_to_day(texts: Sequence[str]) -> list[Period]:
    """Periods whose first and last day stand in cells beside each other above a table."""
    said = [text for text in texts if clean(text).casefold().strip(" :.") not in _BETWEEN]
    pairs = ((a, b) for a, b in pairwise(said) if _is_day(a) and _is_day(b))
    return [period for a, b in pairs if (period := find_period(f"{a} – {b}"))]


def _is_day(text: str) -> bool:
    when = read_when(text)
    return when is not None and when.period.days == 1


def title_year(titles: tuple[str, ...], sheet: str | None, asked: Asked) -> int | None:
    """The year that completes a bare month name."""
    if asked.period:
        return asked.period.end.year
    years = [y for text in (*titles, sheet or "") if (y := find_year(text))]
    if not years and (period := _on_cover(asked)):
        return period.end.year
    if not years and len(covers := {y for text in asked.cover if (y := find_year(text))}) == 1:
        return covers.pop()
    return years[0] if years else find_year(asked.file_name)


def _on_cover(asked: Asked) -> Period | None:
    """The one period that the sheets without tables name."""
    found = {p for text in asked.cover if (p := find_period(text))}
    return found.pop() if len(found) == 1 else None


def read_times(
    column: Column,
    year: int | None,
    asked: Asked,
    header: str = "",
    within: Period | None = None,
) -> Times:
    """Days and periods of one column.

    ``header`` says whether a bare 2 is a month or a quarter; ``within`` settles doubtful days.
    """
    words, codes = codes_of(column.text)
    orders = [asked.date_order or order for order in day_orders(words, asked.today)]
    whens = [
        _settled(read_when(w, year, order), within) or read_serial(w)
        for w, order in zip(words, orders, strict=True)
    ]
    broken = [broken_year(word) for word in words]
    whens = [_season(y, within) if y else w for w, y in zip(whens, broken, strict=True)]
    no_season = [bool(y) and not w for w, y in zip(whens, broken, strict=True)]
    numbers, number_codes = codes_of(column.number.cast(pa.string()))
    word = _COUNTED.search(header.casefold())
    by_number = [_number(float(n), year, word[0] if word else None) for n in numbers]
    start = _first(column.day, whens, codes, by_number, number_codes, "start")
    end = _first(column.day, whens, codes, by_number, number_codes, "end")
    too_old = np.asarray(pc.fill_null(pc.less(start, pa.scalar(EARLIEST, DAY)), False)).astype(bool)
    nothing = flags([is_nothing(w) for w in words], codes)
    # "mars" and a bare 3 are no errors where the year is nowhere said: the period is asked for.
    no_year = flags([year is None and read_when(w, 2000) is not None for w in words], codes)
    if year is None and (word or _MONTHLY.search(header.casefold())):
        no_year |= flags([0 < float(n) <= 53 for n in numbers], number_codes)
    told = nothing | no_year | flags(no_season, codes)
    has_day = np.asarray(pc.is_valid(start))
    return Times(
        start=start,
        end=end,
        is_ambiguous=flags([bool(w and w.other) for w in whens], codes) | flags(no_season, codes),
        is_invalid=(column.filled & ~has_day & ~told) | too_old,
        is_missing=~column.filled | nothing,
    )


def _settled(when: When | None, within: Period | None) -> When | None:
    """A doubtful day of which only one reading lies in the period the file is about."""
    if when is None or when.other is None or within is None:
        return when
    inside = [p for p in (when.period, when.other) if p.overlap(within)]
    return When(inside[0]) if len(inside) == 1 else when


def _season(years: tuple[int, int], within: Period | None) -> When | None:
    """A broken year is the period the file is about, if that runs from its first to its last."""
    if within and (within.start.year, within.end.year) == years:
        return When(within)
    return None


# Headers whose bare numbers are no months; read_when knows the words.
_MONTHLY = re.compile(r"mån|måned|month")
_COUNTED = re.compile(r"kvartal|quarter|tertial|halvår|half|vecka|uge|week")


def _number(number: float, year: int | None, counted: str | None) -> When | None:
    if year and counted and number == int(number) and 1 <= number <= 53:
        return read_when(f"{counted} {int(number)} {year}")
    if year and 1 <= number <= 12 and number == int(number):
        return read_when(f"{year}-{int(number):02}")
    return read_number(number)


def _first(
    days: pa.Date32Array,
    whens: list[When | None],
    codes: np.ndarray,
    by_number: list[When | None],
    number_codes: np.ndarray,
    end: str,
) -> pa.Date32Array:
    texts = spread([getattr(w.period, end) if w else None for w in whens], codes, DAY)
    serials = spread([getattr(w.period, end) if w else None for w in by_number], number_codes, DAY)
    return pc.coalesce(days, texts, serials)


def months_and_years(month: Column | None, year: Column, header: str = "") -> Times:
    """A year column, with a column of months (or what ``header`` counts) beside it or alone."""
    years = [y.split(".")[0] if y else None for y in year.shown.to_pylist()]
    months = month.shown.to_pylist() if month else [None] * len(years)
    pairs = [f"{y}|{m or ''}" if y else None for y, m in zip(years, months, strict=True)]
    words, codes = codes_of(pa.array(pairs, pa.string()))
    counted = _COUNTED.search(header.casefold())
    unit = counted[0] if counted else None
    whens = [_pair(*word.partition("|")[::2], unit) for word in words]
    start = spread([w.period.start if w else None for w in whens], codes, DAY)
    end = spread([w.period.end if w else None for w in whens], codes, DAY)
    none = np.zeros(len(years), dtype=bool)
    missing = ~year.filled
    return Times(start, end, none, ~np.asarray(pc.is_valid(start)) & ~missing, missing)


def _pair(year: str, month: str, counted: str | None) -> When | None:
    if not year.isdigit():
        return read_when(f"{month} {year}")
    if not month:
        return read_when(year)
    if counted and month.removesuffix(".0").isdigit():
        return read_when(f"{counted} {month.removesuffix('.0')} {year}")
    if month.replace(".", "").isdigit() and 1 <= float(month) <= 12:
        return read_when(f"{year}-{int(float(month)):02}")
    return read_when(month, int(year))


def whole_months(times: Times) -> Times:
    """Dates that all are the first (or all the last) of a month stand for whole months.

    Nobody fuels on the first of every month only; a report by month does write its rows so.
    Three rows are asked for, so that one or two real days are left as they are.
    """
    known = times.start.drop_null()
    single = pc.all(pc.equal(times.start, times.end), min_count=0).as_py()
    if len(known) < 3 or not single:
        return times
    days = pc.unique(known)
    first = pc.all(pc.equal(pc.day(days), 1)).as_py()
    next_day = pc.add(days.cast(pa.timestamp("s")), pa.scalar(86400, pa.duration("s")))
    last = len(days) >= 2 and pc.all(pc.equal(pc.day(next_day), 1)).as_py()
    if not first and not last:
        return times
    start = pc.floor_temporal(times.start, unit="month").cast(DAY)
    after = pc.ceil_temporal(times.start, unit="month", ceil_is_strictly_greater=True)
    end = pc.subtract(after.cast(pa.timestamp("s")), pa.scalar(86400, pa.duration("s"))).cast(DAY)
    return Times(start, end, times.is_ambiguous, times.is_invalid, times.is_missing)
