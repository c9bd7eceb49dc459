"""The views through which every query reads the store: in one catalogue all of it, in one less."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final

import duckdb

from followup.storage import scopes
from followup.storage.sqltext import names, text

# In memory beside the store, each with views that a query reads: ``own`` has one for every table
# of the store, ``app`` those over facts and acts, ``ref`` the catalogue of reference values. Who
# sees everything uses ``memory``, everyone else ``limited``; names are looked up in the one used.
WHOLE: Final = "memory"
LIMITED: Final = "limited"
_OWN_VIEW: Final = 'CREATE VIEW own."$table" AS SELECT * FROM store.main."$table"'
# Reference values are the same for everybody.
_SHARED: Final = "CREATE VIEW ref.$table AS SELECT * FROM memory.ref.$table"
_FOUND: Final = """
    SELECT table_name FROM duckdb_tables() WHERE database_name = $database AND schema_name = $schema
    UNION ALL
    SELECT view_name FROM duckdb_views() WHERE database_name = $database AND schema_name = $schema
    ORDER BY 1
"""
# A table that ``empty`` names holds nothing: what reads it need not be planned. A query that sets
# no such names reads every table.
_MAY_HOLD: Final = """
    CREATE OR REPLACE MACRO app.may_hold(kind) AS
        coalesce(NOT contains(getvariable('empty'), ' ' || kind || ' '), TRUE)
"""
# A number as people copy it: case, spaces and hyphens tell none apart.
_BARE: Final = r"""
    CREATE OR REPLACE MACRO app.bare(number) AS
        regexp_replace(lower(number), '[^\p{L}\p{N}]', '', 'g')
"""
# A day of the catalogue as it is met when every day is valued by the figures of later years. The
# first and the day after the last of a stretch are moved alike, so that none overlap.
_VALUED: Final = """
    CREATE OR REPLACE MACRO app.valued(day) AS CASE WHEN getvariable('years_ahead') = 0 THEN day
        ELSE CAST(day - to_years(getvariable('years_ahead')) AS DATE) END
"""


@dataclass(slots=True)
class Laid:
    """Whether the catalogue of those who see less is there; most opened stores never need it."""

    is_limited: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the schemas of the whole catalogue, and a view of every table of the store."""
    tables = _found(connection, "store", "main")
    _schemas(connection, WHOLE)
    for table in tables:
        connection.execute(_OWN_VIEW.replace("$table", table))
    connection.execute("USE store")


def lay_out_limited(connection: duckdb.DuckDBPyConnection, laid: Laid, seen: str) -> None:
    """Make the limited catalogue, unless it is there: whole, or not at all.

    The whole one must be there with its reference values. ``seen`` sets the variables that views
    read, which a view is not made without.
    """
    with laid.lock:
        if laid.is_limited:
            return
        # A cursor of its own: what a rehearsal writes to must not be written to twice.
        own = connection.cursor()
        try:
            own.execute(seen)
            own.execute("BEGIN")
            _schemas(own, LIMITED)
            for statement in scopes.definitions(_found(own, "store", "main")):
                own.execute(statement)
            for table in _found(own, WHOLE, "ref"):
                own.execute(_SHARED.replace("$table", table))
            create_views(own)
            own.execute("COMMIT")
        finally:
            own.close()
        laid.is_limited = True


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the views over facts and acts in the catalogue that a connection uses.

    They live in memory, so nothing migrates them.
    """
    for macro in (_MAY_HOLD, _BARE, _VALUED):
        connection.execute(macro)
    for name in names("views"):
        connection.execute(f"CREATE OR REPLACE VIEW app.{name[3:]} AS {text('views', name)}")


def _schemas(connection: duckdb.DuckDBPyConnection, catalogue: str) -> None:
    connection.execute(f"USE {catalogue}")
    for schema in ("own", "app", "ref"):
        connection.execute(f"CREATE SCHEMA {schema}")


def _found(connection: duckdb.DuckDBPyConnection, database: str, schema: str) -> list[str]:
    """Names of the tables and views in a schema."""
    found = connection.execute(_FOUND, {"database": database, "schema": schema}).fetchall()
    return [name for (name,) in found]
