"""Figures of goals that people enter or read from files: every word is kept, the newest holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Final, TypeVar

from followup.domain.goal_point import EnteredPoint, OwnSeriesPoint
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

Kind = TypeVar("Kind", EnteredPoint, OwnSeriesPoint)

_ENTERED: Final = """
    SELECT *
    FROM own.goal_point
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    QUALIFY row_number() OVER (PARTITION BY goal, "day" ORDER BY act_id DESC) = 1
    ORDER BY goal, "day"
"""
_WORDS: Final = """
    SELECT point.*, act.actor, act.done_at
    FROM own.goal_point AS point JOIN own.act AS act USING (act_id)
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
        AND goal = ?
    ORDER BY act_id
"""
_SERIES: Final = """
    SELECT *
    FROM own.series_point
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
        AND published <= getvariable('reference_day')
    QUALIFY row_number() OVER (PARTITION BY series, "day" ORDER BY act_id DESC) = 1
    ORDER BY series, "day"
"""


def insert_entered(
    own: Cursor, act_id: int, points: Iterable[EnteredPoint], known_from: date, *,
    is_removed: bool = False,
) -> None:  # fmt: skip
    """Store a word on each figure inside the caller's transaction."""
    append(own, "goal_point", _rows(points, act_id, known_from, is_removed))


def insert_series(
    own: Cursor, act_id: int, points: Iterable[OwnSeriesPoint], known_from: date, *,
    is_removed: bool = False,
) -> None:  # fmt: skip
    """Store a word on each point inside the caller's transaction."""
    append(own, "series_point", _rows(points, act_id, known_from, is_removed))


def entered(database: Database, as_of: date | None = None) -> tuple[EnteredPoint, ...]:
    """The figures entered by hand as known on ``as_of``, by goal and day."""
    return _load(database, _ENTERED, EnteredPoint, as_of)


@dataclass(frozen=True, slots=True)
class PointWord:
    """One word on a figure entered by hand: by whom and when (UTC).

    Of a figure that is taken back the point's note says why.
    """

    point: EnteredPoint
    is_removed: bool
    actor: str
    at: datetime
    act_id: int


def words_on(database: Database, goal: str, as_of: date | None = None) -> tuple[PointWord, ...]:
    """Every word on a goal's figures as known on ``as_of``, the oldest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_WORDS, params=[goal]))
    return tuple(
        PointWord(
            EnteredPoint(**{f.name: r[f.name] for f in fields(EnteredPoint)}), r["is_removed"],
            r["actor"], r["done_at"], r["act_id"],
        )
        for r in found
    )  # fmt: skip


def series(database: Database, as_of: date | None = None) -> tuple[OwnSeriesPoint, ...]:
    """The points read from files as known on ``as_of``, by series and day."""
    return _load(database, _SERIES, OwnSeriesPoint, as_of)


def _rows(
    points: Iterable[EnteredPoint] | Iterable[OwnSeriesPoint], act_id: int, known_from: date,
    is_removed: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    own = {"act_id": act_id, "known_from": known_from, "is_removed": is_removed}
    return [own | asdict(point) for point in points]


def _load(database: Database, query: str, kind: type[Kind], as_of: date | None) -> tuple[Kind, ...]:
    with cursor(database, as_of) as own:
        found = records(own.sql(query))
    names = [f.name for f in fields(kind)]
    return tuple(kind(**{n: row[n] for n in names}) for row in found if not row["is_removed"])
