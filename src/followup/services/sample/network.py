"""What the sample world's organisations have told each other, on the days they did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from followup.domain.network import Entry
from followup.services.installation import Actor, Installation
from followup.services.network import cases, entries

OFFICE_HOUR: Final = time(9)


def tell(opened: Installation, step: Mapping[str, Any]) -> None:
    """Write an entry down; a good example is published with its figures of that day."""
    day: date = step["decided"]
    fields = {name: str(said) for name, said in step["fields"].items()}
    entry = Entry(
        "", step["network"], step["organisation"], step.get("day", day), fields,
        contract=step.get("contract"), requirement=step.get("requirement"),
        period=step.get("period"),
    )  # fmt: skip
    actor, now = Actor(step["who"]), datetime.combine(day, OFFICE_HOUR)
    if entry.kind == "case":
        cases.publish(opened, entry, actor, now, day)
    else:
        entries.save(opened, entry, actor, now, day)
