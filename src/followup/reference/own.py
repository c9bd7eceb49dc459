"""An organisation's own values laid over the catalogue's: shipped figures are never changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from typing import Final

from followup.domain.own_figure import OwnFigure
from followup.reference import catalogue
from followup.reference.catalogue import Catalogue
from followup.reference.files import rows
from followup.reference.schema import OPEN_END, Figure, Source

# What the sources of own values begin with, and the note that each such figure carries.
PREFIX: Final = "EGEN_"
NOTE: Final = "own_figure"


def is_own(source: str | None) -> bool:
    """True for the source of a value that the organisation added itself."""
    return (source or "").startswith(PREFIX)


# What holds now, what is on trial, and what held on an earlier day.
@lru_cache(maxsize=8)
def laid_over(own: tuple[OwnFigure, ...]) -> Catalogue:
    """The catalogue with an organisation's own values after its figures, and their sources.

    From the day it became known an own value goes before what was known earlier, as any later
    row does; an assumption goes after everything else. Raises pydantic.ValidationError for a
    value that breaks the schema.
    """
    shipped = catalogue.load()
    if not own:
        return shipped
    data = shipped.data
    figures = dict(data.figures)
    for kind in sorted({f.kind for f in own}):
        added = [_figure(f) for f in own if f.kind == kind]
        figures[kind] = (*figures[kind], *rows(added, Figure))
    sources = (*data.sources, *rows([_source(f) for f in own], Source))
    said = hashlib.sha256(f"{data.checksum}{own!r}".encode()).hexdigest()
    return Catalogue(replace(data, figures=figures, sources=sources, checksum=said))


def source_of(figure: OwnFigure) -> str:
    """The code of the source of an own value; one on trial has none of its own yet."""
    return PREFIX + (figure.identifier or "new").replace("-", "_")


def _figure(f: OwnFigure) -> dict[str, object]:
    return {
        "subject": f.subject, "country": f.country, "part": f.part, "value": f.value,
        "low": f.low, "high": f.high, "unit": f.unit, "data_year": None,
        "valid_from": f.valid_from, "valid_to": f.last_day, "known_from": f.known_from,
        "source": source_of(f), "where": f.read_at or "-", "status": f.status, "note": NOTE,
        "known_to": f.withdrawn_on or OPEN_END,
    }  # fmt: skip


def _source(f: OwnFigure) -> dict[str, object]:
    return {
        "id": source_of(f), "publisher": f.publisher, "title": f.title, "year": f.year,
        "address": f.address or "-", "confidence": "medium", "read_on": f.known_from,
    }  # fmt: skip
