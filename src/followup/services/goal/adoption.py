"""Organisations choose their goals and their pace: writing a choice down, and reading them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from followup.domain.goal import Goal
from followup.domain.pace import Adoption
from followup.errors import UserError
from followup.services.goal.words import SHARE_UNIT
from followup.services.installation import Actor, Installation
from followup.storage import acts, adoptions
from followup.storage.acts import Act

KIND = "adopt_goal"


def save(
    installation: Installation, shared: Goal, adoption: Adoption, actor: Actor, today: date,
    now: datetime,
) -> int:  # fmt: skip
    """Write down what an organisation has decided of a shared goal; the act's number.

    Raises UserError ``adoption_organisation_missing``, ``adoption_decision_missing``,
    ``adoption_day_to_come``, ``adoption_target_missing``, ``goal_share_out_of_range`` or
    ``goal_step_out_of_range``.
    """
    _check(shared, adoption, today)
    kept = replace(
        adoption, goal=shared.identifier, organisation=adoption.organisation.strip(),
        decision=adoption.decision.strip(), path=tuple(sorted(adoption.path)), known_from=today,
    )  # fmt: skip
    if kept.choice != "adopts":
        kept = replace(kept, target=None, target_date=None, path=())
    said = {k: v for k, v in asdict(kept).items() if k not in ("actor", "at")}
    act = Act(actor.stored, KIND, f"{kept.goal}/{kept.organisation}", now, said)
    return acts.commit(
        installation.database, act, lambda own, act_id: adoptions.insert(own, act_id, kept)
    )


def history(installation: Installation, goal: str, as_of: date) -> tuple[Adoption, ...]:
    """Every choice of a goal known on ``as_of``, in the order they were written down."""
    return tuple(a for a in adoptions.load(installation.database, as_of) if a.goal == goal)


def newest(history: tuple[Adoption, ...]) -> dict[str, Adoption]:
    """The choice that holds for each organisation, by its name without case."""
    return {a.organisation.casefold(): a for a in history}


def _check(shared: Goal, adoption: Adoption, today: date) -> None:
    if not adoption.organisation.strip():
        raise UserError("adoption_organisation_missing")
    if not adoption.decision.strip() or adoption.decided_date is None:
        raise UserError("adoption_decision_missing")
    if adoption.decided_date > today:
        raise UserError("adoption_day_to_come")
    if adoption.choice != "adopts":
        return
    if adoption.target is None or adoption.target_date is None:
        raise UserError("adoption_target_missing")
    amounts = (adoption.target, *(s.value for s in adoption.path))
    if shared.unit == SHARE_UNIT and not all(0 <= amount <= 1 for amount in amounts):
        raise UserError("goal_share_out_of_range", goal=shared.title)
    days = [s.valid_from for s in adoption.path]
    if len(set(days)) != len(days) or any(day >= adoption.target_date for day in days):
        raise UserError("goal_step_out_of_range", goal=shared.title)
