"""The bytes as they were received, kept by their sha256."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from followup.domain import access
from followup.errors import UserError
from followup.storage import trouble
from followup.storage.database import Database, cursor

_PART = ".part"
# Nothing takes as long to write; another process may be at it.
_PART_LIFE_SECONDS = 3600
# A file is known by what it came with: a report, a nil report or a step of a case.
_SEEN = """
    SELECT 1 FROM own.submission WHERE sha256 = $name AND act_id <= getvariable('horizon')
    UNION ALL
    SELECT 1 FROM own.nil_report WHERE sha256 = $name AND act_id <= getvariable('horizon')
    UNION ALL
    SELECT 1 FROM own.deviation_step
    WHERE contains(detail, $name) AND act_id <= getvariable('horizon')
"""


def digest(content: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def keep(folder: Path, content: bytes) -> str:
    """Store a file before anything refers to it; the same bytes are stored once.

    Written beside its place, flushed to disk and renamed, so that a crash leaves the whole
    file or none. Returns the sha256. Raises UserError as ``trouble.told``.
    """
    name = digest(content)
    place = folder / name
    with trouble.told():
        if place.exists() and digest(place.read_bytes()) == name:
            return name
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, suffix=_PART, delete=False) as temporary:
            beside = Path(temporary.name)
            try:
                temporary.write(content)
                temporary.flush()
                os.fsync(temporary.fileno())
                beside.replace(place)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
        sync_folder(folder)
    return name


def sweep(folder: Path, now_seconds: float) -> None:
    """Take away what a process that was killed left half-written an hour ago or more."""
    for part in folder.glob(f"*{_PART}"):
        with suppress(OSError):
            if now_seconds - part.stat().st_mtime > _PART_LIFE_SECONDS:
                part.unlink()


def read(folder: Path, name: str) -> bytes:
    """A stored file's bytes; raises UserError ``original_missing`` or ``original_damaged``."""
    place = folder / name
    if not place.is_file():
        raise UserError("original_missing", sha256=name)
    content = place.read_bytes()
    if digest(content) != name:
        raise UserError("original_damaged", sha256=name)
    return content


def opened(database: Database, folder: Path, name: str) -> bytes:
    """A stored file's bytes, for who sees what it came with.

    Raises as ``read``, and UserError ``not_allowed`` for a file that is another's, or of somebody
    who opens no files.
    """
    scope = database.scope
    if not access.sees_files(scope.role) or (scope.is_limited and not _is_seen(database, name)):
        raise UserError("not_allowed")
    return read(folder, name)


def _is_seen(database: Database, name: str) -> bool:
    with cursor(database) as own:
        return own.execute(_SEEN, {"name": name}).fetchone() is not None


def sync_folder(folder: Path) -> None:
    """Let a folder's own entries reach the disk."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
