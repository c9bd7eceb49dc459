"""Numbered SQL files, each applied once in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256

import duckdb

from followup.errors import UserError
from followup.storage.sqltext import names, text


def migrate(connection: duckdb.DuckDBPyConnection, upto: str | None = None) -> None:
    """Apply the migrations that the database lacks, up to and with ``upto`` (None: all).

    Raises UserError ``migration_changed`` when an applied file no longer has the text it was
    applied with: history is never rewritten; and ``schema_newer`` when a newer version of the
    program has been here.
    """
    applied = _applied(connection)
    for name in names("migrations"):
        if upto is not None and name > upto:
            break
        statement = text("migrations", name)
        checksum = sha256(statement.encode()).hexdigest()
        if name in applied:
            if applied[name] != checksum:
                raise UserError("migration_changed", name=name)
            continue
        connection.execute("BEGIN")
        try:
            connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?)", [name, checksum])
            connection.execute("COMMIT")
        except duckdb.Error:
            connection.execute("ROLLBACK")
            raise


def upgrade(connection: duckdb.DuckDBPyConnection, copy: Callable[[str], None]) -> None:
    """Migrate a store; one in which something was done is copied first, by ``copy(name)``.

    ``name`` is that of the first migration it lacks. Raises as ``migrate``.
    """
    applied = _applied(connection)
    lacking = [name for name in names("migrations") if name not in applied]
    if applied and lacking:
        row = connection.execute("SELECT data_version FROM head").fetchone()
        if row and row[0]:
            copy(lacking[0])
    migrate(connection)


def _applied(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name VARCHAR, checksum VARCHAR)")
    applied = dict(connection.execute("SELECT name, checksum FROM migration").fetchall())
    refuse_newer(applied)
    return applied


def refuse_newer(applied: Iterable[str]) -> None:
    """Raises UserError ``schema_newer`` for a migration that this version does not know."""
    unknown = sorted(set(applied) - set(names("migrations")))
    if unknown:
        raise UserError("schema_newer", name=unknown[-1])
