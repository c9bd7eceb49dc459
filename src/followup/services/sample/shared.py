"""What organisations of the sample world have published for each other to use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.shared_requirement import Origin, Shared
from followup.domain.timeline import StepRule
from followup.services.installation import Actor, Installation, now_utc
from followup.services.requirement.requirements import from_library, from_measure
from followup.services.shared import publish
from followup.services.tester.text import bare

ACTOR: Final = Actor("Exempel")
_TEXTS: Final = ("result", "tested_by", "advised_by", "decision", "note")


def tell(opened: Installation, step: Mapping[str, Any]) -> None:
    """Publish a requirement, or its next version where the step names its code."""
    day: date = step["decided"]
    if "template" in step:
        clause = from_library(opened.catalogue, bare(), step["template"], "K1", "sv")
    else:
        clause = from_measure(bare(), step["measure"], "K1", "sv")
    levels = tuple(StepRule(Decimal(x), clock, at) for x, clock, at in step.get("levels", ()))
    clause = replace(
        clause, title=step["publish"], clause=step["text"], steps=levels or clause.steps,
        review_date=step.get("review"),
    )  # fmt: skip
    made = Shared(
        organisation=step["organisation"], code=step.get("code", ""), version=0,
        status=step["status"], status_date=day, clause=clause,
        applies_from=step.get("applies_from"),
        origin=Origin(*step["origin"]) if "origin" in step else None,
        **{name: step.get(name, "") for name in _TEXTS},
    )  # fmt: skip
    publish.save(opened, made, ACTOR, day, now_utc())
