"""Sums of fuel rows, kept in the transaction of the rows themselves, and what is answered by them.

**What is kept.** ``fuel_vehicle_month`` has for each fuel report the sums of rows that every
measure treats alike (same vehicle, fuel, unit, buyer, grade, marks and stretch of days), and
``fuel_month`` the same for all of a report's vehicles together; ``row_count`` is how many rows a
sum stands for. Rows within one calendar month are one stretch, ``first_day`` to ``last_day`` of
their own days; others are together only where their days are the very same. A row without days has
its report's. The columns are those of the rows, so a measure's text runs on either.

**Why they never need mending.** Rows of a report never change; corrections, undo, horizon, scope
and the day looked at decide which reports are in force, and sums are read through the same view of
reports as rows are. Only what a decision erases from a report makes its sums anew (``keep``).

**When they are kept.** Once a store holds ``Settings.summaries_from`` rows of fuel: ``begin``
makes them when a store is opened, ``keep`` in the act that passes it. At 100 000 rows (1 800
reports) a goal took a quarter and all verdicts a third of the processor time that rows took, one
organisation's verdicts four fifths; with fewer rows what is saved is lost on choosing. They are
made from the rows alone, so they are in no seal, journal or logical hash; ``rebuild`` makes them
anew and ``differing`` names the tables that are not what that would give.

**What is answered by them.** ``queries/reading.sql`` decides for each report in force, by the asks:
by its sums of a ``month``, of a ``vehicle``'s month (measures that count vehicles, or ask of
listed ones), or each ``single`` row where sums would not give the same answer to the digit. A
database with ``reads_facts`` reads rows.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from followup.storage.frames import is_empty
from followup.storage.seals import DERIVED
from followup.storage.sqltext import text

if TYPE_CHECKING:
    from followup.storage.database import Database

Cursor = duckdb.DuckDBPyConnection
_LOG: Final = logging.getLogger("followup.events")
FACTS: Final = "fuel_delivery"
MONTHS: Final = "fuel_month"
VEHICLES: Final = "fuel_vehicle_month"
# Measures to which it is all one which vehicle a row names.
_OF_MONTHS: Final = ("distance_share", "ghg_mean", "ghg_tonnes", "volume_share")
# Asks of listed vehicles whether they were fuelled, and only of those.
_OF_LISTED: Final = "energy_share"
# Rows that are summed at a time when all are made anew.
_AT_A_TIME: Final = 5_000_000
_HELD: Final = "SELECT sum(row_count) FROM store.main.submission WHERE report_type = 'fuel'"
_REPORTS: Final = """
    SELECT
        submission,
        CAST(sum(row_count) OVER (ORDER BY act_id, submission) // $1 AS BIGINT) AS part
    FROM store.main.submission WHERE report_type = 'fuel' ORDER BY act_id, submission
"""
# The reports of an act, and those that it sealed anew since their rows are no longer the same.
_OF_ACT: Final = """
    SELECT submission FROM store.main.submission WHERE report_type = 'fuel' AND (
        act_id = $1 OR act_id IN (
            SELECT of_act FROM store.main.act_seal
            WHERE act_id = $1 AND table_name = 'fuel_delivery'
        ))
"""
_LISTED: Final = """
    SELECT DISTINCT contract FROM app.vehicle_fact
    WHERE contract IN (SELECT contract FROM ask) AND app.may_hold('vehicle')
"""
# Two writers of a lake must not both begin.
_ALONE: Final = "UPDATE store.main.head SET data_version = data_version"


def ways(own: Cursor, asks: pa.Table, measure: str, *, by_contract: bool) -> set[str]:
    """By which ways the reports that the registered ``ask`` is about are read.

    Some of ``month``, ``vehicle`` and ``single``; the first two are sums. Registers ``reading``,
    which says it of each report, and needs ``figure``.
    """
    if measure in _OF_MONTHS:
        named = asks.slice(0, 0).select(["contract"])
    elif measure == _OF_LISTED:
        named = own.execute(_LISTED).to_arrow_table()
    else:
        named = asks.select(["contract"]).group_by(["contract"]).aggregate([])
    own.register("by_vehicle", named)
    reading = own.execute(text("queries", "reading")).to_arrow_table()
    own.register("reading", reading)
    found = set(pc.unique(reading["way"]).to_pylist())
    # What was driven has no sums.
    if asks["activity"].null_count < asks.num_rows:
        found.add("single")
    own.execute("SET VARIABLE ways = ?", [sorted(found)])
    own.execute("SET VARIABLE by_contract = ?", [by_contract])
    return found or {"single"}


def singly(own: Cursor) -> None:
    """Register ``reading`` so that all reports that the registered ``ask`` meets are read by rows.

    Known beforehand, they are found without looking through the rows of all others.
    """
    own.register("reading", own.execute(text("queries", "reading_singly")).to_arrow_table())


def begin(connection: Cursor, least: int) -> None:
    """Make the sums of a store that is being opened, if it is large enough and has none.

    It takes minutes for ten million rows, so the log says when it begins and when it is done.
    """
    own = connection.cursor()
    try:
        own.execute("BEGIN")
        if is_empty(own, MONTHS) and _held(own) >= least:
            _LOG.info("sums", extra={"event": {"action": "sums", "outcome": "begun"}})
            rebuild(own)
            own.execute("COMMIT")
            _LOG.info("sums", extra={"event": {"action": "sums", "outcome": "done"}})
        else:
            own.execute("ROLLBACK")
    finally:
        own.close()


def keep(own: Cursor, act_id: int, touched: set[str], least: int) -> None:
    """Keep the sums of what an act wrote, within its transaction.

    ``touched`` are the tables it wrote to. Below ``least`` rows in the store nothing is kept.
    """
    if not touched & {FACTS, "act_seal"}:
        return
    if is_empty(own, MONTHS):
        if FACTS in touched and _held(own) >= least:
            rebuild(own)
        return
    reports = own.execute(_OF_ACT, [act_id]).to_arrow_table()
    if "act_seal" in touched and reports.num_rows:
        own.register("report", reports)
        for table in (MONTHS, VEHICLES):
            own.execute(_FORGET[table])
    _write(own, reports)


_FORGET: Final = {
    MONTHS: "DELETE FROM store.main.fuel_month WHERE submission IN (SELECT submission FROM report)",
    VEHICLES: "DELETE FROM store.main.fuel_vehicle_month "
    "WHERE submission IN (SELECT submission FROM report)",
}


def rebuild(own: Cursor) -> None:
    """Make all sums anew, within the caller's transaction."""
    own.execute("DELETE FROM store.main.fuel_month")
    own.execute("DELETE FROM store.main.fuel_vehicle_month")
    own.execute(_ALONE)
    for reports in _parts(own):
        _write(own, reports)


def differing(own: Cursor) -> tuple[str, ...]:
    """The tables of sums that are not what their rows give, within the cursor's transaction.

    Empty also where no sums are kept.
    """
    if is_empty(own, MONTHS):
        return ()
    kept = {table: _hash(own, table) for table in sorted(DERIVED)}
    rebuild(own)
    return tuple(table for table in kept if _hash(own, table) != kept[table])


def mend(database: Database) -> tuple[str, ...]:
    """Make sums anew that are not what their rows give; returns the tables that differed."""
    with database.writer:
        own = database.connection.cursor()
        try:
            own.execute("BEGIN")
            found = differing(own)
            if found:
                own.execute("COMMIT")
            return found
        finally:
            own.close()


def _hash(own: Cursor, table: str) -> tuple[int, int]:
    """How many rows, and a sum of their hashes that no order changes."""
    row = own.table(f"store.main.{table}").aggregate(_ALIKE).fetchone()
    return (int(row[0]), int(row[1] or 0)) if row else (0, 0)


_ALIKE: Final = "count(*), sum(hash(*COLUMNS(*)))"


def _held(own: Cursor) -> int:
    row = own.execute(_HELD).fetchone()
    return int(row[0] or 0) if row else 0


def _parts(own: Cursor) -> Iterator[pa.Table]:
    """All fuel reports in the order they came, some rows' worth at a time."""
    found = own.execute(_REPORTS, [_AT_A_TIME]).to_arrow_table()
    for part in pc.unique(found["part"]).to_pylist():
        own_part = pc.indices_nonzero(pc.equal(found["part"], part))
        yield found.select(["submission"]).take(own_part)


def _write(own: Cursor, reports: pa.Table) -> None:
    if reports.num_rows == 0:
        return
    own.register("report", reports)
    own.register("summarised", own.execute(text("summaries", "summarised")).to_arrow_table())
    for table in (VEHICLES, MONTHS):
        own.execute(_INSERT[table] + text("summaries", table))
    own.unregister("summarised")
    own.unregister("report")


_INSERT: Final = {
    VEHICLES: "INSERT INTO store.main.fuel_vehicle_month BY NAME\n",
    MONTHS: "INSERT INTO store.main.fuel_month BY NAME\n",
}
