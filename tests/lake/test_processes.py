"""Several processes on one lake: what each writes the others see, in one unbroken order."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from followup.errors import UserError
from followup.storage import chain, database, lake, logical_hash
from tests.support import reference
from tests.support.world import (
    World,
    clause,
    close_world,
    open_chosen,
    open_world,
    prepared,
    settings,
)

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).resolve().parents[2]
WRITERS, ACTS = 2, 20
FUEL = "vehicle | fuel | quantity\nABC123 | hvo100 | 100"
# What a process of its own does: so many reports, one act each.
WRITER = """
import sys
from pathlib import Path
from followup.settings import Limits, Settings
from tests.support import reference
from tests.support.world import open_chosen

home, address, who, count = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
chosen = Settings(home, address, home / "originals", "sv", Limits(), threads="1")
world = open_chosen(chosen, reference.fixed_tables())
print("ready", flush=True)
sys.stdin.readline()
for n in range(count):
    rows = "vehicle | fuel | quantity\\n" + "ABC123 | hvo100 | 100\\n" * 3
    world.fuel("2025", rows, submission=f"{who}-{n}", sha256=f"{who}{n}".rjust(64, "0"))
    print(f"{who}-{n}", flush=True)
"""


def writer(home: Path, address: str, who: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    begun = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), address, who, str(ACTS)], cwd=ROOT, text=True,
        env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert begun.stdout
    assert begun.stdout.readline() == "ready\n"
    return begun


def test_processes_that_write_at_once_all_land_once_in_one_chain(tmp_path: Path) -> None:
    world = open_world(tmp_path, reference.fixed_tables())
    world.sign(clause())
    address = settings(tmp_path).database
    begun = [writer(tmp_path, address, f"w{n}") for n in range(WRITERS)]
    for one in begun:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate()[0].split() for one in begun]
    assert [one.returncode for one in begun] == [0] * WRITERS
    assert [len(words) for words in told] == [ACTS] * WRITERS
    with database.cursor(world.installation.database) as own:
        stored = own.execute("SELECT submission FROM own.submission ORDER BY act_id").fetchall()
        acts = own.execute("SELECT list(act_id ORDER BY act_id) FROM own.act").fetchall()
        rows = own.execute("SELECT count(*) FROM own.fuel_delivery").fetchall()
    assert sorted(name for (name,) in stored) == sorted([*told[0], *told[1]])
    assert acts == [(list(range(1, WRITERS * ACTS + 2)),)]
    assert rows == [(WRITERS * ACTS * 3,)]
    assert chain.verify(world.installation.database).holds
    # Not one after the other: the two took turns.
    first = [name[:2] for (name,) in stored]
    assert first != sorted(first)
    close_world(world)


def test_a_writer_that_did_not_wait_conflicts_on_the_head_and_tries_again(tmp_path: Path) -> None:
    one = open_world(tmp_path, reference.fixed_tables())
    other = open_world(tmp_path, reference.fixed_tables())
    tries: list[int] = []

    def write(own: object, act_id: int) -> None:
        tries.append(act_id)
        if len(tries) == 1:
            # Past the lock, as a writer whose lock was lost with its connection.
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(lake, "is_shared", lambda _: False)
                other.sign(clause())

    assert (one.act(write), tries) == (2, [1, 2])
    assert chain.verify(one.installation.database).holds
    close_world(one)
    close_world(other)


def test_what_one_process_stores_the_other_judges_by_at_once(tmp_path: Path) -> None:
    one = open_world(tmp_path, reference.fixed_tables())
    other = open_world(tmp_path, reference.fixed_tables())
    one.sign(clause())
    assert other.one("2025").measured.numerator == 0
    one.fuel("2025", FUEL)
    assert other.one("2025") == one.one("2025")
    assert other.one("2025").measured.numerator > 0
    assert other.installation.data_version == one.installation.data_version
    close_world(one)
    close_world(other)


def test_only_one_process_at_a_time_is_alone_and_a_dead_one_is_not(tmp_path: Path) -> None:
    one = open_world(tmp_path, reference.fixed_tables())
    other = open_world(tmp_path, reference.fixed_tables())
    here = one.installation.settings
    first, second = (w.installation.database.connection for w in (one, other))
    with lake.alone(first, here, "tidy", waits=False) as is_first:
        with lake.alone(second, here, "tidy", waits=False) as is_second:
            assert (is_first, is_second) == (True, False)
        one.sign(clause())  # work goes on beside it
    with lake.alone(second, here, "tidy", waits=False) as is_second:
        assert is_second
    close_world(one)
    close_world(other)


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    address = f"ducklake:postgres:dbname=x host={tmp_path} user=u password='very secret'"
    with pytest.raises(UserError) as refused:
        database.open_database(replace(settings(tmp_path), database=address))
    assert refused.value.code == "catalogue_unreachable"
    assert "secret" not in str(refused.value.params)


def test_a_lake_whose_files_lie_elsewhere_is_refused(tmp_path: Path) -> None:
    close_world(open_world(tmp_path, reference.fixed_tables()))
    with pytest.raises(UserError, match="lake_elsewhere"):
        database.open_database(replace(settings(tmp_path), lake=tmp_path / "other"))


def test_a_file_and_a_lake_with_the_same_acts_have_the_same_hash(tmp_path: Path) -> None:
    def fill(world: World) -> logical_hash.LogicalHash:
        world.sign(clause())
        world.fuel("2025", FUEL)
        found = logical_hash.logical_hash(world.installation.database)
        close_world(world)
        return found

    file = replace(settings(tmp_path), database=str(prepared(tmp_path) / "followup.duckdb"))
    there = replace(settings(tmp_path / "lake"), originals=tmp_path / "others")
    tables = reference.fixed_tables()
    assert fill(open_chosen(file, tables)).digest == fill(open_chosen(there, tables)).digest


def test_passwords_are_not_shown() -> None:
    assert lake.shown("ducklake:postgres:dbname=x password=secret host=y") == (
        "ducklake:postgres:dbname=x password=*** host=y"
    )
    assert lake.shown("ducklake:postgres:postgresql://u:secret@host/x") == (
        "ducklake:postgres:postgresql://u:***@host/x"
    )
    assert lake.shown("/data/followup.duckdb") == "/data/followup.duckdb"
