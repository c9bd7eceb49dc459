"""Take a store over to another place: from one file to a lake that several machines share, or back.

What an installation holds is the same afterwards, row by row; only where it lies is another.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from followup.errors import UserError
from followup.services.backup.aside import store_files, swap
from followup.settings import Settings
from followup.storage import copies, database, lake, transfer
from followup.storage.acts import data_version
from followup.storage.history import BACKUPS
from followup.storage.logical_hash import LogicalHash, logical_hash


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: the acts, the hash of both, and the folder with the file that was left.

    A lake that was left stays as it is (``put_aside`` is None).
    """

    acts: int
    contents: LogicalHash
    put_aside: Path | None


def move(settings: Settings, to: str, now: datetime) -> Moved:
    """Take the store over to ``to``, a lake or a file, which holds nothing yet; all or nothing.

    The originals stay. A file that is left is put aside, so that nobody goes on with it. Raises
    UserError ``move_to_same``, ``move_not_empty``, ``nothing_to_move``, ``database_in_use`` and as
    ``transfer.fill``.
    """
    target = replace(settings, database=to)
    if target.database == settings.database or lake.is_lake(target) == lake.is_lake(settings):
        raise UserError("move_to_same", path=lake.shown(to))
    copy = settings.home / BACKUPS / ".moving.duckdb"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.unlink(missing_ok=True)
    try:
        contents, acts = _copied(settings, copy)
        if lake.is_lake(target):
            _into_lake(target, copy)
            put_aside = swap(settings, {}, store_files(settings), now)
        else:
            _into_file(Path(to), copy)
            put_aside = None
    finally:
        copy.unlink(missing_ok=True)
        Path(f"{copy}.wal").unlink(missing_ok=True)
    return Moved(acts, contents, put_aside)


def _copied(settings: Settings, copy: Path) -> tuple[LogicalHash, int]:
    opened = database.open_database(settings)
    try:
        acts = data_version(opened)
        if not acts:
            raise UserError("nothing_to_move")
        copies.copy_store(opened.connection, copy)
        return logical_hash(opened), acts
    finally:
        database.close(opened)


def _into_lake(target: Settings, copy: Path) -> None:
    opened = database.open_database(target)
    try:
        if data_version(opened):
            raise UserError("move_not_empty", path=lake.shown(target.database))
        transfer.fill(opened, copy)
    finally:
        database.close(opened)


def _into_file(file: Path, copy: Path) -> None:
    if file.exists():
        raise UserError("move_not_empty", path=file)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    shutil.move(copy, part)
    part.replace(file)
