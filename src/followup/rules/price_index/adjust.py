"""A contract's adjustments month by month, each with every step and with what is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.price_index import IndexClause, IndexPoint, SeriesKey
from followup.rules.price_index import reading
from followup.rules.price_index.reading import ByMonth, Found
from followup.rules.price_index.series import months_before
from followup.rules.price_index.working import Reading, Terms, Working, work


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One month's adjustment.

    ``compared_with`` is the month whose price and indices it starts from: the base month, or the
    adjustment before. ``base_price`` is None where that adjustment could not be computed, and
    ``working`` is then unknown from there on. No price is told unless every number is there.
    """

    month: date
    compared_with: date
    base_price: Decimal | None
    found: tuple[Found, ...]
    working: Working

    @property
    def lacking(self) -> tuple[Found, ...]:
        """The components that have no number."""
        return tuple(f for f in self.found if f.lack is not None)

    @property
    def price(self) -> Decimal | None:
        """The new price, rounded as the contract says; None where something is lacking."""
        return self.working.price_rounded

    @property
    def is_moved(self) -> bool:
        """Whether there is a new price: told, and not held back by the threshold."""
        return self.price is not None and bool(self.working.is_reached)


def months(clause: IndexClause, until: date) -> Iterator[date]:
    """The first days of the months adjusted, up to the month of ``until``."""
    month = clause.first_month
    while month <= until:
        yield month
        month = months_before(month, -clause.interval_months)


def adjustments(
    clause: IndexClause, points: Iterable[IndexPoint], until: date, oldest_months: int
) -> tuple[Adjustment, ...]:
    """Every adjustment up to the month of ``until``, in order of month."""
    series = reading.by_series(points)
    made: list[Adjustment] = []
    for month in months(clause, until):
        found = tuple(
            reading.read(clause, c, series.get(c.key, {}), month, oldest_months)
            for c in clause.components
        )
        made.append(_adjustment(clause, month, found, made[-1:], series))
    return tuple(made)


def _adjustment(
    clause: IndexClause, month: date, found: Sequence[Found], before: Sequence[Adjustment],
    series: Mapping[SeriesKey, ByMonth],
) -> Adjustment:  # fmt: skip
    price: Decimal | None = clause.base_price
    compared = clause.base_month
    if clause.compares == "previous" and before:
        last = before[0]
        compared, price = last.month, last.price
        found = tuple(
            reading.against(now, then, series.get(now.component.key, {}))
            for now, then in zip(found, last.found, strict=True)
        )
    terms = Terms(
        price, clause.share, clause.threshold_percent, clause.threshold_rule,
        clause.factor_digits, clause.price_digits,
    )  # fmt: skip
    readings = [
        Reading(f.component.name, f.component.weight, f.index_base, f.index_now) for f in found
    ]
    return Adjustment(month, compared, price, tuple(found), work(terms, readings))
