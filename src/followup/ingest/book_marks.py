"""What a workbook holds besides its values, gathered in the reader process for .xls, .xlsb, .ods.

The reader itself tells nothing of hidden rows, error cells or formulas without a value. Rows and
columns count from 0 here, and these modules import nothing but the standard library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from followup.isolated import ChildRefused

MOST_MARKS = 200_000  # of one sort in one sheet; nobody reads more of them


@dataclass(slots=True)
class SheetMarks:
    """One sheet: how far it is filled, and its cells that need a word."""

    height: int = 0
    width: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    no_value: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    instead: dict[int, dict[int, str]] = field(default_factory=dict)

    def fill(self, row: int, column: int) -> None:
        """A cell that holds something stands here."""
        if row >= self.height:
            self.height = row + 1
        if column >= self.width:
            self.width = column + 1

    def facts(self) -> dict[str, Any]:
        """The marks as plain values."""
        return {
            "hidden_rows": self.hidden_rows[:MOST_MARKS],
            "errors": self.errors[:MOST_MARKS],
            "no_value": self.no_value[:MOST_MARKS],
            "merges": self.merges[:MOST_MARKS],
        }


@dataclass(slots=True)
class BookMarks:
    """The sheets in the workbook's order, and the codes of what concerns the whole file."""

    sheets: list[SheetMarks] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)

    def check(self, cells: int, sheets: int) -> None:
        """Refuse too many sheets, or cells so far apart that laying them out is a burden."""
        if len(self.sheets) > sheets:
            raise ChildRefused("too_many_sheets", {"limit": str(sheets)})
        if sum(sheet.height * sheet.width for sheet in self.sheets) > cells:
            raise ChildRefused("too_many_cells", {"limit": str(cells)})
