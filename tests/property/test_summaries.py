"""Kept sums answer as the rows do, to the digit, and are what a rebuild would make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup.domain.parties import Buyer
from followup.domain.period import Period
from followup.domain.requirement import MEASURES, Assessment
from followup.services import compliance
from followup.services.asks import ask_table, inquiries
from followup.services.goal import figures
from followup.services.installation import Installation
from followup.storage import acts, contracts, exemptions, measures, summaries
from followup.storage.database import Database
from tests.oracle.worlds import Made, fill, worlds
from tests.support import reference
from tests.support.search import most
from tests.support.world import World, clause, close_world, monthly, open_world

OF_FUEL = (
    "activity_share", "distance_share", "energy_share", "ghg_mean", "ghg_tonnes",
    "listed_level_share", "vehicle_share", "volume_share", "zero_emission_vehicle_share",
)  # fmt: skip
MANY = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A store that keeps sums from its first row of fuel."""
    opened = open_world(tmp_path_factory.mktemp("summaries"), reference.fixed_tables())
    own = opened.installation
    chosen = replace(own.settings, summaries_from=1)
    database = replace(own.database, settings=chosen)
    yield World(replace(own, settings=chosen, database=database), opened.names)
    close_world(opened)


def by_rows(opened: Installation) -> Installation:
    return replace(opened, database=replace(opened.database, reads_facts=True, kept={}))


def check_kept(database: Database) -> None:
    own = database.connection.cursor()
    own.execute("BEGIN")
    rows = own.execute("SELECT count(*) FROM store.main.fuel_delivery").fetchall()
    kept = own.execute("SELECT coalesce(sum(row_count), 0) FROM store.main.fuel_month").fetchall()
    assert rows == kept
    assert summaries.differing(own) == ()
    own.execute("ROLLBACK")
    own.close()


def answers(opened: Installation, number: str, as_of: date) -> dict[str, Any]:
    """Everything that is asked of fuel rows, of one contract's clauses and of a goal on it."""
    database = opened.database
    signed = [c for c in contracts.load(database, as_of) if c.number == number]
    asks = ask_table(inquiries(signed, as_of), exemptions.granted(database, as_of))
    found: dict[str, Any] = {}
    for sql in OF_FUEL:
        found[sql] = measures.totals(database, sql, asks, as_of)
    found["goal"] = measures.totals(database, "energy_share", of_goal(number), as_of)
    found["parts"] = sorted(
        measures.totals_by_contract(database, "energy_share", of_goal(number), as_of)
    )
    found["mix"] = measures.fuel_mix(database, asks, as_of).to_pylist()
    found["used"] = measures.vehicles_used(database, asks, as_of)
    found["named"] = measures.vehicles_by_contract(database, asks, 5, as_of)
    return found


def of_goal(number: str) -> pa.Table:
    """The frame of a goal's years: without a clause, so that no dispens counts."""
    rows = [
        {**figures.settings_of(figures.as_clause(MEASURES["renewable_energy_share"])),
         "ask_id": year, "contract": number, "requirement": None, "is_uncut": False,
         "why": None, "start_date": date(year, 1, 1), "end_date": date(year, 12, 31),
         "window_start": date(year, 1, 1), "window_end": date(year, 12, 31)}
        for year in (2024, 2025, 2026)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=measures.ASK)


def verdicts(opened: Installation, number: str, as_of: date) -> list[Assessment]:
    known = [c for c in contracts.load(opened.database, as_of) if c.number == number]
    return compliance.assessed(opened, inquiries(known, as_of), as_of)


def check(opened: Installation, as_of: date, number: str) -> None:
    plain = by_rows(opened)
    kept, read = answers(opened, number, as_of), answers(plain, number, as_of)
    assert {name: kept[name] for name in kept if kept[name] != read[name]} == {}, read
    assert verdicts(opened, number, as_of) == verdicts(plain, number, as_of)


@st.composite
def looks(draw: Any) -> tuple[str, int]:
    """The state of knowledge: that day's, an earlier day's, or up to an earlier act."""
    return draw(st.sampled_from(["now", "day", "act"])), draw(st.integers(1, 400))


def seen(opened: Installation, as_of: date, look: tuple[str, int]) -> tuple[Installation, date]:
    how, back = look
    if how == "act":
        horizon = acts.data_version(opened.database) - back % 12
        before = replace(opened.database, horizon=horizon, kept={})
        return replace(opened, database=before), as_of
    return opened, as_of - timedelta(days=back if how == "day" else 0)


@settings(max_examples=most(2, 60), **MANY)
@given(made=worlds(), look=looks())
def test_sums_answer_as_rows_do(world: World, made: Made, look: tuple[str, int]) -> None:
    fill(world, made)
    check_kept(world.installation.database)
    check(*seen(world.installation, made.as_of, look), made.number)


