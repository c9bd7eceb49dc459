"""The logical hash: the same rows in any order are the same, anything else is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from followup.storage.logical_hash import Contents, LogicalHash, logical_hash
from tests.support.reference import fixed_tables
from tests.support.world import World, close_world, open_world

ROWS = [("s1", "a", None), ("s1", "", "b"), ("s2", "NULL", "1:x"), ("s2", "NULL", "1:x")]


def put(world: World, rows: list[tuple[str, str | None, str | None]]) -> LogicalHash:
    """The hash of a store with these findings and no others."""
    database = world.installation.database
    database.connection.execute("DELETE FROM store.main.finding")
    for submission, code, value in rows:
        database.connection.execute(
            "INSERT INTO store.main.finding (submission, code, value) VALUES (?, ?, ?)",
            [submission, code, value],
        )
    return logical_hash(database)


def test_order_does_not_matter_and_every_value_does(world: World) -> None:
    whole = put(world, ROWS)
    assert whole.tables["finding"].row_count == len(ROWS)
    assert put(world, ROWS[::-1]).digest == whole.digest
    # A row twice is not the row once; nothing is not an empty text nor the word for nothing.
    others = [
        ROWS[:3],
        [("s1", "a", ""), *ROWS[1:]],
        [("s1", "a", "NULL"), *ROWS[1:]],
        [("s1", "", None), ("s1", "a", "b"), *ROWS[2:]],
        [("s1", "a,1:b", None), *ROWS[1:]],
    ]
    digests = {put(world, rows).digest for rows in others} | {whole.digest}
    assert len(digests) == len(others) + 1
    assert put(world, ROWS[1:]).differences(whole) == ("finding",)


def test_a_table_that_only_one_store_has_is_a_difference() -> None:
    one = LogicalHash({"a": Contents(1, "x")})
    assert one.differences(LogicalHash({})) == ("a",)
    assert one.digest != LogicalHash({}).digest


@pytest.mark.long
def test_a_file_and_a_lake_with_the_same_rows_have_the_same_hash(tmp_path: Path) -> None:
    found = []
    for lake in (False, True):
        world = open_world(tmp_path / str(lake), fixed_tables(), lake=lake)
        found.append(put(world, ROWS))
        close_world(world)
    assert found[0].differences(found[1]) == ()
