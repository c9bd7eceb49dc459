"""Official series read from a file: what it says, what cannot be used, and saving it.

A series is known by its name. Its points keep their source, where it was read and the day it was
published; a point that is read again is a correction, and the earlier word on it is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from followup.domain.goal_point import OwnSeriesPoint
from followup.errors import UserError
from followup.ingest.asked_table import AskedTable, read_asked
from followup.ingest.draft import Refusal
from followup.services.goal.check import SHARE_UNIT
from followup.services.goal.official import OWN
from followup.services.goal.units import code_of, is_percent
from followup.services.installation import Actor, Installation
from followup.services.upload import reading
from followup.storage import acts, goal_points, originals
from followup.storage.acts import Act

TYPE: Final = "official_series"


@dataclass(frozen=True, slots=True)
class Said:
    """What holds for every row where the file does not say it; empty for nothing."""

    title: str = ""
    unit: str = ""
    source: str = ""
    read_at: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used, and why."""

    sheet: str
    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadSeries:
    """The points of a file as they would be stored, and the rows that cannot be used.

    ``new`` and ``changed`` are stored; ``same`` counts points that are known as they stand.
    ``before`` holds what a changed point says today. ``unused`` are headings that were not read.
    """

    sha256: str
    file_name: str
    new: tuple[OwnSeriesPoint, ...] = ()
    changed: tuple[OwnSeriesPoint, ...] = ()
    same: int = 0
    before: Mapping[tuple[str, date], OwnSeriesPoint] | None = None
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """A series that was read from files, as known on a day; its points in order of day."""

    series: str
    title: str
    unit: str
    points: tuple[OwnSeriesPoint, ...]


def own_series(installation: Installation, as_of: date) -> tuple[OwnSeries, ...]:
    """Every series that was read from a file, as known on ``as_of``, by name."""
    found: dict[str, list[OwnSeriesPoint]] = defaultdict(list)
    for point in goal_points.series(installation.database, as_of):
        found[point.series].append(point)
    made = (OwnSeries(key, ps[-1].title, ps[-1].unit, tuple(ps)) for key, ps in found.items())
    return tuple(sorted(made, key=lambda one: one.title.casefold()))


def titles(installation: Installation, as_of: date) -> dict[str, str]:
    """The name of every own series by its key."""
    return {one.series: one.title for one in own_series(installation, as_of)}


def read(
    installation: Installation, content: bytes, file_name: str, said: Said, today: date
) -> ReadSeries:
    """Read a file through the guarded reader; nothing is stored."""
    cells = reading.cells_of(installation.settings, content, file_name)
    table = read_asked(cells, TYPE, today)
    if table.refusal is not None:
        return ReadSeries(table.sha256, file_name, refusal=table.refusal)
    known = {(p.series, p.day): p for p in goal_points.series(installation.database, today)}
    units = {p.series: p.unit for p in known.values()}
    points, problems = _points(table, file_name, said, today, units)
    differing = [p for p in points.values() if not _is_same(p, known.get((p.series, p.day)))]
    return ReadSeries(
        table.sha256,
        file_name,
        new=tuple(p for p in differing if (p.series, p.day) not in known),
        changed=tuple(p for p in differing if (p.series, p.day) in known),
        same=len(points) - len(differing),
        before=known,
        problems=tuple(problems),
        unused=table.unused,
    )


def save(
    installation: Installation, found: ReadSeries, content: bytes, actor: Actor, today: date,
    now: datetime,
) -> int:  # fmt: skip
    """Store what is new or changed, and the file itself; the act's number.

    Raises UserError ``nothing_to_save``.
    """
    points = (*found.new, *found.changed)
    if not points:
        raise UserError("nothing_to_save")
    originals.keep(installation.settings.originals, content)
    names = ", ".join(sorted({p.series for p in points}))
    act = Act(actor.stored, "read_official_series", names, now, {
        "file": found.file_name, "sha256": found.sha256, "points": len(points),
        "known_from": today.isoformat(),
    })  # fmt: skip
    return acts.commit(
        installation.database,
        act,
        lambda own, act_id: goal_points.insert_series(own, act_id, points, today),
    )


