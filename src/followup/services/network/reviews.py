"""What waits for somebody in the network: papers to review, next steps, questions unanswered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from followup.domain.network import Entry


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue: what it is about, and the day it should have been done by."""

    kind: Literal["review", "next_step", "question"]
    entry: Entry
    day: date


def waiting(entries: Sequence[Entry], as_of: date) -> tuple[Waiting, ...]:
    """Papers whose review day has passed, steps whose day has, and open questions; oldest first."""
    found = []
    for entry in entries:
        review, step = entry.date_of("review_date"), entry.date_of("next_date")
        if entry.kind == "document" and review is not None and review < as_of:
            found.append(Waiting("review", entry, review))
        elif entry.kind == "dialogue" and step is not None and step < as_of:
            found.append(Waiting("next_step", entry, step))
        elif entry.kind == "question" and not entry.of("answer"):
            found.append(Waiting("question", entry, entry.day))
    return tuple(sorted(found, key=lambda w: (w.day, w.entry.identifier)))
