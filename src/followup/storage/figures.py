"""The figures of each fuel, laid out over the days on which they stand still.

They rest on the catalogue alone, whatever is reported, and are laid out once for each edition and
day of knowledge.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import duckdb
import pyarrow as pa

from followup.storage import editions
from followup.storage.database import Database
from followup.storage.sqltext import text

_SETS: Final = ["fuel_set", "factor_set"]
# Layouts kept at a time; the oldest goes first.
_MOST: Final = 64


def use(own: duckdb.DuckDBPyConnection, database: Database, asks: pa.Table, as_of: date) -> None:
    """Let a cursor read ``figure``: what the asks' fuel sets and factor sets say of each fuel."""
    edition = editions.use(own, database)
    sets = (
        asks.select(_SETS).group_by(_SETS).aggregate([]).sort_by([(s, "ascending") for s in _SETS])
    )
    asked = tuple(zip(*(sets[name].to_pylist() for name in _SETS), strict=True))
    kept = database.editions.figures
    key = (edition, database.reference_day or as_of, database.years_ahead, asked)
    if key not in kept:
        own.register("asked_sets", sets)
        found = own.execute(text("queries", "figures")).to_arrow_table()
        own.unregister("asked_sets")
        for old in list(kept)[: max(0, len(kept) - _MOST + 1)]:
            kept.pop(old, None)
        kept[key] = found
    own.register("figure", kept[key])
