"""Keep a lake in order: few files instead of many, and nothing older than is promised.

Every act of a few rows leaves them in the catalogue, larger ones a file of their own; what is
replaced stays for as long as an earlier state of the lake may be asked for. Nothing here changes
what the store holds: no act, no number of it, and not the logical hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from followup.storage import lake
from followup.storage.database import Database

_STEPS = {
    "tables_filed": "FROM ducklake_flush_inlined_data('store')",
    "snapshots_expired": "FROM ducklake_expire_snapshots('store', "
    "older_than => CAST($1 AS TIMESTAMPTZ))",
    "tables_merged": "FROM ducklake_merge_adjacent_files('store')",
    "tables_rewritten": "FROM ducklake_rewrite_data_files('store')",
    "files_removed": "FROM ducklake_cleanup_old_files('store', "
    "older_than => CAST($1 AS TIMESTAMPTZ))",
    "orphans_removed": "FROM ducklake_delete_orphaned_files('store', "
    "older_than => CAST($1 AS TIMESTAMPTZ))",
}
# The place in ``Settings.lake_kept`` of the days that a step leaves alone.
_STATES, _FILES = 0, 1
_DAYS = {"snapshots_expired": _STATES, "files_removed": _FILES, "orphans_removed": _FILES}


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done: how many of what, by the name of the step."""

    counts: dict[str, int]


def tidy(database: Database, now: datetime) -> Tidied | None:
    """Tidy a lake; None where another process is at it, or the store is no lake.

    ``now`` is UTC. Acts go on meanwhile, but for those of this process. ``Settings.lake_kept``
    says how old a state must be to be forgotten, and an unused file to be removed: another process
    may be writing or reading it now. What is looked at as it was known earlier does not rest on
    either, for acts are never removed.
    """
    if not lake.is_lake(database.settings):
        return None
    with lake.alone(database.connection, database.settings, "tidy", waits=False) as is_alone:
        if not is_alone:
            return None
        with database.writer:
            return Tidied({name: _done(database, name, now) for name in _STEPS})


def _done(database: Database, name: str, now: datetime) -> int:
    own = database.connection.cursor()
    try:
        given = []
        if name in _DAYS:
            days = database.settings.lake_kept[_DAYS[name]]
            given = [f"{now - timedelta(days=days)}+00"]
        # The waiting of writers keeps this from conflicting with an act.
        with lake.alone(database.connection, database.settings, "act"):
            # Every row is asked for: a mere count of them is answered without anything done.
            return len(own.execute(_STEPS[name], given).fetchall())
    finally:
        own.close()
