"""The double-count guard: what several contracts claim is a question to each of them.

A vehicle's fuel, an invoice or a certificate that a report of another contract names too. No
amount changes by it: a certificate counts once by itself, and a file stored for several contracts
counts once in a goal. Of another buyer's contract nothing is told but that there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from followup.domain.double_claim import DoubleClaim
from followup.errors import UserError
from followup.ingest.plates import DANISH, SWEDISH
from followup.services.installation import Actor, Installation
from followup.services.joint import naming
from followup.services.upload.plausibility import RECEIPT_SIGNS
from followup.storage import acts, contracts, database, double_claims
from followup.storage.acts import Act

_PLATE = f"{SWEDISH.pattern}|{DANISH.pattern}"


def claims(installation: Installation, as_of: date) -> tuple[DoubleClaim, ...]:
    """Every question of every contract, answered ones included, in order of contract and thing."""
    everywhere = database.whole(installation.database)
    rows = double_claims.found(everywhere, _PLATE, RECEIPT_SIGNS, as_of)
    return tuple(_told(installation, rows, as_of)) if rows else ()


def of_contract(installation: Installation, contract: str, as_of: date) -> tuple[DoubleClaim, ...]:
    """The questions of one contract."""
    return tuple(c for c in claims(installation, as_of) if c.contract == contract)


def _told(
    installation: Installation, rows: Sequence[dict[str, Any]], as_of: date
) -> Iterator[DoubleClaim]:
    answers = double_claims.answers(installation.database, as_of)
    every = contracts.load(installation.database, as_of)
    seen = {contract.number for contract in every}
    rows = [row for row in rows if row["contract"] in seen]
    named = {number: naming.named_to(every, number) for number in {r["contract"] for r in rows}}
    for key, group in groupby(rows, lambda r: (r["contract"], r["kind"], r["number"])):
        own = list(group)
        others = {row["other"] for row in own}
        first = min(own, key=lambda row: row["first_day"])
        yield DoubleClaim(
            *key, shown=first["shown"], contracts=tuple(sorted(others & named[key[0]])),
            is_with_other_buyer=not others <= named[key[0]],
            rows=max(int(row["row_count"]) for row in own), first_day=first["first_day"],
            last_day=max(row["last_day"] for row in own), file=first["file_name"],
            sheet=first["sheet"], row=first["row"], reason=answers.get(key),
        )  # fmt: skip


def answer(
    installation: Installation,
    actor: Actor,
    now: datetime,
    asked: DoubleClaim,
    reason: str | None,
    today: date,
) -> None:
    """Say why what is claimed twice may stand, or with no reason ask it again.

    Only the contract's own question is answered. Raises UserError ``reason_missing``.
    """
    said = reason.strip() if reason is not None else None
    if said == "":
        raise UserError("reason_missing")
    key = (asked.contract, asked.kind, asked.number)
    act = Act(actor.stored, "double_claim_answer", asked.contract, now, {
        "contract": asked.contract, "kind": asked.kind, "number": asked.number, "reason": said,
    })  # fmt: skip

    def write(own: acts.Cursor, act_id: int) -> None:
        double_claims.insert_answer(own, act_id, key, said, today)

    acts.commit(installation.database, act, write)
