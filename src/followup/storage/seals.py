"""Seals: what an act wrote in each table, as a count and one hash, so that a changed row is found.

The seal of an act and a table is the sha256 over the sorted sha256 of the act's rows there; it is
part of the act's own hash. A row counts to the act whose number it carries, a fact or finding to
the act that stored its report. Only what a row says counts, not what it leaves open, so a column
added later changes no seal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256

import duckdb

from followup.storage import journal

Cursor = duckdb.DuckDBPyConnection
STORE = "store.main."
# Made from facts alone (storage.summaries): left out of seals, journal and comparisons.
DERIVED = frozenset({"fuel_month", "fuel_vehicle_month"})
# Sealed otherwise: an act by the chain, the head by its end, a migration by its file.
_APART = frozenset({"act", "head", "migration"}) | DERIVED
# The name a seal has that holds the detail of an act rather than rows.
DETAIL = "act"
_TABLES = (
    "SELECT table_name, list(column_name ORDER BY column_name) FROM duckdb_columns() "
    "WHERE database_name = 'store' AND schema_name = 'main' GROUP BY table_name ORDER BY table_name"
)
_touched: ContextVar[set[str] | None] = ContextVar("touched", default=None)


@dataclass(frozen=True, slots=True)
class Seal:
    """How many rows an act has in a table, and the hash of them."""

    row_count: int
    sha256: str


NOTHING = Seal(0, sha256().hexdigest())


@contextmanager
def noting() -> Iterator[set[str]]:
    """The names of the tables that are written to within."""
    touched: set[str] = set()
    token = _touched.set(touched)
    try:
        yield touched
    finally:
        _touched.reset(token)


def note(table: str) -> None:
    """Say that the act at work has written to a table; outside an act nobody listens."""
    touched = _touched.get()
    if touched is not None:
        touched.add(table)


def hashed(words: str) -> str:
    """The sha256 of a text, in hexadecimal."""
    return sha256(words.encode()).hexdigest()


def sealed(own: Cursor, act_id: int, tables: set[str]) -> str:
    """The seals of an act in some tables, as its row and its hash keep them."""
    found = {name: of(own, act_id, name) for name in sorted(tables - _APART)}
    return json.dumps({name: [s.row_count, s.sha256] for name, s in found.items()})


def unsealed(written: str) -> dict[str, Seal]:
    """The seals that ``sealed`` wrote down."""
    return {name: Seal(*seal) for name, seal in json.loads(written).items()}


def of(own: Cursor, act_id: int, table: str) -> Seal:
    """The rows that an act has in a table now, seen from within the cursor's transaction.

    Hashed here rather than in the query: a query over every column costs more to plan than the
    few rows of an act are worth. ``everything`` says the same of all acts at once.
    """
    columns = own.table(STORE + table).columns
    of_act = "act_id = $1" if "act_id" in columns else OF_REPORT
    rows = own.execute(
        f"SELECT COLUMNS(*)::VARCHAR FROM {STORE}{_name(table)} WHERE {of_act}",  # noqa: S608
        [act_id],
    ).fetchall()
    order = sorted(range(len(columns)), key=columns.__getitem__)
    digests = sorted(
        hashed(",".join(f"{columns[n]}:{len(r[n])}:{r[n]}" for n in order if r[n] is not None))
        for r in rows
    )
    return Seal(len(digests), hashed("".join(digests)))


def set_anew(own: Cursor, act_id: int, changed: Sequence[tuple[int, str]]) -> None:
    """Seal again what the act ``act_id`` changed or erased: pairs of an earlier act and a table.

    Table ``act`` (DETAIL) stands for the earlier act's detail. To be called after the change, in
    the same transaction; the earlier seal stays in the earlier act's row.
    """
    for of_act, table in changed:
        seal = _detail(own, of_act) if table == DETAIL else of(own, of_act, table)
        own.execute(
            "INSERT INTO store.main.act_seal VALUES (?, ?, ?, ?, ?)",
            [act_id, of_act, table, seal.row_count, seal.sha256],
        )
    if changed:
        note("act_seal")
        written = own.execute("SELECT * FROM store.main.act_seal WHERE act_id = ?", [act_id])
        journal.note_rows("act_seal", written.to_arrow_table())


def everything(own: Cursor) -> dict[tuple[int | None, str], Seal]:
    """The rows of every act in every table; act None is rows that belong to no report."""
    found: dict[tuple[int | None, str], Seal] = {}
    for table, columns in own.execute(_TABLES).fetchall():
        # Planning the hashes costs more than an empty table is worth.
        if table in _APART or own.table(STORE + table).limit(1).fetchone() is None:
            continue
        rows = own.execute(
            "SELECT act_id, count(*), sha256(string_agg(h, '' ORDER BY h)) "  # noqa: S608
            f"FROM ({_rows(table, columns)}) GROUP BY act_id"
        ).fetchall()
        found |= {(act_id, table): Seal(count, digest) for act_id, count, digest in rows}
    return found


# Rows of a report are those of the act that stored it.
OF_REPORT = "submission IN (SELECT submission FROM store.main.submission WHERE act_id = $1)"


def _rows(table: str, columns: Sequence[str]) -> str:
    """A query for the act and the hash of each row of a table.

    Each value stands with its column and length, so that no two rows are written alike.
    """
    said = ", ".join(
        f"'{c}:' || length({_name(c)}::VARCHAR) || ':' || {_name(c)}::VARCHAR"
        for c in sorted(columns)
    )
    digest = f"sha256(concat_ws(',', {said})) AS h"
    if "act_id" in columns:
        return f"SELECT act_id, {digest} FROM {STORE}{_name(table)}"  # noqa: S608
    return (
        f"SELECT s.act_id, x.h FROM (SELECT submission, {digest} FROM {STORE}{_name(table)}) AS x "  # noqa: S608
        f"LEFT JOIN {STORE}submission AS s ON s.submission = x.submission"
    )


def _detail(own: Cursor, act_id: int) -> Seal:
    row = own.execute("SELECT detail FROM store.main.act WHERE act_id = ?", [act_id]).fetchone()
    return Seal(1, hashed(str(row[0]))) if row else NOTHING


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
