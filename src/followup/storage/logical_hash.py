"""What a store holds, as one hash: the rows of every table, whatever order they lie in.

Sums that are made from those rows (storage.summaries) are no part of it.

Two stores with the same rows have the same hash, whether one is a file and the other a lake, a
backup, or built anew from the originals.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from followup.storage.acts import Cursor
from followup.storage.database import Database
from followup.storage.seals import DERIVED

_TABLES = (
    "SELECT table_name, list(column_name ORDER BY column_name) FROM duckdb_columns() "
    "WHERE database_name = 'store' AND schema_name = 'main' AND NOT list_contains($1, table_name) "
    "GROUP BY table_name ORDER BY table_name"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """The rows of a table: how many, and the sha256 over the sorted sha256 of each."""

    row_count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LogicalHash:
    """The contents of each table of a store; equal when every row is the same."""

    tables: Mapping[str, Contents]

    @property
    def digest(self) -> str:
        """One hash of it all, in hexadecimal."""
        found = [(name, c.row_count, c.sha256) for name, c in sorted(self.tables.items())]
        return sha256(json.dumps(found).encode()).hexdigest()

    @property
    def row_count(self) -> int:
        """The rows of all tables together."""
        return sum(contents.row_count for contents in self.tables.values())

    def differences(self, other: LogicalHash) -> tuple[str, ...]:
        """The tables that differ, or that only one of the two has, by name."""
        names = sorted({*self.tables, *other.tables})
        return tuple(n for n in names if self.tables.get(n) != other.tables.get(n))


def logical_hash(database: Database) -> LogicalHash:
    """What a store holds now, of one and the same state however many write meanwhile."""
    own = database.connection.cursor()
    try:
        own.execute("BEGIN")
        return of_store(own)
    finally:
        own.execute("ROLLBACK")
        own.close()


def of_store(own: Cursor) -> LogicalHash:
    """What the store of a cursor holds, seen from within the cursor's own transaction."""
    found = own.execute(_TABLES, [sorted(DERIVED)]).fetchall()
    return LogicalHash({name: _contents(own, name, columns) for name, columns in found})


def _contents(own: Cursor, table: str, columns: list[str]) -> Contents:
    # Planning the hash costs more than an empty table is worth.
    place = f"store.main.{_name(table)}"
    if own.execute(f"SELECT count(*) FROM {place}").fetchone() == (0,):  # noqa: S608
        return Contents(0, sha256().hexdigest())
    # Each value with its length, so that no two rows are written alike; nothing is not "".
    values = ", ".join(f"coalesce(length(v{n}) || ':' || v{n}, '-')" for n, _ in enumerate(columns))
    texts = ", ".join(f"{_name(c)}::VARCHAR AS v{n}" for n, c in enumerate(columns))
    row = own.execute(
        f"SELECT count(*), sha256(string_agg(h, '' ORDER BY h)) FROM (SELECT "  # noqa: S608
        f"sha256(concat_ws(',', {values})) AS h FROM "
        f"(SELECT {texts} FROM {place}))"
    ).fetchone()
    return Contents(*row) if row else Contents(0, "")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
