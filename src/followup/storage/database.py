"""Open the database, lock it down, and hand out cursors.

One process holds one connection; every thread works on a cursor of its own, because one
connection shared by threads gave silent wrong results on this version of DuckDB.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from followup.domain.access import EVERYTHING, Scope
from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.settings import Settings
from followup.storage import attach, catalogues, history, scopes
from followup.storage.catalogues import LIMITED, WHOLE, Laid
from followup.storage.sqltext import quoted

# There while a backup takes the place of what was in the folder.
UNFINISHED = "restoring"
# No act is left out.
_ALL_ACTS = 2**63 - 1

Build = Callable[[tuple[OwnFigure, ...]], Mapping[str, pa.Table]]


@dataclass(slots=True)
class Editions:
    """The editions of reference values that lie in memory, and what makes another.

    ``figures`` is the memory of ``storage.figures``.
    """

    names: set[str] = field(default_factory=set)
    figures: dict[Any, pa.Table] = field(default_factory=dict)
    build: Build | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: the connection and its writer lock.

    ``pinned`` is the one cursor of a rehearsal, which alone sees what is not committed. ``kept``
    is the memory of ``storage.memo``.

    ``horizon`` is the last act that is seen (None: all). ``reference_day`` is the day by which
    reference values must have been known (None: the day that is asked about). ``day`` is the last
    day of which anything is known, where a reader asks about no day. One that has any of them
    looks back, and takes no act. ``edition`` names an edition of reference values on trial (None:
    the one that holds). ``reads_facts`` leaves kept sums unread (storage.summaries).

    ``scope`` is who reads and writes: it shows its own rows alone, and takes its own acts;
    ``kept_of`` has the memory of each. ``laid`` tells which views are there.

    ``held_back`` and ``years_ahead`` make a state that never was, for a goal's ledger: without some
    reports, and every day valued by the figures of as many years later.
    """

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    writer: threading.RLock = field(default_factory=threading.RLock)
    pinned: duckdb.DuckDBPyConnection | None = None
    kept: dict[Any, Any] = field(default_factory=dict)
    horizon: int | None = None
    reference_day: date | None = None
    day: date | None = None
    held_back: tuple[str, ...] = ()
    years_ahead: int = 0
    editions: Editions = field(default_factory=Editions)
    edition: str | None = None
    reads_facts: bool = False
    scope: Scope = EVERYTHING
    kept_of: dict[str, dict[Any, Any]] = field(default_factory=dict)
    laid: Laid = field(default_factory=Laid)

    @property
    def looks_back(self) -> bool:
        """True when it shows an earlier state of knowledge, where nothing can be written."""
        return (self.horizon, self.reference_day, self.day) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A transaction that will be rolled back: its cursor, and the database as it sees it."""

    own: duckdb.DuckDBPyConnection
    database: Database


def open_database(settings: Settings) -> Database:
    """Open or create the database of an installation, migrated and locked down.

    Raises UserError ``restore_unfinished`` when a restore was cut off, ``home_unusable`` when the
    data folder cannot be made or written to, and as ``attach.opened`` and ``history.in_step``.
    """
    try:
        for folder in (settings.home, settings.originals):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("home_unusable", path=settings.home) from error
    if (settings.home / UNFINISHED).exists():
        raise UserError("restore_unfinished", path=settings.home)
    connection = attach.opened(settings)
    connection.execute("USE store")
    try:
        history.in_step(connection, settings)
    except BaseException:
        # A refused file is let go, or this process could never open it again.
        connection.close()
        raise
    connection.execute("CREATE SCHEMA memory.edition")
    catalogues.lay_out(connection)
    opened = Database(connection, settings)
    connection.execute(_at_first(opened))
    return opened


def close(database: Database) -> None:
    """Close the connection; a closed database cannot be used again."""
    database.connection.close()


@contextmanager
def cursor(database: Database, as_of: date | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of the caller's own that sees what was known on ``as_of`` (default: all).

    Of acts it sees those within the horizon, of reference values those of the reference day.
    Raises UserError ``folder_replaced`` when the folder was closed to be exchanged meanwhile.
    """
    try:
        own = database.pinned or database.connection.cursor()
    except duckdb.ConnectionException as error:
        raise UserError("folder_replaced") from error
    try:
        look(own, database, as_of)
        yield own
    finally:
        if own is not database.pinned:
            own.close()


def look(own: duckdb.DuckDBPyConnection, database: Database, as_of: date | None = None) -> None:
    """Let a cursor see what the database's scope sees, as known on ``as_of`` (default: all)."""
    is_whole = scopes.is_whole(database.scope)
    if not is_whole:
        catalogues.lay_out_limited(database.connection, database.laid, _at_first(database))
    own.execute(f"USE {WHOLE if is_whole else LIMITED}; {_seen(database, as_of)}")
    if not is_whole:
        scopes.put(own, database.scope, database.settings.home)


def whole(database: Database) -> Database:
    """The same database for a question that must look beyond the scope of who asks.

    Its answer may name nothing of another's; every place that asks one is listed in a test.
    """
    # The role stays, and with it what may be read of registration numbers. What is remembered is
    # true for all of that role, but of no other state of knowledge than today's.
    all_of, now = Scope(database.scope.role), not (database.looks_back or database.edition)
    is_shared = now and not (database.held_back or database.years_ahead)
    kept = database.kept_of.setdefault(all_of.key, {}) if is_shared else {}
    return replace(database, scope=all_of, kept=kept) if database.scope.is_limited else database


@contextmanager
def rehearsal(database: Database) -> Iterator[Rehearsal]:
    """A transaction to try things in; whatever happens, nothing of it stays."""
    own = database.connection.cursor()
    try:
        look(own, database)
        own.execute("BEGIN")
        yield Rehearsal(own, replace(database, pinned=own))
    finally:
        own.execute("ROLLBACK")
        own.close()


def _at_first(database: Database) -> str:
    """The variables with the edition that came with the program, for a cursor that makes views."""
    return f"SET VARIABLE edition = ''; {_seen(database, None)}"


def _seen(database: Database, as_of: date | None) -> str:
    """The variables by which every view and query leaves out what was not known."""
    day = as_of or database.day or date.max
    held_back = ", ".join(map(quoted, database.held_back))
    horizon = _ALL_ACTS if database.horizon is None else int(database.horizon)
    return (
        f"SET VARIABLE as_of = DATE '{day}'; SET VARIABLE horizon = {horizon}; "
        f"SET VARIABLE reference_day = DATE '{database.reference_day or day}'; "
        f"SET VARIABLE held_back = [{held_back}]::VARCHAR[]; "
        f"SET VARIABLE years_ahead = {database.years_ahead}"
    )
