"""What gives way to a restored or rebuilt store is put aside, never removed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from followup.errors import UserError
from followup.settings import DATABASE_FILE, Settings
from followup.storage import copies, database, lake, transfer
from followup.storage.acts import data_version
from followup.storage.database import UNFINISHED
from followup.storage.history import BACKUPS


def refuse_lake(settings: Settings) -> None:
    """Raises UserError ``only_embedded``: old files of a lake hold what its rows no longer say."""
    if lake.is_lake(settings):
        raise UserError("only_embedded")


def store_files(settings: Settings) -> tuple[Path, ...]:
    """The store's file and its write-ahead log; none of a lake, whose rows are exchanged."""
    if lake.is_lake(settings):
        return ()
    return Path(settings.database), Path(f"{settings.database}.wal")


def swap_store(settings: Settings, new: Path, now: datetime) -> Path | None:
    """Put a new store in the place of the old one, if there is one, which is put aside."""
    if lake.is_lake(settings):
        place = place_of(settings, now)
        refill(settings, new, place)
        return place if place.exists() else None
    return swap(settings, {new: Path(settings.database)}, store_files(settings), now)


def refill(settings: Settings, new: Path, place: Path) -> None:
    """Let a lake hold what a store's file does; a copy of what it held goes to ``place``.

    The file must lie in home or home/backups. Raises as ``transfer.fill``.
    """
    opened = database.open_database(settings)
    try:
        if data_version(opened):
            place.mkdir(parents=True, exist_ok=True)
            # Only home and home/backups may be written to through the database.
            copy = settings.home / BACKUPS / f".{place.name}.duckdb"
            copies.copy_store(opened.connection, copy)
            shutil.move(copy, place / DATABASE_FILE)
        transfer.fill(opened, new)
    finally:
        database.close(opened)


def place_of(settings: Settings, now: datetime) -> Path:
    """The folder in which what gives way now is put aside."""
    return settings.home / BACKUPS / f"replaced-{now:%Y%m%d-%H%M%S-%f}"


def swap(
    settings: Settings, new: Mapping[Path, Path], old: Sequence[Path], now: datetime
) -> Path | None:
    """Move everything ``old`` aside and everything ``new`` to its place; the folder it went to.

    While it lasts a mark stands in the data folder, by which nobody opens what is half there.
    """
    there = [path for path in old if path.exists()]
    place = place_of(settings, now)
    mark = settings.home / UNFINISHED
    mark.touch()
    if there:
        place.mkdir(parents=True, exist_ok=True)
    for path in there:
        shutil.move(path, place / path.name)
    for path, to in new.items():
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, to)
    mark.unlink()
    return place if there else None
