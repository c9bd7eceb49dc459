"""Parts of tables put together to the facts, findings and totals of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.finding import Finding
from followup.domain.period import Period
from followup.ingest.accept import accept
from followup.ingest.answers import Asked
from followup.ingest.draft import Question
from followup.ingest.fuel import FuelPart
from followup.ingest.grid import letter
from followup.ingest.marks import Mark, add_flags, findings, put
from followup.ingest.times import Times, whole_months
from followup.ingest.validate import odometer_errors, quantity_marks, repeats, row_keys
from followup.ingest.vehicle_ids import settle_vehicles


@dataclass
class Facts:
    """The facts of one kind, with findings and questions about them."""

    table: pa.Table
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def assemble_fuel(parts: Sequence[FuelPart], asked: Asked) -> Facts:
    """All fuel facts of a file, in the order of its sheets, rows and columns."""
    table = pa.concat_tables(part.table for part in parts).combine_chunks()
    marks = joined([(part.marks, part.table.num_rows) for part in parts])
    table, more = _settled(table, parts, marks, asked)
    marks = accept([*marks, *more], table, asked.answers)
    table = add_flags(table, marks)
    found = findings(table, [m for m in marks if m.code != "missing_period"])
    found = _once(found, parts)
    errors = [(e[0], part.region.sheet.name, *e[1:]) for part in parts for e in part.errors]
    found += [Finding(*error) for error in dict.fromkeys(errors)]  # one for several amounts
    questions = _questions(parts)
    if missing := _count(marks, "missing_period"):
        found.append(Finding("missing_period"))
        questions.append(Question("period", None, "missing_period", missing))
    return Facts(table, found, questions)


def _settled(
    table: pa.Table, parts: Sequence[FuelPart], said: Sequence[Mark], asked: Asked
) -> tuple[pa.Table, list[Mark]]:
    """Vehicles, months and duplicates, which need the whole file."""
    is_registration = np.concatenate(
        [np.full(part.table.num_rows, part.is_registration) for part in parts]
    )
    raw = table.column("vehicle_raw").combine_chunks()
    ids, invalid, missing = settle_vehicles(raw, is_registration)
    table = put(table, "vehicle_id", ids)
    table = _months(table)
    no_time = ~np.asarray(pc.is_valid(table.column("period_start").combine_chunks()))
    if asked.period and no_time.any():
        table, no_time = _fill_period(table, asked.period), np.zeros_like(no_time)
    where = _vehicle_column(parts)
    texts = [(part.region, part.rows) for part in parts]
    duplicate = _duplicates(table, parts)
    table = put(table, "is_duplicate", pa.array(duplicate))
    marks = [
        Mark("invalid_registration", invalid, where, raw),
        Mark("missing_registration", missing, where, raw),
        Mark("duplicate_row", duplicate, None, table.column("cell").combine_chunks()),
        *quantity_marks(table, texts),
        *_odometers(table, parts),
    ]
    for mark in said:
        if mark.code in ("missing_date", "ambiguous_period"):
            no_time = no_time & ~mark.mask
    marks.append(Mark("missing_period", no_time, None, raw))
    return table, marks


def _has_time_column(part: FuelPart) -> np.ndarray:
    names = ("date", "period", "month", "year", "period_start")
    has = any(part.region.table.first(name) for name in names)
    return np.full(part.table.num_rows, has)


def _fill_period(table: pa.Table, period: Period) -> pa.Table:
    for name, day in (("period_start", period.start), ("period_end", period.end)):
        column = table.column(name).combine_chunks()
        table = put(table, name, pc.fill_null(column, pa.scalar(day, column.type)))
    return table


def _months(table: pa.Table) -> pa.Table:
    none = np.zeros(table.num_rows, dtype=bool)
    start, end = (table.column(n).combine_chunks() for n in ("period_start", "period_end"))
    times = whole_months(Times(start, end, none, none, none))
    return put(put(table, "period_start", times.start), "period_end", times.end)


def _duplicates(table: pa.Table, parts: Sequence[FuelPart]) -> np.ndarray:
    """Later copies of a row that names a vehicle or a day."""
    texts = pa.concat_arrays([row_keys(p.region, p.rows, p.amount.index) for p in parts])
    # Amounts, vehicles and fuels as understood, else as written.
    pairs = (("vehicle_id", "vehicle_raw"), ("fuel", "fuel_raw"), ("quantity", "cell"))
    extra = [
        pc.coalesce(*(table.column(n).combine_chunks().cast(pa.string()) for n in names))
        for names in (*pairs, ("unit",), ("column",), ("period_start",), ("period_end",))
    ]
    labels = pa.array(
        [p.region.table.fingerprint for p in parts for _ in range(p.table.num_rows)], pa.string()
    )
    whole = pc.binary_join_element_wise(
        texts, labels, *(pc.fill_null(e, "") for e in extra), "\x1f"
    )
    vehicle = np.asarray(pc.is_valid(table.column("vehicle_raw").combine_chunks()))
    dated = np.concatenate([_has_time_column(part) for part in parts])
    return repeats(whole, vehicle | dated)


def _odometers(table: pa.Table, parts: Sequence[FuelPart]) -> list[Mark]:
    if all(part.odometer is None for part in parts):
        return []
    kind = table.schema.field("quantity").type
    readings = pa.concat_arrays(
        [p.odometer if p.odometer is not None else pa.nulls(p.table.num_rows, kind) for p in parts]
    )
    wrong = odometer_errors(table, readings)
    column = next(c for p in parts if (c := p.region.table.first("odometer")))
    return [
        Mark("implausible_odometer", wrong, letter(column.index), readings.cast(pa.string()), False)
    ]


def _vehicle_column(parts: Sequence[FuelPart]) -> str | None:
    columns = {c.index for p in parts if (c := p.region.table.first("vehicle_id"))}
    return letter(columns.pop()) if len(columns) == 1 else None


def joined(parts: Sequence[tuple[Sequence[Mark], int]]) -> list[Mark]:
    """Marks on parts as marks on all rows together."""
    total = sum(size for _, size in parts)
    joined: list[Mark] = []
    offset = 0
    for marks, size in parts:
        for mark in marks:
            if mark.mask.any():
                mask = np.zeros(total, dtype=bool)
                mask[offset : offset + size] = mark.mask
                before, after = (
                    pa.nulls(offset, pa.string()),
                    pa.nulls(total - offset - size, pa.string()),
                )
                values = pa.concat_arrays([before, mark.values.cast(pa.string()), after])
                joined.append(replace(mark, mask=mask, values=values))
        offset += size
    return joined


def _count(marks: Sequence[Mark], code: str) -> int:
    return sum(int(mark.mask.sum()) for mark in marks if mark.code == code)


# What no row says is asked once for the file, not once per row.
_ASKED_ONCE = {"missing_fuel": "fuel", "unknown_unit": "unit"}


def _once(found: list[Finding], parts: Sequence[FuelPart]) -> list[Finding]:
    """One finding for the whole file where no column holds what is missing."""
    kept: list[Finding] = []
    for code, field_name in _ASKED_ONCE.items():
        nowhere = not any(part.region.table.first(field_name) for part in parts)
        said = [f for f in found if f.code != code or f.value is not None or not nowhere]
        if len(said) < len(found):
            kept.append(Finding(code))
            found = said
    return kept + found


def _questions(parts: Sequence[FuelPart]) -> list[Question]:
    """Each unknown word, and each thing nowhere said, once."""
    counted: dict[tuple[str, str | None, str], int] = {}
    for part in parts:
        for key_, count in part.words.items():
            counted[key_] = counted.get(key_, 0) + count
    return [
        Question(name if word is None else f"{name}:{word}", word, code, count)
        for (name, word, code), count in counted.items()
    ]


def totals(table: pa.Table) -> Mapping[str, Decimal]:
    """Amount by ``fuel|unit``: duplicates once, credits netted, unknown fuels as "unknown"."""
    counted = table.filter(pc.invert(table.column("is_duplicate")))
    counted = counted.filter(pc.is_valid(counted.column("quantity")))
    grouped = counted.group_by(["fuel", "unit"]).aggregate([("quantity", "sum")]).to_pylist()
    return {
        f"{row['fuel'] or 'unknown'}|{row['unit'] or 'unknown'}": row["quantity_sum"]
        for row in sorted(grouped, key=lambda r: (r["fuel"] or "", r["unit"] or ""))
    }
