"""Where this installation keeps things and how large a file it takes; read from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reader accepts; beyond it a file is refused, never half-read."""

    file_bytes: int = 100 * MEBIBYTE
    unpacked_bytes: int = 600 * MEBIBYTE
    zip_entries: int = 2_000
    cells: int = 12_000_000
    sheets: int = 50
    child_bytes: int = 1024 * MEBIBYTE
    child_seconds: int = 30
    large_rows: int = 200_000
    large_child_bytes: int = 1536 * MEBIBYTE
    large_child_seconds: int = 120


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder, the database, the originals and the language of one installation."""

    home: Path
    database: str
    originals: Path
    language: str
    limits: Limits


def from_environment(environ: dict[str, str] | None = None) -> Settings:
    """Read FOLLOWUP_HOME, FOLLOWUP_DATABASE, FOLLOWUP_ORIGINALS and FOLLOWUP_LANG."""
    env = dict(os.environ) if environ is None else environ
    home = Path(env.get("FOLLOWUP_HOME") or "var").resolve()
    return Settings(
        home=home,
        database=env.get("FOLLOWUP_DATABASE") or str(home / "followup.duckdb"),
        originals=Path(env.get("FOLLOWUP_ORIGINALS") or home / "originals").resolve(),
        language=env.get("FOLLOWUP_LANG") or "sv",
        limits=Limits(),
    )
