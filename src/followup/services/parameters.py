"""The program's own rules as figures of the catalogue: dated, with status, for all countries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from followup.errors import NoValueInForce
from followup.reference.bitemporal import Reading
from followup.reference.catalogue import Catalogue
from followup.reference.shares import cells_of


def reading(catalogue: Catalogue, subject: str, part: str, as_of: date) -> Reading:
    """A parameter in force and known on ``as_of``; raises NoValueInForce."""
    day = as_of.toordinal()
    for c in cells_of(catalogue.data, "parameters", subject, "EU", part):
        if c.start <= day < c.end and c.known <= day < c.until:
            return c.reading
    raise NoValueInForce(f"{subject}.{part}", as_of)


def value(catalogue: Catalogue, subject: str, part: str, as_of: date) -> Decimal:
    """Its figure; raises NoValueInForce."""
    return reading(catalogue, subject, part, as_of).ends[0]
