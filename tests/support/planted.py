"""A data folder in which everything that people and suppliers wrote tries to do something.

Each text begins with what a spreadsheet would run and goes on with an image, a tag, a colour, a
link and a formula of Markdown. Codes, numbers, days and names of the reference data stay, so that
the pages find their way; the same text becomes the same everywhere.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import duckdb

from followup.reference import catalogue

HOST: Final = "planted.invalid"
IMAGE: Final = f"![p](http://{HOST}/p.png)"
TAG: Final = f'<img src="http://{HOST}/i.png">'
PLANTED: Final = f"={IMAGE}{TAG}:red[r] http://{HOST}/w $x$ "
# Written by the reader of reports and by users, and never by us, whatever they look like.
ALWAYS: Final = {
    "cell", "fuel_raw", "vehicle_raw", "drivetrain_raw", "sheet", "file_name", "seed", "note",
    "reason", "kept_at", "diary_number", "item_group", "material", "packaging_type", "kitchen",
    "vehicle_id", "machine_id", "place", "make_model",
}  # fmt: skip
# Codes of ours that look like words, and what the store keeps of itself.
NEVER: Final = {"euro_class", "eu_category", "begins", "identity", "hash", "prev_hash", "checksum"}
TABLES_OF_OURS: Final = {"migration", "head"}
# Keys that are made of several words, and what stands between them.
COMPOSED: Final = {"requirement": "/", "entry": "|"}
_CODE: Final = re.compile(r"[\x21-\x7e]*|[\d\s.,:+/-]*")


def plant(home: Path) -> int:
    """Change every text of the store in ``home``; returns how many different ones there were."""
    own = duckdb.connect(str(home / "followup.duckdb"))
    kept = _names_of_the_catalogue()
    done: set[str] = set()
    columns = own.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE data_type IN ('VARCHAR', 'VARCHAR[]')"
    ).fetchall()
    own.execute("BEGIN")
    for table, column, kind in columns:
        if table in TABLES_OF_OURS or column in NEVER:
            continue
        cells = own.execute(f'SELECT DISTINCT "{column}" FROM "{table}"').fetchall()
        for (cell,) in cells:
            new = _list(column, cell, kept) if kind == "VARCHAR[]" else _text(column, cell, kept)
            if new != cell:
                own.execute(
                    f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', [new, cell]
                )
                done.add(str(cell))
    own.execute("COMMIT")
    own.close()
    return len(done)


def _names_of_the_catalogue() -> frozenset[str]:
    known = catalogue.load()
    names = [*(a.name for a in known.areas), *(goal.owner for goal in known.goals)]
    return frozenset(names)


def _list(column: str, cells: Any, kept: frozenset[str]) -> Any:
    return cells and [_text(column, cell, kept) for cell in cells]


def _text(column: str, cell: str | None, kept: frozenset[str]) -> str | None:
    if not cell or cell in kept:
        return cell
    if cell[0] in "[{":
        return json.dumps(_inside(column, json.loads(cell), kept), ensure_ascii=False)
    if column in COMPOSED and COMPOSED[column] in cell:
        mark = COMPOSED[column]
        return mark.join(_text("", part, kept) or "" for part in cell.split(mark, 2))
    if column not in ALWAYS and _CODE.fullmatch(cell):
        return cell
    return PLANTED + cell


def _inside(name: str, value: Any, kept: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: _inside(key, one, kept) for key, one in value.items()}
    if isinstance(value, list):
        return [_inside(name, one, kept) for one in value]
    if isinstance(value, str):
        return _text(name, value, kept) if name not in NEVER else value
    return value
