"""Index numbers read from a file: what it says, what cannot be used, and saving it.

A series is known by its code and by which fuel it holds. A number that is read again for the same
month and base is a correction, and the earlier word on it is kept. A cell without a number is a
row that is not used: nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final, cast

from followup.domain.period import ONE_DAY, add_months
from followup.domain.price_index import VARIANTS, IndexPoint, Variant
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, t
from followup.ingest.asked_table import AskedTable, read_asked
from followup.ingest.draft import Refusal
from followup.services.installation import Actor, Installation
from followup.services.upload import reading
from followup.storage import acts, originals, price_indices
from followup.storage.acts import Act

TYPE: Final = "index_series"
FREQUENCIES: Final = {"month": 1, "quarter": 3}
PointKey = tuple[str, str, str, date]


@dataclass(frozen=True, slots=True)
class Said:
    """What holds for every row where the file does not say it; empty for nothing."""

    series: str = ""
    variant: str = ""
    frequency: str = ""
    reference: str = ""
    source: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used, and why."""

    sheet: str
    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadIndices:
    """The numbers of a file as they would be stored, and the rows that cannot be used.

    ``new`` and ``changed`` are stored; ``same`` counts numbers that are known as they stand.
    ``before`` holds what a changed number says today. ``unused`` are headings that were not read.
    """

    sha256: str
    file_name: str
    new: tuple[IndexPoint, ...] = ()
    changed: tuple[IndexPoint, ...] = ()
    same: int = 0
    before: Mapping[PointKey, IndexPoint] | None = None
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()
    refusal: Refusal | None = None


def key_of(point: IndexPoint) -> PointKey:
    """What a correction has in common with what it corrects."""
    return point.series, point.variant, point.reference, point.month


def points(installation: Installation, as_of: date) -> tuple[IndexPoint, ...]:
    """Every number that was read from a file, as known on ``as_of``, by series and month."""
    return price_indices.points(installation.database, as_of)


def read(
    installation: Installation, content: bytes, file_name: str, said: Said, today: date
) -> ReadIndices:
    """Read a file through the guarded reader; nothing is stored."""
    cells = reading.cells_of(installation.settings, content, file_name)
    table = read_asked(cells, TYPE, today)
    if table.refusal is not None:
        return ReadIndices(table.sha256, file_name, refusal=table.refusal)
    known = {key_of(p): p for p in price_indices.points(installation.database, today)}
    points, problems = _points(table, file_name, said, today)
    differing = [p for key, p in points.items() if not _is_same(p, known.get(key))]
    return ReadIndices(
        table.sha256,
        file_name,
        new=tuple(p for p in differing if key_of(p) not in known),
        changed=tuple(p for p in differing if key_of(p) in known),
        same=len(points) - len(differing),
        before=known,
        problems=tuple(problems),
        unused=table.unused,
    )


def save(
    installation: Installation, found: ReadIndices, content: bytes, actor: Actor, today: date,
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
    act = Act(actor.stored, "read_index_series", names, now, {
        "file": found.file_name, "sha256": found.sha256, "points": len(points),
        "known_from": today.isoformat(),
    })  # fmt: skip
    return acts.commit(
        installation.database,
        act,
        lambda own, act_id: price_indices.insert_points(own, act_id, points, today),
    )


def _points(
    table: AskedTable, file_name: str, said: Said, today: date
) -> tuple[dict[PointKey, IndexPoint], list[Problem]]:
    doubts = {(f.sheet or "", f.row): f for f in reversed(table.findings)}
    found: dict[PointKey, IndexPoint] = {}
    problems: list[Problem] = []
    for row in table.rows:
        place = (row["sheet"] or "", row["row"])
        try:
            if doubt := doubts.get(place):
                raise UserError("index_cell", column=doubt.column or "", text=doubt.value or "")  # noqa: TRY301
            point = _point(row, said, f"{file_name} {place[0]}".strip(), table.sha256)
            _check(point, today)
            if key_of(point) in found:
                raise UserError("index_twice", series=point.series, day=point.month)  # noqa: TRY301
            found[key_of(point)] = point
        except UserError as error:
            problems.append(Problem(*place, error))
    return found, problems


def _point(row: Mapping[str, Any], said: Said, place: str, sha256: str) -> IndexPoint:
    """The row with what was said of all of them; raises UserError for what nobody said."""
    series = " ".join((row["series"] or said.series).split())
    published = row["published"] or said.published
    if not series:
        raise UserError("index_series_missing")
    if published is None:
        raise UserError("index_published_missing", series=series)
    variant = _code("variant", row["variant"] or said.variant or "unknown")
    frequency = _code("frequency", row["frequency"] or said.frequency or "month")
    months = FREQUENCIES[frequency]
    month = row["index_month"].replace(day=1)
    first = month.replace(month=(month.month - 1) // months * months + 1)
    return IndexPoint(
        series=series,
        variant=cast("Variant", variant),
        month=first,
        months=months,
        value=row["index_number"],
        reference="".join((row["reference"] or said.reference).split()),
        published=published,
        source=(row["source"] or said.source).strip(),
        place=f"{place}!{row['row']} {sha256[:12]}",
    )


def _check(point: IndexPoint, today: date) -> None:
    """Raises UserError for the first thing that keeps a number from being trusted."""
    told = {"series": point.series, "day": point.month}
    if point.value <= 0:
        raise UserError("index_not_above_zero", **told)
    if not point.source:
        raise UserError("index_source_missing", **told)
    if point.published > today:
        raise UserError("index_published_ahead", **told, published=point.published)
    if point.month > add_months(point.published, 1) + ONE_DAY * 31:
        raise UserError("index_published_early", **told, published=point.published)


def _code(field: str, text: str) -> str:
    """The code of a word in any language; raises UserError ``index_word``."""
    found = _words(field).get(text.strip().casefold())
    if found is None:
        raise UserError("index_word", field=field, text=text.strip())
    return found


@cache
def _words(field: str) -> dict[str, str]:
    """Every word for each code of a field, in every language, and the code itself."""
    codes = VARIANTS if field == "variant" else tuple(FREQUENCIES)
    named = {t(f"price_index.{field}.{c}", lang).casefold(): c for c in codes for lang in LANGUAGES}
    return named | {code: code for code in codes}


def _is_same(point: IndexPoint, known: IndexPoint | None) -> bool:
    return known is not None and replace(point, place=None) == replace(known, place=None)
