"""How long law asks that things are kept, as far as the program knows; shown, never decisive."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from followup.reference.schema import STRICT, Code, Country, Status

Body = Literal["municipality", "region", "company"]
# Counted from the award, from the end of the year the papers are of, or as a decision says.
Start = Literal["award", "year_end", "decision"]


@dataclass(frozen=True, slots=True, config=STRICT)
class RetentionLaw:
    """What a law asks of some kinds of organisation; its words are ``retention_law.<id>``.

    ``years`` is None where the law leaves it to a decision.
    """

    id: Code
    country: Country
    bodies: tuple[Body, ...]
    years: int | None
    start: Start
    source: Code
    status: Status
