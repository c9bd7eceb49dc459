"""Does the audit chain hold? Every act, every row and the end of it, against their hashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from followup.storage import seals
from followup.storage.acts import Act, Cursor, chain_hash, commit
from followup.storage.database import Database
from followup.storage.frames import append, records
from followup.storage.seals import DETAIL, NOTHING, Seal

SEAL_EARLIER = "seal_earlier"
# Who acts where nobody asked: the program itself.
SYSTEM = "Followup"
_ACTS = "SELECT * FROM store.main.act ORDER BY act_id"
_IS_UNSEALED = """
    SELECT 1 FROM store.main.act WHERE written IS NULL AND act_id >
        (SELECT coalesce(max(act_id), 0) FROM store.main.act WHERE kind = 'seal_earlier') LIMIT 1
"""
_SEALS = "SELECT * FROM store.main.act_seal ORDER BY act_id"
Rows = list[dict[str, Any]]
Seals = dict[tuple[int | None, str], Seal]


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: a code, and the act and the table it was found in."""

    code: str
    act_id: int | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain as it was found: its length and end, the rows looked at, and what is wrong."""

    acts: int
    head: str
    rows: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """True when every hash is what it should be."""
        return not self.faults


def verify(database: Database, known: Mapping[int, str] | None = None) -> Chain:
    """Calculate every hash again and compare, of one and the same state of the store.

    ``known`` are hashes of acts that were written down elsewhere: they find a chain that was cut
    off or made anew as a whole. Faults: ``act_changed``, ``act_missing``, ``act_not_chained``,
    ``head_differs``, ``detail_changed``, ``rows_changed``, ``rows_unknown``, ``other_chain``.
    """
    own = database.connection.cursor()
    try:
        own.execute("BEGIN")
        return of_store(own, known or {})
    finally:
        own.execute("ROLLBACK")
        own.close()


def of_store(own: Cursor, known: Mapping[int, str]) -> Chain:
    """The chain as it is seen from within the cursor's own transaction."""
    acts = records(own.sql(_ACTS))
    anew = records(own.sql(_SEALS))
    heads = own.execute("SELECT data_version, audit_hash FROM store.main.head").fetchall()
    rows = seals.everything(own)
    last: dict[str, Any] = acts[-1] if acts else {"act_id": 0, "hash": ""}
    earlier = {a["act_id"] for a in acts if a["kind"] == SEAL_EARLIER}
    erased = {a["of_act"] for a in anew if a["table_name"] == DETAIL and a["act_id"] not in earlier}
    faults = [*_in_chain(acts, erased)]
    if heads != [(last["act_id"], last["hash"])]:
        faults.append(Fault("head_differs", last["act_id"]))
    faults += _in_rows(acts, anew, rows)
    by_number = {a["act_id"]: a["hash"] for a in acts}
    faults += [Fault("other_chain", n) for n, h in known.items() if by_number.get(n) != h]
    count = sum(seal.row_count for seal in rows.values())
    return Chain(len(acts), last["hash"], count, tuple(dict.fromkeys(faults)))


def head(database: Database) -> tuple[int, str]:
    """The number and hash of the newest act, to be written down elsewhere; (0, "") before any."""
    own = database.connection.cursor()
    try:
        row = own.execute("SELECT data_version, audit_hash FROM store.main.head").fetchone()
    finally:
        own.close()
    return (int(row[0]), str(row[1])) if row else (0, "")


def first_day(database: Database) -> datetime | None:
    """When the first act was done (UTC); None before any."""
    own = database.connection.cursor()
    try:
        row = own.execute("SELECT min(done_at) FROM store.main.act").fetchone()
    finally:
        own.close()
    return row[0] if row else None


def seal_earlier(database: Database, at: datetime) -> None:
    """Seal what was written before there were seals, as it is now: an act of the system, once."""
    own = database.connection.cursor()
    try:
        if own.execute(_IS_UNSEALED).fetchone() is None:
            return
    finally:
        own.close()
    commit(database, Act(SYSTEM, SEAL_EARLIER, "", at, {}), _seal_all)


def _seal_all(own: Cursor, act_id: int) -> None:
    found = dict(seals.everything(own))
    for number, detail in own.execute("SELECT act_id, detail FROM store.main.act").fetchall():
        found[number, DETAIL] = Seal(1, seals.hashed(str(detail)))
    append(own, "act_seal", [
        {"act_id": act_id, "of_act": number, "table_name": table, "row_count": seal.row_count,
         "sha256": seal.sha256}
        for (number, table), seal in found.items() if table != "act_seal"
    ])  # fmt: skip


def _in_chain(acts: Rows, erased: set[int]) -> Iterator[Fault]:
    before = ""
    for number, row in enumerate(acts, 1):
        if row["act_id"] != number:
            yield Fault("act_missing", number)
            return
        if row["prev_hash"] != before:
            yield Fault("act_not_chained", number)
        if not _is_own_hash(row) and not (row["written"] is None and number in erased):
            yield Fault("act_changed", number)
        before = row["hash"]


def _is_own_hash(row: dict[str, Any]) -> bool:
    if None in (row["done_at"], row["prev_hash"]):
        return False
    act = Act(row["actor"], row["kind"], row["subject"], row["done_at"], {})
    rest = [row["detail"]] if row["written"] is None else [row["detail_hash"], row["written"]]
    return chain_hash(row["prev_hash"], row["act_id"], act, *rest) == str(row["hash"])


def _in_rows(
    acts: list[dict[str, Any]], anew: list[dict[str, Any]], rows: Seals
) -> Iterator[Fault]:
    """What the seals of the acts say against what is there; the newest seal of a pair holds."""
    sealed: Seals = {}
    covered: set[int | None] = set()
    for act in acts:
        number = act["act_id"]
        if act["kind"] == SEAL_EARLIER:
            covered.update(range(1, number))
        if act["written"] is not None:
            covered.add(number)
            sealed[number, DETAIL] = Seal(1, str(act["detail_hash"]))
            sealed |= {(number, t): seal for t, seal in _read(act["written"]).items()}
    for row in anew:
        sealed[row["of_act"], row["table_name"]] = Seal(row["row_count"], row["sha256"])
    found = dict(rows)
    for act in acts:
        found[act["act_id"], DETAIL] = Seal(1, seals.hashed(str(act["detail"])))
    known = {act["act_id"] for act in acts}
    for pair in sorted({*sealed, *found}, key=repr):
        number, table = pair
        if number not in known:
            yield Fault("rows_unknown", number, table)
        elif number in covered and found.get(pair, NOTHING) != sealed.get(pair, NOTHING):
            code = "detail_changed" if table == DETAIL else "rows_changed"
            yield Fault(code, number, None if table == DETAIL else table)


def _read(written: str) -> dict[str, Seal]:
    try:
        return seals.unsealed(written)
    except (ValueError, TypeError, AttributeError):
        return {}  # a text that was changed: the act's own hash tells
