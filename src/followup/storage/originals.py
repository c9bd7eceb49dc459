"""The bytes as they were received, kept by their sha256."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from followup.errors import UserError
from followup.storage import trouble

_PART = ".part"
# Nothing takes as long to write; another process may be at it.
_PART_LIFE_SECONDS = 3600


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


def sync_folder(folder: Path) -> None:
    """Let a folder's own entries reach the disk."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
