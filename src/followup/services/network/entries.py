"""Entries of the network: written, changed and taken back as acts, and read as they are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from followup.domain.network import KINDS, Entry, FieldSpec, Kind
from followup.domain.parties import Contract
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.storage import acts, network
from followup.storage.acts import Act

# A good example with every field full still prints on one page.
MOST_SIGNS: Final[Mapping[str, int]] = {"line": 160, "area": 600}
MOST_NAME: Final = 120
ACT: Final = "network_"


def load(installation: Installation, as_of: date) -> tuple[Entry, ...]:
    """Every entry that holds on ``as_of``; those taken back are left out."""
    return tuple(e for e in network.load(installation.database, as_of) if e.state != "withdrawn")


def of_kind(entries: Sequence[Entry], kind: Kind) -> tuple[Entry, ...]:
    """The entries of one kind, in the order given."""
    return tuple(e for e in entries if e.kind == kind)


def organisations(contracts: Sequence[Contract], entries: Sequence[Entry]) -> tuple[str, ...]:
    """Everybody who buys on a contract or has said something here, in order."""
    buyers = {buyer.name for c in contracts for buyer in c.buyers}
    return tuple(sorted(buyers | {e.organisation for e in entries}))


def save(installation: Installation, entry: Entry, actor: Actor, now: datetime, today: date) -> str:
    """Store a word on an entry as an act; its name.

    Without an identifier it is a new one, or a new word on the one with the same key. Raises
    UserError ``network_missing``, ``network_long``, ``network_day``, ``network_choice`` or
    ``network_unknown``.
    """
    own = checked(entry)

    def attempt(version: int) -> str:
        known = network.load(installation.database)
        if own.identifier and own.identifier not in {e.identifier for e in known}:
            raise UserError("network_unknown")
        name = own.identifier or _name(own, known, today)
        word = replace(own, identifier=name, known_from=today)
        detail = {"organisation": word.organisation, "state": word.state,
                  "contract": word.contract, "requirement": word.requirement}  # fmt: skip
        acts.commit(
            installation.database,
            Act(actor.stored, f"{ACT}{word.kind}", name, now, detail),
            lambda cursor, act_id: network.insert(cursor, act_id, word),
            version,
        )
        return name

    return acts.planned(installation.database, attempt)


def withdraw(
    installation: Installation, identifier: str, reason: str, actor: Actor, now: datetime,
    today: date,
) -> None:  # fmt: skip
    """Take an entry back with the reason; it stays in the history.

    Raises UserError ``network_unknown`` or ``network_reason``.
    """
    found = {e.identifier: e for e in load(installation, today)}.get(identifier)
    if found is None:
        raise UserError("network_unknown")
    if not reason.strip():
        raise UserError("network_reason")
    save(
        installation, replace(found, state="withdrawn", note=reason.strip()), actor, now, today
    )  # fmt: skip


def checked(entry: Entry) -> Entry:
    """The entry with its fields trimmed and held to their kind; raises as ``save`` does."""
    spec = KINDS[entry.kind]
    organisation = entry.organisation.strip()
    must = {"contract": entry.contract, "requirement": entry.requirement}.get(spec.about, True)
    if not organisation or not must:
        raise UserError("network_missing")
    if len(organisation) > MOST_NAME:
        raise UserError("network_long", most=MOST_NAME)
    fields = {f.name: _field(f, entry.of(f.name).strip()) for f in spec.fields}
    return replace(
        entry, organisation=organisation, fields={n: said for n, said in fields.items() if said}
    )  # fmt: skip


def _field(spec: FieldSpec, said: str) -> str:
    if not said:
        if spec.is_required:
            raise UserError("network_missing")
        return ""
    if spec.kind == "day":
        try:
            return date.fromisoformat(said).isoformat()
        except ValueError as error:
            raise UserError("network_day", said=said) from error
    if spec.kind in ("choice", "choices"):
        codes = said.split(",")
        if not set(codes) <= set(spec.options) or (spec.kind == "choice" and len(codes) > 1):
            raise UserError("network_choice")
        return ",".join(code for code in spec.options if code in codes)
    most = MOST_SIGNS[spec.kind]
    if len(said) > most:
        raise UserError("network_long", most=most)
    return said


def _name(entry: Entry, known: Sequence[Entry], today: date) -> str:
    """``EX-2026-003``, or what a keyed entry is keyed by."""
    spec = KINDS[entry.kind]
    if spec.keyed_by:
        keys = (str(getattr(entry, k, None) or entry.of(k)) for k in spec.keyed_by)
        return "|".join((entry.kind, *keys))
    begins = f"{spec.prefix}-{today.year}-"
    taken = [int(e.identifier.removeprefix(begins)) for e in known
             if e.identifier.startswith(begins)]  # fmt: skip
    return f"{begins}{max(taken, default=0) + 1:03}"
