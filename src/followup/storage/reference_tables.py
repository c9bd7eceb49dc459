"""The catalogue's tables in memory, beside the store, for the measures to join."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from followup.storage import catalogues, editions
from followup.storage.database import Build, Database


def load_reference(
    database: Database, tables: Mapping[str, pa.Table], build: Build | None = None
) -> None:
    """Fill the schema ``ref`` from Arrow tables and define the views that read it.

    ``build`` lays an organisation's own values over the catalogue, for ``storage.editions``.
    """
    own = database.connection.cursor()
    try:
        own.execute("USE memory")
        for name, table in tables.items():
            if name not in editions.TABLES:
                own.from_arrow(table).create("memory.ref." + name)
    finally:
        own.close()
    editions.add(database, editions.SHIPPED, {name: tables[name] for name in editions.TABLES})
    database.editions.build = build
    database.connection.execute("USE memory")
    catalogues.create_views(database.connection)
    database.connection.execute("USE store")
