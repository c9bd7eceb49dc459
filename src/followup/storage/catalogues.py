"""The views through which every query reads the store: in one catalogue all of it, in one less."""

from __future__ import annotations

from typing import Final

import duckdb

from followup.storage import scopes

# In memory beside the store, each with views that a query reads: ``own`` has one for every table
# of the store, ``app`` those over facts and acts, ``ref`` the catalogue of reference values. Who
# sees everything uses ``memory``, everyone else ``limited``; names are looked up in the one used.
WHOLE: Final = "memory"
LIMITED: Final = "limited"
CATALOGUES: Final = (WHOLE, LIMITED)
_OWN_VIEW: Final = 'CREATE VIEW own."$table" AS SELECT * FROM store.main."$table"'


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the schemas of both catalogues, and in each a view of every table of the store."""
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'store' ORDER BY 1"
    ).fetchall()
    tables = [table for (table,) in found]
    views = {
        WHOLE: [_OWN_VIEW.replace("$table", table) for table in tables],
        LIMITED: scopes.definitions(tables),
    }
    for catalogue, statements in views.items():
        connection.execute(f"USE {catalogue}")
        for schema in ("own", "app", "ref"):
            connection.execute(f"CREATE SCHEMA {schema}")
        for statement in statements:
            connection.execute(statement)
    connection.execute("USE store")
