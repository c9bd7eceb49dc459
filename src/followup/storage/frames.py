"""Move rows between Python and the database, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from followup.storage.acts import Cursor


def append(own: Cursor, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows by column name into a table of the store; no rows, no statement."""
    if rows:
        append_table(own, table, pa.Table.from_pylist(list(rows)))


def append_table(own: Cursor, table: str, rows: pa.Table) -> None:
    """Insert an Arrow table by column name into a table of the store."""
    own.register("incoming", rows)
    try:
        own.execute("INSERT INTO store.main." + table + " BY NAME SELECT * FROM incoming")
    finally:
        own.unregister("incoming")


def records(own: Cursor, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries by column name."""
    result = own.execute(query, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
