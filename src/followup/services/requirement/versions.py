"""What a requirement has said before, as lines to read: since when, who, and the sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from followup.domain.parties import Contract
from followup.services.installation import Installation
from followup.services.requirement.text import sentence
from followup.storage import requirement_versions


@dataclass(frozen=True, slots=True)
class Line:
    """One version in words."""

    known_from: date
    saved_at: datetime
    actor: str
    says: str


def lines(
    installation: Installation, contract: Contract, identifier: str, lang: str
) -> tuple[Line, ...]:
    """The versions that said something else than the one before, newest first."""
    found: list[Line] = []
    for version in reversed(requirement_versions.versions(installation.database, identifier)):
        then = replace(contract, start_date=version.contract_start, end_date=version.contract_end)
        says = sentence(then, version.requirement, lang)
        if not found or found[-1].says != says:
            found.append(Line(version.known_from, version.at, version.actor, says))
    return tuple(reversed(found))
