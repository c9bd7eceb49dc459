"""Packaging, furniture and food waste against the naive measures, on contracts by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from followup.domain.measure import MEASURES
from followup.domain.period import Period
from followup.services.asks import CIRCULAR, report_type_of
from tests.oracle.naive_circular import Row, measure
from tests.support import reference
from tests.support.circular import send, yearly
from tests.support.world import World, clause, close_world, open_world

SPECS = {name: spec for name, spec in MEASURES.items() if spec.sql in CIRCULAR}
CLASSES = {
    "packaging": ("reuse", "reuse", "recycled", "biobased", "other", "?", None),
    "furniture": ("reused", "refurbished", "internal", "hired", "new", "new", "?", None),
    "food_waste": ("plate", "plate", "serving", "kitchen", "total", "?"),
}
FLAGS = (None, None, None, None, None, None, "duplicate", "questioned")
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))


def some_days(random: Random) -> Period:
    start = date(2024, 12, 20) + timedelta(days=random.randrange(375))
    return random.choice([MARCH, Period(start, start + timedelta(days=random.randrange(90)))])


def row(kind: str, random: Random) -> Row:
    def amount(*more: str | None) -> str | None:
        return random.choice([f"{random.randrange(10**6) / 1000:.3f}", "0", None, *more])

    own_class = random.choice(CLASSES[kind])
    yes = ("yes", "no", None)
    says: dict[str, Any]
    if kind == "packaging":
        content = random.choice(["0.6", "0.123456", "0", "1", None])
        says = {"class": own_class, "kg": amount("-5"), "units": amount(), "rotations": amount(),
                "content": content, "returned": amount()}  # fmt: skip
    elif kind == "furniture":
        says = {"how": own_class, "pieces": amount("-2"), "value": amount(), "back": amount(),
                "currency": random.choice([None] * 20 + ["DKK"]), "out": amount(),
                "label": random.choice(yes), "fixed": random.choice(yes)}  # fmt: skip
    else:
        says = {"scope": own_class, "kg": amount("8", "8"), "portions": amount("400", "400"),
                "kitchen": random.choice(["Norra", "norra ", "Södra", None])}  # fmt: skip
    flag = random.choice(FLAGS)
    return Row(says, some_days(random), flag == "duplicate", flag == "questioned")


def text(rows: list[Row]) -> str:
    names = list(rows[0].says)
    lines = [" | ".join([*names, "from", "to", "flags"])]
    for one in rows:
        flag = "duplicate" if one.is_duplicate else "questioned" if one.is_questioned else ""
        says = ["" if one.says[name] is None else str(one.says[name]) for name in names]
        lines.append(" | ".join([*says, str(one.days.start), str(one.days.end), flag]))
    return "\n".join(lines)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    opened = open_world(tmp_path, reference.fixed_tables())
    yield opened
    close_world(opened)


def check(world: World, seed: int, contracts: int = 6) -> None:
    random = Random(seed)
    sent: dict[str, dict[str, list[Row]]] = {}
    for place in range(contracts):
        number = f"S{seed:04}-{place:02}"
        sent[number] = {k: [row(k, random) for _ in range(random.randrange(1, 6))] for k in CLASSES}
        clauses = [
            clause(name, "0.5", contract=number, short=name, assessment_period="half_year")
            for name in SPECS
        ]
        world.sign(*clauses, number=number, reporters=tuple(yearly(k) for k in CLASSES))
        for kind, rows in sent[number].items():
            send(world, kind, text(rows), contract=number, received="2026-01-05")
    for found in world.assess():
        spec = SPECS[found.measure]
        rows = sent[found.contract][report_type_of(spec) or ""]
        total, fast = measure(spec, rows, found.period), found.measured
        said = (seed, found.contract, found.measure, str(found.period), rows)
        assert Fraction(fast.numerator) == total.numerator, said
        assert Fraction(fast.denominator) == total.denominator, said
        unknown = None if total.is_unbounded else total.unknown
        assert (None if fast.unknown is None else Fraction(fast.unknown)) == unknown, said
        assert fast.rows_used == total.used, said


def test_every_circular_measure_agrees_with_the_naive_one(world: World) -> None:
    check(world, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 22))
def test_many_contracts_agree(world: World, seed: int) -> None:
    check(world, seed)
