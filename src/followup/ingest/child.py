"""The reader process: untrusted bytes in on standard input, typed cells out as Arrow.

It runs alone because the spreadsheet reader can abort the whole process on small hostile
files; ``isolated`` holds its limits. Its arguments are KIND CELLS SHEETS COLUMNS: what the bytes
are, and the most cells, sheets and, in all sheets together, columns. KIND is x (.xlsx), b (.xlsb),
s (.xls), o (.ods), c (text) or ``many``.
Each visible or hidden sheet is one Arrow stream. ``many`` takes several files, each after its kind
and length (see ``parcels``), and gives what each holds after its length.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

# Arrow looks for both to recognise their arrays; we hand it plain lists, and finding the two
# would take longer than reading most files.
if __name__ == "__main__":
    sys.modules |= dict.fromkeys(("pandas", "numpy"))  # type: ignore[arg-type]

import pyarrow as pa
import python_calamine as calamine

from followup.ingest.book_marks import BookMarks, SheetMarks
from followup.ingest.parcels import parcel, parcels
from followup.isolated import ChildRefused, serve

CHUNK_ROWS = 50_000
MERGES = 20_000
# A text is cut here: no header, amount, name or remark is longer, and prose costs everyone.
LONGEST = 2_000


def column_arrays(values: list[Any]) -> list[pa.Array]:
    """Numbers, texts, days and times of day of one column; each is null where another stands."""
    kinds = set(map(type, values))
    if kinds - {str, float, date, datetime}:
        values = [_plain(value) for value in values]
        kinds = set(map(type, values))
    size = len(values)
    numbers, days = pa.nulls(size, pa.float64()), pa.nulls(size, pa.date32())
    texts, times = pa.nulls(size, pa.string()), pa.nulls(size, pa.int32())
    if float in kinds:
        figures = [v if type(v) is float else None for v in values]
        # Infinity and not-a-number are no amounts; as text they become findings.
        if any(v is not None and v - v != 0 for v in figures):
            values = [str(v) if type(v) is float and v - v != 0 else v for v in values]
            figures = [v if type(v) is float else None for v in values]
        numbers = pa.array(figures, pa.float64())
    if any(type(v) is str for v in values):
        said = [_cut(v) if type(v) is str and v and not v.isspace() else None for v in values]
        texts = pa.array(said, pa.string())
    if not kinds.isdisjoint((date, datetime)):
        dated = [v if type(v) is date or type(v) is datetime else None for v in values]
        days = pa.array(dated, pa.date32())
        if datetime in kinds:
            times = pa.array(map(_second, values), pa.int32(), size=size)
    return [numbers, texts, days, times]


def _second(value: Any) -> int | None:
    """The second of the day, None for a day alone and what is none."""
    if type(value) is not datetime:
        return None
    return value.hour * 3600 + value.minute * 60 + value.second or None


def _cut(text: str) -> str:
    """The text, or its beginning with a sign that makes it no number."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "\u2026"


def _plain(value: Any) -> Any:
    """Whole numbers as numbers; truth, times of day and durations as text."""
    kind = type(value)
    if kind in (str, float, date, datetime):
        return value
    if kind is int:
        return float(value)
    return str(value).upper() if kind is bool else str(value)


def schema_of(width: int, facts: dict[str, Any]) -> pa.Schema:
    """Row number, then number, text, day and second of the day of each column."""
    fields = [pa.field("row", pa.int32())]
    for index in range(width):
        fields += [
            pa.field(f"n{index}", pa.float64()),
            pa.field(f"t{index}", pa.string()),
            pa.field(f"d{index}", pa.date32()),
            pa.field(f"s{index}", pa.int32()),
        ]
    return pa.schema(fields, metadata={"sheet": json.dumps(facts)})


