"""Our own first sheet in a file that was sent back: known by its mark, and not read.

The mark stands in a cell, since a cell is what every program keeps when it saves; the sheet's
name may be anything, and a supplier's sheet with the same name is read like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow.compute as pc

from followup.ingest.grid import Sheet

_MARK = "^followup:1:[0-9a-f]{16}$"
_LOOKED_THROUGH = 40  # rows from the top


def mark_of(sha256: str) -> str:
    """The mark of a first sheet, from the sha256 of the file that it was put into."""
    return f"followup:1:{sha256[:16]}"


def without_remarks(sheets: Sequence[Sheet]) -> tuple[list[Sheet], str | None]:
    """The sheets that are the supplier's, and the name of ours if there is one."""
    own = [sheet for sheet in sheets if is_remarks(sheet)]
    kept = [sheet for sheet in sheets if not any(sheet is other for other in own)]
    return kept, own[0].name if own else None


def is_remarks(sheet: Sheet) -> bool:
    """True for a first sheet that we wrote, in whatever language and saved by whatever program."""
    for column in sheet.columns:
        top = column.text.slice(0, _LOOKED_THROUGH)
        if top.null_count < len(top) and pc.any(pc.match_substring_regex(top, _MARK)).as_py():
            return True
    return False
