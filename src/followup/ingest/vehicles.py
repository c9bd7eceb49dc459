"""Vehicle facts: one per row of a vehicle list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.period import Period
from followup.ingest.accept import accept
from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts, joined
from followup.ingest.classes import unknown_classes
from followup.ingest.coerce import apply_factors, codes_of, flags, read_amounts, spread
from followup.ingest.dates import read_when
from followup.ingest.draft import AMOUNT, VEHICLE
from followup.ingest.grid import Column, letter
from followup.ingest.headers import kilometres_in
from followup.ingest.layout import choice_keys
from followup.ingest.marks import Mark, add_flags, findings, no_flags, put
from followup.ingest.recognise import Region
from followup.ingest.times import Times, read_times, title_period
from followup.ingest.title_dates import find_period
from followup.ingest.validate import hidden, repeats
from followup.ingest.vehicle_details import details, undoubted
from followup.ingest.vehicle_ids import raw_vehicles, settle_vehicles
from followup.ingest.words import clean, key, tokens, without_brackets

FIRST_YEAR = 1900


def read_vehicles(regions: Sequence[tuple[Region, np.ndarray]], asked: Asked) -> Facts:
    """All vehicles of a file; a registration met again is a duplicate."""
    parts = [_part(region, rows, asked) for region, rows in regions]
    table = pa.concat_tables(part for part, _ in parts).combine_chunks()
    marks = joined([(marks, part.num_rows) for part, marks in parts])
    is_registration = np.concatenate(
        [np.full(len(rows), raw_vehicles(region, rows)[1]) for region, rows in regions]
    )
    raw = table.column("vehicle_raw").combine_chunks()
    ids, invalid, missing = settle_vehicles(raw, is_registration)
    table = put(table, "vehicle_id", ids)
    duplicate = repeats(pc.fill_null(ids, ""), np.asarray(pc.is_valid(ids)))
    table = put(table, "is_duplicate", pa.array(duplicate))
    marks += [
        Mark("invalid_registration", invalid, None, raw),
        Mark("missing_registration", missing, None, raw),
        Mark("duplicate_row", duplicate, None, raw),
        Mark("hidden_row", hidden(regions), None, raw),
    ]
    marks = accept(marks, table, asked.answers)
    table = undoubted(table, marks)
    words, drives = (table.column(n).combine_chunks() for n in ("drivetrain_raw", "drivetrain"))
    questions = unknown_classes("drivetrain", words, drives, asked)
    return Facts(add_flags(table, marks), findings(table, marks), questions)


def _part(region: Region, rows: np.ndarray, asked: Asked) -> tuple[pa.Table, list[Mark]]:
    sheet, size = region.sheet, len(rows)
    raw, is_registration = raw_vehicles(region, rows)
    identity = region.table.first("vehicle_id") or region.table.columns[0]
    if not is_registration:
        identity = region.table.first("fleet_number") or identity
    drive = _texts(region, rows, "drivetrain")
    years, marks = _years(region, rows, asked)
    distance, by_header = _distance(region, rows)
    category = _texts(region, rows, "category")
    more, doubts = details(region, rows, asked, category)
    times = _times(region, rows, asked)
    if by_header:
        times = Times.constant(by_header, size)
    table = pa.table(
        {
            "sheet": pa.array([sheet.name] * size, pa.string()),
            "row": pa.array(sheet.row_numbers[rows], pa.int32()),
            "column": pa.array([letter(identity.index)] * size, pa.string()),
            "cell": raw,
            "vehicle_id": raw,
            "vehicle_raw": raw,
            "category": category,
            "make_model": _texts(region, rows, "make_model"),
            "model_year": years,
            "euro_class": _texts(region, rows, "euro_class"),
            "drivetrain": _look_up(
                drive, lambda word: asked.class_code("drivetrain", word) or drivetrain(word)
            ),
            "drivetrain_raw": drive,
            "distance_km": distance,
            "period_start": times.start,
            "period_end": times.end,
            **more,
            "grade": pa.array(["measured"] * size, pa.string()),
            **no_flags(size),
        },
        schema=VEHICLE,
    )
    return table, marks + doubts


def _cells(region: Region, rows: np.ndarray, name: str) -> Column | None:
    column = region.table.first(name)
    return region.sheet.columns[column.index].take(rows) if column else None


def _texts(region: Region, rows: np.ndarray, name: str) -> pa.StringArray:
    cells = _cells(region, rows, name)
    if cells is None:
        return pa.nulls(len(rows), pa.string())
    return pc.utf8_trim_whitespace(cells.shown)


def _look_up(texts: pa.StringArray, function: Callable[[str], str | None]) -> pa.StringArray:
    words, codes = codes_of(texts)
    return spread([function(word) for word in words], codes, pa.string())


def drivetrain(text: str) -> str | None:
    """The drivetrain a register or supplier names; None when it says something else."""
    known = choice_keys("drivetrains")
    outside, inside = without_brackets(text)
    names = (text, outside, *inside)
    return next((known[key(name)] for name in names if key(name) in known), None)


def _years(region: Region, rows: np.ndarray, asked: Asked) -> tuple[pa.Int32Array, list[Mark]]:
    """Model years, or those of the first registration; one that cannot be is left out and told."""
    name = "model_year" if region.table.first("model_year") else "first_registered"
    cells, column = _cells(region, rows, name), region.table.first(name)
    if cells is None or column is None:
        return pa.nulls(len(rows), pa.int32()), []
    words, codes = codes_of(cells.shown)
    years = [year_of(word) for word in words]
    wrong = [y is not None and not FIRST_YEAR <= y <= asked.today.year + 2 for y in years]
    good = [None if bad else y for y, bad in zip(years, wrong, strict=True)]
    mark = Mark("implausible_year", flags(wrong, codes), letter(column.index), cells.shown)
    return spread(good, codes, pa.int32()), [mark]


def year_of(text: str) -> int | None:
    """The year a cell states; None when it states none."""
    bare = clean(text).removesuffix(".0")
    if bare.isdigit() and len(bare) == 4:
        return int(bare)
    when = read_when(text)
    return when.period.start.year if when else None


def _distance(region: Region, rows: np.ndarray) -> tuple[pa.Decimal128Array, Period | None]:
    """Kilometres per vehicle, and the period its header names ("miles2020")."""
    column, cells = region.table.first("distance_km"), _cells(region, rows, "distance_km")
    if column is None or cells is None:
        return pa.nulls(len(rows), AMOUNT), None
    # A bare "körsträcka" is in kilometres, as beside amounts.
    factor = kilometres_in(column.label.whole) or Decimal(1)
    values = apply_factors(read_amounts(cells).values, [factor], np.zeros(len(rows), dtype=int))
    return values, find_period(" ".join(tokens(column.label.whole)))


def _times(region: Region, rows: np.ndarray, asked: Asked) -> Times:
    """Days each vehicle is in service, as far as the list says; a title speaks for all."""
    start, end = (_cells(region, rows, name) for name in ("period_start", "period_end"))
    if start or end:
        first = read_times(start, None, asked).start if start else pa.nulls(len(rows), pa.date32())
        last = read_times(end, None, asked).end if end else pa.nulls(len(rows), pa.date32())
        none = np.zeros(len(rows), dtype=bool)
        return Times(first, last, none, none, none)
    if period := _cells(region, rows, "period"):
        return read_times(period, None, asked)
    return Times.constant(title_period(region.titles, region.sheet.said_time, asked), len(rows))
