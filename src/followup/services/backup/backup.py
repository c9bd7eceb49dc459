"""One file with all that an installation holds: the store, the originals and the kept acts.

It is made inside the process that has the store open, for DuckDB lets no second one in. The copy
is opened by a process of its own and must hold what the store holds, before it is called a backup.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from followup.errors import UserError
from followup.services.installation import Installation, clock_path
from followup.settings import DATABASE_FILE, ORIGINALS_FOLDER, Settings
from followup.storage import copies, history, lake
from followup.storage.acts import ATTEMPTS
from followup.storage.history import BACKUPS
from followup.storage.journal import FOLDER
from followup.storage.logical_hash import LogicalHash, logical_hash

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_ACT: Final = re.compile(r"(\d{8})-[0-9a-f]{16}\.(json|duckdb)")
_ORIGINAL: Final = re.compile(r"[0-9a-f]{64}")
_PATIENCE_SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and found to hold what the store held."""

    file: Path
    data_version: int
    digest: str
    originals: int


def write(installation: Installation, file: Path, now: datetime) -> Backup:
    """Write a backup to a file, whole or not at all.

    Raises UserError ``file_unwritable``, ``backup_differs`` when the copy does not hold what the
    store holds, and ``busy`` when others write to a lake all the time.
    """
    settings, database = installation.settings, installation.database
    folder = settings.home / BACKUPS
    copy, part = folder / f".{file.name}.duckdb", file.with_name(f".{file.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held, version, others = _copied(installation, copy)
        schema = copies.schema_of(database.connection)
        told = {
            "format": FORMAT, "made_at": now.isoformat(), "data_version": version,
            "schema": schema, "logical_hash": held.digest, "rows": held.row_count,
            "files": sorted(others),
        }  # fmt: skip
        _pack(part, copy, others, told)
        part.replace(file)
    except OSError as error:
        raise UserError("file_unwritable", file=file) from error
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return Backup(file, version, held.digest, sum(n.startswith(ORIGINALS_FOLDER) for n in others))


def _copied(installation: Installation, copy: Path) -> tuple[LogicalHash, int, dict[str, Path]]:
    """Copy the store; what it holds, its newest act, and the files that belong to that state."""
    database = installation.database
    for _ in range(ATTEMPTS):
        copy.unlink(missing_ok=True)
        # No act of this process comes between the copy and what it is compared with.
        with database.writer:
            before = installation.data_version
            copies.copy_store(database.connection, copy)
            held, version = logical_hash(database), installation.data_version
            others = _settled_others(installation, version)
        if digest_of(copy) == held.digest:
            return held, version, others
        if version == before:
            raise UserError("backup_differs", file=copy)
        # Another process of the lake was first.
    raise UserError("busy")


def digest_of(file: Path) -> str:
    """The logical hash of a store's file, found out by a process of its own.

    Raises UserError ``database_unreadable``.
    """
    asked = [sys.executable, "-m", "followup.storage.copies", str(file)]
    done = subprocess.run(
        asked, capture_output=True, text=True, check=False, timeout=_PATIENCE_SECONDS
    )
    if done.returncode:
        raise UserError("database_unreadable", path=file)
    return done.stdout.strip()


def manifest(archive: ZipFile) -> dict[str, Any]:
    """What a backup says of itself; raises KeyError or ValueError where it is none."""
    told: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    return told


def is_ours(name: str) -> bool:
    """Whether a name in a backup is one that a backup has; no other is ever unpacked."""
    if name in (MANIFEST, DATABASE_FILE, "clock.json"):
        return True
    parts = name.split("/")
    if parts[:2] == [ORIGINALS_FOLDER, FOLDER]:
        return len(parts) == 3 and _ACT.fullmatch(parts[2]) is not None
    return len(parts) == 2 and parts[0] == ORIGINALS_FOLDER and bool(_ORIGINAL.fullmatch(parts[1]))


def _settled_others(installation: Installation, version: int) -> dict[str, Path]:
    """The files beside the store, once every act up to the copy's newest has its lasting name.

    Another process of a lake names the file of an act after it has committed it, and one that was
    killed in between never does.
    """
    connection, settings = installation.database.connection, installation.settings
    with lake.alone(connection, settings, "act"):
        if lake.is_shared(settings):
            history.settle_names(connection, settings)
        return _others(settings, version)


def _others(settings: Settings, version: int) -> dict[str, Path]:
    """The files beside the store by their name in the backup; acts no newer than the copy."""
    found = {
        f"{ORIGINALS_FOLDER}/{file.name}": file
        for file in settings.originals.iterdir()
        if _ORIGINAL.fullmatch(file.name)
    }
    acts = settings.originals / FOLDER
    for file in acts.iterdir() if acts.is_dir() else ():
        act = _ACT.fullmatch(file.name)
        if act and int(act[1]) <= version:
            found[f"{ORIGINALS_FOLDER}/{FOLDER}/{file.name}"] = file
    clock = clock_path(settings)
    return found | ({clock.name: clock} if clock.is_file() else {})


def _pack(part: Path, copy: Path, others: dict[str, Path], told: dict[str, Any]) -> None:
    with part.open("wb") as out:
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))
            archive.write(copy, DATABASE_FILE)
            for name, file in sorted(others.items()):
                # Workbooks are compressed already; acts are text.
                way = ZIP_DEFLATED if file.suffix == ".json" else ZIP_STORED
                archive.write(file, name, compress_type=way)
        out.flush()
        os.fsync(out.fileno())
