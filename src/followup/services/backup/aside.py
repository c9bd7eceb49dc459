"""What gives way to a restored or rebuilt store is put aside, never removed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from followup.errors import UserError
from followup.settings import Settings
from followup.storage.database import LAKE_PREFIX, UNFINISHED
from followup.storage.history import BACKUPS


def refuse_lake(settings: Settings) -> None:
    """Raises UserError ``only_embedded``: a lake is kept safe by its own means."""
    if settings.database.startswith(LAKE_PREFIX):
        raise UserError("only_embedded")


def store_files(settings: Settings) -> tuple[Path, Path]:
    """The store's file and its write-ahead log."""
    return Path(settings.database), Path(f"{settings.database}.wal")


def swap_store(settings: Settings, new: Path, now: datetime) -> Path | None:
    """Put a new store in the place of the old one, if there is one, which is put aside."""
    return swap(settings, {new: Path(settings.database)}, store_files(settings), now)


def swap(
    settings: Settings, new: Mapping[Path, Path], old: Sequence[Path], now: datetime
) -> Path | None:
    """Move everything ``old`` aside and everything ``new`` to its place; the folder it went to.

    While it lasts a mark stands in the data folder, by which nobody opens what is half there.
    """
    there = [path for path in old if path.exists()]
    place = settings.home / BACKUPS / f"replaced-{now:%Y%m%d-%H%M%S-%f}"
    mark = settings.home / UNFINISHED
    mark.touch()
    if there:
        place.mkdir(parents=True)
    for path in there:
        shutil.move(path, place / path.name)
    for path, to in new.items():
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, to)
    mark.unlink()
    return place if there else None
