"""A whole copy of the store in a file of its own, made while others read and write."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from followup.errors import UserError
from followup.storage.originals import sync_folder
from followup.storage.sqltext import quoted

# One name for the copy while it is attached, so one copy at a time.
ONE_AT_A_TIME = Lock()


def copy_store(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Copy the store to a new file, of one and the same state however many write meanwhile.

    The file must lie in a folder the database may write to: home or home/backups.
    """
    own = connection.cursor()
    with ONE_AT_A_TIME:
        try:
            own.execute(f"ATTACH {quoted(str(file))} AS copied")
            try:
                own.execute("COPY FROM DATABASE store TO copied")
            finally:
                own.execute("DETACH copied")
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        finally:
            own.close()


def write_anew(file: Path, spilled: Path) -> None:
    """Write a store's file anew, so that nothing removed or changed stays in its free blocks.

    Nobody may have it open. Whole or not at all. ``spilled`` is a folder for what memory does not
    hold. Raises UserError ``database_unreadable`` where it cannot be opened.
    """
    made = file.with_name(f".{file.name}.new")
    made.unlink(missing_ok=True)
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"SET temp_directory={quoted(str(spilled))}")
        try:
            connection.execute(f"ATTACH {quoted(str(file))} AS old")
        except duckdb.Error as error:
            raise UserError("database_unreadable", path=file) from error
        connection.execute(f"ATTACH {quoted(str(made))} AS new")
        connection.execute("COPY FROM DATABASE old TO new")
        # Let go of, a file takes in its write-ahead log.
        connection.execute("DETACH new")
        connection.execute("CHECKPOINT old")
        connection.execute("DETACH old")
        made.replace(file)
        Path(f"{file}.wal").unlink(missing_ok=True)
        sync_folder(file.parent)
    finally:
        connection.close()
        made.unlink(missing_ok=True)
        shutil.rmtree(spilled, ignore_errors=True)


@contextmanager
def opened_copy(file: Path, *, is_read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store's file by itself, under the name ``store``; nothing else can be reached.

    Raises UserError ``database_unreadable``.
    """
    connection = duckdb.connect(":memory:")
    try:
        mode = " (READ_ONLY)" if is_read_only else ""
        try:
            connection.execute(f"ATTACH {quoted(str(file))} AS store{mode}")
        except duckdb.Error as error:
            raise UserError("database_unreadable", path=file) from error
        connection.execute("SET enable_external_access=false")
        connection.execute("USE store")
        yield connection
    finally:
        connection.close()


def head_of(own: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """The number and hash of the newest act; 0 and nothing in a store without any."""
    if own.execute("FROM duckdb_tables() WHERE table_name = 'head'").fetchone() is None:
        return 0, ""
    row = own.execute("SELECT data_version, audit_hash FROM store.main.head").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def schema_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The newest migration of the store, by name."""
    own = connection.cursor()
    try:
        row = own.execute("SELECT max(name) FROM store.main.migration").fetchone()
    finally:
        own.close()
    return str(row[0]) if row else ""


def main(file: str) -> None:
    """Print the logical hash of a store's file."""
    from followup.storage.logical_hash import of_store

    with opened_copy(Path(file), is_read_only=True) as own:
        print(of_store(own).digest)  # noqa: T201 - what the process is asked for


if __name__ == "__main__":
    main(sys.argv[1])
