"""Editions of the reference values: those that came with the program, and with each state of the
organisation's own.

Tables of an edition are made once and lie beside each other; a cursor names the one it reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

import duckdb
import pyarrow as pa

from followup.domain.own_figure import OwnFigure
from followup.storage import memo, own_figures
from followup.storage.database import Database

# Without values of one's own.
SHIPPED: Final = ""
# The tables that such values change.
TABLES: Final = ("energy_content", "fuel_share", "ghg_factor")
_VIEW: Final = """
    CREATE VIEW memory.ref.$table AS
    SELECT * EXCLUDE (edition) FROM memory.edition.$table WHERE edition = getvariable('edition')
"""


def name_of(figures: Iterable[OwnFigure]) -> str:
    """The name of the edition with these values of one's own: the same for the same values."""
    said = [
        (f.place, f.ends, f.valid_from, f.valid_to, f.status, f.known_from, f.withdrawn_on,
         f.identifier)
        for f in figures
    ]  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest() if said else SHIPPED


def use(own: duckdb.DuckDBPyConnection, database: Database) -> str:
    """Let a cursor read the edition that the database's own values make, or the one on trial.

    Returns its name.
    """
    name = database.edition
    if name is None:
        # By the cursor itself: a rehearsal has but one, and another day must not be put to it.
        name = memo.once(database, "edition", lambda: made(database, own_figures.read(own)))
    own.execute("SET VARIABLE edition = ?", [name])
    return name


def made(database: Database, figures: tuple[OwnFigure, ...]) -> str:
    """Make the edition with these values, unless it is there; returns its name."""
    name, editions = name_of(figures), database.editions
    with editions.lock:
        if name not in editions.names and name != SHIPPED:
            if editions.build is None:
                raise ValueError("no catalogue was loaded to lay own values over")
            tables = editions.build(figures)
            add(database, name, {table: tables[table] for table in TABLES})
    return name


def add(database: Database, name: str, tables: Mapping[str, pa.Table]) -> None:
    """Lay the tables of an edition beside those of the others."""
    # A cursor of its own: what a rehearsal writes to must not be written to twice.
    own = database.connection.cursor()
    try:
        own.execute("USE memory")
        for table, rows in tables.items():
            named = rows.append_column("edition", pa.array([name] * rows.num_rows, pa.string()))
            if name == SHIPPED:
                own.from_arrow(named).create(f"memory.edition.{table}")
                own.execute(_VIEW.replace("$table", table))
            else:
                own.from_arrow(named).insert_into(f"memory.edition.{table}")
        database.editions.names.add(name)
    finally:
        own.close()
