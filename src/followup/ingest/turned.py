"""Forms and tables on their side: the headers stand in a column, each record in one beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa

from followup.domain.finding import Finding
from followup.ingest.draft import Draft
from followup.ingest.grid import Column, Sheet, Turned, column_index, letter
from followup.ingest.headers import Label, amount_in
from followup.ingest.layout import report_type
from followup.ingest.marks import put
from followup.ingest.vocabulary import look_up_distance, look_up_unit
from followup.ingest.words import clean, key, without_brackets

ROWS, COLUMNS = 200, 12  # where in a sheet a form is looked for
GAP = 2  # rows from one label to the next
MARK = "\u2060"  # invisible; keeps a turned part of a sheet apart from the rest of it
Cell = tuple[float | None, str | None, object]


Naming = Callable[[str | None], str | None]


def turned_parts(sheet: Sheet, *, by_fuel: bool = False) -> list[tuple[tuple[int, int], Sheet]]:
    """The forms of a sheet laid upright: their first and last row, and each as a sheet.

    ``by_fuel`` looks for forms that ask for an amount of each fuel instead of for fields.
    """
    parts: list[tuple[tuple[int, int], Sheet]] = []
    free = 0
    for rows, column in _blocks(sheet, _fuel if by_fuel else _field):
        if rows[0] >= free:
            name = f"{sheet.name or ''}{MARK * (len(parts) + 1)}"
            parts.append(((rows[0], rows[-1]), _turn(sheet, rows, column, name)))
            free = rows[-1] + 1
    return parts


def _blocks(sheet: Sheet, naming: Naming) -> list[tuple[range, int]]:
    """Rows and column of labels that stand under each other and name a report's fields."""
    found: list[tuple[range, int]] = []
    for index in range(min(len(sheet.columns), COLUMNS)):
        column = sheet.columns[index]
        if column.text.null_count == len(column.text):
            continue
        texts = column.text.slice(0, ROWS).to_pylist()
        if naming is _fuel:
            texts = [_with_unit(sheet, row, index, text) for row, text in enumerate(texts)]
        beside = sheet.columns[index + 1 : index + 2]
        right = beside[0].text.slice(0, ROWS).to_pylist() if beside else [None] * len(texts)
        # Where another label stands to the right, the row is a header of its own.
        fields = [
            None if naming(other) else naming(text)
            for text, other in zip(texts, right, strict=True)
        ]
        rows: list[int] = []
        for row, name in enumerate([*fields, "end"]):
            if name is None:
                continue
            if rows and (row - rows[-1] > GAP or name == "end" or name in _named(fields, rows)):
                named = _named(fields, rows)
                if _is_form(named) if naming is _field else len(named) > 1:
                    found.append((range(rows[0], rows[-1] + 1), index))
                rows = []
            rows.append(row)
    return sorted(found, key=lambda block: (block[0][0], block[1]))


def _named(fields: Sequence[str | None], rows: Sequence[int]) -> set[str]:
    return {name for row in rows if (name := fields[row])}


def _is_form(named: set[str]) -> bool:
    return "quantity" in named and not named.isdisjoint({"fuel", "vehicle_id", "fleet_number"})


def _with_unit(sheet: Sheet, row: int, index: int, label: str | None) -> str | None:
    """The label with the unit that stands behind the amount beside it."""
    unit = sheet.columns[index + 2].text[row].as_py() if index + 2 < len(sheet.columns) else None
    return f"{label} ({clean(unit)})" if label and unit and look_up_unit(unit) else label


def _fuel(text: str | None) -> str | None:
    """The fuel and unit of "HVO100 (liter)" in a form."""
    said = amount_in(Label((text,))) if text and len(text) <= 60 else None
    return said.fuel if said and said.unit else None


def _field(text: str | None) -> str | None:
    """The field that a label names; "Drivmedel: HVO100" is label and value in one cell."""
    if not text or len(text) > 60:
        return None
    label = without_brackets(text.partition(":")[0])[0]
    return _fields().get(key(label))


@cache
def _fields() -> dict[str, str]:
    names = [*report_type("fuel").fields.items()]
    return {k: name for name, field in reversed(names) for k in field.keys}


