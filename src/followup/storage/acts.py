"""Every write is an act: one transaction that also moves the counter and the audit chain.

The counter and the chain are one row. On a shared lake that row is what makes two writers
conflict; the whole transaction is then tried again. So that nobody loses every time, writers of a
lake wait for each other first; it is the row, and not the waiting, that keeps the chain whole.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import duckdb

from followup.domain import access
from followup.errors import UserError
from followup.storage import journal, lake, renewal, scopes, seals, succession, summaries, trouble
from followup.storage.database import Database, cursor, look
from followup.storage.frames import is_empty
from followup.storage.sqltext import text

Cursor = duckdb.DuckDBPyConnection
ATTEMPTS = 8
_LOG = logging.getLogger("followup.events")
Found = TypeVar("Found")


class Stale(Exception):
    """The state of the data that an act was planned on is no longer the newest."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to which thing, when (UTC). ``detail`` holds what is needed to explain it."""

    actor: str
    kind: str
    subject: str
    at: datetime
    detail: Mapping[str, object]


def commit(
    database: Database,
    act: Act,
    write: Callable[[Cursor, int], None],
    planned_on: int | None = None,
) -> int:
    """Run ``write(cursor, act_id)`` and the act's own rows in one transaction; all or nothing.

    Returns the act's number. Raises UserError ``busy`` when other writers win every attempt, what
    ``trouble.told`` names when the machine cannot store it (a full disk, first of all),
    ``outcome_unknown`` when a lake's server went while it was committed, ``looking_back`` where an
    earlier state of knowledge is shown, ``not_allowed`` for an act that the scope does not take or
    that wrote a row it does not see, and Stale when another act has come since the data version
    ``planned_on``, if it is given.
    """
    _refuse(database, act)
    with database.writer, trouble.told():
        for attempt in range(ATTEMPTS):
            own = database.connection.cursor()
            try:
                with lake.alone(database.connection, database.settings, "act"):
                    act_id, digest = _attempt(own, database, act, write, planned_on)
                _tell(act, "done", act_id, digest)
                return act_id
            except duckdb.TransactionException as error:
                _rollback(own)
                # A commit that finds the disk full fails like one that another writer overtook.
                if known := trouble.of(error):
                    _tell(act, known.code)
                    raise
                time.sleep(0.02 * 2**attempt)
            except BaseException as error:
                _rollback(own)
                if not isinstance(error, Stale):
                    known = trouble.of(error)
                    _tell(act, known.code if known else "failed")
                raise
            finally:
                own.close()
    raise UserError("busy")


def _refuse(database: Database, act: Act) -> None:
    if not access.may(database.scope.role, act.kind):
        _tell(act, "not_allowed")
        raise UserError("not_allowed")
    if database.looks_back:
        raise UserError("looking_back")


def planned(database: Database, attempt: Callable[[int], Found]) -> Found:
    """Look and write under one lock, and look anew when another process was first.

    ``attempt`` is given the data version it plans on, for its ``commit``: two at once must see
    each other. Raises UserError ``busy`` when others win every time, and as ``trouble.told``.
    """
    with database.writer, trouble.told():
        for _ in range(ATTEMPTS):
            try:
                return attempt(data_version(database))
            except Stale:
                continue
    raise UserError("busy")


def chain_hash(prev_hash: str, act_id: int, act: Act, *rest: str) -> str:
    """The audit hash of an act: sha256 over the previous hash, the act's own words and the rest.

    The rest is the sha256 of its detail and the seals of what it wrote; of acts from before there
    were seals, the detail itself.
    """
    words = [prev_hash, str(act_id), act.at.isoformat(), act.actor, act.kind, act.subject, *rest]
    return seals.hashed(json.dumps(words, ensure_ascii=False))


def data_version(database: Database) -> int:
    """The number of the newest act; reads cached by it are never stale."""
    own = database.connection.cursor()
    try:
        row = own.execute("SELECT data_version FROM store.main.head").fetchone()
    finally:
        own.close()
    return int(row[0]) if row else 0


def newest_in(database: Database, table: str) -> int:
    """The number of the newest act that wrote to a table of the store, 0 where none has."""
    own = database.connection.cursor()
    try:
        row = own.table(f"store.main.{table}").max("act_id").fetchone()
    finally:
        own.close()
    return int(row[0] or 0) if row else 0


def verdict_version(database: Database) -> int:
    """The number of the newest act that a verdict of what the scope sees may rest on.

    At most the data version. What others report leaves it as it was, but where there are
    certificates: one of theirs may have been used first. Every change of a contract counts, since
    one that is no longer seen leaves nothing behind that is.
    """
    everything = database.connection.cursor()
    try:
        looks_beyond = not is_empty(everything, "certificate")
        query = text("queries", "verdict_version")
        if looks_beyond:
            row = everything.execute(query).fetchone()
        else:
            with cursor(database) as own:
                row = own.execute(query).fetchone()
    finally:
        everything.close()
    return max(int(row[0]) if row else 0, newest_in(database, "contract"))


