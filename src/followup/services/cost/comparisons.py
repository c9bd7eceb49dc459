"""Save, change and take back comparisons of life-cycle costs; every version is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final

from followup.domain.cost_comparison import (
    FORMS,
    KINDS,
    TIMINGS,
    Comparison,
    CostInput,
    Version,
    fuels,
    own_inputs,
    shared_inputs,
    values,
)
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.storage import acts, cost_comparisons
from followup.storage.acts import Act

PREFIX: Final = "K"
FEWEST: Final = 2
CURRENCIES: Final = ("SEK", "DKK", "EUR")
# Below 0 only a price of energy may rise and a real rate be, and emissions of manure gas.
MAY_BE_NEGATIVE: Final = {
    "energy_growth_percent", "inflation_percent", "rate_percent", "emission", "energy_price",
}  # fmt: skip
PER_CENT: Final = {"energy_growth_percent", "inflation_percent", "rate_percent"}
ABOVE_ZERO: Final = {"quantity", "years", "km", "hours", "life_years"}
LONGEST_YEARS: Final = 100
# Beyond it a rate tried 30 % higher, or made real, would no longer be a fraction below 1.
LARGEST_PERCENT: Final = 25


def save(
    installation: Installation, told: Comparison, reason: str, actor: Actor, now: datetime,
    today: date,
) -> str:  # fmt: skip
    """Store a comparison, new or as a new version of itself; its name.

    Inputs that its kind, forms and fuels do not ask for are left out. Raises UserError
    ``cost_title``, ``cost_names``, ``cost_few``, ``cost_reason``, ``cost_negative``,
    ``cost_above_zero``, ``cost_percent``, ``cost_long`` or ``cost_source``.
    """
    told = _trimmed(told)
    _check(told)
    if told.identifier and not reason.strip():
        raise UserError("cost_reason")

    def attempt(version: int) -> str:
        every = cost_comparisons.versions(installation.database)
        names = {one.comparison.identifier for one in every}
        if told.identifier and told.identifier not in names:
            raise UserError("unknown_comparison", comparison=told.identifier)
        made = replace(told, identifier=told.identifier or f"{PREFIX}-{len(names) + 1}")
        _commit(installation, "save_cost_comparison", made, reason, actor, now, today, version)
        return made.identifier

    return acts.planned(installation.database, attempt)


def take_back(
    installation: Installation, identifier: str, reason: str, actor: Actor, now: datetime,
    today: date,
) -> None:  # fmt: skip
    """Take a comparison back; its versions stay. UserError ``cost_reason`` without a reason, and
    ``unknown_comparison``."""
    if not reason.strip():
        raise UserError("cost_reason")

    def attempt(version: int) -> None:
        every = cost_comparisons.versions(installation.database)
        told = next((v for v in in_force(every) if v.comparison.identifier == identifier), None)
        if told is None:
            raise UserError("unknown_comparison", comparison=identifier)
        _commit(
            installation, "take_back_cost_comparison", told.comparison, reason, actor, now, today,
            version, is_removed=True,
        )  # fmt: skip

    acts.planned(installation.database, attempt)


def every(installation: Installation, as_of: date) -> tuple[Version, ...]:
    """Every version of every comparison known on the day, the oldest first."""
    return cost_comparisons.versions(installation.database, as_of)


def in_force(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The newest version of each comparison that is not taken back, the newest first."""
    newest = {v.comparison.identifier: v for v in versions}
    kept = [v for v in newest.values() if not v.is_removed]
    return tuple(sorted(kept, key=lambda v: v.act_id, reverse=True))


def _trimmed(told: Comparison) -> Comparison:
    """The comparison with exactly the inputs its kind, forms and fuels ask for, in their order."""

    def those(given: tuple[CostInput, ...], names: Iterable[str]) -> tuple[CostInput, ...]:
        by_name = {one.name: one for one in given}
        return tuple(by_name.get(name, CostInput(name, None)) for name in names)

    alternatives = tuple(
        replace(
            one, name=one.name.strip(),
            inputs=those(one.inputs, (s.code for s in own_inputs(told.kind, one.form, one.fuel))),
        )
        for one in told.alternatives
    )  # fmt: skip
    shared = shared_inputs(told.kind, fuels(told))
    return replace(
        told, title=told.title.strip(), organisation=told.organisation.strip(),
        note=told.note.strip(), inputs=those(told.inputs, (name for name, _ in shared)),
        alternatives=alternatives,
    )  # fmt: skip


def _check(told: Comparison) -> None:
    names = [one.name for one in told.alternatives]
    if not told.title:
        raise UserError("cost_title")
    if len(names) < FEWEST:
        raise UserError("cost_few")
    if not all(names) or len(set(names)) < len(names):
        raise UserError("cost_names")
    is_known = told.kind in KINDS and told.timing in TIMINGS and told.currency in CURRENCIES
    if not is_known or any(one.form not in FORMS for one in told.alternatives):
        raise ValueError("a kind, form, timing or currency that there is not")
    for inputs in (told.inputs, *(one.inputs for one in told.alternatives)):
        for one in inputs:
            _check_input(one)
    if values(told.inputs).get("carbon_price") is not None:
        priced = next(one for one in told.inputs if one.name == "carbon_price")
        if not priced.source.strip():
            raise UserError("cost_source")


def _check_input(one: CostInput) -> None:
    code, value = one.name.partition(":")[0], one.value
    if value is None:
        return
    if code in ABOVE_ZERO and value <= 0:
        raise UserError("cost_above_zero", field=code)
    if code in PER_CENT and abs(value) > LARGEST_PERCENT:
        raise UserError("cost_percent", field=code)
    if code in ("years", "life_years") and value > LONGEST_YEARS:
        raise UserError("cost_long", field=code)
    if value < 0 and code not in MAY_BE_NEGATIVE:
        raise UserError("cost_negative", field=code)


def _commit(
    installation: Installation, kind: str, told: Comparison, reason: str, actor: Actor,
    now: datetime, today: date, version: int, *, is_removed: bool = False,
) -> None:  # fmt: skip
    detail = {"comparison": asdict(told), "reason": reason.strip()}
    acts.commit(
        installation.database,
        Act(actor.stored, kind, told.identifier, now, detail),
        lambda own, act_id: cost_comparisons.insert(
            own, act_id, told, today, reason.strip(), is_removed=is_removed
        ),
        version,
    )
