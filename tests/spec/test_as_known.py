"""What was known earlier: an act that came later is nowhere, and newer figures can be chosen."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup import storage
from followup.errors import UserError
from followup.services import installation
from followup.services.installation import Installation, as_known
from followup.storage import sqltext
from followup.storage.database import Database, cursor, rehearsal
from tests.oracle.worlds import fill, worlds
from tests.support import reference
from tests.support import world as support
from tests.support.world import World, clause, open_world

# A generated history prints itself; making a failing one smaller would take minutes.
GENERATE = (Phase.explicit, Phase.reuse, Phase.generate)


def loaders() -> Iterator[tuple[str, Callable[[Database], object]]]:
    """Every function of storage that reads all it can with nothing but a database."""
    # What must never be published, and what is held on somebody, is looked for whenever it came;
    # the rest are no readings but what tells one state from another.
    apart = {
        "acts.data_version", "acts.first_kind", "acts.origin", "acts.verdict_version",
        "database.close", "database.whole", "extract.acts", "extract.files", "extract.stored_by",
        "publications.private_words",
    }  # fmt: skip
    for found in pkgutil.iter_modules(storage.__path__):
        module = import_module(f"followup.storage.{found.name}")
        for name, made in inspect.getmembers(module, inspect.isfunction):
            own = list(inspect.signature(made).parameters.values())
            is_ours = made.__module__ == module.__name__ and not name.startswith("_")
            takes = own and own[0].name == "database" and all(p.default is None for p in own[1:])
            full = f"{found.name}.{name}"
            yields = inspect.isgeneratorfunction(inspect.unwrap(made))
            if is_ours and takes and not yields and full not in apart:
                yield full, made


def seen(database: Database) -> dict[str, object]:
    """Everything that can be read of a store: the rows of each view, and what is loaded."""
    found: dict[str, object] = {name: load(database) for name, load in loaders()}
    with cursor(database) as own:
        for name in sqltext.names("views"):
            rows = own.execute(f"SELECT * FROM app.{name[3:]}").fetchall()
            found[name] = sorted(map(repr, rows))
    return found


@contextmanager
def only(opened: Installation, acts: int) -> Iterator[Installation]:
    """The installation as if no more than the first acts had ever been made."""
    with rehearsal(opened.database) as rehearsed:
        own = rehearsed.own
        of_acts = own.execute(
            "SELECT table_name FROM duckdb_columns() WHERE database_name = 'store' "
            "AND column_name = 'act_id'"
        ).fetchall()
        for (table,) in of_acts:
            own.execute(f'DELETE FROM store.main."{table}" WHERE act_id > ?', [acts])
        yield replace(opened, database=replace(rehearsed.database, kept={}))


# The sample is built as a file; the tests below ask the same of a lake.
@pytest.mark.embedded
def test_a_store_up_to_an_act_is_the_store_as_that_act_left_it(sample_copy: Path) -> None:
    with installation.opened(support.settings(sample_copy)) as opened:
        newest = opened.data_version
        told = []
        for acts in (2, newest * 2 // 3):
            earlier = seen(as_known(opened, upto_act=acts).database)
            with only(opened, acts) as first:
                assert earlier == seen(first.database)
            told.append(earlier)
        everything = seen(opened.database)
        assert everything == seen(as_known(opened, upto_act=newest).database)
        # Each of these has changed since, so that forgetting the horizon would have shown.
        changed = {n for n in everything if told[0][n] != everything[n]}
        assert {"02_current_submission", "deviations.load"} <= changed


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    opened = open_world(tmp_path_factory.mktemp("known"), reference.fixed_tables())
    yield opened
    support.close_world(opened)


def figures_hold(world: World, made: Any, back: int) -> None:
    """Figures up to an act of a made world are those of a store where no more was done."""
    world.installation.database.kept.clear()
    support.empty(world)
    fill(world, made)
    acts = max(1, world.installation.data_version - back)
    earlier = replace(world, installation=as_known(world.installation, upto_act=acts))
    with only(world.installation, acts) as first:
        alone = replace(world, installation=first)
        assert earlier.assess(str(made.as_of)) == alone.assess(str(made.as_of))


@settings(max_examples=2, suppress_health_check=list(HealthCheck), phases=GENERATE)
@given(worlds(), st.integers(1, 6))
def test_figures_up_to_an_act_are_those_of_a_store_with_no_more(
    shared: World, made: Any, back: int
) -> None:
    figures_hold(shared, made, back)


@pytest.mark.long
@settings(max_examples=150, suppress_health_check=list(HealthCheck), phases=GENERATE)
@given(worlds(), st.integers(1, 8))
def test_figures_up_to_an_act_hold_in_many_histories(shared: World, made: Any, back: int) -> None:
    figures_hold(shared, made, back)


def test_looking_back_nothing_is_written(world: World) -> None:
    world.sign(clause())
    for chosen in ({"upto_act": 1}, {"reference_day": date(2025, 6, 30)}):
        earlier = replace(world, installation=as_known(world.installation, **chosen))
        with pytest.raises(UserError) as refused:
            earlier.fuel("2025-01", "fuel | quantity\n hvo100 | 1")
        assert refused.value.code == "looking_back"
    assert world.installation.data_version == 1


def test_the_same_facts_can_be_weighed_by_what_became_known_later(tmp_path: Path) -> None:
    tables = reference.fixed_tables()
    shares = tables["fuel_share"].to_pylist()
    for row in [r for r in shares if r["fuel"] == "hvo100"]:
        later = {"share_low": Decimal("0.5"), "share_high": Decimal("0.5")}
        shares.append({**row, **later, "known_from": date(2026, 3, 1)})
        row["known_to"] = date(2026, 3, 1)
    newer = pa.Table.from_pylist(shares, schema=tables["fuel_share"].schema)
    world = open_world(tmp_path, {**tables, "fuel_share": newer})
    try:
        world.sign(clause())
        world.fuel("2025", "fuel | quantity\n hvo100 | 100")

        def share(as_of: str, **chosen: Any) -> Decimal:
            opened = replace(world, installation=as_known(world.installation, **chosen))
            measured = opened.one("2025", as_of).measured
            return measured.numerator / measured.denominator

        before, after = share("2026-02-01"), share("2026-06-30")
        assert (before, after) == (1, Decimal("0.5"))
        assert share("2026-02-01", reference_day=date(2026, 6, 30)) == after
        assert share("2026-06-30", reference_day=date(2026, 2, 1)) == before
    finally:
        support.close_world(world)
