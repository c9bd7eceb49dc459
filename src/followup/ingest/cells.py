"""The cells of a file, read once; how they are understood may then be asked again and again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from followup.ingest.draft import Refusal
from followup.ingest.grid import Sheet
from followup.ingest.guard import Container, Refused, inspect
from followup.ingest.reader import read_sheets, read_sheets_of, started
from followup.settings import Limits

Stage = Literal["guard", "cells", "tables"]
STAGES: tuple[Stage, ...] = ("guard", "cells", "tables")
# Called as each stage begins, with the rows of the longest sheet as far as they are known.
Tell = Callable[[Stage, int], None]


@dataclass(frozen=True, slots=True)
class Cells:
    """What the reader process found in a file, or why the file was turned away.

    ``seconds`` is what finding out what the cells mean may take.
    """

    file_name: str
    sha256: str
    container: Container | None = None
    sheets: tuple[Sheet, ...] = ()
    refusal: Refusal | None = None
    seconds: float = 0


def sha256(content: bytes) -> str:
    """The name a file is known by."""
    return hashlib.sha256(content).hexdigest()


def read_cells(content: bytes, file_name: str, limits: Limits, tell: Tell | None = None) -> Cells:
    """Every cell of a file; whatever the bytes are, the result is cells or a refusal."""
    name = sha256(content)
    tell = tell or (lambda _stage, _rows: None)
    try:
        tell("guard", 0)
        with started(len(content)) as child:
            container = inspect(content, file_name, limits)
            tell("cells", container.rows)
            sheets = read_sheets(content, container, limits, child)
        tell("tables", container.rows)
    except Refused as refused:
        return Cells(file_name, name, refusal=refused.refusal)
    return Cells(file_name, name, container, sheets, seconds=_seconds(sheets, limits))


def _seconds(sheets: Sequence[Sheet], limits: Limits) -> float:
    """What a file's rows may cost; the columns are bounded by themselves."""
    rows = sum(sheet.height for sheet in sheets)
    return limits.thought_seconds + rows / limits.thought_rows_a_second


def read_cells_of(files: Sequence[tuple[bytes, str]], limits: Limits) -> list[Cells]:
    """The cells of several small files (bytes, name), for the price of starting one child.

    Where any of them is refused, each is read on its own.
    """
    try:
        containers = [inspect(content, name, limits) for content, name in files]
        contents = [content for content, _ in files]
        found = read_sheets_of(list(zip(contents, containers, strict=True)), limits)
    except Refused:
        return [read_cells(content, name, limits) for content, name in files]
    return [
        Cells(name, sha256(content), container, sheets, seconds=_seconds(sheets, limits))
        for (content, name), container, sheets in zip(files, containers, found, strict=True)
    ]
