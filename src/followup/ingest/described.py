"""Every column of a table for a person to look at: what it was read as, and samples of it."""

from __future__ import annotations

from typing import Final

import numpy as np

from followup.ingest.answers import Asked
from followup.ingest.draft import ColumnMapping
from followup.ingest.fitting import fit
from followup.ingest.grid import Column, Sheet, letter
from followup.ingest.headers import candidates, unit_in
from followup.ingest.layout import report_type
from followup.ingest.mapping import TOLD, known_as
from followup.ingest.profile import Profile
from followup.ingest.table_map import Labels, TableMap
from followup.ingest.vocabulary import look_up_unit
from followup.ingest.words import key

# A column left out though its header names a field as well as the one that was taken.
AS_WELL: Final = 0.03
SAMPLES, SAMPLED_ROWS = 3, 50
# Two columns of these harm nothing: they explain a row and are counted nowhere.
_SIDE: Final = ("comment", "receipt", "status", "place")


def describe(
    sheet: Sheet, labels: Labels, table: TableMap, facts: np.ndarray, asked: Asked
) -> tuple[ColumnMapping, ...]:
    """Every column of the table, read or not, for a person to look at.

    ``facts`` are the indices of the rows that hold facts: a total's word is no sample.
    """
    by_index = {column.index: column for column in table.columns}
    rivals = _rivals(sheet, labels, table, facts, asked)
    described = []
    for index, label in labels.items():
        mapped = by_index.get(index)
        unit = mapped.amount.unit if mapped and mapped.amount else unit_in(label.whole)
        kinds, samples = _samples(sheet.columns[index], facts)
        described.append(
            ColumnMapping(
                column=letter(index),
                header=label.shown,
                field=mapped.field if mapped else None,
                how=mapped.how if mapped else None,
                confidence=mapped.confidence if mapped else 0.0,
                unit=unit,
                samples=samples,
                kinds=kinds,
                rival=rivals.get(index),
                key=key(label.whole) or f"@{letter(index)}",
            )
        )
    return tuple(described)


def _samples(column: Column, facts: np.ndarray) -> tuple[str, tuple[str, ...]]:
    """The first few different cells, and what each is (see ColumnMapping.kinds)."""
    found: dict[str, str] = {}
    for row in facts[:SAMPLED_ROWS].tolist():
        shown = column.shown[row].as_py()
        if shown is not None and shown not in found:
            is_number, is_text = column.number[row].is_valid, column.text[row].is_valid
            found[shown] = "t" if is_text else "n" if is_number else "d"
        if len(found) == SAMPLES:
            break
    return "".join(found.values()), tuple(found)


def _rivals(
    sheet: Sheet, labels: Labels, table: TableMap, facts: np.ndarray, asked: Asked
) -> dict[int, str]:
    """Unused columns whose header names a used field as well as the column that was taken."""
    if not table.type or not len(facts):
        return {}
    start, stop = int(facts[0]), int(facts[-1]) + 1
    rivals: dict[int, str] = {}
    used = {column.index for column in table.columns}
    left_out = {
        i for i in labels if i not in used and not _is_placed(sheet, i, labels, table, asked)
    }
    for index in left_out:
        for name, worth, is_exact in candidates(labels[index], table.type):
            taken = table.first(name)
            if not is_exact or name in _SIDE or taken is None or taken.how != "exact":
                continue
            seen = Profile.of(sheet.columns[index], start, stop, asked)
            bonus = fit(report_type(table.type).fields[name], labels[index], seen)
            if (
                bonus is not None
                and not seen.is_empty
                and worth + bonus >= taken.confidence - AS_WELL
            ):
                rivals[index] = name
    return rivals | _double_amounts(table)


def _double_amounts(table: TableMap) -> dict[int, str]:
    """Amount columns of which only one can be meant: none is of a fuel or time of its own.

    Energy beside litres is the same delivery told twice, and the reader takes the first.
    """
    plain = []
    for column in table.all("quantity"):
        said = column.amount
        unit = look_up_unit(said.unit) if said and said.unit else None
        has_own = bool(said and (said.fuel or said.period or said.span or said.is_part))
        if not has_own and not (unit and unit.base == "kWh"):
            plain.append(column)
    if len(plain) < 2 or all(column.how in TOLD for column in plain):
        return {}
    return {column.index: "quantity" for column in plain[1:]}


def _is_placed(sheet: Sheet, index: int, labels: Labels, table: TableMap, asked: Asked) -> bool:
    """True when a person has said to leave the column out, now or before."""
    known = asked.remembered.layouts.get(table.fingerprint)
    return asked.column(sheet.name, letter(index)) is not None or bool(
        known and known_as(known, labels[index], index) is not None
    )
