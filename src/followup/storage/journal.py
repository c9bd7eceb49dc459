"""What each act wrote, kept beside the originals: one file per act, for building the store anew.

The facts of reports are not among it, for the originals hold them: only what was said when they
were read. A file is on disk before its act is committed and gets its lasting name afterwards, so
one without that name belongs to an act of which nobody was told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from followup.storage.originals import sync_folder

FOLDER = "acts"
UNSURE = ".new"
_HASH_SIGNS = 16


@dataclass(slots=True)
class Written:
    """What an act has written so far: rows, named changes of rows, and the facts of reports."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)


_NOW: ContextVar[Written | None] = ContextVar("written", default=None)


@contextmanager
def collecting() -> Iterator[Written]:
    """Gather what is written meanwhile on this thread."""
    written = Written()
    token = _NOW.set(written)
    try:
        yield written
    finally:
        _NOW.reset(token)


def note_rows(table: str, rows: pa.Table) -> None:
    """Note rows that were put into a table; in a rehearsal nothing is noted."""
    if (written := _NOW.get()) is not None:
        values = [[plain(value) for value in row.values()] for row in rows.to_pylist()]
        written.rows.append({"table": table, "columns": rows.column_names, "rows": values})


def note_change(name: str, params: Sequence[Any]) -> None:
    """Note a change of stored rows that ``storage.replay`` knows by its name."""
    if (written := _NOW.get()) is not None:
        written.rows.append({"change": name, "params": list(map(plain, params))})


def note_facts(
    table: str, submission: str, facts: pa.Table, reading: Mapping[str, Any] | None
) -> None:
    """Note that a report's facts were put into a table, and what was said when they were read."""
    if (written := _NOW.get()) is not None:
        written.facts.append({
            "table": table, "submission": submission, "sha256": facts_hash(facts),
            "reading": reading,
        })  # fmt: skip


def facts_hash(facts: pa.Table) -> str:
    """The sha256 of facts as they stand; nothing is not an empty text."""
    out = BytesIO()
    csv.write_csv(facts, out)
    return sha256(out.getbuffer()).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON holds it, and as the store reads it back whatever the column's type."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def keep(folder: Path, act: Mapping[str, Any], schema: str, written: Written) -> Path:
    """Write an act down before it is committed; returns the file, whose name is not lasting yet.

    ``act`` is its row, ``schema`` the newest migration of the store it was written to.
    """
    place = folder / FOLDER
    is_new = not place.is_dir()
    place.mkdir(parents=True, exist_ok=True)
    if is_new:
        sync_folder(folder)
    file = place / f"{name_of(act['act_id'], act['hash'])}{UNSURE}"
    told = {"act": {n: plain(v) for n, v in act.items()}, "schema": schema,
            "rows": written.rows, "facts": written.facts}  # fmt: skip
    try:
        with file.open("w", encoding="utf-8") as out:
            json.dump(told, out, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        sync_folder(place)
    except BaseException:
        drop(file)
        raise
    return file


def read(file: Path) -> dict[str, Any]:
    """What a kept act says; raises OSError or ValueError where it cannot be read."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def rewrite(file: Path, told: Mapping[str, Any]) -> None:
    """Put other words in the place of a kept act's, whole or not at all."""
    # A name that no act has: one that is cut off is none.
    beside = file.with_name(f".{file.name}{UNSURE}")
    with beside.open("w", encoding="utf-8") as out:
        json.dump(told, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)
    sync_folder(file.parent)


def confirm(file: Path) -> None:
    """Give the file of a committed act its lasting name; where that fails, opening does it."""
    with suppress(OSError):
        file.replace(file.with_suffix(""))


def drop(file: Path) -> None:
    """Forget an act that was not committed."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def name_of(act_id: int, digest: str) -> str:
    """The lasting name of an act's file."""
    return f"{act_id:08}-{digest[:_HASH_SIGNS]}.json"
