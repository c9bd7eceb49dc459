"""Whether sums of shown amounts give away an amount that rests on a small set of columns alone.

Shown groups are rows of weights over columns. A sum of rows lies within a set of columns when it
is nought everywhere else. The rows are brought to reduced form once, with pivots in the columns
that are in no small set as far as possible; a set without a pivot then holds no sum, and of a set
with pivots only their rows need be looked at, outside the set. Exact: fractions throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Row = dict[int, Fraction]


@dataclass(frozen=True, slots=True)
class Reduced:
    """Independent rows by their pivot column, and how each is summed from the given rows."""

    rows: Mapping[int, Row]
    sums: Mapping[int, Row]


def reduced(rows: Sequence[Mapping[int, Fraction]], order: Iterable[int]) -> Reduced:
    """Rows in reduced form with pivots in the first columns of ``order`` that can have one.

    ``sums`` give each reduced row as a sum of the given rows, by their places.
    """
    left = [({**row}, {place: Fraction(1)}) for place, row in enumerate(rows)]
    done: dict[int, tuple[Row, Row]] = {}
    for column in order:
        at = next((i for i, (row, _) in enumerate(left) if column in row), None)
        if at is None:
            continue
        row, made = left.pop(at)
        times = 1 / row[column]
        pivot = _scaled(row, times), _scaled(made, times)
        for other in (*left, *done.values()):
            if column in other[0]:
                by = other[0][column]
                _subtract(other[0], pivot[0], by)
                _subtract(other[1], pivot[1], by)
        done[column] = pivot
        if not left:
            break
    return Reduced({c: r for c, (r, _) in done.items()}, {c: m for c, (_, m) in done.items()})


def within(found: Reduced, small: frozenset[int]) -> frozenset[int]:
    """The given rows that take part in some sum within ``small``; empty where there is none."""
    kept: list[tuple[int, Row, Row]] = []
    for column in sorted(small & found.rows.keys()):
        outside = {c: w for c, w in found.rows[column].items() if c not in small}
        made = {**found.sums[column]}
        for pivot, row, other in kept:
            if pivot in outside:
                by = outside[pivot] / row[pivot]
                _subtract(outside, row, by)
                _subtract(made, other, by)
        if not outside:
            return frozenset(made)
        kept.append((min(outside), outside, made))
    return frozenset()


def _scaled(row: Row, times: Fraction) -> Row:
    return {column: weight * times for column, weight in row.items()}


def _subtract(row: Row, other: Row, times: Fraction) -> None:
    """Take ``times`` another row away from a row, which holds no noughts before or after."""
    for column, weight in other.items():
        if value := row.get(column, 0) - times * weight:
            row[column] = value
        else:
            row.pop(column, None)