def origin(database: Database) -> str:
    """What tells this store from every other for as long as it lives: the hash of its first act.

    Empty before anything was done.
    """
    own = database.connection.cursor()
    try:
        row = own.execute("SELECT hash FROM store.main.act WHERE act_id = 1").fetchone()
    finally:
        own.close()
    return str(row[0]) if row else ""


def first_kind(database: Database) -> str | None:
    """What the store began with: the kind of its very first act, None before anything was done."""
    own = database.connection.cursor()
    try:
        row = own.execute("SELECT kind FROM store.main.act WHERE act_id = 1").fetchone()
    finally:
        own.close()
    return str(row[0]) if row else None


def _attempt(
    own: Cursor,
    database: Database,
    act: Act,
    write: Callable[[Cursor, int], None],
    planned_on: int | None,
) -> tuple[int, str]:
    look(own, database)
    own.execute("BEGIN")
    rows = own.execute("SELECT data_version, audit_hash FROM store.main.head").fetchall()
    if len(rows) != 1:
        raise UserError("head_damaged", rows=len(rows))
    version, prev_hash = rows[0]
    if planned_on not in (None, version):
        raise Stale
    act_id = int(version) + 1
    with seals.noting() as touched, journal.collecting() as written:
        write(own, act_id)
    summaries.keep(own, act_id, touched, database.settings.summaries_from)
    detail = json.dumps(act.detail, ensure_ascii=False, sort_keys=True, default=str)
    covered = (seals.hashed(detail), seals.sealed(own, act_id, touched))
    digest = chain_hash(prev_hash, act_id, act, *covered)
    own.execute(
        "INSERT INTO store.main.act (act_id, done_at, actor, kind, subject, detail, prev_hash, "
        "hash, detail_hash, written) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [act_id, act.at, act.actor, act.kind, act.subject, detail, prev_hash, digest, *covered],
    )
    own.execute("UPDATE store.main.head SET data_version = ?, audit_hash = ?", [act_id, digest])
    if not scopes.is_whole(database.scope):
        _refuse_unseen(own, database, act_id)
    kept = _kept(database, own, act_id, written)
    try:
        own.execute("COMMIT")
    except BaseException as error:
        if not _is_stored(database, act_id, digest, error):
            journal.drop(kept)
            raise
    _finish(own, database, act_id, kept)
    return act_id, digest


def _is_stored(database: Database, act_id: int, digest: str, error: BaseException) -> bool:
    """Whether an act whose commit failed is stored all the same: its answer may have been lost.

    Raises UserError ``outcome_unknown`` where the server of a lake no longer answers. The file of
    the act then stays; whoever next opens the lake or backs it up finds out what became of it.
    """
    if not lake.is_shared(database.settings) or not isinstance(error, duckdb.Error):
        return False
    own = database.connection.cursor()
    try:
        row = own.execute("SELECT hash FROM store.main.act WHERE act_id = ?", [act_id]).fetchone()
    except duckdb.Error as lost:
        raise UserError("outcome_unknown") from lost
    finally:
        own.close()
    return row == (digest,)


def _finish(own: Cursor, database: Database, act_id: int, kept: Path) -> None:
    """Take what a committed act erased out of earlier acts' files, and give its own its name.

    Where that fails the act is done all the same, and opening the store finishes it.
    """
    with suppress(OSError, duckdb.Error):
        renewal.renew(own, database.settings.originals, act_id)
        journal.confirm(kept)


def _tell(act: Act, outcome: str, act_id: int | None = None, digest: str | None = None) -> None:
    """A line in the log: ids and hashes, nothing of what was written or about whom.

    The hash is the end of the chain, kept where the database does not reach.
    """
    _LOG.info("act", extra={"event": {
        "action": act.kind, "actor": seals.hashed(act.actor)[:16], "object": act_id,
        "outcome": outcome, "head": digest,
    }})  # fmt: skip


def _refuse_unseen(own: Cursor, database: Database, act_id: int) -> None:
    if succession.takes_over(own, act_id):
        raise UserError("not_allowed")
    # A contract that was written now is seen by its buyers.
    scopes.put(own, database.scope, database.settings.home)
    if scopes.is_hidden(own, act_id):
        raise UserError("not_allowed")


def _kept(database: Database, own: Cursor, act_id: int, written: journal.Written) -> Path:
    """The file of an act about to be committed."""
    found = own.execute("SELECT * FROM store.main.act WHERE act_id = ?", [act_id])
    names = [column[0] for column in found.description or ()]
    row = dict(zip(names, found.fetchone() or (), strict=True))
    schema = own.execute("SELECT max(name) FROM store.main.migration").fetchone()
    return journal.keep(database.settings.originals, row, str(schema[0]) if schema else "", written)


def _rollback(own: Cursor) -> None:
    try:
        own.execute("ROLLBACK")
    except duckdb.Error:
        return  # the failed statement has already ended the transaction
