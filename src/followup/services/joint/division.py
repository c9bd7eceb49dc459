"""Saying how a joint contract is divided among its buyers, from a day on: an act with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from followup.domain.division import KEY_UNITS, RULES, Division
from followup.domain.parties import Contract, buyer_key
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.storage import acts, divisions
from followup.storage.acts import Act

KIND = "division"


def words_on(installation: Installation, contract: str, as_of: date) -> tuple[Division, ...]:
    """The rules stated for a contract, by first day."""
    return divisions.in_force(installation.database, as_of).get(contract, ())


def divide(
    installation: Installation,
    contract: Contract,
    said: Division,
    actor: Actor,
    today: date,
    now: datetime,
) -> None:
    """Let a rule hold from its first day on; one for the same day takes the place of the earlier.

    Raises UserError ``division_not_joint``, ``division_day``, ``division_parts``,
    ``division_shares``, ``division_key`` or ``reason_missing``.
    """
    check(contract, said)
    kept = replace(said, note=said.note.strip(), known_from=today)
    act = Act(actor.stored, KIND, contract.number, now, {
        "rule": said.rule, "valid_from": said.valid_from.isoformat(), "key_unit": said.key_unit,
        "parts": {p.buyer: str(p.amount) for p in said.parts}, "reason": kept.note,
    })  # fmt: skip
    acts.commit(installation.database, act, lambda own, n: divisions.insert(own, n, kept))


def check(contract: Contract, said: Division) -> None:
    """Raises UserError for the first thing that keeps a rule from dividing the contract."""
    here = {"contract": contract.number}
    if len(contract.buyers) < 2:
        raise UserError("division_not_joint", **here)
    if not contract.days.start <= said.valid_from <= contract.days.end:
        raise UserError("division_day", days=contract.days)
    if not said.note.strip():
        raise UserError("reason_missing")
    if said.rule is not None and said.rule not in RULES:
        raise ValueError(said.rule)
    if said.rule in ("shares", "key"):
        _check_parts(contract, said)


def _check_parts(contract: Contract, said: Division) -> None:
    named = [buyer_key(part.buyer) for part in said.parts]
    buyers = {buyer_key(buyer.name) for buyer in contract.buyers}
    if set(named) != buyers or len(named) != len(buyers):
        raise UserError("division_parts", contract=contract.number)
    amounts = [part.amount for part in said.parts]
    places = [exponent for a in amounts if isinstance(exponent := a.as_tuple().exponent, int)]
    if min(amounts) < 0 or min(places) < -6:
        raise UserError("division_parts", contract=contract.number)
    if said.rule == "shares" and sum(amounts) != 1:
        raise UserError("division_shares", contract=contract.number, sum=sum(amounts) * 100)
    if said.rule == "key" and (said.key_unit not in KEY_UNITS or sum(amounts) <= Decimal(0)):
        raise UserError("division_key", contract=contract.number)
