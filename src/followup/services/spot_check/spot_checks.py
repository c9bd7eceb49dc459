"""Spot checks: look before a draw, draw a list from a seed, ask, and say what each receipt showed.

The seed is on record, with the list, before anybody sees it: who draws again leaves a trace.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.domain.spot_check import Outcome, Sent, SpotCheck, Word
from followup.errors import UserError
from followup.rules import sampling
from followup.rules.oddity import oddities
from followup.rules.sampling import Plan
from followup.services import compliance
from followup.services.installation import Actor, Installation
from followup.services.spot_check import rows as spot_check_rows
from followup.services.spot_check.rule import rule_of
from followup.storage import acts
from followup.storage import spot_checks as store
from followup.storage.acts import Act

SEED_BYTES = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """What a list is drawn from: one contract, or all of a supplier's, on some days."""

    period: Period
    contract: str | None = None
    supplier: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Who acts, the day it is and the moment it is written down (UTC)."""

    actor: Actor
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draw would be from, before any seed.

    ``energy_share`` is how much of the energy the list may be expected to hold, None where no
    energy is known; ``held`` rows stand on earlier lists and are left out.
    """

    plan: Plan
    contracts: tuple[Contract, ...]
    held: int
    energy_mj: Decimal
    energy_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of one row."""

    number: int
    outcome: Outcome
    note: str = ""


def every(installation: Installation, as_of: date) -> tuple[SpotCheck, ...]:
    """Every list drawn by ``as_of``, the newest first."""
    return store.load(installation.database, as_of)


def preview(installation: Installation, scope: Scope, asked: int, as_of: date) -> Preview:
    """How a list of ``asked`` rows would be made up.

    Raises UserError ``unknown_contract``, ``spot_check_size`` or ``spot_check_nothing``.
    """
    return _preview(installation, scope, asked, as_of, every(installation, as_of))


def draw(
    installation: Installation,
    scope: Scope,
    asked: int,
    deed: Deed,
    *,
    seed: str = "",
    reply_date: date | None = None,
) -> str:
    """Record a seed and the list it gives; returns the list's name.

    Without ``seed`` a new one is made. Raises UserError as ``preview``, and
    ``spot_check_reply_day`` for a day to answer by that has been.
    """
    usual = deed.today + timedelta(days=rule_of(installation.catalogue, deed.today).reply_days)
    reply = reply_date or usual
    if reply < deed.today:
        raise UserError("spot_check_reply_day", day=reply)
    own_seed = seed.strip()

    def attempt(version: int) -> str:
        lists = store.load(installation.database)
        found = _preview(installation, scope, asked, deed.today, lists)
        made = _made(found, scope, own_seed or secrets.token_hex(SEED_BYTES), deed, reply, lists)
        act = Act(deed.actor.stored, "spot_check", made.identifier, deed.now, {
            "seed": made.seed, "is_own_seed": bool(own_seed), "asked": asked,
            "contracts": list(made.contracts), "period": str(scope.period),
            "population": made.population, "population_sha256": made.population_sha256,
        })  # fmt: skip
        acts.commit(installation.database, act, lambda own, n: store.insert(own, n, made), version)
        return made.identifier

    return acts.planned(installation.database, attempt)


def is_same(installation: Installation, made: SpotCheck) -> bool | None:
    """Whether the seed gives the list again; None where the rows to draw from are others now."""
    lists = store.load(installation.database)
    earlier = lists[[one.identifier for one in lists].index(made.identifier) + 1 :]
    scope = Scope(made.period, made.contract, made.supplier)
    try:
        found = _preview(installation, scope, made.asked, made.drawn_date, earlier).plan
    except UserError:
        return None
    if found.checksum != made.population_sha256:
        return None
    again = sampling.draw(found, made.seed)
    return [d.identity for d in again] == [d.identity for d in made.rows]


def ask(installation: Installation, made: SpotCheck, sent: Sent, deed: Deed) -> None:
    """Record that the supplier was asked, or asked again with another day to answer by.

    Raises UserError ``spot_check_reply_day`` or ``spot_check_day``.
    """
    if not made.drawn_date <= sent.sent_date <= deed.today:
        raise UserError("spot_check_day", day=sent.sent_date, first=made.drawn_date)
    if sent.reply_date < sent.sent_date:
        raise UserError("spot_check_reply_day", day=sent.reply_date)
    act = Act(deed.actor.stored, "spot_check_sent", made.identifier, deed.now, {
        "sent": sent.sent_date.isoformat(), "reply": sent.reply_date.isoformat(),
    })  # fmt: skip
    acts.commit(
        installation.database, act,
        lambda own, n: store.insert_sent(own, n, made.identifier, sent),
    )  # fmt: skip


def say(
    installation: Installation,
    made: SpotCheck,
    said: Sequence[Said],
    kept_at: str,
    seen_date: date,
    deed: Deed,
) -> int:
    """Record what receipts showed, also where it corrects an earlier word; returns how many.

    Raises UserError ``spot_check_nothing_said``, ``spot_check_note_missing`` (what differs, or
    why an earlier word is changed), ``spot_check_place_missing`` or ``spot_check_day``.
    """
    if not said:
        raise UserError("spot_check_nothing_said")
    if not made.drawn_date <= seen_date <= deed.today:
        raise UserError("spot_check_day", day=seen_date, first=made.drawn_date)
    held = made.holding
    for one in said:
        if not one.note.strip() and (one.outcome == "differs" or one.number in held):
            raise UserError("spot_check_note_missing", number=one.number)
    if not kept_at.strip() and any(s.outcome in ("agrees", "differs") for s in said):
        raise UserError("spot_check_place_missing")
    words = [
        Word(s.number, s.outcome, s.note.strip(), kept_at.strip(), seen_date, deed.actor.stored,
             deed.now)
        for s in said
    ]  # fmt: skip
    act = Act(deed.actor.stored, "spot_check_outcome", made.identifier, deed.now, {
        "outcomes": {str(s.number): s.outcome for s in said}, "seen": seen_date.isoformat(),
    })  # fmt: skip
    acts.commit(
        installation.database, act,
        lambda own, n: store.insert_words(own, n, made.identifier, words, deed.today),
    )  # fmt: skip
    return len(words)


def _preview(
    installation: Installation,
    scope: Scope,
    asked: int,
    as_of: date,
    lists: Sequence[SpotCheck],
) -> Preview:
    rule = rule_of(installation.catalogue, as_of)
    if not 1 <= asked <= rule.most_rows:
        raise UserError("spot_check_size", most=rule.most_rows)
    contracts = _contracts(installation, scope, as_of)
    every_row = spot_check_rows.rows_of(installation, contracts, scope.period, as_of)
    fresh = spot_check_rows.not_asked(every_row, lists)
    if not fresh:
        raise UserError("spot_check_nothing")
    rows = sampling.identified(fresh)
    plan = sampling.plan(rows, oddities(rows, rule.oddity), rule.shares, asked)
    energy = {n: max(r.energy_mj or Decimal(0), Decimal(0)) for n, r in rows.items()}
    whole = sum(energy.values(), Decimal(0))
    drawn = sum(
        (sampling.as_decimal(plan.probability(n)) * e for n, e in energy.items()), Decimal(0)
    )
    share = drawn / whole if whole > 0 else None
    return Preview(plan, contracts, len(every_row) - len(fresh), whole, share)


def _contracts(installation: Installation, scope: Scope, as_of: date) -> tuple[Contract, ...]:
    if scope.contract is not None:
        return compliance.contracts_on(installation, as_of, scope.contract)
    known = compliance.contracts_on(installation, as_of)
    return tuple(c for c in known if c.supplier and c.supplier == scope.supplier)


def _made(
    found: Preview,
    scope: Scope,
    seed: str,
    deed: Deed,
    reply: date,
    lists: Sequence[SpotCheck],
) -> SpotCheck:
    year = deed.today.year
    count = sum(1 for one in lists if one.identifier.startswith(f"SP-{year}-"))
    rule = found.plan
    return SpotCheck(
        identifier=f"SP-{year}-{count + 1:03}", contract=scope.contract, supplier=scope.supplier,
        contracts=tuple(c.number for c in found.contracts), period=scope.period, seed=seed,
        asked=rule.asked, shares=rule.shares, drawn_date=deed.today, first_reply_date=reply,
        actor=deed.actor.stored, population=len(rule.rows), energy_mj=found.energy_mj,
        population_sha256=rule.checksum, rows=sampling.draw(rule, seed),
    )  # fmt: skip
