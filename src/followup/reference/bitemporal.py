"""Rows with two clocks, laid over each other: when a number holds, and when it was known.

Days are counted as ordinals and ends are exclusive, so that spans meet without gap or overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import pairwise

from followup.reference.schema import OPEN_END, Figure

BEGIN = date(1900, 1, 1)
FIRST, LAST = BEGIN.toordinal(), OPEN_END.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known for some days: an interval (None: nothing) and where it comes from."""

    low: Decimal | None
    high: Decimal | None
    status: str
    source: str
    note: str = ""
    data_year: int | None = None

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Low and high of a reading that has them; ValueError for one that has none."""
        if self.low is None or self.high is None:
            raise ValueError("a gap has no ends")
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Cell:
    """A reading, the days it holds [start, end) and the days it was the latest [known, until)."""

    start: int
    end: int
    known: int
    until: int
    reading: Reading

    @property
    def valid_to(self) -> date:
        """The last day the reading holds."""
        return date.fromordinal(self.end - 1)

    @property
    def known_to(self) -> date:
        """The first day a later reading took over; the open end if none did."""
        return date.fromordinal(min(self.until, LAST - 1))


def cell(figure: Figure) -> Cell:
    """A figure as a cell that nothing has replaced yet."""
    reading = Reading(
        figure.lowest,
        figure.highest,
        figure.status,
        figure.source,
        figure.note,
        figure.data_year,
    )
    end = figure.valid_to.toordinal() + 1
    until = LAST if figure.known_to == OPEN_END else figure.known_to.toordinal()
    return Cell(figure.valid_from.toordinal(), end, figure.known_from.toordinal(), until, reading)


def overlay(cells: Iterable[Cell], gap: Reading | None = None) -> tuple[Cell, ...]:
    """Cells that overlap nowhere: for each day and each state of knowledge, the one to use.

    Of several, anything goes before an assumption, then what became known last, then the row
    further down. Days nobody knows anything about get ``gap``, or no cell if there is none.
    """
    ranked = sorted(cells, key=_rank)
    starts = _edges((c.start, c.end) for c in ranked)
    knowns = _edges((c.known, c.until) for c in ranked)
    found: list[Cell] = []
    for start, end in pairwise(starts):
        layer = [c for c in ranked if c.start <= start < c.end]
        column: list[Cell] = []
        for known, until in pairwise(knowns):
            best = next((c.reading for c in reversed(layer) if c.known <= known < c.until), gap)
            if best is None:
                continue
            if column and column[-1].reading == best and column[-1].until == known:
                column[-1] = replace(column[-1], until=until)
            else:
                column.append(Cell(start, end, known, until, best))
        found += column
    return _joined(found)


def combine(
    layers: Sequence[Sequence[Cell]], make: Callable[[Sequence[Reading]], Reading]
) -> tuple[Cell, ...]:
    """One cell wherever every layer has one, its reading made from theirs."""

    def meet(left: list[_Stack], right: Sequence[Cell]) -> list[_Stack]:
        both = ((_cut(a, b), a, b) for a in left for b in right)
        return [_Stack(*span, (*a.readings, b.reading)) for span, a, b in both if span]

    first = [_Stack(FIRST, LAST, FIRST, LAST, ())]
    stacks = reduce(meet, layers, first)
    return tuple(Cell(s.start, s.end, s.known, s.until, make(s.readings)) for s in stacks)


@dataclass(frozen=True, slots=True)
class _Stack:
    start: int
    end: int
    known: int
    until: int
    readings: tuple[Reading, ...]


def _cut(a: _Stack, b: Cell) -> tuple[int, int, int, int] | None:
    start, end = max(a.start, b.start), min(a.end, b.end)
    known, until = max(a.known, b.known), min(a.until, b.until)
    return (start, end, known, until) if start < end and known < until else None


def _rank(c: Cell) -> tuple[bool, int]:
    return c.reading.status != "assumption", c.known


def _edges(spans: Iterable[tuple[int, int]]) -> list[int]:
    return sorted({FIRST, LAST, *(min(max(edge, FIRST), LAST) for s in spans for edge in s)})


def _joined(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Neighbouring days with the same reading and the same days of knowledge become one cell."""
    joined: dict[tuple[int, int, Reading, int], Cell] = {}
    for c in cells:
        before = joined.pop((c.known, c.until, c.reading, c.start), None)
        whole = replace(c, start=before.start) if before else c
        joined[whole.known, whole.until, whole.reading, whole.end] = whole
    return tuple(sorted(joined.values(), key=lambda c: (c.start, c.known)))
