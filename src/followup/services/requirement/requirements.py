"""A requirement as people enter it, and the requirement of a contract that it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from followup.domain.emission_level import level_rank
from followup.domain.measure import MEASURES, VEHICLE_SETS
from followup.domain.parties import Contract
from followup.domain.penalty import KINDS
from followup.domain.period import Frequency
from followup.domain.requirement import Requirement
from followup.domain.timeline import StepRule, Timeline, step_date, timeline_of
from followup.errors import UserError
from followup.i18n.text import t
from followup.reference.catalogue import Catalogue
from followup.reference.library import RequirementTemplate

# A step as people write it: which clock, when on it, and the limit as a fraction or an amount.
StepEntry = StepRule
# What a person or a calendar decides has no level to reach: it is done or not.
FIXED_BASES = ("reports", "evidence", "market")
_FROM_LIBRARY = (
    "measure", "comparator", "assessment_period", "fuel_set", "factor_set", "electricity",
    "level", "vehicle_set", "vehicle_count", "accepts_green_gas", "accepts_mass_balance",
    "limit_origin", "evidence", "consequence", "penalty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequirementEntry:
    """A requirement as people enter it: a library entry or a measure, and what is special here.

    ``template`` is empty where ``settings`` name a measure instead. ``settings`` are fields of a
    requirement that win over the library's.
    """

    short_id: str
    template: str
    steps: tuple[StepEntry, ...]
    title: str = ""
    clause: str = ""
    assessment_period: Frequency | None = None
    electricity: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


def build_requirement(
    catalogue: Catalogue, contract: Contract, entry: RequirementEntry, lang: str
) -> Requirement:
    """The requirement that an entry asks for; the library's choices where it makes none.

    Raises UserError ``unknown_template`` and those of ``finished``.
    """
    if entry.template:
        started = from_library(catalogue, contract, entry.template, entry.short_id, lang)
    else:
        measure = entry.settings.get("measure") or ""
        started = from_measure(contract, measure, entry.short_id, lang)
    own: dict[str, Any] = {**entry.settings, "steps": entry.steps}
    for name in ("title", "clause", "assessment_period", "electricity"):
        if given := getattr(entry, name):
            own[name] = given
    return finished(catalogue, contract, replace(started, **own))


def from_library(
    catalogue: Catalogue, contract: Contract, code: str, short_id: str, lang: str
) -> Requirement:
    """A copy of a library entry, with the entry's levels; its link is ``source``.

    Raises UserError ``unknown_template``.
    """
    made = template_of(catalogue, code)
    general = (r for r in contract.requirements if made.part_of and r.source == made.part_of)
    part_of = next((r.identifier for r in general), None)
    return Requirement(
        contract=contract.number,
        identifier=identifier(contract, short_id),
        title=t(made.title_key, lang),
        clause="",
        limits=Timeline(()),
        source=made.id,
        steps=tuple(StepRule(limit, clock, at) for clock, at, limit in made.levels),
        part_of=part_of,
        **{name: getattr(made, name) for name in _FROM_LIBRARY},
    )


def from_measure(contract: Contract, measure: str, short_id: str, lang: str) -> Requirement:
    """A requirement that starts from a measure alone. Raises UserError ``unknown_measure``."""
    if measure not in MEASURES:
        raise UserError("unknown_measure", measure=measure)
    spec = MEASURES[measure]
    return Requirement(
        contract=contract.number,
        identifier=identifier(contract, short_id),
        title=t(f"measure.{measure}", lang),
        clause="",
        measure=measure,
        comparator=spec.comparator,
        limits=Timeline(()),
        assessment_period="year",
        fuel_set=spec.fuel_set,
    )


def template_of(catalogue: Catalogue, code: str) -> RequirementTemplate:
    """The library entry with a code; raises UserError ``unknown_template``."""
    for template in catalogue.requirement_templates:
        if template.id == code:
            return template
    raise UserError("unknown_template", template=code)


def identifier(contract: Contract, short_id: str) -> str:
    """The whole name of a requirement from its number in the contract."""
    return f"{contract.number}/{short_id.strip().removeprefix(f'{contract.number}/')}"


def has_fixed_limit(measure: str) -> bool:
    """True for what is done or not done: there is no level to write."""
    return MEASURES[measure].basis in FIXED_BASES


def finished(catalogue: Catalogue, contract: Contract, requirement: Requirement) -> Requirement:
    """The requirement checked, with the days that its steps give in this contract.

    Raises UserError ``requirement_id_missing``, ``limit_missing``, ``limit_out_of_range``,
    ``invalid_step``, ``invalid_level``, ``review_date_missing``, ``unknown_fuel_set``,
    ``unknown_vehicle_set``, ``unknown_general``, ``penalty_amount`` or ``penalty_does_not_fit``.
    """
    short = requirement.identifier.removeprefix(f"{contract.number}/")
    spec = requirement.spec
    if not short:
        raise UserError("requirement_id_missing")
    if requirement.fuel_set and requirement.fuel_set not in {s.code for s in catalogue.fuel_sets}:
        raise UserError("unknown_fuel_set", requirement=short, text=requirement.fuel_set)
    if requirement.vehicle_set and requirement.vehicle_set not in VEHICLE_SETS:
        raise UserError("unknown_vehicle_set", requirement=short, text=requirement.vehicle_set)
    if spec.level and level_rank(spec.level, requirement.level or "") is None:
        raise UserError("invalid_level", requirement=short, text=requirement.level or "")
    if spec.basis == "market" and requirement.review_date is None:
        raise UserError("review_date_missing", requirement=short)
    _check_penalty(requirement, short)
    steps = requirement.steps
    if has_fixed_limit(requirement.measure):
        if any(step.limit != 1 for step in steps):
            raise UserError("limit_out_of_range", requirement=short, limit=steps[0].limit)
        steps = steps or (StepRule(Decimal(1)),)
    if not steps:
        raise UserError("limit_missing", requirement=short)
    for step in steps:
        _check_step(contract, requirement, short, step)
    return redated(contract, replace(requirement, steps=steps))


def _check_penalty(requirement: Requirement, short: str) -> None:
    """A rule counts what the clause measures, and is the consequence that the clause names."""
    rule, spec = requirement.penalty, requirement.spec
    if rule is None:
        return
    amounts = (rule.amount, rule.cap_units, rule.cap_amount)
    if any(a is not None and (not a.is_finite() or a <= 0) for a in amounts):
        raise UserError("penalty_amount", requirement=short)
    wanted = "bonus" if rule.applies_to == "bonus" else "penalty"
    is_shares = spec.scale == "share" and spec.basis not in FIXED_BASES
    counts = {"per_point": is_shares, "per_vehicle": requirement.unit in ("vehicle", "machine")}
    if (
        requirement.consequence != wanted
        or rule.kind not in KINDS[rule.applies_to]
        or not counts.get(rule.kind, True)
        or (rule.applies_to == "late_report" and spec.basis != "reports")
    ):
        raise UserError("penalty_does_not_fit", requirement=short)


def _check_step(contract: Contract, requirement: Requirement, short: str, step: StepEntry) -> None:
    most = Decimal(1) if requirement.spec.scale == "share" else Decimal(10) ** 9
    if not 0 <= step.limit <= most:
        raise UserError("limit_out_of_range", requirement=short, limit=step.limit)
    try:
        step_date(step.clock, step.at, contract.start_date, contract.extension_days)
    except ValueError as error:
        raise UserError("invalid_step", requirement=short, at=step.at) from error


def redated(contract: Contract, requirement: Requirement) -> Requirement:
    """The requirement with the days that its written steps give in this contract."""
    if not requirement.steps:
        return requirement
    limits = timeline_of(requirement.steps, contract.start_date, contract.extension_days)
    return replace(requirement, limits=limits)


def without(contract: Contract, identifier: str) -> Contract:
    """The contract without a requirement; what was a part of it stands alone."""
    kept = (r for r in contract.requirements if r.identifier != identifier)
    alone = (replace(r, part_of=None) if r.part_of == identifier else r for r in kept)
    return replace(contract, requirements=tuple(alone))


def with_requirement(
    contract: Contract, requirement: Requirement, replaces: str | None
) -> Contract:
    """The contract with a requirement added, or in the place of the one named.

    Raises UserError ``requirement_twice`` for a number that another requirement has.
    """
    others = [r for r in contract.requirements if r.identifier != replaces]
    if requirement.identifier in {r.identifier for r in others}:
        raise UserError("requirement_twice", contract=contract.number)
    if replaces is None:
        return replace(contract, requirements=(*contract.requirements, requirement))
    placed = (requirement if r.identifier == replaces else _renamed(r, replaces, requirement)
              for r in contract.requirements)  # fmt: skip
    return replace(contract, requirements=tuple(placed))


def _renamed(other: Requirement, before: str, requirement: Requirement) -> Requirement:
    """An "of which" follows the general requirement when that gets another number."""
    return replace(other, part_of=requirement.identifier) if other.part_of == before else other
