"""How joint contracts are divided: every word is kept, the newest known of a first day holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from followup.domain.division import Division, Part
from followup.storage import memo
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text


def insert(own: Cursor, act_id: int, said: Division) -> None:
    """Store a word on how a contract is divided inside the caller's transaction."""
    append(own, "division", [{
        "act_id": act_id, "contract": said.contract, "valid_from": said.valid_from,
        "rule": said.rule, "key_unit": said.key_unit, "note": said.note,
        "known_from": said.known_from,
    }])  # fmt: skip
    append(own, "division_part", [
        {"act_id": act_id, "contract": said.contract, "buyer": p.buyer, "amount": p.amount}
        for p in said.parts
    ])  # fmt: skip


def in_force(database: Database, as_of: date | None) -> Mapping[str, tuple[Division, ...]]:
    """Each contract's rules as known on ``as_of``, by first day."""
    return memo.once(
        database, ("divisions", as_of), lambda: _in_force(database, as_of), of="division"
    )


def _in_force(database: Database, as_of: date | None) -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    with cursor(database, as_of) as own:
        for row in records(own.sql(text("queries", "divisions"))):
            buyers, amounts = row.pop("buyers") or (), row.pop("amounts") or ()
            parts = tuple(Part(*each) for each in zip(buyers, amounts, strict=True))
            found[row["contract"]].append(Division(parts=parts, **row))
    return {contract: tuple(rules) for contract, rules in found.items()}