# Many rows alike


def rows_within(chance: Random, days: Period) -> str:
    """Fuel rows of few vehicles and fuels: days, a whole month, now and then across its border."""
    lines = ["vehicle | fuel | unit | quantity | km | from | to | buyer | place | flags"]
    for _ in range(chance.randint(5, 40)):
        first = days.start + timedelta(days=chance.randint(0, (days.end - days.start).days))
        long = chance.choice([0, 0, 0, 0, 1, 3, 40]) if chance.random() < 0.3 else 0
        whole = chance.random() < 0.3
        fuel = chance.choice(["hvo100", "diesel_mk1", "diesel_b0_offroad", "electricity", ""])
        amount = chance.choice([""] * 1 + [str(chance.randint(-20, 400) / 8)] * 20)
        cells = [
            chance.choice(["ABC123", "DEF456", "DEF456", "GHI789", ""]), fuel,
            "kWh" if fuel == "electricity" else chance.choice(["l"] * 20 + ["", "kg"]), amount,
            chance.choice(["", "-1", "12.5", "40"]), "" if whole else str(first),
            "" if whole else str(first + timedelta(days=long)),
            chance.choice(["", "", "Påhittad kommun", "Påhittad region"]),
            chance.choice(["", "Depå"]),
            chance.choice([""] * 12 + ["duplicate", "questioned", "declared"]),
        ]  # fmt: skip
        lines.append(" | ".join(cells))
    return "\n".join(lines)


def tell(world: World, chance: Random, number: str, stored: list[str]) -> None:
    """One act: a report, a correction, an undoing, a list, something driven or a certificate."""
    month = chance.randint(1, 6)
    days = Period(date(2025, month, 1), date(2025, month + 1, 1) - timedelta(days=1))
    if chance.random() < 0.2:
        days = Period(date(2025, 1, 1), date(2025, 6, 30))
    kind = chance.choice(["fuel"] * 6 + ["undo", "undo", "vehicles", "activity", "dispens"])
    if kind == "undo" and stored:
        world.withdraw(stored.pop(chance.randrange(len(stored))), "2025-09-01")
    elif kind == "vehicles":
        world.vehicles(str(days), "vehicle | drive\n ABC123 | diesel\n XYZ999 | electric",
                       contract=number)  # fmt: skip
    elif kind == "activity":
        world.activity(str(days), "vehicle | km\n ABC123 | 100\n GHI789 | 50", contract=number)
    elif kind == "dispens":
        away = {"vehicles": ("ABC123",)} if chance.random() < 0.7 else {"place": "Depå"}
        world.dispens(f"2025-0{month}-10..2025-0{month}-20", contract=number,
                      identifier=f"{number}-{len(stored)}-{month}", **away)  # fmt: skip
    else:
        replaced = (stored.pop(),) if stored and chance.random() < 0.4 else ()
        stored.append(world.fuel(
            f"{days.start}..{days.end}", rows_within(chance, days), replaces=replaced,
            contract=number,
        ))  # fmt: skip


def dense(world: World, chance: Random) -> str:
    """A contract with many rows alike, told in any order."""
    number = f"M{next(world.names):05}"
    starts = chance.choice(["2025-01-01", "2025-01-01", "2025-02-11"])
    each = [
        ("renewable_energy_share", "quarter"), ("renewable_volume_share", "month"),
        ("ghg_per_km", "half_year"), ("renewable_vehicle_share", "quarter"),
        ("renewable_assignment_km_share", "half_year"),
    ]  # fmt: skip
    clauses = [
        clause(m, "0.5", contract=number, short=f"K{n}", assessment_period=p,
               accepts_declared=chance.random() < 0.5)
        for n, (m, p) in enumerate(each)
    ]  # fmt: skip
    names = ("Påhittad kommun", "Påhittad region")[: chance.choice([1, 1, 2])]
    buyers = tuple(Buyer(name, Decimal(1) / 2 if len(names) > 1 else None) for name in names)
    world.sign(*clauses, days=f"{starts}..2025-12-31", number=number, buyers=buyers,
               reporters=(monthly(),))  # fmt: skip
    stored: list[str] = []
    for _ in range(chance.randint(4, 9)):
        tell(world, chance, number, stored)
    return number


@settings(max_examples=most(1, 80), **MANY)
@given(seed=st.integers(0, 2**32), look=looks())
def test_sums_of_many_rows_answer_as_the_rows_do(
    world: World, seed: int, look: tuple[str, int]
) -> None:
    number = dense(world, Random(seed))
    check_kept(world.installation.database)
    check(*seen(world.installation, date(2026, 2, 16), look), number)
