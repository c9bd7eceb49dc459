"""Every row of the store in which something is found, in whatever table and column it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import (
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
    StarExpression,
)

from followup.storage import scopes
from followup.storage.database import Database, cursor
from followup.storage.frames import is_empty, read

# Stands between the cells of a row, and in no cell.
_BETWEEN: Final = "\x1f"
# What keeps the store itself: hashes of rows, names of migrations.
_APART: Final = frozenset({"act_seal", "head", "migration"})
_WRITTEN: Final = ("VARCHAR", "VARCHAR[]")


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a table, and the names of the columns in which it was found."""

    table: str
    columns: tuple[str, ...]
    row: dict[str, Any]


def tables() -> tuple[str, ...]:
    """Every table that is looked through."""
    return tuple(sorted(set(scopes.RULES) - _APART))


def search(database: Database, patterns: Sequence[str]) -> tuple[Found, ...]:
    """The rows that the scope sees and that hold any of the patterns (RE2), table by table.

    Texts alone are looked at: a number of a vehicle is written with letters, an amount is not.
    """
    with cursor(database) as own:
        return tuple(found for name in tables() for found in _in(own, database, name, patterns))


def _in(
    own: duckdb.DuckDBPyConnection, database: Database, table: str, patterns: Sequence[str]
) -> Iterator[Found]:
    # Planning the search costs more than an empty table is worth.
    if is_empty(own, table):
        return
    every = read(own, table)
    texts = [
        name for name, kind in zip(every.columns, every.types, strict=True)
        if str(kind) in _WRITTEN
    ]  # fmt: skip
    if not texts or not patterns:
        return
    is_found = _holds(texts, patterns).alias("_is_found")
    is_known = _known(database, every.columns).alias("_is_known")
    looked = every.select(StarExpression(), is_found, is_known).filter("_is_found AND _is_known")
    found = looked.to_arrow_table().drop_columns(["_is_found", "_is_known"])
    places = {name: _told(found[name], patterns) for name in texts}
    for at, row in enumerate(found.to_pylist()):
        yield Found(table, tuple(name for name in texts if places[name][at]), row)


def _known(database: Database, columns: Sequence[str]) -> Expression:
    """Whether a row was written by an act within the horizon."""
    if database.horizon is None or "act_id" not in columns:
        return ConstantExpression(value=True)
    return ColumnExpression("act_id") <= ConstantExpression(database.horizon)


def _holds(texts: Sequence[str], patterns: Sequence[str]) -> Expression:
    cells = [ColumnExpression(name).cast("VARCHAR") for name in texts]
    row = FunctionExpression("concat_ws", ConstantExpression(_BETWEEN), *cells)
    hits = [
        FunctionExpression("regexp_matches", row, ConstantExpression(pattern))
        for pattern in patterns
    ]
    return reduce(lambda one, other: one | other, hits)


def _told(column: pa.ChunkedArray, patterns: Sequence[str]) -> list[bool]:
    """Which cells of a column hold any of the patterns."""
    if pa.types.is_list(column.type):
        written = pa.array([_BETWEEN.join(c or []) for c in column.to_pylist()], pa.string())
    else:
        written = pc.fill_null(column.cast(pa.string()), "")
    hits = [pc.match_substring_regex(written, pattern).to_pylist() for pattern in patterns]
    return [any(one) for one in zip(*hits, strict=True)]


def acts(database: Database) -> dict[int, dict[str, Any]]:
    """Every act that the scope sees, by its number: when, who and what kind."""
    with cursor(database) as own:
        kept = read(own, "act").select("act_id", "done_at", "actor", "kind")
        names = kept.columns
        return {row[0]: dict(zip(names, row, strict=True)) for row in kept.fetchall()}


def stored_by(database: Database) -> dict[str, int]:
    """The number of the act that stored each report."""
    with cursor(database) as own:
        return dict(read(own, "submission").select("submission", "act_id").fetchall())


def files(database: Database) -> dict[str, str]:
    """The name of every file that reports and nil reports came in, by its sha256."""
    with cursor(database) as own:
        return {
            sha256: name
            for table in ("nil_report", "submission")
            for sha256, name in read(own, table).select("sha256", "file_name").fetchall()
            if sha256
        }
