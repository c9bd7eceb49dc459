"""What a vehicle list may say besides: first registration, EU category, weight, type approval.

None of it is required, and what cannot be read is left empty and told; the vehicle counts all the
same. A doubtful day or figure is a question, and stands in the record once a person accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from followup.ingest.answers import Asked
from followup.ingest.coerce import codes_of, flags, read_amounts, round_amount, spread
from followup.ingest.draft import AMOUNT, SHARE, VEHICLE_DETAILS
from followup.ingest.grid import Column, letter
from followup.ingest.layout import choice_keys
from followup.ingest.marks import Mark, put
from followup.ingest.numbers import is_nothing
from followup.ingest.recognise import Region
from followup.ingest.table_map import Mapped
from followup.ingest.times import read_times
from followup.ingest.words import clean, key, tokens

_LEFT_OUT: Final = "detail_left_out"
_DOUBTS: Final = ("ambiguous_date", "ambiguous_number")
# Kilograms between a small moped's and the heaviest road train's; tonnes lie below.
_LEAST_KG, _MOST_KG, _KG_PER_TONNE = Decimal(50), Decimal(100_000), Decimal(1000)
_TONNES: Final = frozenset({"t", "ton", "tons", "tonne", "tonnes"})
_MOST_G_KM: Final = Decimal(1000)
_GRAMS: Final = frozenset({"", "g", "gkm", "gram", "gramkm"})
# A bare 0.64 is a part of the limit, a bare 64 may be per cent or milligrams per kilometre.
_MOST_BARE_PART: Final = Decimal(2)
# Directive 2007/46/EC and Regulation (EU) 2018/858: category, off-road mark, class of a bus.
_CATEGORY = re.compile(
    r"(M[123]|N[123]|[LORSTC][1-7])(?:E|G)?\W*(?:KLASS|KLASSE|CLASS)?\W*(III|II|I|A|B)?(?:\W+C[A-Z])?"
)


def details(
    region: Region, rows: np.ndarray, asked: Asked, category: pa.StringArray
) -> tuple[dict[str, pa.Array], list[Mark]]:
    """The columns of ``VEHICLE_DETAILS`` for some rows, with what is doubtful or left out."""
    found: dict[str, pa.Array] = {f.name: pa.nulls(len(rows), f.type) for f in VEHICLE_DETAILS}
    marks: list[Mark] = []
    for name in found:
        column = region.table.first(name)
        if column is None:
            continue
        cells = region.sheet.columns[column.index].take(rows)
        found[name], more = _read(name, column, cells, asked)
        marks += more
    found["eu_category"] = pc.coalesce(found["eu_category"], _categories(category)[0])
    found["co2_cycle"] = _cycle(region, found)
    return found, marks


def undoubted(table: pa.Table, marks: Sequence[Mark]) -> pa.Table:
    """The table without the days and figures that a person has still to settle."""
    for mark in marks:
        name = mark.params.get("field")
        if name and mark.code in _DOUBTS:
            values = table.column(name).combine_chunks()
            none = pa.scalar(None, values.type)
            table = put(table, name, pc.if_else(pa.array(mark.mask), none, values))
    return table


def _read(name: str, column: Mapped, cells: Column, asked: Asked) -> tuple[pa.Array, list[Mark]]:
    where, shown, field = letter(column.index), cells.shown, {"field": name}
    doubt = np.zeros(len(shown), dtype=bool)
    if name == "first_registered":
        values, wrong, doubt = _days(cells, asked)
        code = "ambiguous_date"
    elif name in ("total_weight_kg", "co2_g_km"):
        values, wrong, doubt = _figures(name, column, cells, asked)
        code = "ambiguous_number"
    else:
        code = ""
        values, wrong = _worded(name, column, shown)
    marks = [Mark(_LEFT_OUT, wrong, where, shown, doubts_amount=False, params=field)]
    if code:
        marks.append(Mark(code, doubt & ~wrong, where, shown, doubts_amount=False, params=field))
    return values, marks


def _days(cells: Column, asked: Asked) -> tuple[pa.Array, np.ndarray, np.ndarray]:
    """Whole days; a month or a year alone says none, and no vehicle is registered tomorrow."""
    times = read_times(cells, None, asked)
    is_day = pc.equal(times.start, times.end)
    later = pc.fill_null(pc.greater(times.start, pa.scalar(asked.today)), False)
    days = pc.if_else(pc.and_(pc.fill_null(is_day, False), pc.invert(later)), times.start, None)
    return days, times.is_invalid | np.asarray(later), times.is_ambiguous


def _figures(
    name: str, column: Mapped, cells: Column, asked: Asked
) -> tuple[pa.Array, np.ndarray, np.ndarray]:
    """Kilograms of weight, also where tonnes are written, or grams of CO2 per kilometre."""
    read = read_amounts(cells, asked.answers.get("decimal_mark"))
    heads = _TONNES & {*tokens(column.label.whole)}
    fits = _weight if name == "total_weight_kg" else _grams
    units = [key(unit or "") for unit in read.units.to_pylist()]
    amounts = round_amount(read.values).to_pylist()
    taken = [
        None if amount is None else fits(amount, unit or ("t" if heads else ""))
        for amount, unit in zip(amounts, units, strict=True)
    ]
    refused = [a is not None and v is None for a, v in zip(amounts, taken, strict=True)]
    wrong = read.is_unreadable | read.is_too_large | np.array(refused, dtype=bool)
    return pa.array(taken, AMOUNT), wrong, read.is_ambiguous


def _weight(amount: Decimal, unit: str) -> Decimal | None:
    if unit not in (*_TONNES, "", "kg"):
        return None
    kilograms = amount * _KG_PER_TONNE if unit in _TONNES else amount
    return kilograms if _LEAST_KG <= kilograms <= _MOST_KG else None


def _grams(amount: Decimal, unit: str) -> Decimal | None:
    return amount if unit in _GRAMS and 0 <= amount <= _MOST_G_KM else None


def _worded(name: str, column: Mapped, shown: pa.StringArray) -> tuple[pa.Array, np.ndarray]:
    if name == "eu_category":
        return _categories(shown)
    if name == "co2_cycle":
        return _looked_up(shown, choice_keys("co2_cycle"), pa.string())
    if name == "hvo_approved":
        said = {word: code == "yes" for word, code in choice_keys("yes_no").items()}
        return _looked_up(shown, said, pa.bool_())
    return _parts(column, shown)


def _looked_up(
    shown: pa.StringArray, known: Mapping[str, object], kind: pa.DataType
) -> tuple[pa.Array, np.ndarray]:
    words, codes = codes_of(shown)
    read = [known.get(key(word)) for word in words]
    wrong = [r is None and not is_nothing(w) for r, w in zip(read, words, strict=True)]
    return spread(read, codes, kind), flags(wrong, codes)


def _categories(shown: pa.StringArray) -> tuple[pa.StringArray, np.ndarray]:
    words, codes = codes_of(shown)
    read = [eu_category(word) for word in words]
    wrong = [r is None and not is_nothing(w) for r, w in zip(read, words, strict=True)]
    return spread(read, codes, pa.string()), flags(wrong, codes)


def eu_category(text: str) -> str | None:
    """The EU category a text is, such as M1, N2 or "M3 II"; None when it is something else."""
    found = _CATEGORY.fullmatch(clean(text).upper())
    if found is None:
        return None
    bus_class = found[2] if found[1] in ("M2", "M3") else None
    return f"{found[1]} {bus_class}" if bus_class else found[1]


def _parts(column: Mapped, shown: pa.StringArray) -> tuple[pa.Array, np.ndarray]:
    """Parts of a limit. Milligrams are none, and a large bare figure does not say what it is."""
    head = [*tokens(column.label.whole)]
    words, codes = codes_of(shown)
    bare = pa.array([word.replace("%", "").strip() for word in words], pa.string())
    empty = pa.nulls(len(words), pa.float64()), pa.nulls(len(words), pa.date32())
    amounts = read_amounts(Column(empty[0], bare, empty[1])).values.to_pylist()
    read = [
        None if "mg" in head else _part(amount, "%" in word, "%" in head)
        for amount, word in zip(amounts, words, strict=True)
    ]
    wrong = [r is None and not is_nothing(w) for r, w in zip(read, words, strict=True)]
    return spread(read, codes, SHARE), flags(wrong, codes)


def _part(amount: Decimal | None, is_percent: bool, heads_percent: bool) -> Decimal | None:
    if amount is None or amount < 0:
        return None
    if not is_percent and amount <= _MOST_BARE_PART:
        return amount.quantize(Decimal("0.000001"))
    if not (is_percent or heads_percent) or amount > 100 * _MOST_BARE_PART:
        return None
    return (amount / 100).quantize(Decimal("0.000001"))


def _cycle(region: Region, found: Mapping[str, pa.Array]) -> pa.StringArray:
    """The cycle a column of its own or the header of the CO2 names, where there is a figure."""
    column = region.table.first("co2_g_km")
    named = {t.upper() for t in tokens(column.label.whole)} & {"WLTP", "NEDC"} if column else set()
    said = named.pop() if len(named) == 1 else None
    cycle = pc.coalesce(found["co2_cycle"], pa.scalar(said, pa.string()))
    return pc.if_else(pc.is_valid(found["co2_g_km"]), cycle, pa.scalar(None, pa.string()))
