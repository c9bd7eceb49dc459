"""Comparisons of life-cycle costs in the sample world, written as the form writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from followup.services.cost import comparisons, written
from followup.services.cost.written import WrittenAlternative, WrittenComparison
from followup.services.installation import Actor, Installation, now_utc

ACTOR = Actor("Exempel")


def save(opened: Installation, step: Mapping[str, Any]) -> None:
    """Save a comparison on the day it was made."""
    told, day = step["cost"], step["decided"]
    alternatives = tuple(
        WrittenAlternative(
            one["name"], one["form"], one.get("fuel", ""), one["fields"], one["sources"]
        )
        for one in told["alternatives"]
    )
    form = WrittenComparison(**{**told, "alternatives": alternatives})
    comparisons.save(opened, written.comparison("", form), "", ACTOR, now_utc(), day)
