"""The audit chain: whatever is changed in the store, in an act or in a row it wrote, is found."""

from __future__ import annotations

import random
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from followup.services import installation
from followup.storage import acts, chain, seals
from followup.storage.acts import Act, Cursor
from tests.support import figures
from tests.support.sample import copied
from tests.support.world import World, clause, settings

TRIALS, LONG = 12, 1000
AT = datetime.fromisoformat("2026-11-22T12:00:00")
OTHER = {
    "VARCHAR": "x", "BIGINT": 7, "INTEGER": 7, "BOOLEAN": True, "DATE": "2001-02-03",
    "TIMESTAMP": "2001-02-03 04:05:06", "VARCHAR[]": ["x"],
}  # fmt: skip


def filled(world: World) -> World:
    world.sign(clause())
    world.fuel("2025-01", "fuel | quantity\n hvo100 | 1\n petrol_95 | 2")
    world.vehicles("2025-01", "vehicle_id | euro_class\n ABC123 | Euro VI")
    return world


def found_by(own: Cursor, statement: str, *values: Any) -> tuple[chain.Fault, ...]:
    """What the chain says of a store in which this had been done."""
    own.execute("BEGIN")
    try:
        own.execute(statement, list(values))
        return chain.of_store(own, {}).faults
    finally:
        own.execute("ROLLBACK")


def changed(value: Any, kind: str, draw: random.Random) -> Any:
    """Another value of the same kind: one bit of a text, the last digit, the next day."""
    if value is None:
        return OTHER.get(kind, 1)
    if isinstance(value, str) and value:
        place = draw.randrange(len(value))
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, (int, Decimal)) else None


def trial(own: Cursor, draw: random.Random) -> tuple[str, bool]:
    """Change one thing in the store; where, and whether it was found."""
    tables = [
        name for (name,) in own.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'store' "
            "AND table_name <> 'migration' ORDER BY table_name"
        ).fetchall()
        if own.table(f"store.main.{name}").limit(1).fetchall()
    ]  # fmt: skip
    table = f'store.main."{draw.choice(tables)}"'
    rows = own.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
    row = draw.choice(rows)
    how = draw.random()
    if how < 0.05:
        done = f"DELETE FROM {table} WHERE rowid = {row[0]}"
        return done, bool(found_by(own, done))
    if how < 0.1:
        done = f"INSERT INTO {table} SELECT * FROM {table} WHERE rowid = {row[0]}"
        return done, bool(found_by(own, done))
    columns = own.execute(f"DESCRIBE {table}").fetchall()
    n = draw.randrange(len(columns))
    name, kind = columns[n][:2]
    value = changed(row[n + 1], kind, draw)
    done = f'UPDATE {table} SET "{name}" = ? WHERE rowid = {row[0]}'
    return f"{done} {row[n + 1]!r} -> {value!r}", bool(found_by(own, done, value))


def trials(own: Cursor, count: int) -> list[str]:
    """The changes of so many trials, by a fixed draw, that were not found."""
    draw = random.Random(20261122)
    return [where for where, found in (trial(own, draw) for _ in range(count)) if not found]


def test_a_chain_left_alone_holds_and_one_change_anywhere_is_found(each_world: World) -> None:
    database = filled(each_world).installation.database
    whole = chain.verify(database)
    assert (whole.faults, whole.acts, whole.head) == ((), 3, chain.head(database)[1])
    assert whole.rows > 8
    own = database.connection.cursor()
    fact = "UPDATE store.main.fuel_delivery SET quantity = 3 WHERE quantity = 2"
    assert found_by(own, fact) == (chain.Fault("rows_changed", 2, "fuel_delivery"),)
    detail = """UPDATE store.main.act SET detail = '{"why": "annat"}' WHERE act_id = 2"""
    assert found_by(own, detail) == (chain.Fault("detail_changed", 2),)
    actor = "UPDATE store.main.act SET actor = 'En annan' WHERE act_id = 1"
    assert found_by(own, actor) == (chain.Fault("act_changed", 1),)
    gone = "DELETE FROM store.main.act WHERE act_id = 2"
    assert chain.Fault("act_missing", 2) in found_by(own, gone)
    back = "UPDATE store.main.head SET data_version = 2"
    assert found_by(own, back) == (chain.Fault("head_differs", 3),)
    stray = "INSERT INTO store.main.finding (submission, code) VALUES ('nobody', 'x')"
    assert found_by(own, stray) == (chain.Fault("rows_unknown", None, "finding"),)


