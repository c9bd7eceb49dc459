"""A person's word on a clause that only people can judge, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """What someone saw on a day, and whether the clause was met by it.

    ``document`` is a reference to where the proof is kept; the proof itself is not stored here.
    """

    contract: str
    requirement: str
    is_met: bool
    seen_date: date
    seen: str
    document: str
    given_by: str
