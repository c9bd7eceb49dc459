"""What moved a goal's figure between two standpoints. The published rule:

A standpoint is a day, what was known then, and the year whose figure was told. From the one to
the other the sums behind the figure are changed one thing at a time, in this order:

1. ``factors``: the same deliveries by the figures of now (shares, energy contents), those that
   are known now and those that hold in the later year.
2. ``corrected``: reports known then, as they read now: replaced, withdrawn, answered, or checked
   against receipts. What replaces a report is a correction, also of days it adds.
3. ``late``: reports on the earlier year that nobody had then.
4. ``contracts``: contracts that began, ended, came into the register or changed their days or
   their place in it. One that is left by the later year counts by what it had in the earlier one,
   one that is new by what it has in the later one.
5. ``real``: what is left, which is what the remaining contracts delivered in the later year
   against the earlier one. Between two standpoints on the same year nothing is real change.

The part of each step is the difference of the figure after it and before it, so that the parts
sum to the whole difference exactly. Each is also split exactly over contracts: with the share S
before and the sums n, d of all contracts after, a contract's part is (dn - S dd) / d, where dn and
dd are the changes of its own sums. A state that has no figure in between is passed over, and what
it parts is told together. Everything is a fraction: nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

Cause = Literal["factors", "corrected", "late", "contracts", "real"]
CAUSES: Final[tuple[Cause, ...]] = ("factors", "corrected", "late", "contracts", "real")


@dataclass(frozen=True, slots=True)
class Sums:
    """A contract's amounts in a figure; ``unknown`` is None where nothing bounds it."""

    numerator: Decimal
    denominator: Decimal
    unknown: Decimal | None = Decimal(0)


State = Mapping[str, Sums]
_NONE: Final = Sums(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Moved:
    """How much a contract moved the figure, as a fraction of one, and its sums around that step.

    None where it was not in the figure.
    """

    contract: str
    amount: Fraction
    before: Sums | None
    after: Sums | None


@dataclass(frozen=True, slots=True)
class Part:
    """A bar of the waterfall; ``moved`` sums to ``amount``, the strongest first.

    More than one cause where no figure stood between them.
    """

    causes: tuple[Cause, ...]
    amount: Fraction
    moved: tuple[Moved, ...]


def figure(state: State) -> Fraction | None:
    """The share of what is known; None where nothing was delivered, or more counted than it."""
    counted, delivered, open_amount = _total(state)
    # A share of nothing is no share, and never 0; credits over deliveries mean nothing either.
    has_figure = 0 <= counted <= delivered and delivered > 0 and open_amount >= 0
    return counted / delivered if has_figure else None


def hindrance(state: State) -> str | None:
    """Why a state has no figure that can be told as one end of a difference; None when it has."""
    if any(sums.unknown is None for sums in state.values()):
        return "amount_missing"
    if figure(state) is None:
        return "no_figure"
    return None


def unknown(state: State) -> Fraction | None:
    """The unknown part of all that was delivered; None where nothing bounds it, or nothing was."""
    _, delivered, open_amount = _total(state)
    whole = delivered + open_amount
    is_bounded = all(sums.unknown is not None for sums in state.values())
    return open_amount / whole if is_bounded and whole > 0 else None


def with_contracts(before: State, after: State, stayed: Collection[str]) -> dict[str, Sums]:
    """Those that stayed by what they had before, and all others by what they have after."""
    kept = {c: sums for c, sums in before.items() if c in stayed}
    return kept | {c: sums for c, sums in after.items() if c not in stayed}


def split(start: State, steps: Sequence[tuple[Cause, State]]) -> tuple[Part, ...]:
    """The parts from ``start`` over the states of ``steps``, in their order.

    The first and the last state must have a figure; raises ValueError where one has not.
    """
    if figure(start) is None or (steps and figure(steps[-1][1]) is None):
        raise ValueError("no figure to begin or to end with")
    parts: list[Part] = []
    waiting: tuple[Cause, ...] = ()
    before = start
    for cause, after in steps:
        waiting += (cause,)
        if figure(after) is None:
            continue
        moved = _moved(before, after)
        parts.append(Part(waiting, sum((m.amount for m in moved), Fraction(0)), moved))
        before, waiting = after, ()
    return tuple(parts)


def _moved(before: State, after: State) -> tuple[Moved, ...]:
    share = figure(before)
    delivered = _total(after)[1]
    if share is None or delivered <= 0:
        raise ValueError("no figure to move")
    found = []
    for contract in before.keys() | after.keys():
        was, now = before.get(contract), after.get(contract)
        if (was or _NONE) == (now or _NONE):
            continue
        counted, own = (b - a for a, b in zip(_known(was), _known(now), strict=True))
        found.append(Moved(contract, (counted - share * own) / delivered, was, now))
    return tuple(sorted(found, key=lambda m: (-abs(m.amount), m.contract)))


def _known(sums: Sums | None) -> tuple[Fraction, Fraction]:
    found = sums or _NONE
    return Fraction(found.numerator), Fraction(found.denominator)


def _total(state: State) -> tuple[Fraction, Fraction, Fraction]:
    """Counted, delivered and what is unknown but bounded of all contracts; ``hindrance`` and
    ``unknown`` see to what nothing bounds.
    """
    zero = Fraction(0)
    return (
        sum((Fraction(s.numerator) for s in state.values()), zero),
        sum((Fraction(s.denominator) for s in state.values()), zero),
        sum((Fraction(s.unknown or 0) for s in state.values()), zero),
    )
