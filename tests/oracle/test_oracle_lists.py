"""Measures of lists, activity, means and numbers against the naive ones, many contracts at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from followup.domain.period import Period
from followup.domain.requirement import MEASURES, Requirement
from tests.oracle import naive
from tests.oracle import naive_lists as slow
from tests.support import reference
from tests.support.world import World, clause, close_world, monthly, open_world

NAIVE: dict[str, Callable[..., naive.Sum]] = {
    "activity_share": slow.activity,
    "euro_activity_share": slow.euro_activity,
    "listed_level_share": slow.levels,
    "vehicle_share": slow.numbers,
    "zero_emission_vehicle_share": slow.numbers,
    "ghg_mean": slow.mean,
    "exhaust_mean": slow.exhaust,
}
SPECS = [spec for spec in MEASURES.values() if spec.sql in NAIVE]
VEHICLES = (None, "ABC123", "DEF456", "GHI789", "JKL012")
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
LIMITS = {"share": ("0", "0.25", "0.5", "1"), "mean": ("80", "1000"), "count": ("1", "2")}
AMOUNTS = ("assignment_km", "person_km", "tonne_km", "trips")
CONTRACTS = 8


def some_days(random: Random, longest: int = 90) -> Period:
    start = date(2024, 12, 20) + timedelta(days=random.randrange(375))
    return Period(start, start + timedelta(days=random.randrange(longest)))


def amount(random: Random) -> int | None:
    return random.choice([*[random.randrange(1, 10**6)] * 9, 10**12, None, -5_000, 0])


def listed(random: Random, *, machine: bool) -> slow.Listed:
    drives = (None, None, "electricity", "diesel_mk1") if machine else (
        None, "electric", "hydrogen", "diesel", "plug_in_hybrid")  # fmt: skip
    return slow.Listed(
        random.choice(VEHICLES), random.choice(drives),
        random.choice([*slow.STAGES, None, "El"] if machine else list(slow.EURO)),
        random.choice([None, 2010, 2017, 2018, 2025]),
        random.choice([None, *slow.CLASSES, "Okänd sort"]),
        random.choice([YEAR, some_days(random)]),
        is_duplicate=random.random() < 0.05, is_questioned=random.random() < 0.1,
    )  # fmt: skip


def fuelled(random: Random) -> slow.Fuelled:
    return slow.Fuelled(
        random.choice(VEHICLES[1:] if random.random() < 0.9 else VEHICLES),
        random.choice(["hvo100", *reference.FUELS, None]), amount(random), amount(random),
        random.choice([YEAR, some_days(random)]), is_questioned=random.random() < 0.05,
    )  # fmt: skip


def driven(random: Random) -> slow.Driven:
    return slow.Driven(
        random.choice(VEHICLES), random.choice([None, None, *reference.FUELS]),
        {name: amount(random) for name in AMOUNTS}, some_days(random),
        is_questioned=random.random() < 0.05,
    )  # fmt: skip


def made_case(random: Random) -> slow.Case:
    def some(make: Callable[[Random], object], most: int) -> tuple:
        return tuple(make(random) for _ in range(random.randrange(most)))

    return slow.Case(
        YEAR, some(fuelled, 5), some(driven, 4), some(lambda r: listed(r, machine=False), 7),
        some(lambda r: listed(r, machine=True), 5), random.choice([None, None, "ABC123"]),
    )  # fmt: skip


def asked(random: Random, number: str, place: int) -> Requirement:
    spec = SPECS[place]
    levels = {
        "euro": list(slow.EURO_ASKED), "stage": slow.STAGES, "age": ["0", "8"], None: [None],
    }  # fmt: skip
    return clause(
        spec.name, random.choice(LIMITS[spec.scale]), contract=number, short=f"K{place:02}",
        assessment_period=random.choice(["half_year", "year"]),
        coverage_floor=Decimal(0), level=random.choice(levels[spec.level]),
        vehicle_set=random.choice([None, "light", "heavy", "bus", "new"]),
        vehicle_count=random.choice(["used", "on_day", "vehicle_days"]),
        vehicle_level=Decimal(random.choice(["0.5", "1"])),
        electricity=random.choice(["all", "unknown"]),
    )  # fmt: skip


# Into the database


def text(names: str, rows: list[tuple[object, ...]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([names, *lines])


def amount_text(thousandths: int | None) -> str | None:
    return None if thousandths is None else str(Decimal(thousandths) / 1000)


def flags(row: object) -> str:
    return "+".join(n for n in ("duplicate", "questioned") if getattr(row, f"is_{n}", False))


def store(world: World, number: str, case: slow.Case, clauses: list[Requirement]) -> None:
    kinds = ("fuel", "vehicles", "activity", "machines")
    world.sign(*clauses, reporters=tuple(monthly(report_type=kind) for kind in kinds))
    to = {"contract": number, "received": "2026-01-05"}
    world.fuel("2025", text("vehicle | fuel | quantity | km | from | to | flags", [
        (r.vehicle, r.fuel, amount_text(r.quantity), amount_text(r.km), r.days.start, r.days.end,
         flags(r)) for r in case.fuel
    ]), **to)  # fmt: skip
    driven_columns = "vehicle | fuel | km | person_km | tonne_km | trips | from | to | flags"
    world.activity("2025", text(driven_columns, [
        (r.vehicle, r.fuel, *(amount_text(r.amounts[n]) for n in AMOUNTS), r.days.start,
         r.days.end, flags(r)) for r in case.driven
    ]), **to)  # fmt: skip
    world.vehicles("2025", text("vehicle | drive | euro | year | class | from | to | flags", [
        (r.name, r.drive, r.level, r.year, r.category, r.days.start, r.days.end, flags(r))
        for r in case.vehicles
    ]), **to)  # fmt: skip
    world.machines("2025", text("machine | fuel | stage | year | from | to | flags", [
        (r.name, r.drive, r.level, r.year, r.days.start, r.days.end, flags(r))
        for r in case.machines
    ]), **to)  # fmt: skip
    if case.exempt:
        world.dispens("2024-12-01..2026-12-31", vehicles=(case.exempt,), contract=number)


def check(world: World, seed: int) -> None:
    random = Random(seed)
    cases: dict[str, slow.Case] = {}
    clauses: dict[str, Requirement] = {}
    for place in range(CONTRACTS):
        number = f"S{seed:04}-{place:02}"
        cases[number] = made_case(random)
        own = [asked(random, number, n) for n in range(len(SPECS))]
        clauses |= {c.identifier: c for c in own}
        store(world, number, cases[number], own)
    for found in world.assess():
        if found.contract not in cases:
            continue
        own = clauses[found.requirement]
        case, measured = cases[found.contract], found.measured
        total = NAIVE[own.spec.sql](case, own, found.period)
        said = (seed, found.requirement, own.measure, str(found.period), own, case)
        assert Fraction(measured.numerator) == total.numerator, said
        assert Fraction(measured.denominator) == total.denominator, said
        unknown = None if total.is_unbounded else total.unknown
        assert (None if measured.unknown is None else Fraction(measured.unknown)) == unknown, said
        if measured.whole is None and found.verdict in ("met", "not_met"):
            assert found.verdict == compared(own, total, Fraction(found.limit)), said


def compared(own: Requirement, total: naive.Sum, limit: Fraction) -> str:
    """The verdict once more: both ends of a share, a mean or a number against the limit."""
    by = {
        "share": total.denominator + total.unknown, "mean": total.denominator, "count": Fraction(1),
    }[own.spec.scale]  # fmt: skip
    ends = [total.numerator, total.numerator + total.unknown]
    values = [end * Fraction(own.spec.times) / by for end in ends]
    holds = [v >= limit if own.comparator == ">=" else v <= limit for v in values]
    return "met" if all(holds) else "not_met" if not any(holds) else "not_assessable"


@pytest.fixture
def world(tmp_path: Path) -> World:
    opened = open_world(tmp_path, reference.fixed_tables())
    yield opened
    close_world(opened)


def test_every_measure_of_lists_and_activity_agrees_with_the_naive_one(world: World) -> None:
    check(world, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 42))
def test_many_contracts_agree(world: World, seed: int) -> None:
    check(world, seed)
