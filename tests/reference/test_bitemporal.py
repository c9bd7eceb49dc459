"""Laying rows over each other agrees with looking through them one by one."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from followup.reference.bitemporal import FIRST, LAST, Cell, Reading, combine, overlay

GAP = Reading(None, None, "missing", "OWN")


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    start, known = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    end, until = draw(st.integers(start + 1, 8)), draw(st.integers(known + 1, 8))
    value = Decimal(draw(st.integers(0, 3)))
    status = draw(st.sampled_from(["assumption", "published", "enacted"]))
    reading = Reading(value, value, status, "S1")
    return Cell(FIRST + start, FIRST + end, FIRST + known, FIRST + until, reading)


def _holding(found: tuple[Cell, ...], day: int, known: int) -> list[Reading]:
    return [c.reading for c in found if c.start <= day < c.end and c.known <= known < c.until]


@given(st.lists(cells(), max_size=6))
def test_one_reading_a_day_the_firmest_then_the_last_known_then_the_last_written(
    rows: list[Cell],
) -> None:
    found = overlay(rows, GAP)
    for day in range(FIRST, FIRST + 9):
        for known in range(FIRST, FIRST + 9):
            held = [r for r in rows if r.start <= day < r.end and r.known <= known < r.until]
            best = GAP
            for row in sorted(held, key=lambda r: (r.reading.status != "assumption", r.known)):
                best = row.reading
            assert _holding(found, day, known) == [best]
    assert _holding(found, LAST - 1, LAST - 1) == [GAP]


@given(st.lists(cells(), max_size=4), st.lists(cells(), max_size=4))
def test_two_layers_meet_where_both_hold_and_were_known(a: list[Cell], b: list[Cell]) -> None:
    def added(readings: object) -> Reading:
        first, second = readings  # type: ignore[misc]
        total = first.ends[0] + second.ends[0]
        return Reading(total, total, "assumption", "S1")

    left, right = overlay(a), overlay(b)
    both = combine((left, right), added)
    for day in range(FIRST, FIRST + 9):
        for known in range(FIRST, FIRST + 9):
            one, two = _holding(left, day, known), _holding(right, day, known)
            expected = [one[0].ends[0] + two[0].ends[0]] if one and two else []
            assert [r.ends[0] for r in _holding(both, day, known)] == expected


def test_a_correction_replaces_only_the_days_it_names_and_only_once_known() -> None:
    old = Cell(FIRST, LAST, FIRST, LAST, Reading(Decimal(1), Decimal(1), "published", "S1"))
    new = Cell(
        FIRST + 10, FIRST + 20, FIRST + 5, LAST, Reading(Decimal(2), Decimal(2), "published", "S2")
    )
    found = overlay((old, new))
    assert _holding(found, FIRST + 15, FIRST + 4) == [old.reading]
    assert _holding(found, FIRST + 15, FIRST + 5) == [new.reading]
    assert _holding(found, FIRST + 20, FIRST + 5) == [old.reading]
