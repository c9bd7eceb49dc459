"""Notes of the sample world on circular purchasing: purchases avoided, and tenders assessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.circular import AvoidedPurchase, TenderAssessment
from followup.services.circular import log
from followup.services.installation import Actor, Installation, now_utc

ACTOR = Actor("Exempel")
AMOUNTS: Final = ("pieces", "value", "kg_co2e_per_piece")


def note(opened: Installation, step: Mapping[str, Any]) -> None:
    """An avoided purchase or a tender, and its correction where there is one."""
    day: date = step["decided"]
    if "tender" in step:
        words = {"is_assessed": None, "has_order": None, **step["tender"]}
        log.note(opened, TenderAssessment(**words), ACTOR, now_utc(), day)
        return
    entry = AvoidedPurchase(**_amounts(step["avoided"]))
    made = log.note(opened, entry, ACTOR, now_utc(), day)
    if corrected := step.get("corrected"):
        changes = _amounts({k: v for k, v in corrected.items() if k not in ("why", "decided")})
        entry = replace(entry, identifier=str(made), **changes)
        log.correct(opened, entry, corrected["why"], ACTOR, now_utc(), corrected["decided"])


def _amounts(words: Mapping[str, Any]) -> dict[str, Any]:
    return {k: Decimal(v) if k in AMOUNTS else v for k, v in words.items()}
