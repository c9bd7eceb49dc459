"""What is put into a workbook: a note and a colour on cells, and a first sheet of plain rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Literal

Look = Literal[
    "title", "label", "text", "quiet", "head", "link", "value", "error", "question", "note"
]
# Pale fills that leave black figures readable; in words each cell says the same.
COLOURS = {"error": "FFF4B9B5", "question": "FFFFE08A", "note": "FFCFE2F3"}


class Unmarkable(Exception):
    """The package is not built as we know it: it cannot be marked without touching the rest."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on one cell: row from 1, column letters, and lines of which the first is bold.

    Without text the cell is only coloured.
    """

    sheet: str
    row: int
    column: str
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class CoverCell:
    """A text on the first sheet; ``link`` is a place in the workbook such as 'Blad1'!F8."""

    text: str
    look: Look = "text"
    link: str | None = None


@dataclass(frozen=True, slots=True)
class CoverRow:
    """Cells from the left; the last one of a wide row reaches to the right edge."""

    cells: tuple[CoverCell, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is added. ``replaces`` names a first sheet of ours from an earlier round, and
    ``ours`` is a pattern that the comments of that round match.
    """

    author: str
    sheet_name: str
    rows: tuple[CoverRow, ...]
    notes: tuple[Note, ...]
    replaces: str | None = None
    ours: str = ""


def packed(plan: Plan, content: bytes) -> bytes:
    """The plan and the workbook in one stream, on their way to the process that joins them."""
    notes = [[n.sheet, n.row, n.column, n.severity, n.text] for n in plan.notes]
    said = json.dumps(asdict(replace(plan, notes=())) | {"notes": notes}).encode()
    return len(said).to_bytes(8, "big") + said + content


def unpacked(stream: bytes) -> tuple[Plan, bytes]:
    """What ``packed`` put together."""
    end = 8 + int.from_bytes(stream[:8], "big")
    said = json.loads(stream[8:end])
    rows = tuple(
        CoverRow(tuple(CoverCell(**cell) for cell in row["cells"]), row["is_wide"])
        for row in said["rows"]
    )
    notes = tuple(Note(*note) for note in said["notes"])
    return Plan(**said | {"rows": rows, "notes": notes}), stream[end:]
