"""A contract's index clause as an act, and adjustments that were carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from followup.domain.exact import exact
from followup.domain.price_index import (
    VARIANTS,
    Comparison,
    Component,
    IndexClause,
    NotedAdjustment,
    ThresholdRule,
)
from followup.errors import UserError
from followup.services import compliance
from followup.services.installation import Actor, Installation
from followup.storage import acts, price_indices
from followup.storage.acts import Act

_PER_CENT: Final = Decimal(100)
MOST_DIGITS: Final = 10
INTERVALS: Final = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class WrittenComponent:
    """A part of the price as people write it; the weight in per cent."""

    name: str
    weight: str
    series: str
    variant: str


@dataclass(frozen=True, slots=True)
class WrittenClause:
    """A clause as people write it: per cent, months as ``2025-01``; empty for what is not said."""

    base_month: str
    base_price: str
    price_of: str
    currency: str
    components: tuple[WrittenComponent, ...]
    first_month: str
    share: str = "100"
    threshold: str = "0"
    threshold_rule: str = "whole"
    lag_months: int | None = None
    interval_months: int = 1
    compares: str = "base_month"
    factor_digits: int | None = None
    price_digits: int = 2
    source: str = ""


def save(
    installation: Installation, contract: str, written: WrittenClause, actor: Actor, today: date,
    now: datetime,
) -> IndexClause:  # fmt: skip
    """Store a contract's clause in the place of the one before.

    Raises UserError ``unknown_contract``, and those of ``clause_of``.
    """
    found = compliance.contracts_on(installation, today, contract)[0]
    clause = clause_of(contract, written)
    if clause.first_month < clause.base_month:
        raise UserError("index_first_month")
    if clause.first_month > found.days.end:
        raise UserError("index_after_end", day=found.days.end)
    _commit(installation, "save_index_clause", clause, actor, today, now)
    return clause


def remove(
    installation: Installation, clause: IndexClause, reason: str, actor: Actor, today: date,
    now: datetime,
) -> None:  # fmt: skip
    """Take a clause away; it stays in the history. Raises UserError ``index_why``."""
    if not reason.strip():
        raise UserError("index_why")
    _commit(installation, "remove_index_clause", clause, actor, today, now, reason.strip())


def note(
    installation: Installation, noted: NotedAdjustment, actor: Actor, today: date, now: datetime
) -> None:
    """Note that an adjustment was carried out; a later word on the same month replaces it.

    Raises UserError ``index_price`` for a price below 0.
    """
    if noted.price < 0:
        raise UserError("index_price", text=str(noted.price))
    act = Act(actor.stored, "note_index_adjustment", noted.contract, now, {
        "month": noted.month.isoformat(), "price": noted.price, "note": noted.note,
        "known_from": today.isoformat(),
    })  # fmt: skip
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: price_indices.insert_noted(own, act_id, noted, today),
    )


def clause_of(contract: str, written: WrittenClause) -> IndexClause:
    """The clause that was written; raises UserError for the first thing that cannot be.

    ``index_number``, ``index_price``, ``index_month``, ``index_fraction``, ``index_component``,
    ``index_weights``, ``index_price_of``, ``index_digits``.
    """
    components = tuple(_component(one) for one in written.components)
    if not components or sum(c.weight for c in components) != 1:
        total = sum((c.weight for c in components), Decimal(0)) * _PER_CENT
        raise UserError("index_weights", total=total)
    price = number(written.base_price)
    if price <= 0:
        raise UserError("index_price", text=written.base_price.strip())
    if not written.price_of.strip():
        raise UserError("index_price_of")
    digits = [d for d in (written.factor_digits, written.price_digits) if d is not None]
    if not all(0 <= d <= MOST_DIGITS for d in digits) or written.interval_months not in INTERVALS:
        raise UserError("index_digits")
    return IndexClause(
        contract=contract,
        base_month=month(written.base_month),
        base_price=price,
        price_of=" ".join(written.price_of.split()),
        currency=written.currency,
        components=components,
        first_month=month(written.first_month),
        share=_fraction(written.share),
        threshold_percent=_fraction(written.threshold) * _PER_CENT,
        threshold_rule=cast("ThresholdRule", written.threshold_rule),
        lag_months=written.lag_months,
        interval_months=written.interval_months,
        compares=cast("Comparison", written.compares),
        factor_digits=written.factor_digits,
        price_digits=written.price_digits,
        source=written.source.strip(),
    )


def number(text: str) -> Decimal:
    """A number as people write it; raises UserError ``index_number``."""
    written = "".join(text.split()).removesuffix("%").replace(",", ".")
    try:
        return exact(written)
    except ValueError as error:
        raise UserError("index_number", text=text.strip()) from error


def month(text: str) -> date:
    """The first day of a month written as ``2025-01``; raises UserError ``index_month``."""
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError as error:
        raise UserError("index_month", text=text.strip()) from error


def _fraction(text: str) -> Decimal:
    value = number(text or "0") / _PER_CENT
    if not 0 <= value <= 1:
        raise UserError("index_fraction", text=text.strip())
    return value


def _component(written: WrittenComponent) -> Component:
    name, series = " ".join(written.name.split()), " ".join(written.series.split())
    if not name or not series or written.variant not in VARIANTS:
        raise UserError("index_component", name=name or series)
    weight = _fraction(written.weight)
    if weight == 0:
        raise UserError("index_component", name=name)
    return Component(name, weight, series, written.variant)


def _commit(
    installation: Installation, kind: str, clause: IndexClause, actor: Actor, today: date,
    now: datetime, reason: str = "",
) -> None:  # fmt: skip
    series: Sequence[str] = [c.series for c in clause.components]
    act = Act(actor.stored, kind, clause.contract, now, {
        "base_month": clause.base_month.isoformat(), "series": series, "reason": reason,
        "known_from": today.isoformat(),
    })  # fmt: skip
    acts.commit(
        installation.database,
        act,
        lambda own, act_id: price_indices.insert_clause(
            own, act_id, clause, today, is_removed=bool(reason)
        ),
    )
