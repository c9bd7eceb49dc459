"""Totals that stand in the file, checked against the cells above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import Finding
from followup.ingest.figures import Figures, read_figures
from followup.ingest.fuel import FuelPart
from followup.ingest.grid import letter
from followup.ingest.recognise import Region
from followup.ingest.total_scopes import scope_of
from followup.ingest.validate import repeats, row_keys
from followup.ingest.vocabulary import look_up_unit

# Sheet and column index: the sum in thousandths of the tables above, and their units.
Above = dict[tuple[str | None, int], tuple[int, set[str]]]


def check_totals(
    region: Region, total_rows: np.ndarray, parts: Sequence[FuelPart], above: Above
) -> tuple[list[Finding], set[str]]:
    """Findings at totals that differ from their rows, and codes about the file.

    ``above`` gathers what the tables higher up in the sheet add up to, column by column.
    """
    findings: list[Finding] = []
    about_file: set[str] = set()
    for part in parts if len(total_rows) else ():
        figures = read_figures(region, part.amount.index, total_rows)
        readings = _readings(part, figures)
        after = 0
        for position in (total_rows - region.start).tolist():
            if figures.known[position]:
                before = above.get((region.sheet.name, part.amount.index), (0, set()))
                code, found = _judge(part, figures, readings, after, position, before)
                if code:
                    about_file.add(code)
                if found is not None:
                    findings.append(_mismatch(region, position, part.amount.index, figures, found))
            after = position + 1
    for part in parts if region.stop < region.sheet.height else ():
        _add_up(part, total_rows, above)
    return findings, about_file


def _add_up(part: FuelPart, total_rows: np.ndarray, above: Above) -> None:
    figures = read_figures(part.region, part.amount.index, total_rows)
    place = (part.region.sheet.name, part.amount.index)
    total, units = above.get(place, (0, set()))
    own = set(pc.unique(part.table.column("unit")).to_pylist()) - {None}
    above[place] = (total + figures.add(0, len(figures.values)), units | own)


def _judge(
    part: FuelPart, figures: Figures, readings: Sequence[Figures], after: int, position: int,
    above: tuple[int, set[str]],
) -> tuple[str | None, int | None]:  # fmt: skip
    """What is wrong with a total, and the sum it should have been; nothing when it agrees.

    It may stand for the rows since the last total or for all above, for what it names (a fuel,
    a vehicle, a unit), or, where none stand above, for the rows below; the last total of a sheet
    may take in the tables above its own.
    """
    stated = int(figures.values[position])
    scope = scope_of(part, position)
    spans = list(_spans(figures, after, position))
    named = figures.only(part.rows[scope] - part.region.start) if scope is not None else None
    for first, last in spans:
        if any(f.is_sum(stated, first, last) for f in (named, *readings) if f):
            mixes = _mixes_units(part, scope, first, last)
            return ("total_row_mixes_units" if mixes else None), None
    if _in_own_unit(part, position, stated, spans):
        return None, None
    before, units = above
    if before and figures.is_sum(stated - before, 0, position):
        own = set(pc.unique(part.table.column("unit")).to_pylist()) - {None}
        return ("total_row_mixes_units" if len(units | own) > 1 else None), None
    narrow = named or figures
    if _mixes_units(part, scope, *spans[-1]):
        return "total_row_mixes_units", None
    sums = [narrow.add(first, last) for first, last in spans if narrow.known[first:last].any()]
    if not sums:
        return None, None
    return "control_total_mismatch", min(sums, key=lambda found: abs(found - stated))


def _in_own_unit(
    part: FuelPart, position: int, stated: int, spans: Sequence[tuple[int, int]]
) -> bool:
    """True for a total that is right in the unit of its own row: litres added up to m3."""
    column = part.region.table.first("unit")
    cell = part.region.sheet.cell(part.region.start + position, column.index) if column else None
    unit = look_up_unit(cell) if cell else None
    if unit is None or unit.factor == 1:
        return False
    rows = read_figures(part.region, part.amount.index, np.zeros(0, dtype=np.int64))
    base = _in_base(part, rows)
    return any(base.is_sum(int(stated * unit.factor), first, last) for first, last in spans)


def _readings(part: FuelPart, figures: Figures) -> list[Figures]:
    """The figures a total may rightly add up: all, those of fuels, no copies, in base units."""
    fuels = figures.only(part.rows - part.region.start)
    ways = (figures, fuels, _singles(part, figures), _in_base(part, figures))
    return [way for way in ways if way]


def _singles(part: FuelPart, figures: Figures) -> Figures | None:
    """The figures without rows that are copies of others; None when there are no copies."""
    again = repeats(row_keys(part.region, part.rows), np.ones(len(part.rows), dtype=bool))
    return figures.only(part.rows[~again] - part.region.start) if again.any() else None


def _in_base(part: FuelPart, figures: Figures) -> Figures:
    """The amounts in base units: a total may add litres and cubic metres rightly."""
    exact = np.asarray(part.table.column("quantity").cast(pa.float64()))
    values = np.zeros_like(figures.values)
    values[part.rows - part.region.start] = np.rint(np.nan_to_num(exact) * 1000).astype(np.int64)
    whole = Figures(values, figures.known, figures.is_total)
    return whole.only(part.rows - part.region.start)


def _spans(figures: Figures, after: int, position: int) -> Iterator[tuple[int, int]]:
    """The rows a total may stand for: since the last total, all above, else those below."""
    rows = figures.known & ~figures.is_total
    if not rows[:position].any():
        later = np.nonzero(figures.is_total[position + 1 :])[0]
        yield position + 1, position + 1 + int(later[0]) if len(later) else len(rows)
        yield position + 1, len(rows)
        return
    if rows[after:position].any():
        yield after, position
    yield 0, position


def _mixes_units(part: FuelPart, scope: np.ndarray | None, first: int, last: int) -> bool:
    """True when a total adds litres to kilograms or kilowatt-hours."""
    start = part.region.start
    inside = (part.rows >= start + first) & (part.rows < start + last)
    if scope is not None:
        inside &= scope
    units = part.table.column("unit").filter(pa.array(inside)).drop_null()
    return len(pc.unique(units)) > 1


def _mismatch(region: Region, position: int, index: int, figures: Figures, found: int) -> Finding:
    row = region.start + position
    return Finding(
        "control_total_mismatch",
        region.sheet.name,
        int(region.sheet.row_numbers[row]),
        letter(index),
        region.sheet.cell(row, index),
        {"stated": _plain(int(figures.values[position])), "found": _plain(found)},
    )


def _plain(thousandths: int) -> str:
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".")
