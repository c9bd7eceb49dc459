"""Migrations, acts and originals: once, whole, chained and never half."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest

from followup.errors import UserError
from followup.storage import acts, contracts, database, migrations, originals
from tests.support.reference import fixed_tables
from tests.support.world import World, agreement, clause, close_world, open_world, settings


def stored_acts(world: World) -> list[tuple[object, ...]]:
    own = world.installation.database.connection.cursor()
    try:
        return own.execute("SELECT * FROM store.main.act ORDER BY act_id").fetchall()
    finally:
        own.close()


def head(world: World) -> tuple[int, str]:
    own = world.installation.database.connection.cursor()
    try:
        rows = own.execute("SELECT data_version, audit_hash FROM store.main.head").fetchall()
    finally:
        own.close()
    assert len(rows) == 1
    return rows[0]


# Migrations


@pytest.mark.parametrize(
    "lake",
    [pytest.param(False, id="embedded"), pytest.param(True, id="lake", marks=pytest.mark.long)],
)
def test_opening_again_keeps_what_was_stored_and_migrates_once(tmp_path: Path, lake: bool) -> None:
    world = open_world(tmp_path, fixed_tables(), lake=lake)
    world.sign(clause())
    close_world(world)
    again = open_world(tmp_path, fixed_tables(), lake=lake)
    try:
        assert len(contracts.load(again.installation.database)) == 1
        names = again.installation.database.connection.execute(
            "SELECT name FROM store.main.migration"
        ).fetchall()
        assert len(names) == len(set(names)) > 0
    finally:
        close_world(again)


def test_a_migration_changed_after_it_was_applied_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_world(open_world(tmp_path, fixed_tables()))
    written = migrations.text
    monkeypatch.setattr(migrations, "text", lambda *path: written(*path) + "\n-- changed")
    with pytest.raises(UserError) as caught:
        open_world(tmp_path, fixed_tables())
    assert caught.value.code == "migration_changed"
    # the refused file is let go: with the text as it was, it opens
    monkeypatch.setattr(migrations, "text", written)
    close_world(open_world(tmp_path, fixed_tables()))


# Acts


def test_a_torn_write_leaves_nothing(each_world: World) -> None:
    before = head(each_world)

    def write(own: acts.Cursor, act_id: int) -> None:
        contracts.insert(own, act_id, [agreement(clause())], datetime(2025, 1, 1).date())  # noqa: DTZ001
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        each_world.act(write)
    assert contracts.load(each_world.installation.database) == ()
    assert (head(each_world), stored_acts(each_world)) == (before, [])
    each_world.sign(clause())  # and the next one lands
    assert head(each_world)[0] == before[0] + 1


@pytest.mark.parametrize("each_world", ["embedded", "lake"], indirect=True)
def test_writers_at_once_all_land_with_consecutive_numbers(each_world: World) -> None:
    numbers: list[int] = []
    failed: list[BaseException] = []

    def write(name: str) -> None:
        made = agreement(clause(contract=name))
        day = made.start_date
        try:
            for _ in range(3):
                number = each_world.act(lambda own, n: contracts.insert(own, n, [made], day))
                numbers.append(number)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=write, args=(f"T-{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(numbers) == list(range(1, 10))
    assert head(each_world)[0] == 9
    assert len(contracts.load(each_world.installation.database)) == 3


def test_a_reader_sees_all_of_an_act_or_nothing(each_world: World) -> None:
    seen: list[int] = []

    def write(own: acts.Cursor, act_id: int) -> None:
        contracts.insert(own, act_id, [agreement(clause())], agreement().start_date)
        seen.append(len(contracts.load(each_world.installation.database)))

    each_world.act(write)
    assert seen == [0]
    assert len(contracts.load(each_world.installation.database)) == 1


# Of a lake there may be several.
@pytest.mark.embedded
def test_a_second_process_is_told_that_the_file_is_in_use(tmp_path: Path) -> None:
    import subprocess
    import sys

    world = open_world(tmp_path, fixed_tables())
    try:
        program = (
            "import sys\nfrom pathlib import Path\n"
            "from followup.errors import UserError\n"
            "from followup.storage.database import open_database\n"
            "from tests.support.world import settings\n"
            "try:\n    open_database(settings(Path(sys.argv[1])))\n"
            "except UserError as error:\n    print(error.code)\n"
        )
        root = Path(__file__).parents[2]
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True,
            check=False, cwd=root, env={"PYTHONPATH": f"{root / 'src'}:{root}"},
        )  # fmt: skip
        assert done.stdout.strip() == "database_in_use", done.stderr
    finally:
        close_world(world)


# A lake has no file of its own to be another kind of.
@pytest.mark.embedded
@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_database_is_told_so_and_nothing_is_fetched(
    tmp_path: Path, content: bytes
) -> None:
    home = tmp_path / "lock"  # the word must not make it "in use"
    home.mkdir()
    (home / "followup.duckdb").write_bytes(content)
    with pytest.raises(UserError) as caught:
        database.open_database(settings(home))
    assert caught.value.code == "database_unreadable"
    assert "extensions.duckdb.org" not in str(caught.value.__cause__)


# Originals


def test_an_original_is_kept_once_and_read_back(tmp_path: Path) -> None:
    name = originals.keep(tmp_path / "originals", b"rapport")
    assert originals.keep(tmp_path / "originals", b"rapport") == name
    assert originals.read(tmp_path / "originals", name) == b"rapport"
    assert [p.name for p in (tmp_path / "originals").iterdir()] == [name]


def test_a_crash_while_keeping_leaves_no_half_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(originals.os, "fsync", crash)
    with pytest.raises(OSError, match="disk full"):
        originals.keep(tmp_path, b"rapport")
    with pytest.raises(UserError) as caught:
        originals.read(tmp_path, originals.digest(b"rapport"))
    assert caught.value.code == "original_missing"


def test_a_damaged_original_is_told_and_healed_by_the_same_file(tmp_path: Path) -> None:
    name = originals.keep(tmp_path, b"rapport")
    (tmp_path / name).write_bytes(b"rapp")
    with pytest.raises(UserError) as caught:
        originals.read(tmp_path, name)
    assert caught.value.code == "original_damaged"
    originals.keep(tmp_path, b"rapport")
    assert originals.read(tmp_path, name) == b"rapport"
