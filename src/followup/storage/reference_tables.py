"""The catalogue's tables in memory, beside the store, for the measures to join."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from followup.storage.database import Database, create_views


def load_reference(database: Database, tables: Mapping[str, pa.Table]) -> None:
    """Fill the schema ``ref`` from Arrow tables and define the views that read it."""
    own = database.connection.cursor()
    try:
        own.execute("USE memory")
        for name, table in tables.items():
            own.from_arrow(table).create("memory.ref." + name)
    finally:
        own.close()
    create_views(database)
