"""A requirement as people enter it, and the requirement of a contract that it means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from followup.domain.parties import Contract
from followup.domain.period import Frequency
from followup.domain.requirement import Requirement
from followup.domain.timeline import Clock, StepRule, step_date, timeline_of
from followup.errors import UserError
from followup.i18n.text import t
from followup.reference.catalogue import Catalogue
from followup.reference.library import RequirementTemplate


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step as people write it: which clock, when on it, and the limit as a fraction."""

    limit: Decimal
    clock: Clock = "date"
    at: str = ""


@dataclass(frozen=True, slots=True)
class RequirementEntry:
    """A requirement as people enter it: a ready-made one, and what is special here."""

    short_id: str
    template: str
    steps: tuple[StepEntry, ...]
    title: str = ""
    clause: str = ""
    assessment_period: Frequency | None = None
    electricity: str = "unknown"


def build_requirement(
    catalogue: Catalogue, contract: Contract, entry: RequirementEntry, lang: str
) -> Requirement:
    """The requirement that an entry asks for; the template's choices where it makes none.

    Raises UserError ``unknown_template``, ``limit_missing``, ``limit_out_of_range`` or
    ``invalid_step``.
    """
    template = template_of(catalogue, entry.template)
    steps = tuple(_step(contract, entry, template, step) for step in entry.steps)
    if not steps:
        raise UserError("limit_missing", requirement=entry.short_id)
    short = entry.short_id.removeprefix(f"{contract.number}/")
    return Requirement(
        contract=contract.number,
        identifier=f"{contract.number}/{short}",
        title=entry.title or t(template.title_key, lang),
        clause=entry.clause,
        measure=template.measure,
        comparator=template.comparator,
        limits=timeline_of(steps, contract.start_date, contract.extension_days),
        steps=steps,
        assessment_period=entry.assessment_period or template.assessment_period,
        fuel_set=template.fuel_set,
        electricity=cast(Any, entry.electricity),
        source=template.id,
    )


def template_of(catalogue: Catalogue, code: str) -> RequirementTemplate:
    """The ready-made requirement with a code; raises UserError ``unknown_template``."""
    for template in catalogue.requirement_templates:
        if template.id == code:
            return template
    raise UserError("unknown_template", template=code)


def _step(
    contract: Contract, entry: RequirementEntry, template: RequirementTemplate, step: StepEntry
) -> StepRule:
    if not 0 <= step.limit <= 1:
        raise UserError("limit_out_of_range", requirement=entry.short_id, limit=step.limit)
    if template.measure == "report_in_time" and step.limit != 1:
        raise UserError("limit_out_of_range", requirement=entry.short_id, limit=step.limit)
    try:
        step_date(step.clock, step.at, contract.start_date, contract.extension_days)
    except ValueError as error:
        raise UserError("invalid_step", requirement=entry.short_id, at=step.at) from error
    return StepRule(step.limit, step.clock, step.at)
