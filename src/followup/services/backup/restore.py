"""Put a backup in the place of what a data folder holds, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from followup.errors import UserError
from followup.services.backup.aside import place_of, refill, store_files, swap
from followup.services.backup.backup import digest_of, is_ours, manifest
from followup.services.installation import clock_path
from followup.services.upload import drafts
from followup.settings import DATABASE_FILE, ORIGINALS_FOLDER, Settings
from followup.storage import database, lake, migrations, originals
from followup.storage.acts import data_version
from followup.storage.database import UNFINISHED
from followup.storage.history import BACKUPS

STAGING: Final = "unpacking"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and the folder with what gave way to it (None: there was nothing)."""

    data_version: int
    digest: str
    made_at: str
    put_aside: Path | None


def restore(settings: Settings, file: Path, now: datetime, *, replaces: bool = False) -> Restored:
    """Restore a backup into an empty data folder, or with ``replaces`` into any.

    Everything is unpacked and tried before anything gives way. Raises UserError
    ``backup_unreadable``, ``backup_damaged``, ``schema_newer``,
    ``restore_not_empty``, ``database_in_use`` and ``home_unusable``.
    """
    is_cut_off = (settings.home / UNFINISHED).exists()
    old = [
        *store_files(settings), settings.originals, clock_path(settings),
        settings.home / drafts.FOLDER,
    ]  # fmt: skip
    if not replaces and not is_cut_off and _holds_store(settings, old):
        raise UserError("restore_not_empty", path=settings.home)
    if not is_cut_off:
        _refuse_in_use(settings)
    staging = settings.home / BACKUPS / STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        told = _unpacked(file, staging)
        _check(told, staging)
        new = {
            staging / ORIGINALS_FOLDER: settings.originals,
            staging / "clock.json": clock_path(settings),
        }
        if lake.is_lake(settings):
            # All or nothing by itself; only then do the files give way.
            refill(settings, staging / DATABASE_FILE, place_of(settings, now))
        else:
            new[staging / DATABASE_FILE] = Path(settings.database)
        there = {path: to for path, to in new.items() if path.exists()}
        swap(settings, there, old, now)
    except OSError as error:
        raise UserError("home_unusable", path=settings.home) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    place = place_of(settings, now)
    put_aside = place if place.exists() else None
    return Restored(told["data_version"], told["logical_hash"], told["made_at"], put_aside)


def _holds_store(settings: Settings, old: Sequence[Path]) -> bool:
    if lake.is_lake(settings):
        opened = database.open_database(settings)
        try:
            return data_version(opened) > 0
        finally:
            database.close(opened)
    return any(map(_holds_anything, old))


def _holds_anything(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def _refuse_in_use(settings: Settings) -> None:
    if lake.is_lake(settings) or not Path(settings.database).is_file():
        return
    try:
        database.close(database.open_database(settings))
    except UserError as error:
        # A damaged one is what a backup is for.
        if error.code == "database_in_use":
            raise


def _unpacked(file: Path, staging: Path) -> dict[str, Any]:
    """Unpack the files that a backup has, and what it says of itself."""
    try:
        with ZipFile(file) as archive:
            told = manifest(archive)
            names = [name for name in archive.namelist() if is_ours(name)]
            if not {DATABASE_FILE, *told["files"]}.issubset(names):
                raise UserError("backup_damaged", file=file)
            archive.extractall(staging, names)
    except (BadZipFile, KeyError, ValueError, EOFError, FileNotFoundError) as error:
        raise UserError("backup_unreadable", file=file) from error
    (staging / ORIGINALS_FOLDER).mkdir(exist_ok=True)
    return told


def _check(told: dict[str, Any], staging: Path) -> None:
    """Every original under its own sha256, and a store that holds what was backed up."""
    migrations.refuse_newer([told["schema"]])
    for place in (staging / ORIGINALS_FOLDER).iterdir():
        if place.is_file():
            originals.read(place.parent, place.name)
    if digest_of(staging / DATABASE_FILE) != told["logical_hash"]:
        raise UserError("backup_damaged", file=DATABASE_FILE)
