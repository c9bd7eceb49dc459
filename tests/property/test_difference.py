"""The difference between two versions of a report, against bags of rows counted in Python."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.domain.period import parse_period
from followup.services.report import difference
from followup.services.report.difference import Counts, Difference
from tests.support.facts import FUEL

PERIOD = parse_period("2025-Q1")
JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
WHOLE = (PERIOD.start, PERIOD.end)
FIELDS = (
    "vehicle_id", "fuel", "quantity", "unit", "period_start", "period_end", "distance_km",
    "is_questioned",
)  # fmt: skip
Row = dict[str, Any]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Few words and amounts, so that rows often are alike in part and repeat."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        days = draw(st.sampled_from([JANUARY, WHOLE, (None, None)]))
        vehicle = draw(st.sampled_from(["AAA111", "BBB222", None]))
        found.append({
            "sheet": "Blad1", "row": number + 2, "column": "C", "cell": "spelled anyhow",
            "vehicle_id": vehicle, "vehicle_raw": draw(st.sampled_from(["aaa 111", "x"])),
            "fuel": "hvo100" if draw(st.booleans()) else "diesel_mk1", "fuel_raw": "HVO",
            "quantity": draw(st.sampled_from([Decimal(10), Decimal(20), None])), "unit": "l",
            "period_start": days[0], "period_end": days[1], "distance_km": None, "hours": None,
            "grade": "measured", "is_duplicate": False, "findings": draw(st.sampled_from("ab")),
            "is_questioned": draw(st.sampled_from([False, False, True])),
        })  # fmt: skip
    return found


def facts(found: list[Row]) -> pa.Table:
    return difference.said(pa.Table.from_pylist(found, FUEL), PERIOD)


def says(row: Row) -> tuple[Any, ...]:
    """What a row says, worked out without the code under test."""
    told = dict(row)
    told["period_start"] = row["period_start"] or PERIOD.start
    told["period_end"] = row["period_end"] or PERIOD.end
    spelled = None if row["vehicle_id"] else row["vehicle_raw"]
    return (*(told[name] for name in FIELDS), spelled)


def bag(table: pa.Table) -> Counter[tuple[Any, ...]]:
    return Counter(says(row) for row in table.to_pylist())


def pairs(found: Difference) -> Counter[tuple[Any, ...]]:
    both = zip(found.before.to_pylist(), found.after.to_pylist(), strict=True)
    return Counter((says(old), says(new)) for old, new in both)


def alike(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Whether two rows may be versions of one: they share enough that somebody has told."""
    vehicle = (old[0], old[8]) == (new[0], new[8])
    fuel, days = old[1] == new[1], old[4:6] == new[4:6]
    amount = old[2] == new[2] and old[2] is not None
    return sum((vehicle, fuel, days, amount)) >= 3 or (vehicle and (fuel or days))


@settings(max_examples=200 if os.environ.get("FOLLOWUP_SEARCH") else 25)
@given(rows(), rows(), st.randoms())
def test_the_difference_leads_from_the_old_rows_to_the_new_and_back(
    old: list[Row], new: list[Row], chance: random.Random
) -> None:
    before, after = Counter(map(says, old)), Counter(map(says, new))
    found = difference.compare(facts(old), facts(new))
    kept = before - bag(found.gone) - bag(found.before)
    assert kept + bag(found.new) + bag(found.after) == after
    assert found.unchanged == sum(kept.values()) == sum((before & after).values())
    assert found.counts.differs == (before != after)
    # A changed row is a likeness of what it was, and nothing alike is left unpaired.
    assert all(alike(*pair) and pair[0] != pair[1] for pair in pairs(found))
    told = [row for row in product(bag(found.gone), bag(found.new)) if row[0][0] or row[0][8]]
    assert not any(alike(*pair) for pair in told)

    back = difference.compare(facts(new), facts(old))
    assert (bag(back.new), bag(back.gone)) == (bag(found.gone), bag(found.new))
    assert pairs(back) == Counter({(b, a): n for (a, b), n in pairs(found).items()})

    shuffled = chance.sample(old, len(old)), chance.sample(new, len(new))
    again = difference.compare(*map(facts, shuffled))
    assert (bag(again.new), bag(again.gone), pairs(again)) == (
        bag(found.new), bag(found.gone), pairs(found),
    )  # fmt: skip


def test_a_corrected_row_is_one_changed_row_whatever_was_corrected() -> None:
    base = {
        "vehicle_id": "AAA111", "fuel": "hvo100", "quantity": Decimal(10), "unit": "l",
        "period_start": JANUARY[0], "period_end": JANUARY[1], "is_questioned": False,
        "is_duplicate": False,
    }  # fmt: skip
    other = base | {"vehicle_id": "BBB222", "quantity": Decimal(77), "period_end": WHOLE[1]}
    for corrected in (
        {"quantity": Decimal(100)}, {"fuel": "diesel_mk1"}, {"vehicle_id": "CCC333"},
        {"period_start": None, "period_end": None}, {"is_questioned": True},
        {"distance_km": Decimal(5)}, {"fuel": "diesel_mk1", "quantity": Decimal(11)},
    ):  # fmt: skip
        old = [{n: row.get(n) for n in FUEL.names} for row in (base, other)]
        new = [{n: row.get(n) for n in FUEL.names} for row in (other, base | corrected)]
        found = difference.compare(facts(old), facts(new))
        assert found.counts == Counts(new=0, gone=0, changed=1, unchanged=1), corrected
        (was,), (now,) = found.before.to_pylist(), found.after.to_pylist()
        assert set(corrected) >= set(difference.changed_fields(was, now)) != set()