@pytest.mark.parametrize("each_world", ["embedded"], indirect=True)
def test_changes_drawn_at_random_are_found(each_world: World) -> None:
    own = filled(each_world).installation.database.connection.cursor()
    missed = trials(own, TRIALS)
    figures.keep("bytes_flipped", tried=TRIALS, found=TRIALS - len(missed))
    assert missed == []


@pytest.mark.long
def test_each_of_a_thousand_changes_in_the_sample_is_found(
    sample_home: Path, tmp_path: Path
) -> None:
    with installation.opened(settings(copied(sample_home, tmp_path / "home"))) as opened:
        assert chain.verify(opened.database).faults == ()
        missed = trials(opened.database.connection.cursor(), LONG)
    figures.keep("bytes_flipped_long", tried=LONG, found=LONG - len(missed))
    assert missed == []


def test_what_is_changed_by_an_act_is_sealed_anew(each_world: World) -> None:
    world = filled(each_world)
    database = world.installation.database

    def erase(own: Cursor, act_id: int) -> None:
        own.execute("DELETE FROM store.main.fuel_delivery WHERE quantity = 2")
        own.execute("UPDATE store.main.act SET detail = '{}' WHERE act_id = 2")
        seals.set_anew(own, act_id, [(2, "fuel_delivery"), (2, seals.DETAIL)])

    world.act(erase, "erase")
    assert chain.verify(database).faults == ()
    own = database.connection.cursor()
    back = "UPDATE store.main.fuel_delivery SET quantity = 3"
    assert found_by(own, back) == (chain.Fault("rows_changed", 2, "fuel_delivery"),)
    unsaid = "DELETE FROM store.main.act_seal WHERE table_name = 'act'"
    assert {f.code for f in found_by(own, unsaid)} == {"rows_changed", "detail_changed"}


def test_a_chain_cut_off_or_made_anew_is_found_by_a_hash_written_down_elsewhere(
    world: World,
) -> None:
    database = filled(world).installation.database
    number, digest = chain.head(database)
    assert chain.verify(database, {number: digest}).holds
    world.fuel("2025-02", "fuel | quantity\n hvo100 | 1")
    assert chain.verify(database, {number: digest}).holds
    found = chain.verify(database, {number: "0" * 64, 99: digest}).faults
    assert found == (chain.Fault("other_chain", number), chain.Fault("other_chain", 99))


def test_acts_from_before_the_seals_keep_their_hash_and_are_sealed_once(world: World) -> None:
    """As a store of an earlier release: no detail_hash, no seals, the detail in the hash."""
    database = filled(world).installation.database
    own = database.connection.cursor()
    before = ""
    for n, at, actor, kind, subject, detail in own.execute(
        "SELECT act_id, done_at, actor, kind, subject, detail FROM store.main.act ORDER BY act_id"
    ).fetchall():
        digest = acts.chain_hash(before, n, Act(actor, kind, subject, at, {}), detail)
        own.execute(
            "UPDATE store.main.act SET prev_hash = ?, hash = ?, detail_hash = NULL, written = NULL "
            "WHERE act_id = ?", [before, digest, n],
        )  # fmt: skip
        before = digest
    own.execute("UPDATE store.main.head SET audit_hash = ?", [before])
    assert chain.verify(database).holds
    chain.seal_earlier(database, AT)
    chain.seal_earlier(database, AT)
    whole = chain.verify(database)
    assert (whole.acts, whole.faults) == (4, ())
    fact = "UPDATE store.main.fuel_delivery SET quantity = 3"
    assert found_by(own, fact) == (chain.Fault("rows_changed", 2, "fuel_delivery"),)
    word = "UPDATE store.main.act SET subject = 'annat' WHERE act_id = 1"
    assert found_by(own, word) == (chain.Fault("act_changed", 1),)
