"""Put kept acts into a store again, under the tables of the version that each was done with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from followup.storage import migrations, wrong_numbers
from followup.storage.copies import head_of, opened_copy
from followup.storage.journal import plain
from followup.storage.logical_hash import LogicalHash, of_store

CHANGES: Final = {"let_go_of_contact": wrong_numbers.LET_GO}
_STORE = "store.main."

opened = opened_copy
newest = head_of
finish = migrations.migrate


def play(
    own: duckdb.DuckDBPyConnection, told: Mapping[str, Any], facts: Mapping[str, pa.Table]
) -> None:
    """Put one act, its rows and the facts of its reports (by submission) into the store."""
    migrations.migrate(own, told["schema"])
    act = told["act"]
    own.execute("BEGIN")
    _insert(own, "act", list(act), [list(act.values())])
    for word in told["rows"]:
        if "change" in word:
            own.execute(CHANGES[word["change"]], word["params"])
        else:
            _insert(own, word["table"], word["columns"], word["rows"])
    for word in told["facts"]:
        table, name = facts[word["submission"]], word["submission"]
        named = table.append_column("submission", pa.array([name] * table.num_rows, pa.string()))
        columns = own.table(_STORE + word["table"]).columns
        own.from_arrow(named.select(columns)).insert_into(_STORE + word["table"])
    own.execute(
        "UPDATE store.main.head SET data_version = ?, audit_hash = ?", [act["act_id"], act["hash"]]
    )
    own.execute("COMMIT")


def contents_of(file: Path) -> LogicalHash:
    """What a store's file holds; raises UserError ``database_unreadable``."""
    with opened_copy(file, is_read_only=True) as own:
        return of_store(own)


def _insert(
    own: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Insert rows of plain values; the store makes of each text what its column holds."""
    found = [_texts([row[n] for row in rows]) for n in range(len(columns))]
    values = pa.table(dict(zip(columns, found, strict=True)))
    named = values.select(own.table(_STORE + table).columns)
    own.from_arrow(named).insert_into(_STORE + table)


def _texts(values: Sequence[Any]) -> pa.Array:
    if any(isinstance(value, list) for value in values):
        return pa.array(values, pa.list_(pa.string()))
    return pa.array([None if v is None else str(plain(v)) for v in values], pa.string())
