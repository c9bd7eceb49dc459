"""The contract register: contracts, who reports, and requirements with their steps."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.assemble import Facts
from followup.ingest.coerce import Amounts, codes_of, flags, read_amounts, spread
from followup.ingest.draft import ADDRESS, FLAGS
from followup.ingest.grid import Column, letter
from followup.ingest.layout import FieldLayout, choice_keys, report_type
from followup.ingest.marks import Mark, add_flags, findings, no_flags
from followup.ingest.recognise import Region
from followup.ingest.times import read_times
from followup.ingest.words import clean, key, tokens

_SHARE = pa.decimal128(12, 6)
_YES = frozenset(key(w) for w in ["ja", "yes", "sant", "sand", "true", "x", "1"])
_KINDS: dict[str, pa.DataType] = {
    "date": pa.date32(),
    "share": _SHARE,
    "whole_number": pa.int32(),
    "yes_no": pa.bool_(),
    "money": pa.decimal128(18, 2),
    "figure": pa.decimal128(18, 2),
    "exact_number": pa.decimal128(24, 6),
}
# What a whole list may lack, since one answer holds for all of it.
ASKED_ONCE = frozenset({"buyers", "board", "responsible"})
LAST_DAYS = frozenset({"end_date", "to_date", "extended_to", "valid_to", "at_end_of"})
LONGEST = 9  # figures of a whole number that any field can mean
DEFAULTS = {"country": "SE", "role": "supplier"}


def register_schema(type_name: str) -> pa.Schema:
    """Address, the fields of the type, and the flags every fact carries."""
    layout = report_type(type_name)
    fields = [pa.field(n, _KINDS.get(f.type, pa.string())) for n, f in layout.fields.items()]
    return pa.schema([*ADDRESS, *fields, *FLAGS])


def read_register(
    type_name: str, regions: Sequence[tuple[Region, np.ndarray]], asked: Asked
) -> Facts:
    """All rows of one of the register's tables."""
    tables, found = [], []
    for region, rows in regions:
        table, marks = _part(type_name, region, rows, asked)
        table = add_flags(table, marks)
        tables.append(table)
        found += findings(table, marks)
    return Facts(pa.concat_tables(tables).combine_chunks(), found)


def _part(
    type_name: str, region: Region, rows: np.ndarray, asked: Asked
) -> tuple[pa.Table, list[Mark]]:
    layout, schema = report_type(type_name), register_schema(type_name)
    size = len(rows)
    columns: dict[str, pa.Array] = {}
    marks: list[Mark] = []
    for name, field in layout.fields.items():
        values, more = _field(field, region, rows, asked)
        columns[name] = pc.fill_null(values, DEFAULTS[name]) if name in DEFAULTS else values
        marks += more
    first = region.table.columns[0]
    shown = region.sheet.columns[first.index].take(rows).shown
    columns |= {
        "sheet": pa.array([region.sheet.name] * size, pa.string()),
        "row": pa.array(region.sheet.row_numbers[rows], pa.int32()),
        "column": pa.array([letter(first.index)] * size, pa.string()),
        "cell": shown,
        "grade": pa.array(["measured"] * size, pa.string()),
        **no_flags(size),
    }
    return pa.table([columns[f.name] for f in schema], schema=schema), marks


def _field(
    field: FieldLayout, region: Region, rows: np.ndarray, asked: Asked
) -> tuple[pa.Array, list[Mark]]:
    """One column of the register, with marks where a required or given value is unreadable."""
    kind = _KINDS.get(field.type, pa.string())
    column = region.table.first(field.name)
    if column is None:
        nothing = pa.nulls(len(rows), kind)
        every = np.full(len(rows), field.required)
        mark = Mark("missing_value", every, None, pa.array([field.name] * len(rows), pa.string()))
        return nothing, [mark] if field.required and field.name not in ASKED_ONCE else []
    cells = region.sheet.columns[column.index].take(rows)
    where, shown = letter(column.index), cells.shown
    given = cells.filled
    is_needed = field.required and field.name not in ASKED_ONCE
    missing = Mark("missing_value", ~given & is_needed, where, shown)
    if field.type == "date":
        times = read_times(cells, None, asked)
        doubt = Mark("ambiguous_date", times.is_ambiguous, where, shown)
        return times.start if field.name not in LAST_DAYS else times.end, [
            missing, doubt, Mark("invalid_date", times.is_invalid, where, shown),
        ]  # fmt: skip
    if field.type in ("money", "figure", "exact_number"):
        amounts = read_amounts(cells)
        value = pc.round(amounts.values, ndigits=kind.scale, round_mode="half_to_even").cast(kind)
        marks = [missing, Mark("ambiguous_number", amounts.is_ambiguous, where, shown)]
        if field.type != "money":
            unit = "kg" if field.type == "figure" else "%"
            is_none = _is_no_figure(amounts, unit)
            marks.append(Mark("unknown_word", given & is_none, where, shown))
        return value, marks
    words, codes = codes_of(shown)
    read = [_value(field, word) for word in words]
    values = spread(read, codes, kind)
    if field.type in ("text",):
        return values, [missing]
    unknown = flags([value is None for value in read], codes)
    return values, [missing, Mark("unknown_word", unknown, where, shown)]


def _is_no_figure(amounts: Amounts, unit: str) -> np.ndarray:
    """Cells that are no plain number: "ca 26", and "26 ton" where ``unit`` is meant."""
    other_unit = np.asarray(pc.not_equal(pc.fill_null(amounts.units, unit), unit))
    no_number = amounts.is_missing | amounts.is_approximate | other_unit
    return np.asarray(no_number & ~amounts.is_ambiguous)


def _value(field: FieldLayout, word: str) -> object:
    """One cell of the register; None when it cannot be read."""
    match field.type:
        case "choice":
            return choice_keys(field.choices or "").get(key(word))
        case "yes_no":
            return key(word) in _YES
        case "whole_number":
            digits = [token for token in tokens(word) if token.isdecimal()]
            return int(digits[0]) if len(digits) == 1 and len(digits[0]) <= LONGEST else None
        case "share":
            return _share(word)
        case _:
            # The wording of a clause keeps its lines.
            return "\n".join(clean(line) for line in word.strip().splitlines())


def _share(word: str) -> Decimal | None:
    """A share as a fraction: 80, "80 %" and 0.8 are the same; 1 is one hundred per cent."""
    percent = "%" in word
    text = pa.array([word.replace("%", "").replace("procent", "").strip()], pa.string())
    column = Column(pa.nulls(1, pa.float64()), text, pa.nulls(1, pa.date32()))
    value: Decimal | None = read_amounts(column).values[0].as_py()
    if value is None or value < 0 or value > 100:
        return None
    share: Decimal = value / 100 if percent or value > 1 else value
    return round(share, 6)