def _points(
    table: AskedTable, file_name: str, said: Said, today: date, units: Mapping[str, str]
) -> tuple[dict[tuple[str, date], OwnSeriesPoint], list[Problem]]:
    doubts = {(f.sheet or "", f.row): f for f in reversed(table.findings)}
    found: dict[tuple[str, date], OwnSeriesPoint] = {}
    units = dict(units)
    problems: list[Problem] = []
    doubtful = _fractions(table.rows, said)
    for row in table.rows:
        place = (row["sheet"] or "", row["row"])
        try:
            if doubt := doubts.get(place):
                raise UserError("series_cell", column=doubt.column or "", text=doubt.value or "")  # noqa: TRY301
            if (title := _title(row, said)) in doubtful:
                raise UserError("series_fractions", series=title)  # noqa: TRY301
            point = _point(row, said, file_name, table.sha256)
            _check(point, today, units.setdefault(point.series, point.unit))
            if (point.series, point.day) in found:
                raise UserError("series_twice", series=point.title, day=point.day)  # noqa: TRY301
            found[point.series, point.day] = point
        except UserError as error:
            problems.append(Problem(*place, error))
    return found, problems


def _point(row: Mapping[str, Any], said: Said, file_name: str, sha256: str) -> OwnSeriesPoint:
    title = _title(row, said)
    unit = (row["unit"] or said.unit).strip()
    published = row["published"] or said.published
    if not title:
        raise UserError("series_title_missing")
    if not unit:
        raise UserError("series_unit_missing", series=title)
    if published is None:
        raise UserError("series_published_missing", series=title)
    scale = Decimal("0.01") if is_percent(unit) else Decimal(1)
    value, low, high = (None if a is None else a * scale
                        for a in (row["figure"], row["low"], row["high"]))  # fmt: skip
    return OwnSeriesPoint(
        series=key_of(title), title=title, unit=code_of(unit), day=row["at_end_of"],
        value=value, low=low, high=high, source=(row["source"] or said.source).strip(),
        read_at=(row["read_at"] or said.read_at).strip(), published=published,
        note=(row["note"] or "").strip() or None,
        place=" ".join([*filter(None, (file_name, row["sheet"]))]) + f"!{row['row']} {sha256[:12]}",
    )  # fmt: skip


def key_of(title: str) -> str:
    """What goals name a series by: its name in lower case, so that the same name is the same."""
    bare = "-".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())
    return OWN + bare


def _check(point: OwnSeriesPoint, today: date, unit: str) -> None:
    """Raises UserError for the first thing that keeps a point from being trusted."""
    told = {"series": point.title, "day": point.day}
    ends = [e for e in (point.low, point.high) if e is not None]
    amounts = [a for a in (point.low, point.value, point.high) if a is not None]
    if not amounts:
        raise UserError("series_value_missing", **told)
    if len(ends) == 1 or (ends and sorted(amounts) != amounts):
        raise UserError("series_ends", **told)
    if point.unit != unit:
        raise UserError("series_unit", **told, unit=point.unit, known=unit)
    if point.unit == SHARE_UNIT and not all(0 <= a <= 1 for a in amounts):
        raise UserError("series_share", **told)
    if not point.source:
        raise UserError("series_source_missing", **told)
    if not point.read_at:
        raise UserError("series_read_at_missing", **told)
    if point.published > today:
        raise UserError("series_published_ahead", **told, published=point.published)
    if point.published < point.day:
        raise UserError("series_published_early", **told, published=point.published)


def _fractions(rows: Sequence[Mapping[str, Any]], said: Said) -> set[str]:
    """Series in per cent that never pass one: most likely fractions, and nothing is guessed."""
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for row in rows:
        if is_percent(row["unit"] or said.unit):
            own = (row["figure"], row["low"], row["high"])
            amounts[_title(row, said)] += [abs(a) for a in own if a is not None]
    return {title for title, own in amounts.items() if any(own) and max(own) <= 1}


def _title(row: Mapping[str, Any], said: Said) -> str:
    return " ".join((row["series"] or said.title).split())


def _is_same(point: OwnSeriesPoint, known: OwnSeriesPoint | None) -> bool:
    return known is not None and replace(point, place=None) == replace(known, place=None)