def write_sheet(
    out: Any, rows: Iterable[tuple[int, list[Any]]], width: int, facts: dict[str, Any]
) -> None:
    """One Arrow stream of the rows, in chunks so that memory stays level."""
    schema = schema_of(width, facts)
    source = iter(rows)
    with pa.ipc.new_stream(out, schema) as stream:
        while chunk := list(islice(source, CHUNK_ROWS)):
            arrays: list[pa.Array] = [pa.array([number for number, _ in chunk], pa.int32())]
            for values in zip(*(cells for _, cells in chunk), strict=True):
                arrays += column_arrays(list(values))
            stream.write_batch(pa.record_batch(arrays, schema=schema))


def read_book(kind: str, content: bytes, cells: int, sheets: int, columns: int, out: Any) -> None:
    """Every sheet of a workbook that calamine opens."""
    marks = book_marks(kind, content, cells, sheets)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise ChildRefused("encrypted") from error
    about_sheets = book.sheets_metadata
    if kind != "x" and len(about_sheets) != len(marks.sheets):
        raise ChildRefused("corrupt")
    left, free = cells, columns
    for index, about in enumerate(about_sheets):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        height, width = (n + 1 for n in sheet.end) if sheet.end else (0, 0)
        left -= height * width
        free -= width
        if left < 0 or free < 0:
            raise ChildRefused("too_many_cells", {"limit": str(cells)})
        facts = {
            "name": about.name,
            "hidden": about.visible != calamine.SheetVisibleEnum.Visible,
            "notes": sorted(marks.notes),
        }
        of_sheet = marks.sheets[index] if marks.sheets else SheetMarks()
        if merges := sheet.merged_cell_ranges:
            of_sheet.merges = [(*a, *b) for a, b in merges[:MERGES]]
        write_sheet(out, _numbered(sheet, of_sheet.instead), width, facts | of_sheet.facts())


def book_marks(kind: str, content: bytes, cells: int, sheets: int) -> BookMarks:
    """What the reader will not tell; of an .xlsx the guard knows already."""
    if kind == "s":
        from followup.ingest.biff import scan_xls

        return scan_xls(content, cells, sheets)
    if kind == "b":
        from followup.ingest.biff12 import scan_xlsb

        return scan_xlsb(content, cells, sheets)
    if kind == "o":
        from followup.ingest.odf import scan_ods

        return scan_ods(content, cells, sheets)
    return BookMarks()


def _numbered(sheet: Any, instead: dict[int, dict[int, str]]) -> Iterator[tuple[int, list[Any]]]:
    """Rows from the sheet's first one; calamine leaves out empty columns to the left."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows()):
        row = left + cells
        for column, text in instead.get(number, {}).items():
            if column < len(row):
                row[column] = text
        yield number + 1, row


def read_csv(content: bytes, cells: int, columns: int, out: Any) -> None:
    """A text table."""
    from followup.ingest.text_table import read_text_table

    rows, width = read_text_table(content, cells)
    if width > columns:
        raise ChildRefused("too_many_cells", {"limit": str(cells)})
    padded = ((number, row + [""] * (width - len(row))) for number, row in rows)
    write_sheet(
        out, padded, width, {"name": None, "hidden": False, "notes": []} | SheetMarks().facts()
    )


def read_one(kind: str, content: bytes, cells: int, sheets: int, columns: int) -> memoryview:
    """The sheets of one file, as Arrow streams one after the other."""
    out = pa.BufferOutputStream()
    if kind == "c":
        read_csv(content, cells, columns, out)
    else:
        read_book(kind, content, cells, sheets, columns, out)
    return memoryview(out.getvalue())


def work(arguments: list[str], content: bytes) -> bytes | memoryview:
    """What the bytes hold; the arguments are the kind and the most cells, sheets and columns."""
    kind, *said = arguments
    most = (int(said[0]), int(said[1]), int(said[2]))
    if kind != "many":
        return read_one(kind, content, *most)
    read = ((k, read_one(k, each, *most)) for k, each in parcels(content))
    return b"".join(parcel(k, bytes(found)) for k, found in read)


if __name__ == "__main__":
    serve(work)
