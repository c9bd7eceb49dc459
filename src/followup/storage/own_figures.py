"""Reference values of the organisation's own: every word on one is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from followup.domain.own_figure import OwnFigure
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_SAID: Final = (
    "kind", "subject", "country", "part", "unit", "value", "low", "high", "valid_from",
    "valid_to", "status", "publisher", "title", "year", "address", "read_at", "note",
    "known_from", "identifier",
)  # fmt: skip
_WORDS: Final = (
    "SELECT f.*, a.actor, a.done_at FROM own.own_figure AS f "
    "LEFT JOIN own.act AS a ON a.act_id = f.act_id "
    "WHERE f.act_id <= getvariable('horizon') ORDER BY f.act_id, f.identifier"
)


def insert(own: Cursor, act_id: int, figures: Iterable[OwnFigure]) -> None:
    """Store new values inside the caller's transaction; each gets a name of its own."""
    named = (replace(f, identifier=f"{act_id}-{n}") for n, f in enumerate(figures, start=1))
    append(own, "own_figure", [_row(act_id, figure) for figure in named])


def withdraw(own: Cursor, act_id: int, figure: OwnFigure, known_from: date) -> None:
    """Take a value back inside the caller's transaction; what it said stays on file."""
    row = _row(act_id, replace(figure, known_from=known_from))
    append(own, "own_figure", [row | {"is_withdrawn": True}])


def load(database: Database, as_of: date | None = None) -> tuple[OwnFigure, ...]:
    """Every value added by ``as_of``, withdrawn ones with their day, in the order they came."""
    with cursor(database, as_of) as own:
        found = read(own)
    day = as_of or database.day or date.max
    return tuple(_as_known(figure, day) for figure in found if figure.known_from <= day)


def _as_known(figure: OwnFigure, day: date) -> OwnFigure:
    is_later = figure.withdrawn_on is not None and figure.withdrawn_on > day
    return replace(figure, withdrawn_on=None) if is_later else figure


def read(own: Cursor) -> tuple[OwnFigure, ...]:
    """Every value within the cursor's act horizon, on whatever day it became known."""
    figures: dict[str, OwnFigure] = {}
    for row in records(own.sql(_WORDS)):
        if row["is_withdrawn"]:
            before = figures[row["identifier"]]
            figures[row["identifier"]] = replace(before, withdrawn_on=row["known_from"])
        else:
            said: dict[str, Any] = {name: row[name] for name in _SAID}
            figures[row["identifier"]] = OwnFigure(**said, actor=row["actor"], at=row["done_at"])
    return tuple(figures.values())


def _row(act_id: int, figure: OwnFigure) -> dict[str, Any]:
    said = {name: value for name, value in asdict(figure).items() if name in _SAID}
    return {"act_id": act_id, "is_withdrawn": False, **said}
