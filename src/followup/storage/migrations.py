"""Numbered SQL files, each applied once in a transaction of its own."""

from __future__ import annotations

from hashlib import sha256

import duckdb

from followup.errors import UserError
from followup.storage.sqltext import names, text


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply the migrations that the database lacks.

    Raises UserError ``migration_changed`` when an applied file no longer has the text it was
    applied with: history is never rewritten.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name VARCHAR, checksum VARCHAR)")
    applied = dict(connection.execute("SELECT name, checksum FROM migration").fetchall())
    for name in names("migrations"):
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
