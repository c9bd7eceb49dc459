"""Open a connection, attach the store to it, and lock it down: nothing else can be reached."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb

from followup.errors import UserError
from followup.settings import Settings
from followup.storage import lake, trouble
from followup.storage.catalogues import LIMITED
from followup.storage.history import BACKUPS
from followup.storage.sqltext import quoted

# The part of the data folder for what memory does not hold; empty between queries.
SPILLED = "spilled"
# What DuckDB says, on POSIX and on Windows, of a file that another process has open.
_HELD = ("could not set lock", "used by another process")
# In thousands or in 1024s of bytes, as the database takes it.
_SIZE = re.compile(r"[1-9][0-9]{0,6} ?[MG]i?B", re.IGNORECASE)
# Set before a file is opened: one that looks like another kind of database would be fetched for.
_OFFLINE = (
    "SET autoinstall_known_extensions=false",
    "SET autoload_known_extensions=false",
    "SET allow_community_extensions=false",
    "SET python_enable_replacements=false",
)
_LOCKED = (
    "SET enable_external_access=false",
    "SET lock_configuration=true",
)


def opened(settings: Settings) -> duckdb.DuckDBPyConnection:
    """A connection of its own with the store of an installation attached as ``store``, locked.

    Raises UserError ``database_in_use`` when another process holds the file,
    ``database_unreadable`` or ``log_unreadable`` when it or its write-ahead log is no good,
    ``catalogue_unreachable`` and ``lake_elsewhere`` of a lake, and ``bad_threads`` and
    ``bad_memory`` when a setting is none.
    """
    connection = duckdb.connect(":memory:")
    try:
        _attach(connection, settings)
    except duckdb.Error as error:
        connection.close()
        shown = lake.shown(settings.database)
        if any(words in str(error).lower() for words in _HELD):
            raise UserError("database_in_use", path=shown) from error
        if known := lake.refusal(settings, error) or trouble.of(error):
            raise known from error
        log = Path(f"{settings.database}.wal")
        code = "log_unreadable" if log.is_file() else "database_unreadable"
        raise UserError(code, path=shown) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _attach(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    address, spilled = settings.database, settings.home / SPILLED
    if settings.threads is not None:
        connection.execute("SET threads = ?", [_threads(settings.threads)])
    if settings.memory is not None:
        connection.execute("SET memory_limit = ?", [_memory(settings.memory)])
    for statement in _OFFLINE:
        connection.execute(statement)
    if lake.is_lake(settings):
        spilled = lake.spilled(spilled)
        # No keys kept at home: the extension asks for them, and finds an empty folder.
        connection.execute(f"SET secret_directory={quoted(str(spilled / 'secrets'))}")
        lake.attach(connection, settings)
    else:
        connection.execute("SET allow_persistent_secrets=false")
        Path(address).parent.mkdir(parents=True, exist_ok=True)
        connection.execute(f"ATTACH {quoted(address)} AS store")
        # The file is ours alone now: what a process that was killed left there is nobody's.
        shutil.rmtree(spilled, ignore_errors=True)
    # What memory does not hold are rows of reports too: never in the folder the program runs in.
    connection.execute(f"SET temp_directory={quoted(str(spilled))}")
    connection.execute(f"ATTACH ':memory:' AS {LIMITED}")
    folders = (settings.home, settings.parquet, settings.home / BACKUPS)
    allowed = ", ".join(quoted(str(path)) for path in folders)
    connection.execute(f"SET allowed_directories=[{allowed}]")
    for statement in _LOCKED:
        connection.execute(statement)


def _memory(written: str) -> str:
    if _SIZE.fullmatch(written):
        return written
    raise UserError("bad_memory", value=written)


def _threads(written: str) -> int:
    if written.isdecimal() and int(written) > 0:
        return int(written)
    raise UserError("bad_threads", value=written)
