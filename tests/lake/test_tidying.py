"""Tidying a lake: fewer files, the same rows, and an earlier state to go back to till it is old."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from followup.services.installation import now_utc
from followup.storage import chain, lake, tidying
from followup.storage.logical_hash import logical_hash
from tests.support import reference
from tests.support.world import clause, close_world, open_world

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
