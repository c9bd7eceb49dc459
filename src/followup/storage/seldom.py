"""Tables that few stores fill: the part of a query on one costs more to plan than to run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

import duckdb

from followup.storage import memo, summaries
from followup.storage.database import Database, cursor
from followup.storage.frames import is_empty

_SELDOM: Final = (
    "activity", "certificate", "declared_share", "exemption", "food_waste", "furniture", "machine",
    "packaging", "spot_check_outcome", "supersession", "vehicle", summaries.MONTHS,
)  # fmt: skip


def holds(own: duckdb.DuckDBPyConnection, kind: str) -> bool:
    """False where a cursor was told that a table holds nothing (``app.may_hold``)."""
    held = own.execute("SELECT app.may_hold(?)", [kind]).fetchall()
    return held == [(True,)]


def empty(own: duckdb.DuckDBPyConnection, database: Database) -> str:
    """The tables of these that hold nothing, between spaces, found once for a version."""

    def look() -> str:
        return f" {' '.join(kind for kind in _SELDOM if is_empty(own, kind))} "

    return memo.once(database, "empty", look)


@contextmanager
def knowing(database: Database, as_of: date | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor whose queries leave out what holds nothing."""
    with cursor(database, as_of) as own:
        own.execute("SET VARIABLE empty = ?", [empty(own, database)])
        try:
            yield own
        finally:
            # The cursor of a rehearsal goes on, and what was empty may be filled.
            own.execute("SET VARIABLE empty = ''")
