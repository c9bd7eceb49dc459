"""The open database reaches nothing but its folders, and no value becomes a statement."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from socket import gethostname

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from followup.errors import UserError
from followup.services import compliance
from followup.settings import from_environment
from followup.storage import attach, database, lake
from tests.support import reference, stores
from tests.support.world import World, clause, close_world, open_world

# $sample is a file outside, which whoever may can read.
REACHES = """
SELECT * FROM read_text('$sample')
SELECT * FROM '$sample'
SELECT * FROM read_csv('$sample')
SELECT * FROM read_blob('$sample')
SELECT * FROM read_json('$sample')
SELECT * FROM read_parquet('$sample')
SELECT * FROM sniff_csv('$sample')
SELECT * FROM parquet_metadata('$sample')
SELECT * FROM glob('$outside/*')
SELECT * FROM read_text('$home/$around/secret.csv')
SELECT * FROM read_csv('https://planted.invalid/x.csv')
SELECT * FROM read_parquet('s3://planted/x.parquet')
COPY (SELECT 1) TO '$outside/out.csv'
COPY (SELECT 1) TO '/dev/stdout'
COPY act FROM '$sample'
ATTACH '$outside/other.duckdb' AS other
EXPORT DATABASE '$outside/out'
IMPORT DATABASE '$outside'
INSTALL httpfs
LOAD httpfs
LOAD '$outside/any.duckdb_extension'
SELECT * FROM a_frame
SELECT * FROM an_arrow
SELECT getenv('HOME')
"""
LOOSENS = (
    "SET lock_configuration=false", "RESET lock_configuration", "SET enable_external_access=true",
    "SET allowed_directories=['/']", "SET allowed_paths=['/etc/passwd']",
    "SET autoinstall_known_extensions=true", "SET autoload_known_extensions=true",
    "SET allow_community_extensions=true", "SET allow_unsigned_extensions=true",
    "SET custom_extension_repository='http://planted.invalid'", "SET extension_directory='/'",
    "SET home_directory='/'", "SET secret_directory='/'", "SET temp_directory='/'",
    "SET python_enable_replacements=true", "SET threads=2", "SET memory_limit='1GB'",
    "SET profiling_output='/x'", "SET allow_persistent_secrets=true",
)  # fmt: skip
HOSTILE = """'; DROP TABLE act; --", x]); DROP TABLE head; /* $1 {0} %s"""


def test_nothing_outside_its_folders_is_reached(
    each_world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = each_world.installation.database.settings.home
    outside = tmp_path_factory.mktemp("outside")
    sample = outside / "secret.csv"
    sample.write_text("a\n1\n", encoding="utf-8")
    a_frame, an_arrow = pd.DataFrame({"a": [1]}), pa.table({"a": [1]})
    assert len(a_frame) == len(an_arrow)
    around = os.path.relpath(outside, home)
    paths = {"$sample": sample, "$outside": outside, "$home": home, "$around": around}
    with database.cursor(each_world.installation.database) as own:
        for line in REACHES.strip().splitlines():
            for name, path in paths.items():
                line = line.replace(name, str(path))
            # Refused for where it leads, not because nothing is there.
            refusals = (duckdb.PermissionException, duckdb.CatalogException)
            with pytest.raises(refusals):  # noqa: PT012
                own.execute(line)
                pytest.fail(f"done: {line}")
        for statement in LOOSENS:
            with pytest.raises(duckdb.Error, match="locked"):
                own.execute(statement)
    assert sorted(path.name for path in outside.iterdir()) == ["secret.csv"]


def test_a_value_is_never_a_statement(world: World) -> None:
    opened = world.installation.database
    made = world.sign(clause(contract=HOSTILE), title=HOSTILE, supplier=HOSTILE, board=HOSTILE)
    world.fuel("2025", "2025-03-01 | ABC123 | hvo100 | 100 | l", contract=HOSTILE, reporter=HOSTILE)
    today = made.start_date
    assert [c.title for c in compliance.contracts_on(world.installation, today)] == [HOSTILE]
    back = replace(world.installation, database=replace(opened, held_back=(HOSTILE,)))
    with database.cursor(back.database) as own:
        assert own.execute("SELECT getvariable('held_back')").fetchall() == [([HOSTILE],)]
        assert own.execute("SELECT count(*) FROM own.act").fetchall() == [(2,)]
        assert own.execute("SELECT count(*) FROM own.head").fetchall() == [(1,)]


def test_a_folder_may_be_named_anything_and_its_spilled_rows_are_swept(tmp_path: Path) -> None:
    home = tmp_path / "it's'; DROP TABLE act; --"
    place = home / attach.SPILLED
    # On a lake each process has a part of its own; none has so high a number.
    dead = place / f"{gethostname()}-{2**22 + 1}" if stores.IS_POSTGRES else place
    left = dead / "duckdb_temp_storage_0.tmp"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"ABC123")
    world = open_world(home, reference.fixed_tables())
    with database.cursor(world.installation.database) as own:
        assert not left.exists()
        spilled = own.execute("SELECT current_setting('temp_directory')").fetchall()
    close_world(world)
    # Not in the folder the program was started in.
    assert spilled == [(str(lake.spilled(place) if stores.IS_POSTGRES else place),)]


def test_the_database_takes_no_more_memory_than_it_is_given(tmp_path: Path) -> None:
    environment = {"FOLLOWUP_HOME": str(tmp_path), "FOLLOWUP_MEMORY": "300MiB"}
    connection = attach.opened(from_environment(environment))
    assert connection.execute("SELECT current_setting('memory_limit')").fetchone() == ("300.0 MiB",)
    connection.close()


@pytest.mark.parametrize("written", ["0GB", "-1", "half", "512", "1GB'; DROP TABLE act"])
def test_memory_that_is_no_amount_is_refused(tmp_path: Path, written: str) -> None:
    environment = {"FOLLOWUP_HOME": str(tmp_path), "FOLLOWUP_MEMORY": written}
    with pytest.raises(UserError) as refused:
        attach.opened(from_environment(environment))
    assert refused.value.code == "bad_memory"
