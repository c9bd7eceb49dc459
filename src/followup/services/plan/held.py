"""Follow-ups of contracts as acts: held when, by whom and with what outcome; what is left to hold.

A contract's planned days follow from its class; what people say of them is stored.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from followup.domain.parties import Contract
from followup.domain.period import add_months
from followup.errors import UserError
from followup.services.contract.classes import Graded
from followup.services.installation import Actor, Installation
from followup.services.plan import follow_up
from followup.services.plan.follow_up import FollowUp
from followup.storage import acts, follow_ups
from followup.storage.acts import Act
from followup.storage.follow_ups import Held

KIND = "follow_up_held"
# A follow-up is told of so long before its day, and may be held.
AHEAD_MONTHS = 1


@dataclass(frozen=True, slots=True)
class Log:
    """What holds of each contract's follow-ups, and the day each contract was entered here."""

    held: Mapping[str, Sequence[Held]]
    entered: Mapping[str, date]

    def of(self, contract: str, planned: date) -> Held | None:
        """The word that ticks a planned day off: on itself, or on a later one."""
        own = [
            h for h in self.held.get(contract, ()) if max(h.planned_date, h.held_date) >= planned
        ]
        return min(own, key=lambda h: (h.planned_date, h.held_date), default=None)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A follow-up to hold: its day has come (``is_due``) or comes soon."""

    planned: FollowUp
    is_due: bool


def log(installation: Installation, as_of: date) -> Log:
    """What is known on ``as_of``."""
    newest: dict[tuple[str, date], Held] = {}
    for word in follow_ups.words(installation.database, as_of):
        newest[word.contract, word.planned_date] = word
    held: dict[str, list[Held]] = defaultdict(list)
    for word in newest.values():
        if word.is_held:
            held[word.contract].append(word)
    days = {n: _day(*first) for n, first in follow_ups.entered(installation.database).items()}
    return Log(held, days)


def words(installation: Installation, contract: str) -> tuple[Held, ...]:
    """Every word ever given on a contract's follow-ups, the oldest first."""
    return tuple(w for w in follow_ups.words(installation.database) if w.contract == contract)


def awaited(
    installation: Installation,
    contracts: Iterable[Contract],
    classes: Mapping[str, Graded],
    known: Log,
    as_of: date,
) -> Iterator[Awaited]:
    """What is to be held now or soon, at most one a contract.

    Only the newest day that has passed is asked about: a follow-up looks at all that came before
    it. Days before the contract was entered here are nobody's omission.
    """
    until = add_months(as_of, AHEAD_MONTHS)
    for contract in contracts:
        graded = classes.get(contract.number)
        days = _planned(installation, contract, graded, known.entered.get(contract.number))
        passed = [f for f in days if f.day <= as_of][-1:]
        soon = [f for f in days if as_of < f.day <= until][:1]
        for each in (*passed, *soon):
            if known.of(contract.number, each.day) is None:
                yield Awaited(each, each.day <= as_of)
                break


def hold(installation: Installation, word: Held, actor: Actor, today: date, now: datetime) -> None:
    """Tick a planned follow-up off, or take that back (``is_held`` False).

    Raises UserError ``follow_up_found_missing``, ``follow_up_day_ahead``, or
    ``follow_up_not_held`` where there is nothing to take back.
    """
    if not word.found.strip():
        raise UserError("follow_up_found_missing")
    if word.held_date > today:
        raise UserError("follow_up_day_ahead", day=word.held_date)
    own = [w for w in words(installation, word.contract) if w.planned_date == word.planned_date]
    if not word.is_held and not (own and own[-1].is_held):
        raise UserError("follow_up_not_held")
    kept = replace(word, found=word.found.strip(), known_from=today)
    act = Act(actor.stored, KIND, word.contract, now, {
        "planned": word.planned_date.isoformat(), "held": word.held_date.isoformat(),
        "is_held": word.is_held, "found": kept.found,
    })  # fmt: skip
    acts.commit(
        installation.database, act, lambda own, act_id: follow_ups.insert(own, act_id, kept)
    )


def _planned(
    installation: Installation, contract: Contract, graded: Graded | None, entered: date | None
) -> list[FollowUp]:
    grade = graded.grade if graded else None
    return [
        f for f in follow_up.of(installation.catalogue, contract, grade)
        if f.is_by_class and (entered is None or f.day >= entered)
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _day(at: datetime, detail: str) -> date:
    """The day of an act: the one it names (a sample has a clock of its own), else when it was."""
    named = json.loads(detail).get("today")
    return date.fromisoformat(named) if named else at.date()
