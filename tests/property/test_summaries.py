"""Kept sums answer as the rows do, to the digit, and are what a rebuild would make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

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
from tests.support.world import World, close_world, open_world

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


def answers(opened: Installation, made: Made, as_of: date) -> dict[str, Any]:
    """Everything that is asked of fuel rows, of one contract's clauses and of a goal on it."""
    database = opened.database
    signed = [c for c in contracts.load(database, as_of) if c.number == made.number]
    asks = ask_table(inquiries(signed, as_of), exemptions.granted(database, as_of))
    found: dict[str, Any] = {}
    for sql in OF_FUEL:
        found[sql] = measures.totals(database, sql, asks, as_of)
    found["goal"] = measures.totals(database, "energy_share", of_goal(made), as_of)
    found["parts"] = sorted(
        measures.totals_by_contract(database, "energy_share", of_goal(made), as_of)
    )
    found["mix"] = measures.fuel_mix(database, asks, as_of).to_pylist()
    found["used"] = measures.vehicles_used(database, asks, as_of)
    found["named"] = measures.vehicles_by_contract(database, asks, 5, as_of)
    return found


def of_goal(made: Made) -> pa.Table:
    """The frame of a goal's years: without a clause, so that no dispens counts."""
    rows = [
        {**figures.settings_of(figures.as_clause(MEASURES["renewable_energy_share"])),
         "ask_id": year, "contract": made.number, "requirement": None, "is_uncut": False,
         "why": None, "start_date": date(year, 1, 1), "end_date": date(year, 12, 31),
         "window_start": date(year, 1, 1), "window_end": date(year, 12, 31)}
        for year in (2024, 2025, 2026)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=measures.ASK)


def verdicts(opened: Installation, made: Made, as_of: date) -> list[Assessment]:
    known = [c for c in contracts.load(opened.database, as_of) if c.number == made.number]
    return compliance.assessed(opened, inquiries(known, as_of), as_of)


def check(opened: Installation, made: Made, as_of: date) -> None:
    plain = by_rows(opened)
    kept, read = answers(opened, made, as_of), answers(plain, made, as_of)
    assert {name: kept[name] for name in kept if kept[name] != read[name]} == {}, read
    assert verdicts(opened, made, as_of) == verdicts(plain, made, as_of)


@st.composite
def looks(draw: Any) -> tuple[str, int]:
    """The state of knowledge: that day's, an earlier day's, or up to an earlier act."""
    return draw(st.sampled_from(["now", "day", "act"])), draw(st.integers(1, 400))


@settings(max_examples=most(4, 60), **MANY)
@given(made=worlds(), look=looks())
def test_sums_answer_as_rows_do(world: World, made: Made, look: tuple[str, int]) -> None:
    fill(world, made)
    check_kept(world.installation.database)
    how, back = look
    if how == "day":
        check(world.installation, made, made.as_of - timedelta(days=back))
    elif how == "act":
        database = world.installation.database
        horizon = acts.data_version(database) - back % 12
        before = replace(database, horizon=horizon, kept={})
        check(replace(world.installation, database=before), made, made.as_of)
    else:
        check(world.installation, made, made.as_of)
