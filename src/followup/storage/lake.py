"""A store that several machines write to: a lake, whose catalogue is a PostgreSQL database.

The rows lie as Parquet in a folder that every machine reaches, a few of them in the catalogue
itself until they are tidied into files (storage.tidying). A catalogue may be a DuckDB file too;
such a lake serves one process at a time.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Final

import duckdb

from followup.errors import UserError
from followup.settings import Settings
from followup.storage.sqltext import quoted

PREFIX: Final = "ducklake:"
POSTGRES: Final = "ducklake:postgres:"
# Signed extensions come as wheels of exactly this version, so nothing is downloaded.
_EXTENSIONS: Final = ("duckdb_extension_ducklake", "duckdb_extension_postgres_scanner")
# The catalogue itself, as DuckLake attaches it.
_CATALOGUE: Final = "__ducklake_metadata_store"
# Told apart from other programs' locks in the same PostgreSQL database: any numbers of our own.
_LOCKS: Final = {"act": 20_261_123, "open": 20_261_124, "tidy": 20_261_125,
                 "backup": 20_261_126}  # fmt: skip
_PATIENCE: Final = "30s"
_TOO_LONG: Final = "lock timeout"
_PASSWORD: Final = re.compile(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)|(://[^:/@]*:)[^@]*@", re.I)
_UNREACHABLE: Final = ("unable to connect to postgres", "connection to server", "server closed")
_ELSEWHERE: Final = "data_path"
# A table that a migration changed has its few rows of before in a place of their own, which tidying
# takes away; a process that still knows of it is then ended by DuckLake (with DuckDB 1.5.5).
_CHANGED: Final = """
    SELECT t.table_name FROM __ducklake_metadata_store.ducklake_inlined_data_tables AS i
    INNER JOIN __ducklake_metadata_store.ducklake_table AS t ON t.table_id = i.table_id
    WHERE t.end_snapshot IS NULL GROUP BY t.table_name HAVING count(*) > 1 ORDER BY t.table_name
"""
_FILE: Final = "FROM ducklake_flush_inlined_data('store', table_name => $1)"
# Of a table that never held a row the catalogue says nothing. That is not remembered (the same
# version), so a query asked the catalogue twice for each column of each empty table it named,
# every time: half of all that reading a small lake cost. Nothing is claimed of columns.
_EMPTY_TABLES: Final = """
    INSERT INTO __ducklake_metadata_store.ducklake_table_stats (
        table_id, record_count, next_row_id, file_size_bytes
    )
    SELECT table_id, 0, 0, 0 FROM __ducklake_metadata_store.ducklake_table
    WHERE end_snapshot IS NULL
        AND table_id NOT IN (SELECT table_id FROM __ducklake_metadata_store.ducklake_table_stats)
"""
_THEIR_COLUMNS: Final = """
    INSERT INTO __ducklake_metadata_store.ducklake_table_column_stats (table_id, column_id)
    SELECT table_id, column_id FROM __ducklake_metadata_store.ducklake_column
    WHERE end_snapshot IS NULL AND (table_id, column_id) NOT IN (
        SELECT (table_id, column_id) FROM __ducklake_metadata_store.ducklake_table_column_stats
    )
"""


def is_lake(settings: Settings) -> bool:
    """Whether the store is a lake."""
    return settings.database.startswith(PREFIX)


def is_shared(settings: Settings) -> bool:
    """Whether several processes may have the store open."""
    return settings.database.startswith(POSTGRES)


def shown(address: str) -> str:
    """The address of a store as it may be shown: without a password."""
    return _PASSWORD.sub(lambda m: f"{m[1]}***" if m[1] else f"{m[3]}***@", address)


def attach(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Attach a lake as ``store``, which begins as an empty one."""
    for module in _EXTENSIONS if is_shared(settings) else _EXTENSIONS[:1]:
        folder = Path(str(import_module(module).__file__)).parent
        extension = next(folder.rglob("*.duckdb_extension"))
        connection.execute(f"LOAD {quoted(str(extension))}")
    data = settings.parquet
    data.mkdir(parents=True, exist_ok=True)
    address = quoted(settings.database)
    connection.execute(f"ATTACH {address} AS store (DATA_PATH {quoted(f'{data}/')})")


def settle_tables(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make a lake's catalogue of its tables one that processes can work by; others are left.

    To be called as it is opened, before any other process works by what migrations changed.
    """
    if not is_lake(settings):
        return
    own = connection.cursor()
    try:
        # Whoever stores a table's first row says so too, and twice would be wrong.
        with alone(connection, settings, "act"):
            for changed in own.execute(_CHANGED).fetchall():
                own.execute(_FILE, changed).fetchall()
            own.execute("BEGIN")
            own.execute(_EMPTY_TABLES)
            own.execute(_THEIR_COLUMNS)
            own.execute("COMMIT")
    finally:
        own.close()


def refusal(settings: Settings, error: duckdb.Error) -> UserError | None:
    """Why a lake could not be attached, where it is known.

    ``catalogue_unreachable`` when PostgreSQL does not answer, and ``lake_elsewhere`` when the
    catalogue knows of another folder than ``FOLLOWUP_LAKE``.
    """
    said = str(error).lower()
    if not is_lake(settings):
        return None
    if any(words in said for words in _UNREACHABLE):
        return UserError("catalogue_unreachable", path=shown(settings.database))
    if _ELSEWHERE in said:
        return UserError("lake_elsewhere", path=settings.parquet)
    return None


def spilled(folder: Path) -> Path:
    """This process's own part of a folder that others use too; what dead ones left there goes."""
    machine = socket.gethostname()
    for place in folder.glob(f"{machine}-*"):
        number = place.name.removeprefix(f"{machine}-")
        if number.isdecimal() and not _is_alive(int(number)):
            shutil.rmtree(place, ignore_errors=True)
    return folder / f"{machine}-{os.getpid()}"


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def alone(
    connection: duckdb.DuckDBPyConnection, settings: Settings, what: str, *, waits: bool = True
) -> Iterator[bool]:
    """Whether this process may do now what only one does at a time, until the block ends.

    ``what`` is one of ``act``, ``open``, ``tidy`` and ``backup``. On a shared lake it is a lock in
    PostgreSQL, which lets go of it when a process dies; any other store has one process. With
    ``waits`` the answer is yes, or UserError ``busy`` after half a minute.
    """
    if not is_shared(settings):
        yield True
        return
    own = connection.cursor()
    try:
        own.execute("BEGIN")
        yield _locked(own, _LOCKS[what], waits=waits)
    finally:
        # A lock that was lost with its server is let go of; what was done under it stands.
        with suppress(duckdb.Error):
            own.execute("ROLLBACK")
        own.close()


def _locked(own: duckdb.DuckDBPyConnection, number: int, *, waits: bool) -> bool:
    query = (
        f"SELECT set_config('lock_timeout', '{_PATIENCE}', true), "
        f"CAST(pg_advisory_xact_lock({number}) AS TEXT) AS got"
        if waits
        else f"SELECT CAST(pg_try_advisory_xact_lock({number}) AS TEXT) AS got"
    )
    try:
        found = own.execute(
            f"SELECT got FROM postgres_query('{_CATALOGUE}', {quoted(query)})"  # noqa: S608
        ).fetchone()
    except duckdb.Error as error:
        if _TOO_LONG in str(error).lower():
            raise UserError("busy") from error
        raise
    return waits or found == ("true",)
