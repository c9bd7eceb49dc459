"""Tidying a lake: fewer files, the same rows, and an earlier state to go back to till it is old."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from followup import settings as configuration
from followup.errors import UserError
from followup.services.installation import as_known, now_utc
from followup.storage import chain, database, lake, tidying
from followup.storage.logical_hash import logical_hash
from tests.lake.test_processes import WRITERS, writer
from tests.support import reference
from tests.support.world import World, clause, close_world, open_world, settings

pytestmark = pytest.mark.postgres


def test_tidying_leaves_fewer_files_and_the_same_rows(tmp_path: Path) -> None:
    world = open_world(tmp_path, reference.fixed_tables())
    world.sign(clause())
    rows = "vehicle | fuel | quantity\n" + "ABC123 | hvo100 | 100\n" * 12
    for _ in range(3):
        world.fuel("2025", rows)
    held, now = world.installation.database, now_utc()
    before = logical_hash(held)
    own = held.connection.cursor()
    (version,) = own.execute("SELECT max(snapshot_id) FROM ducklake_snapshots('store')").fetchall()[
        0
    ]
    world.fuel("2025", rows)
    after = logical_hash(held)
    back = f"SELECT count(*) FROM store.main.fuel_delivery AT (VERSION => {version})"
    found = tidying.tidy(held, now)
    assert found
    assert found.counts["tables_merged"] == 1
    # What was there by then can be asked for, until it is too old.
    assert own.execute(back).fetchall() == [(36,)]
    assert before.digest != after.digest == logical_hash(held).digest
    found = tidying.tidy(held, now + timedelta(days=40))
    assert found
    assert found.counts["files_removed"] >= 4
    assert len([*(tmp_path / "lake" / "main" / "fuel_delivery").glob("*.parquet")]) == 1
    with pytest.raises(Exception, match="snapshot"):
        own.execute(back)
    own.close()
    assert logical_hash(held).digest == after.digest
    assert chain.verify(held).holds
    with lake.alone(held.connection, held.settings, "tidy"):
        assert tidying.tidy(held, now) is None
    close_world(world)


def test_what_two_processes_store_while_it_is_tidied_is_all_there(tmp_path: Path) -> None:
    world = open_world(tmp_path, reference.fixed_tables())
    world.sign(clause())
    held = world.installation.database
    begun = [writer(tmp_path, settings(tmp_path).database, f"w{n}") for n in range(WRITERS)]
    for one in begun:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    times = 0
    while any(one.poll() is None for one in begun):
        assert tidying.tidy(held, now_utc())
        times += 1
    told = [one.communicate()[0].split() for one in begun]
    assert [one.returncode for one in begun] == [0] * WRITERS
    # It was tidied in the midst of it, not only before and after.
    assert times > 2
    with database.cursor(held) as own:
        rows = own.execute(
            "SELECT submission, count(*) FROM own.fuel_delivery GROUP BY ALL"
        ).fetchall()
    assert dict(rows) == dict.fromkeys([*told[0], *told[1]], 3)
    before = logical_hash(held)
    assert tidying.tidy(held, now_utc() + timedelta(days=40))
    assert logical_hash(held).digest == before.digest
    assert chain.verify(held).holds
    close_world(world)


def test_what_was_known_earlier_does_not_rest_on_states_that_tidying_forgets(
    tmp_path: Path,
) -> None:
    world = open_world(tmp_path, reference.fixed_tables())
    world.sign(clause())
    first = world.fuel("2025", "vehicle | fuel | quantity\nABC123 | hvo100 | 100")
    act = world.installation.data_version
    then = world.one("2025")
    world.fuel("2025", "vehicle | fuel | quantity\nABC123 | diesel_mk1 | 900", replaces=(first,))
    assert world.one("2025").verdict != then.verdict
    tidying.tidy(world.installation.database, now_utc() + timedelta(days=400))
    earlier = World(as_known(world.installation, upto_act=act))
    assert earlier.one("2025") == then
    close_world(world)


def test_how_long_earlier_states_and_unused_files_stay_is_a_setting() -> None:
    said = {"FOLLOWUP_HOME": "x"}
    assert configuration.from_environment(said).lake_kept == (30, 1)
    said["FOLLOWUP_LAKE_KEPT"] = "7, 2"
    assert configuration.from_environment(said).lake_kept == (7, 2)
    for wrong in ("7", "0,1", "7,0", "a,b"):
        with pytest.raises(UserError, match="bad_lake_kept"):
            configuration.from_environment({**said, "FOLLOWUP_LAKE_KEPT": wrong})
