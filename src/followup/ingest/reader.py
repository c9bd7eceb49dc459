"""Run the reader process on checked bytes and take its cells back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pyarrow as pa

from followup import isolated
from followup.ingest.grid import Column, Sheet, letter
from followup.ingest.guard import OUR_SHEETS, Container, Refused
from followup.ingest.ooxml import SheetScan
from followup.ingest.parcels import parcel, parcels
from followup.ingest.remarks import is_remarks
from followup.isolated import Child
from followup.settings import Limits

READER = "followup.ingest.child"
WORTH_STARTING_BYTES = 1 << 20
_KINDS = {"xlsx": "x", "xlsb": "b", "xls": "s", "ods": "o", "csv": "c"}


@contextmanager
def started(size: int) -> Iterator[Child | None]:
    """A reader that loads itself while the guard looks through a file of ``size`` bytes.

    None for a small file: the guard is through with it at once, and may well refuse it.
    """
    if size < WORTH_STARTING_BYTES:
        yield None
        return
    with isolated.started(READER) as child:
        yield child


def read_sheets(
    content: bytes, container: Container, limits: Limits, child: Child | None = None
) -> tuple[Sheet, ...]:
    """The cells of every sheet; raises Refused whatever happens to the child."""
    size = limits.large_child_bytes if _is_large(container, limits) else limits.child_bytes
    seconds = _seconds(container, limits)
    stream = _run(_KINDS[container.kind], content, limits, size, seconds, child)
    return _few(_sheets(stream, container), limits)


def _seconds(container: Container, limits: Limits) -> int:
    """How long the file may be read, by how many rows it has."""
    is_large = _is_large(container, limits)
    return limits.large_child_seconds if is_large else limits.child_seconds


def _is_large(container: Container, limits: Limits) -> bool:
    return container.rows > limits.large_rows


def read_sheets_of(
    files: Sequence[tuple[bytes, Container]], limits: Limits
) -> list[tuple[Sheet, ...]]:
    """The cells of several small files, for the price of starting one child.

    Raises Refused when any of them is refused, without saying which.
    """
    sent = b"".join(parcel(_KINDS[container.kind], content) for content, container in files)
    seconds = limits.large_child_seconds
    found = _run("many", sent, limits, limits.child_bytes, seconds)
    return [
        _few(_sheets(stream, container), limits)
        for (_, stream), (_, container) in zip(parcels(found), files, strict=True)
    ]


def _run(
    kind: str,
    content: bytes,
    limits: Limits,
    size: int,
    seconds: int,
    child: Child | None = None,
) -> bytes:
    """What the child says of some bytes; raises Refused."""
    try:
        return isolated.run(
            READER,
            [kind, str(limits.cells), str(limits.sheets + OUR_SHEETS), str(limits.columns)],
            content,
            memory_bytes=size,
            seconds=seconds,
            output_bytes=size // 2,
            child=child,
        )
    except isolated.ChildRefused as refused:
        raise Refused(refused.code, **refused.params) from refused


def _few(sheets: tuple[Sheet, ...], limits: Limits) -> tuple[Sheet, ...]:
    """The sheets; raises Refused for too many, where our own first sheet is none of theirs."""
    if len(sheets) > limits.sheets:
        ours = min(sum(map(is_remarks, sheets)), OUR_SHEETS)
        if len(sheets) - ours > limits.sheets:
            raise Refused("too_many_sheets", limit=str(limits.sheets))
    return sheets


def _sheets(stream: bytes, container: Container) -> tuple[Sheet, ...]:
    source = pa.py_buffer(stream)
    reader = pa.BufferReader(source)
    sheets: list[Sheet] = []
    while reader.tell() < source.size:
        table = pa.ipc.open_stream(reader).read_all()
        sheets.append(_sheet(table, container))
    return tuple(sheets)


def _sheet(table: pa.Table, container: Container) -> Sheet:
    facts = json.loads(table.schema.metadata[b"sheet"])
    columns = tuple(_column(table, index) for index in range((table.num_columns - 1) // 4))
    scan = container.scans.get(facts["name"] or "") or SheetScan()
    return Sheet(
        name=facts["name"],
        columns=columns,
        row_numbers=np.asarray(_array(table, "row")),
        is_hidden=facts["hidden"],
        merges=tuple(tuple(merge) for merge in facts["merges"]),
        hidden_rows=frozenset(scan.hidden_rows) | frozenset(facts["hidden_rows"]),
        no_value=frozenset(scan.no_value) | _addresses(facts["no_value"]),
        errors=frozenset(scan.errors) | _addresses(facts["errors"]),
        notes=frozenset(facts["notes"]),
    )


def _column(table: pa.Table, index: int) -> Column:
    number, text, day, second = (_array(table, f"{kind}{index}") for kind in "ntds")
    return Column(number, text, day, second if second.null_count < len(second) else None)


def _addresses(cells: Sequence[Sequence[int]]) -> frozenset[str]:
    return frozenset(f"{letter(column)}{row + 1}" for row, column in cells)


def _array(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).combine_chunks()
