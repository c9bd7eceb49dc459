"""Move rows between Python and the database, many at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from followup.storage import journal, seals
from followup.storage.seals import STORE, Cursor


def append(own: Cursor, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows by column name into a table of the store; no rows, no statement."""
    if rows:
        append_table(own, table, pa.Table.from_pylist(list(rows)))


def append_table(own: Cursor, table: str, rows: pa.Table) -> None:
    """Insert an Arrow table by column name into a table of the store.

    Raises KeyError when a column of the table is missing from the rows.
    """
    written = rows.select(own.table(STORE + table).columns)
    own.from_arrow(written).insert_into(STORE + table)
    seals.note(table)
    journal.note_rows(table, written)


def append_facts(
    own: Cursor, table: str, submission: str, rows: pa.Table, reading: Mapping[str, Any] | None
) -> None:
    """Insert the facts of a report; of what it writes the journal keeps how they were read."""
    named = rows.append_column("submission", pa.array([submission] * rows.num_rows, pa.string()))
    columns = own.table(STORE + table).columns
    own.from_arrow(named.select(columns)).insert_into(STORE + table)
    seals.note(table)
    journal.note_facts(table, submission, rows, reading)


def read(own: Cursor, table: str) -> duckdb.DuckDBPyRelation:
    """The rows of a table of the store that the cursor may see."""
    return own.sql(f'TABLE own."{table}"')


def is_empty(own: Cursor, table: str) -> bool:
    """True when a table of the store holds nothing at all, whoever asks."""
    return own.table(STORE + table).limit(1).fetchone() is None


def records(relation: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    """The rows of a relation as dictionaries by column name."""
    names = relation.columns
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