def _turn(sheet: Sheet, rows: range, index: int, name: str) -> Sheet:
    """The block with its labels as the first row and each of its records as one below."""
    last = next(
        (c for c in range(index + 1, len(sheet.columns)) if not _any(sheet, rows, c)),
        len(sheet.columns),
    )
    beside = range(index + 1, last)
    labels, lines = [], []
    for row in rows:
        label, colon, value = (sheet.cell(row, index) or "").partition(":")
        cells = [_cell(sheet, row, c) for c in beside]
        in_one = bool(colon and value.strip())
        unit = next((t for _, t, _ in cells[1:] if t), None)
        if unit and (look_up_unit(unit) or look_up_distance(unit)) and not _is_unit_label(label):
            label, cells = f"{label} ({clean(unit)})", [cells[0], *[_EMPTY] * (len(cells) - 1)]
        labels.append(clean(label))
        lines.append([(None, value.strip(), None) if in_one else _EMPTY, *cells])
    numbers = np.array([index + 1, index + 1, *(c + 1 for c in beside)], dtype=np.int32)
    where = Turned(sheet.name, tuple(sheet.row_numbers[rows.start : rows.stop].tolist()))
    width = len(numbers) - 1
    columns = tuple(
        _column([(None, label or None, None), *line[:width]])
        for label, line in zip(labels, lines, strict=True)
    )
    return Sheet(
        name=name, columns=columns, row_numbers=numbers, time_name=sheet.said_time or "",
        turned=where, errors=_moved(sheet.errors, where), no_value=_moved(sheet.no_value, where),
    )  # fmt: skip


_EMPTY: Cell = (None, None, None)


def _is_unit_label(label: str) -> bool:
    return _field(label) == "unit"


def _any(sheet: Sheet, rows: range, index: int) -> bool:
    return bool(sheet.columns[index].filled[rows.start : rows.stop].any())


def _cell(sheet: Sheet, row: int, index: int) -> Cell:
    column = sheet.columns[index]
    return (column.number[row].as_py(), column.text[row].as_py(), column.day[row].as_py())


def _column(cells: Sequence[Cell]) -> Column:
    numbers, texts, days = zip(*cells, strict=True)
    return Column(
        pa.array(numbers, pa.float64()), pa.array(texts, pa.string()), pa.array(days, pa.date32())
    )


def _moved(addresses: frozenset[str], where: Turned) -> frozenset[str]:
    """Addresses of cells where they are in the turned part."""
    moved = set()
    for address in addresses:
        letters = address.rstrip("0123456789")
        number = int(address[len(letters) :] or 0)
        if number in where.numbers:
            moved.add(f"{letter(where.numbers.index(number))}{column_index(letters) + 1}")
    return frozenset(moved)


def with_titles(part: Sheet, sheet: Sheet, rows: Sequence[int]) -> Sheet:
    """The part with the rows of the whole sheet that stand above it as titles."""
    if part.turned is None:
        return part
    numbers = tuple(int(sheet.row_numbers[row]) for row in rows)
    return replace(part, turned=replace(part.turned, titles=numbers))


def upright(draft: Draft, sheets: Sequence[Sheet]) -> Draft:
    """The draft with the addresses of turned parts as the spreadsheet shows them."""
    turned = {sheet.name: sheet.turned for sheet in sheets if sheet.turned}
    if not turned:
        return draft
    facts = {kind: _replaced(table, turned) for kind, table in draft.facts.items()}
    return replace(
        draft,
        facts=facts,
        unread={kind: _replaced(table, turned) for kind, table in draft.unread.items()},
        findings=tuple(_moved_back(finding, turned) for finding in draft.findings),
        tables=tuple(
            replace(t, sheet=w.name, header_rows=(w.numbers[0],))
            if (w := turned.get(t.sheet))
            else t
            for t in draft.tables
        ),
    )  # fmt: skip


def _replaced(table: pa.Table, turned: dict[str | None, Turned]) -> pa.Table:
    address = ("sheet", "row", "column")
    cells = zip(*(table.column(name).to_pylist() for name in address), strict=True)
    moved = [_address(turned, *cell) for cell in cells]
    for name, values in zip(address, zip(*moved, strict=True), strict=True):
        table = put(table, name, pa.array(values, table.schema.field(name).type))
    return table


def _moved_back(finding: Finding, turned: dict[str | None, Turned]) -> Finding:
    if finding.sheet not in turned or finding.row is None or finding.column is None:
        return finding
    sheet, row, column = _address(turned, finding.sheet, finding.row, finding.column)
    return replace(finding, sheet=sheet, row=row, column=column)


def _address(
    turned: dict[str | None, Turned], sheet: str | None, row: int, column: str
) -> tuple[str | None, int, str]:
    where = turned.get(sheet)
    if where is None:
        return sheet, row, column
    return where.name, where.numbers[column_index(column)], letter(row - 1)
