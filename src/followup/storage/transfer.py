"""Fill a store from the file of another, whole or not at all.

A file gives way to another by its name; a lake, which several processes may share, cannot: there
the rows are exchanged, in one transaction.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from followup.errors import UserError
from followup.storage import migrations
from followup.storage.copies import ONE_AT_A_TIME, opened_copy
from followup.storage.database import Database
from followup.storage.logical_hash import LogicalHash, of_store
from followup.storage.seals import DERIVED
from followup.storage.sqltext import quoted
from followup.storage.summaries import begin

_TABLES = (
    "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
    "WHERE database_name = 'store' AND schema_name = 'main' GROUP BY table_name ORDER BY table_name"
)
# The migrations of both are the same, and say so themselves.
_OWN_WORDS = "migration"


def fill(database: Database, file: Path) -> LogicalHash:
    """Let a store hold what another's file holds, and nothing else; returns what that is.

    The file must lie in home or home/backups, and is brought to this version's tables first.
    Raises UserError ``store_differs`` when what arrived is not what the file holds; the store is
    then as it was.
    """
    with opened_copy(file, is_read_only=False) as given:
        migrations.migrate(given)
        expected = of_store(given)
    own = database.connection.cursor()
    with ONE_AT_A_TIME, database.writer:
        try:
            own.execute(f"ATTACH {quoted(str(file))} AS given (READ_ONLY)")
            own.execute("BEGIN")
            _exchange(own)
            arrived = of_store(own)
            if arrived != expected:
                own.execute("ROLLBACK")
                raise UserError("store_differs", tables=", ".join(arrived.differences(expected)))
            own.execute("COMMIT")
        finally:
            own.close()
            _let_go(database)
    begin(database.connection, database.settings.summaries_from)
    return expected


def _exchange(own: duckdb.DuckDBPyConnection) -> None:
    for table, columns in own.execute(_TABLES).fetchall():
        if table == _OWN_WORDS:
            continue
        own.execute(f'DELETE FROM store.main."{table}"')  # noqa: S608 - a table's own name
        if table not in DERIVED:
            rows = own.table(f'given.main."{table}"').select(*map(duckdb.ColumnExpression, columns))
            rows.insert_into(f'store.main."{table}"')


def _let_go(database: Database) -> None:
    own = database.connection.cursor()
    try:
        own.execute("DETACH DATABASE IF EXISTS given")
    finally:
        own.close()
