"""Which index number a clause reads for a month, and why there is none where there is none.

Nothing is carried forward: a month without a number has none. Where a series got a new base in
between, its numbers are joined in a month that was published in both, else they are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from followup.domain.price_index import Component, IndexClause, IndexPoint, SeriesKey
from followup.rules.price_index.numbers import plain
from followup.rules.price_index.series import latest_published, months_before

# no_series: nothing at all is here. no_base: the base month's number is missing. missing: the
# month's is. not_published: no number was out on the day that decides. stale: the latest that was
# is older than is plausible. before: the adjustment it is compared with lacks it. rebased: the two
# have different bases and no month in common.
Lack = Literal["no_series", "no_base", "missing", "not_published", "stale", "before", "rebased"]
# Every number of a series by the first month it is of; several where it was published in several
# bases.
ByMonth = Mapping[date, Sequence[IndexPoint]]


@dataclass(frozen=True, slots=True)
class Link:
    """Two bases of one series joined: the month both have, and its number in the old and new."""

    old: IndexPoint
    new: IndexPoint


@dataclass(frozen=True, slots=True)
class Found:
    """What a component is read as: its number then and now, or what is lacking.

    ``wanted`` is the month that had to be read, None where the clause takes the latest published.
    ``index_now`` is in the base of ``base``: linked where ``link`` is given.
    """

    component: Component
    base: IndexPoint | None
    now: IndexPoint | None
    wanted: date | None
    link: Link | None = None
    lack: Lack | None = None

    @property
    def index_base(self) -> Decimal | None:
        """The number it is compared with."""
        return None if self.base is None else self.base.value

    @property
    def index_now(self) -> Decimal | None:
        """The number read, in the base of the one it is compared with; None where one lacks."""
        if self.now is None or self.lack is not None:
            return None
        if self.link is None:
            return self.now.value
        times = Fraction(self.link.old.value) / Fraction(self.link.new.value)
        return plain(Fraction(self.now.value) * times)


def by_series(points: Iterable[IndexPoint]) -> dict[SeriesKey, dict[date, list[IndexPoint]]]:
    """The numbers of every series by month; a quarter's stands in each of its months."""
    found: dict[SeriesKey, dict[date, list[IndexPoint]]] = defaultdict(lambda: defaultdict(list))
    for point in points:
        for later in range(point.months):
            found[point.key][months_before(point.month, -later)].append(point)
    return found


def read(
    clause: IndexClause, component: Component, series: ByMonth, month: date, oldest: int
) -> Found:
    """What a component is read as for the month adjusted, against the base month.

    ``oldest`` is how many months old the latest published may be before it is not believed to be
    the latest; a quarter more for a quarter's.
    """
    wanted = None if clause.lag_months is None else months_before(month, clause.lag_months)
    empty = Found(component, None, None, wanted)
    if not series:
        return _lacks(empty, "no_series")
    bases = series.get(clause.base_month, ())
    if not bases:
        return _lacks(empty, "no_base")
    if wanted is None:
        found, lack = _latest(series, month, oldest)
    else:
        found, lack = series.get(wanted, ()), "missing"
    if not found or lack == "stale":
        then = bases[0]
        return Found(component, then, found[0] if found else None, wanted, lack=lack)
    return _paired(component, bases, found, series, wanted)


def against(found: Found, base: Found, series: ByMonth) -> Found:
    """The same reading compared with what was read at an earlier adjustment."""
    if found.now is None or found.lack not in (None, "rebased"):
        return found
    if base.now is None or base.lack is not None:
        return _lacks(found, "before")
    return _paired(found.component, [base.now], [found.now], series, found.wanted)


def _lacks(found: Found, lack: Lack) -> Found:
    return Found(found.component, found.base, found.now, found.wanted, lack=lack)


def _latest(series: ByMonth, month: date, oldest: int) -> tuple[Sequence[IndexPoint], Lack]:
    """The newest number that was out on the first day of the month adjusted."""
    first = {m: min(p.published for p in points) for m, points in series.items() if points}
    newest = latest_published({m: d for m, d in first.items() if m <= month}, month)
    if newest is None:
        return (), "not_published"
    out = [p for p in series[newest] if p.published <= month]
    longest = max(p.months for p in out)
    limit = oldest + (longest if longest > 1 else 0)
    return out, "stale" if newest < months_before(month, limit) else "missing"


def _paired(
    component: Component, bases: Sequence[IndexPoint], found: Sequence[IndexPoint],
    series: ByMonth, wanted: date | None,
) -> Found:  # fmt: skip
    """Numbers of the same base if there are any, else of two bases joined, else neither."""
    by_base = {p.reference: p for p in bases}
    for now in sorted(found, key=lambda p: p.published, reverse=True):
        if now.reference in by_base:
            return Found(component, by_base[now.reference], now, wanted)
    for now in found:
        for then in bases:
            if (link := _link(series, then.reference, now.reference)) is not None:
                return Found(component, then, now, wanted, link=link)
    return Found(component, bases[0], found[0], wanted, lack="rebased")


def _link(series: ByMonth, old: str, new: str) -> Link | None:
    """The first month that was published in both bases: it stays when more months come."""
    for month in sorted(series):
        own = {p.reference: p for p in series[month]}
        if old in own and new in own:
            return Link(own[old], own[new])
    return None
