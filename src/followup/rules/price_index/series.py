"""Series of index numbers: a new base, two series joined, a chain, and which number to read.

A series is a mapping from a time (a month, a year: anything that compares) to its number; a time
without a number is unknown and stays so. Nothing is carried forward. Source: SCB, "Att räkna med
index".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from followup.domain.exact import Number, exact
from followup.rules.price_index.change import index_factor
from followup.rules.price_index.numbers import ZERO, above_zero, known

K = TypeVar("K")
MONTHS_A_YEAR = 12


def mean(values: Iterable[Number | None]) -> Decimal | None:
    """The plain mean, as of a year's twelve months; unknown as soon as one of them is.

    >>> mean([100, 102, 104])
    Decimal('102')
    """
    given = known(*values)
    if given == ():
        raise ValueError("the mean of nothing")
    return None if given is None else sum(given, ZERO) / len(given)


def rebased(
    series: Mapping[K, Number | None], base: K | Sequence[K], level: Number = 100
) -> dict[K, Decimal | None]:
    """The same series with another base: ``value / value of the base x level``.

    ``base`` is one time, or a list of times whose mean is the base (a year's months). All is
    unknown where the base is. Changes in per cent are the same as before; changes in points are
    not.

    >>> rebased({2020: 120, 2024: 150}, 2020)
    {2020: Decimal('100'), 2024: Decimal('125')}
    """
    origin = _origin(series, base)
    if origin is None:
        return dict.fromkeys(series)
    above_zero(origin, "the value of the new base")
    top = exact(level)
    return {t: None if v is None else exact(v) * top / origin for t, v in series.items()}


def _origin(series: Mapping[K, Number | None], base: K | Sequence[K]) -> Decimal | None:
    if isinstance(base, list):
        return mean(series.get(time) for time in base)
    return mean([series.get(cast("K", base))])


def link_factor(old: Number | None, new: Number | None) -> Decimal | None:
    """What a number of the new series is multiplied by to continue the old: ``old / new``.

    Both are of one and the same time, in which both series were published.
    """
    return index_factor(new, old)


def linked(
    old: Mapping[K, Number | None], new: Mapping[K, Number | None], at: K
) -> dict[K, Decimal | None]:
    """The old series continued by the new one, joined ``at`` a time that both have.

    The old numbers stand where there are any, ``at`` included; the new ones, times
    ``link_factor``, fill the times that the old series does not have. Unknown from there on where
    either lacks the joint.

    >>> linked({2022: 200, 2023: 210}, {2023: 100, 2024: 104}, 2023)
    {2022: Decimal('200'), 2023: Decimal('210'), 2024: Decimal('218.4')}
    """
    before, after = old.get(at), new.get(at)
    factor = link_factor(before, after)
    found: dict[K, Decimal | None] = {t: None if v is None else exact(v) for t, v in old.items()}
    for time, value in new.items():
        if time in old:
            continue
        if value is None or factor is None or before is None or after is None:
            found[time] = None
        else:
            found[time] = exact(value) * exact(before) / exact(after)
    return found


def chained_series(
    factors: Sequence[Number | None], start: Number = 100
) -> tuple[Decimal | None, ...]:
    """A chain index from link factors (each period over the one before), begun at ``start``.

    >>> chained_series(["1.02", "1.05"])
    (Decimal('100'), Decimal('102.00'), Decimal('107.1000'))
    """
    found: list[Decimal | None] = [exact(start)]
    for factor in factors:
        last, given = found[-1], known(factor)
        found.append(None if last is None or given is None else last * given[0])
    return tuple(found)


def months_before(month: date, months: int) -> date:
    """The first day of the month that lies ``months`` before; of a later one below 0."""
    count = month.year * MONTHS_A_YEAR + month.month - 1 - months
    return date(count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1, 1)


def latest_published(published: Mapping[date, date], on: date) -> date | None:
    """The newest month whose number was published by a day; None if none was.

    ``published`` tells for each month on which day its number came. The newest month counts, not
    the newest publication: a late correction of an old month moves nothing.

    >>> latest_published({date(2025, 4, 1): date(2025, 5, 15),
    ...                   date(2025, 5, 1): date(2025, 6, 16)}, date(2025, 6, 1))
    datetime.date(2025, 4, 1)
    """
    return max((month for month, day in published.items() if day <= on), default=None)
