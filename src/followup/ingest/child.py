"""The reader process: untrusted bytes in on standard input, typed cells out as Arrow.

It runs alone because the spreadsheet reader can abort the whole process on small hostile
files; ``isolated`` holds its limits. Its arguments are KIND CELLS with KIND one of ``book``,
``csv``, ``many``. Each visible or hidden sheet is one Arrow stream. ``many`` takes several files,
each after its kind and length (see ``parcels``), and gives what each holds after its length.
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

from followup.ingest.parcels import parcel, parcels
from followup.isolated import ChildRefused, serve

CHUNK_ROWS = 50_000
MERGES = 20_000


def column_arrays(values: list[Any]) -> list[pa.Array]:
    """Numbers, texts and days of one column; each is null where another kind stands."""
    kinds = set(map(type, values))
    if kinds - {str, float, date, datetime}:
        values = [_plain(value) for value in values]
        kinds = set(map(type, values))
    size = len(values)
    numbers, days = pa.nulls(size, pa.float64()), pa.nulls(size, pa.date32())
    texts = pa.nulls(size, pa.string())
    if float in kinds:
        figures = [v if type(v) is float else None for v in values]
        # Infinity and not-a-number are no amounts; as text they become findings.
        if any(v is not None and v - v != 0 for v in figures):
            values = [str(v) if type(v) is float and v - v != 0 else v for v in values]
            figures = [v if type(v) is float else None for v in values]
        numbers = pa.array(figures, pa.float64())
    if any(type(v) is str for v in values):
        said = [v if type(v) is str and v and not v.isspace() else None for v in values]
        texts = pa.array(said, pa.string())
    if not kinds.isdisjoint((date, datetime)):
        dated = [v if type(v) is date or type(v) is datetime else None for v in values]
        days = pa.array(dated, pa.date32())
    return [numbers, texts, days]


def _plain(value: Any) -> Any:
    """Whole numbers as numbers; truth, times of day and durations as text."""
    kind = type(value)
    if kind in (str, float, date, datetime):
        return value
    if kind is int:
        return float(value)
    return str(value).upper() if kind is bool else str(value)


def schema_of(width: int, facts: dict[str, Any]) -> pa.Schema:
    """Row number, then number, text and day of each column."""
    fields = [pa.field("row", pa.int32())]
    for index in range(width):
        fields += [
            pa.field(f"n{index}", pa.float64()),
            pa.field(f"t{index}", pa.string()),
            pa.field(f"d{index}", pa.date32()),
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


def read_book(content: bytes, cells: int, out: Any) -> None:
    """Every sheet of a workbook that calamine opens."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise ChildRefused("encrypted") from error
    left = cells
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        height, width = (n + 1 for n in sheet.end) if sheet.end else (0, 0)
        left -= height * width
        if left < 0:
            raise ChildRefused("too_many_cells")
        facts = {
            "name": about.name,
            "hidden": about.visible != calamine.SheetVisibleEnum.Visible,
            "merges": [[*a, *b] for a, b in (sheet.merged_cell_ranges or [])[:MERGES]],
        }
        write_sheet(out, _numbered(sheet), width, facts)


def _numbered(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Rows from the sheet's first one; calamine leaves out empty columns to the left."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, left + cells


def decode(content: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 with a mark, or else Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    """The separator that splits most of the first lines into the same number of cells."""
    import csv

    sample = text[:65_536]
    best = (0, 0, ";")
    for rank, mark in enumerate(";\t|,"):
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=mark)][:200]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if wide:
            common = max(set(wide), key=wide.count)
            best = max(best, (wide.count(common), -rank, mark))
    return best[2]


def unwrapped(rows: list[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
    """Rows that were quoted as a whole, as a text table saved twice is."""
    import csv

    lines = [row[0] if row else "" for _, row in rows]
    mark = delimiter_of("\n".join(lines))
    parsed = csv.reader(lines, delimiter=mark)
    return [(number, cells) for (number, _), cells in zip(rows, parsed, strict=False)]


def read_csv(content: bytes, cells: int, out: Any) -> None:
    """A text table; a row has the number of the physical line it begins on."""
    import csv

    text = decode(content)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows: list[tuple[int, list[Any]]] = []
    begins, width, left = 1, 0, cells
    for row in reader:
        rows.append((begins, row))
        begins = reader.line_num + 1
        width = max(width, len(row))
        left -= len(row)
        if left < 0 or width > 16_384:
            raise ChildRefused("too_many_cells")
    if width == 1:
        rows = unwrapped(rows)
        width = max(len(row) for _, row in rows)
    if len(rows) * width > cells:
        raise ChildRefused("too_many_cells")
    padded = ((number, row + [""] * (width - len(row))) for number, row in rows)
    write_sheet(out, padded, width, {"name": None, "hidden": False, "merges": []})


def read_one(kind: str, content: bytes, cells: int) -> memoryview:
    """The sheets of one file, as Arrow streams one after the other."""
    out = pa.BufferOutputStream()
    (read_csv if kind.startswith("c") else read_book)(content, cells, out)
    return memoryview(out.getvalue())


def work(arguments: list[str], content: bytes) -> bytes | memoryview:
    """What the bytes hold; the arguments are the kind and the most cells."""
    kind, cells = arguments[0], int(arguments[1])
    if kind != "many":
        return read_one(kind, content, cells)
    read = ((k, read_one(k, each, cells)) for k, each in parcels(content))
    return b"".join(parcel(k, bytes(found)) for k, found in read)


if __name__ == "__main__":
    serve(work)
