"""The least change that meets a requirement; exact, in fractions, and rounded up at the end.

A requirement is met for sure when its worst end has no shortfall. That end is linear in
numerator, denominator and unknown, so every unit that is changed adds the same to it: the least
amount is a sum, and the fewest of several things are those that add most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from followup.domain.measure import Comparator, Scale
from followup.domain.requirement import Measured


@dataclass(frozen=True, slots=True)
class Change:
    """What something adds to numerator, denominator and unknown."""

    numerator: Fraction = Fraction(0)
    denominator: Fraction = Fraction(0)
    unknown: Fraction = Fraction(0)

    def __add__(self, other: Change) -> Change:
        return Change(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.unknown + other.unknown,
        )

    def times(self, amount: Fraction) -> Change:
        """So many of it."""
        return Change(self.numerator * amount, self.denominator * amount, self.unknown * amount)


@dataclass(frozen=True, slots=True)
class Bar:
    """One comparison that has to hold: where it starts, and what it is held against."""

    start: Change
    comparator: Comparator
    limit: Fraction
    scale: Scale
    by: Fraction

    def gain(self, change: Change) -> Fraction:
        """What a change adds to the worst end; at least the shortfall of them all must be added."""
        by = {
            "share": change.denominator + change.unknown,
            "mean": change.denominator,
            "count": Fraction(0),
        }[self.scale]
        if self.comparator == ">=":
            return self.by * change.numerator - self.limit * by
        return self.limit * by - self.by * (change.numerator + change.unknown)

    @property
    def shortfall(self) -> Fraction:
        """What the worst end lacks; zero or less where the requirement is met for sure."""
        sign = 1 if self.comparator == ">=" else -1
        fixed = sign * self.limit if self.scale == "count" else Fraction(0)
        return fixed - self.gain(self.start)


@dataclass(frozen=True, slots=True)
class Lot:
    """An amount any unit of which changes alike, the thing it becomes holding as much energy.

    ``change`` is of one unit, which becomes ``becomes`` units; ``extra`` is what one unit more
    of the new thing adds by itself.
    """

    amount: Fraction
    change: Change
    becomes: Fraction = Fraction(1)
    extra: Change = Change()


@dataclass(frozen=True, slots=True)
class Least:
    """The amount to change and what it becomes, both whole and rounded up; and what it adds."""

    amount: int
    becomes: int
    change: Change


def bars(comparator: Comparator, limit: Decimal, measured: Measured) -> tuple[Bar, ...]:
    """Every comparison that must hold for the verdict to be met.

    Where rows across a border were split these are the window against its limit and the whole
    rows against every limit in their span (rule 2). Raises ValueError where an amount is
    unbounded: then nothing is enough.
    """
    whole = measured.whole
    limits = (measured.limits_in_span or (limit,)) if whole else ()
    pairs = [(measured, limit), *((whole, each) for each in limits if whole)]
    return tuple(
        Bar(_sums(m), comparator, Fraction(each), m.scale, Fraction(m.times)) for m, each in pairs
    )


def _sums(measured: Measured) -> Change:
    if measured.unknown is None:
        raise ValueError("an unbounded amount")
    return Change(*map(Fraction, (measured.numerator, measured.denominator, measured.unknown)))


def moved(held: Sequence[Bar], change: Change) -> tuple[Bar, ...]:
    """The comparisons after a change."""
    return tuple(Bar(b.start + change, b.comparator, b.limit, b.scale, b.by) for b in held)


def is_met(held: Sequence[Bar], change: Change = Change()) -> bool:
    """Whether every comparison holds after a change."""
    return all(b.gain(change) >= b.shortfall for b in held)


def least_amount(
    held: Sequence[Bar], lots: Sequence[Lot], most: Fraction | None = None
) -> Least | None:
    """The least whole amount that is enough whichever units of the lots are taken.

    Those that add least are taken first, so nobody has to know which litre it was. One unit
    less of these is not enough. ``most`` is the amount there is (credits taken off), by default
    all the lots; when all of it is needed, a broken last unit is all that is left of it. None
    when even all is not enough.
    """
    useful = _useful(held, lots)
    there = sum((lot.amount for lot in useful), Fraction(0))
    there = there if most is None else min(there, most)
    if there <= 0:
        return None
    orders = [(b, sorted(useful, key=lambda lot, b=b: b.gain(lot.change))) for b in held]  # type: ignore[misc]
    amount = min(there, Fraction(ceil(max(_needed(b, order) for b, order in orders))))
    while not _suffices(orders, amount):
        if amount == there:
            return None
        amount = min(there, amount + 1)
    while amount > 1 and _suffices(orders, Fraction(ceil(amount) - 1)):
        amount = Fraction(ceil(amount) - 1)
    change, becomes = _taken(orders[0][1], amount)
    return Least(ceil(amount), becomes, change)


def _useful(held: Sequence[Bar], lots: Sequence[Lot]) -> list[Lot]:
    return [lot for lot in lots if lot.amount > 0 and all(b.gain(lot.change) > 0 for b in held)]


def _needed(bar: Bar, order: Sequence[Lot]) -> Fraction:
    """The amount at which the gains make up the shortfall, or all there is."""
    lacking, amount = bar.shortfall, Fraction(0)
    for lot in order:
        gain = bar.gain(lot.change)
        if lacking <= gain * lot.amount:
            return amount + max(lacking, Fraction(0)) / gain
        lacking -= gain * lot.amount
        amount += lot.amount
    return amount


def _suffices(orders: Sequence[tuple[Bar, Sequence[Lot]]], amount: Fraction) -> bool:
    return all(bar.gain(_taken(order, amount)[0]) >= bar.shortfall for bar, order in orders)


def _taken(order: Sequence[Lot], amount: Fraction) -> tuple[Change, int]:
    """What the first ``amount`` of the lots adds, and the whole units that it becomes."""
    change, becomes, last = Change(), Fraction(0), Change()
    for lot, part in _parts(order, amount):
        change += lot.change.times(part)
        becomes += lot.becomes * part
        last = lot.extra
    return change + last.times(ceil(becomes) - becomes), ceil(becomes)


def _parts(order: Sequence[Lot], amount: Fraction) -> Iterator[tuple[Lot, Fraction]]:
    for lot in order:
        part = min(lot.amount, amount)
        if part <= 0:
            return
        amount -= part
        yield lot, part


def fewest(
    held: Sequence[Bar], changes: Mapping[str, Change], cost: Mapping[str, Fraction] | None = None
) -> tuple[str, ...] | None:
    """The fewest things whose changes together are enough, those that add most first.

    What one adds does not depend on the others, so no other choice of as many adds more. Among
    equals the one of least ``cost`` comes first. None when all of them are not enough.
    """
    first = held[0]
    useful = {name: c for name, c in changes.items() if all(b.gain(c) > 0 for b in held)}
    order = sorted(
        useful, key=lambda n: (-first.gain(useful[n]), (cost or {}).get(n, Fraction(0)), n)
    )
    total = Change()
    for number, name in enumerate(order, start=1):
        total += useful[name]
        if is_met(held, total):
            return tuple(order[:number])
    return None


def more_needed(held: Sequence[Bar]) -> int:
    """How many more things that count a requirement on a number asks for."""
    return max(ceil(b.shortfall / b.by) for b in held)


def all_of(held: Sequence[Bar], lots: Sequence[Lot], most: Fraction) -> Least:
    """All there is of the lots that help, as far as ``most``, the least helpful first."""
    first = held[0]
    useful = _useful(held, lots)
    order = sorted(useful, key=lambda lot: first.gain(lot.change))
    amount = min(sum((lot.amount for lot in order), Fraction(0)), most)
    change, becomes = _taken(order, amount)
    return Least(ceil(amount), becomes, change)
