"""Clauses that were copied from a published requirement which has a newer version by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from followup.domain.parties import Contract
from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import Shared, origin_of
from followup.services.installation import Installation
from followup.services.shared import publish


@dataclass(frozen=True, slots=True)
class Copied:
    """A clause of a contract and the newest version of what it was copied from."""

    clause: Requirement
    newer: Shared


def outdated(
    installation: Installation, contracts: Iterable[Contract], as_of: date
) -> tuple[Copied, ...]:
    """Clauses of contracts that still run whose origin has a newer version known on a day.

    A withdrawn origin is no newer text to take over.
    """
    clauses = [
        (r, origin) for c in contracts if c.days.end >= as_of
        for r in c.requirements if (origin := origin_of(r.source))
    ]  # fmt: skip
    if not clauses:
        return ()
    every = publish.history(installation, as_of)
    found = ((clause, publish.newer(every, origin)) for clause, origin in clauses)
    return tuple(Copied(c, n) for c, n in found if n is not None and not n.is_withdrawn)
