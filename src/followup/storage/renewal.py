"""What a later act changed or erased of earlier ones is taken out of their kept acts too.

The seals that an act sets anew name the earlier acts and tables. Of those the kept rows become what
the store holds now. Facts then stand as rows, since the original may be erased: a store is built
anew from the rows. An act's own file has its lasting name only after this, so that what a crash cut
off is done when the store is next opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from followup.storage import journal
from followup.storage.seals import DETAIL, OF_REPORT

Cursor = duckdb.DuckDBPyConnection
# Seals alone were set by these: nothing was changed.
_KIND: Final = "seal_earlier"
_RENEWED: Final = """
    SELECT s.of_act, list(s.table_name ORDER BY s.table_name)
    FROM store.main.act_seal AS s
    INNER JOIN store.main.act AS a ON a.act_id = s.act_id
    WHERE s.act_id = ? AND a.kind != ?
    GROUP BY s.of_act ORDER BY s.of_act
"""


def renew(own: Cursor, originals: Path, act_id: int) -> None:
    """Renew the files of the acts that the act ``act_id``, which is committed, sealed anew.

    Raises OSError where a file cannot be written; then nothing of that file is changed.
    """
    renewed = own.execute(_RENEWED, [act_id, _KIND]).fetchall()
    for number, tables in renewed:
        row = own.execute("SELECT hash FROM store.main.act WHERE act_id = ?", [number]).fetchone()
        file = originals / journal.FOLDER / journal.name_of(number, str(row[0]) if row else "")
        # Acts from before they were kept one by one have no file.
        if row and file.is_file():
            journal.rewrite(file, _renewed(own, number, journal.read(file), frozenset(tables)))


def _renewed(
    own: Cursor, number: int, told: Mapping[str, Any], tables: frozenset[str]
) -> dict[str, Any]:
    facts = {word["table"] for word in told["facts"]}
    gone = tables | facts
    rows = [word for word in told["rows"] if word.get("table") not in gone]
    rows += [word for table in sorted(gone - {DETAIL}) for word in _rows(own, number, table)]
    act = dict(told["act"])
    found = own.execute("SELECT detail FROM store.main.act WHERE act_id = ?", [number]).fetchone()
    act["detail"] = found[0] if found else act["detail"]
    return {**told, "act": act, "rows": rows, "facts": []}


def _rows(own: Cursor, number: int, table: str) -> Iterable[dict[str, Any]]:
    """The rows of an act in a table as they are now; no word where there are none."""
    of_act = "act_id = $1" if "act_id" in own.table(f"store.main.{table}").columns else OF_REPORT
    asked = f"SELECT * FROM store.main.{table} WHERE {of_act}"  # noqa: S608
    found = own.execute(asked, [number])
    names = [column[0] for column in found.description or ()]
    values = [[journal.plain(value) for value in row] for row in found.fetchall()]
    if values:
        yield {"table": table, "columns": names, "rows": values}
