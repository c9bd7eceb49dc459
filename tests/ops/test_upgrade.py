"""A store of any released version opens with this one: its rows stay, its tables become ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from followup.errors import UserError
from followup.storage import database, migrations
from followup.storage.sqltext import names
from tests.support.world import settings

RELEASED = names("migrations")
# Invented values of each type; two rows of each table.
VALUES = {
    "BIGINT": ["1", "2"], "INTEGER": ["3", "4"], "BOOLEAN": ["true", "false"],
    "DATE": ["2025-01-01", "2025-06-30"], "TIMESTAMP": ["2025-01-01 12:00:00", "2025-02-01"],
    "VARCHAR": ["påhittat", ""], "VARCHAR[]": ["['a', 'b']", "[]"],
}  # fmt: skip
KEPT_AS_THEY_ARE = {"migration", "head"}


def columns(own: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in own.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = 'store' AND schema_name = 'main' ORDER BY ALL"
    ).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def made_with(home: Path, upto: str) -> dict[str, list[tuple[Any, ...]]]:
    """A store of an earlier version, every table with rows; its rows by table."""
    home.mkdir()
    own = duckdb.connect(":memory:")
    own.execute(f"ATTACH '{home / 'followup.duckdb'}' AS store; USE store")
    migrations.migrate(own, upto)
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for table, kinds in columns(own).items():
        if table in KEPT_AS_THEY_ARE:
            continue
        own.execute(f'DELETE FROM "{table}"')
        for n in (0, 1):
            values = ", ".join(
                f"CAST('{VALUES.get(kind, ['0.5', '2'])[n].replace(chr(39), chr(39) * 2)}' "
                f'AS {kind}) AS "{column}"'
                for column, kind in kinds.items()
            )
            own.execute(f'INSERT INTO "{table}" BY NAME SELECT {values}')
        rows[table] = own.execute(f'SELECT {listed(kinds)} FROM "{table}" ORDER BY ALL').fetchall()
    own.execute("UPDATE head SET data_version = 2, audit_hash = 'ab'")
    own.close()
    return rows


def listed(kinds: dict[str, str]) -> str:
    return ", ".join(f'"{column}"' for column in sorted(kinds))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The tables of a new store."""
    opened = database.open_database(settings(tmp_path_factory.mktemp("fresh")))
    found = columns(opened.connection)
    database.close(opened)
    return found


# Each costs all the migrations after it: the suite tries a few, make test-long every one.
FEW = {RELEASED[0], RELEASED[len(RELEASED) // 2], RELEASED[-2]}
EACH = [
    name if name in FEW else pytest.param(name, marks=pytest.mark.long) for name in RELEASED[:-1]
]


@pytest.mark.parametrize("upto", EACH)
def test_every_released_store_keeps_its_rows(
    tmp_path: Path, upto: str, fresh: dict[str, dict[str, str]]
) -> None:
    home = tmp_path / "home"
    before = made_with(home, upto)
    opened = database.open_database(settings(home))
    try:
        own = opened.connection
        assert columns(own) == fresh
        for table, rows in before.items():
            assert table in fresh, f"{table} is gone"
            count = own.execute(f'SELECT count(*) FROM store.main."{table}"').fetchone()
            assert count == (len(rows),), table
        (copy,) = (home / "backups").glob("before-*.duckdb")
    finally:
        database.close(opened)
    # The copy made before is the store as it was.
    own = duckdb.connect(str(copy), read_only=True)
    newest = own.execute("SELECT max(name) FROM migration").fetchone()
    own.close()
    assert newest == (upto,)


def test_a_store_that_a_newer_program_has_used_is_left_alone(tmp_path: Path) -> None:
    opened = database.open_database(settings(tmp_path))
    opened.connection.execute("INSERT INTO store.main.migration VALUES ('999_later', 'x')")
    database.close(opened)
    before = (tmp_path / "followup.duckdb").read_bytes()
    with pytest.raises(UserError, match="schema_newer"):
        database.open_database(settings(tmp_path))
    assert (tmp_path / "followup.duckdb").read_bytes() == before
