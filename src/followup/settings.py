"""Where this installation keeps things and how large a file it takes; read from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from followup.errors import UserError

MEBIBYTE = 1024 * 1024
# Folders inside the data folder: the sample beside one's own data, and one's own beside a sample.
SAMPLE_FOLDER = "exempel"
OWN_FOLDER = "egen"
DATABASE_FILE = "followup.duckdb"
ORIGINALS_FOLDER = "originals"
BACKUPS_FOLDER = "backups"
LAKE_FOLDER = "lake"
_BACKUPS_KEPT = (14, 8, 12)
_LAKE_KEPT = (30, 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reader accepts; beyond it a file is refused, never half-read."""

    file_bytes: int = 100 * MEBIBYTE
    attachment_bytes: int = 20 * MEBIBYTE
    unpacked_bytes: int = 600 * MEBIBYTE
    zip_entries: int = 2_000
    cells: int = 12_000_000
    sheets: int = 50
    child_bytes: int = 1024 * MEBIBYTE
    child_seconds: int = 30
    large_rows: int = 200_000
    large_child_bytes: int = 1536 * MEBIBYTE
    large_child_seconds: int = 120
    columns: int = 10_000  # in all sheets together; they cost more than their cells
    thought_seconds: int = 20  # of processor, to find out what the cells mean
    thought_rows_a_second: int = 20_000  # and this many more rows for each second beyond


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder, the database, the originals and the language of one installation.

    ``sample_home`` is another place for the sample's data folder than inside this one;
    ``threads`` how many threads a query may use, as written (default: every core); ``memory`` how
    much memory the database takes before it writes to disk, as written, for example 512MB
    (default: four fifths of the machine's);
    ``organisation`` and ``contact`` who runs it, and where faults of accessibility are told;
    ``licence`` under which licence figures are given away as open data. The next three are what
    ``doctor`` asks for: the most days since a backup, and the share or the bytes of the disk that
    must be free. ``backups_kept``: of how many days, weeks and months a backup is kept, each time
    the newest of them. ``summaries_from``: from how many rows of fuel their sums are kept
    (storage.summaries). ``lake``: where a lake's files lie (default: in the data folder);
    ``lake_kept``: for how many days an earlier state of the whole lake can be gone back to, and
    for how many a file stays that nothing refers to (storage.tidying).
    """

    home: Path
    database: str
    originals: Path
    language: str
    limits: Limits
    sample_home: Path | None = None
    threads: str | None = None
    memory: str | None = None
    organisation: str | None = None
    contact: str | None = None
    licence: str | None = None
    backup_days: int = 7
    free_percent: int = 10
    free_bytes: int = 5 * 1024 * MEBIBYTE
    backups_kept: tuple[int, int, int] = _BACKUPS_KEPT
    summaries_from: int = 100_000
    lake: Path | None = None
    lake_kept: tuple[int, int] = _LAKE_KEPT

    @property
    def parquet(self) -> Path:
        """The folder of a lake's files, which every machine of the lake reaches."""
        return self.lake or self.home / LAKE_FOLDER


def from_environment(environ: dict[str, str] | None = None) -> Settings:
    """Read FOLLOWUP_HOME, _DATABASE, _ORIGINALS, _SAMPLE_HOME, _LANG, _THREADS, _MEMORY,
    _ORGANISATION, _CONTACT, _LICENCE, _BACKUPS_KEPT, _LAKE and _LAKE_KEPT; raises UserError
    ``bad_backups_kept`` and ``bad_lake_kept``.
    """
    env = os.environ if environ is None else environ
    return _settings(Path.cwd(), tuple(env.get(f"FOLLOWUP_{name}") for name in _NAMES))


_NAMES = (
    "HOME", "DATABASE", "ORIGINALS", "SAMPLE_HOME", "LANG", "THREADS", "MEMORY",
    "ORGANISATION", "CONTACT", "LICENCE", "BACKUPS_KEPT", "LAKE", "LAKE_KEPT",
)  # fmt: skip


# Asked for many times in each run of a page; finding where a path leads looks at every folder.
@lru_cache(maxsize=16)
def _settings(here: Path, said: tuple[str | None, ...]) -> Settings:
    env = dict(zip(_NAMES, said, strict=True))
    home = (here / (env["HOME"] or "var")).resolve()
    sample_home = env["SAMPLE_HOME"]
    return Settings(
        home=home,
        database=env["DATABASE"] or str(home / DATABASE_FILE),
        originals=(here / (env["ORIGINALS"] or home / ORIGINALS_FOLDER)).resolve(),
        language=env["LANG"] or "sv",
        limits=Limits(),
        sample_home=(here / sample_home).resolve() if sample_home else None,
        threads=env["THREADS"] or None,
        memory=env["MEMORY"] or None,
        organisation=env["ORGANISATION"] or None,
        contact=env["CONTACT"] or None,
        licence=env["LICENCE"] or None,
        backups_kept=_backups_kept(env["BACKUPS_KEPT"]),
        lake=(here / env["LAKE"]).resolve() if env["LAKE"] else None,
        lake_kept=_lake_kept(env["LAKE_KEPT"]),
    )


def _backups_kept(said: str | None) -> tuple[int, int, int]:
    """How many days, weeks and months; raises UserError ``bad_backups_kept``."""
    if not said:
        return _BACKUPS_KEPT
    found = _whole(said)
    if len(found) != len(_BACKUPS_KEPT) or found[0] < 1:
        raise UserError("bad_backups_kept", value=said)
    return found[0], found[1], found[2]


def _lake_kept(said: str | None) -> tuple[int, int]:
    """How many days earlier states and unused files stay; raises UserError ``bad_lake_kept``.

    At least one of each: a file that nothing refers to may be one that is being written or read.
    """
    if not said:
        return _LAKE_KEPT
    found = _whole(said)
    if len(found) != len(_LAKE_KEPT) or min(found) < 1:
        raise UserError("bad_lake_kept", value=said)
    return found[0], found[1]


def _whole(said: str) -> list[int]:
    """Whole numbers between commas; 0 for what is none."""
    return [int(part) if part.strip().isdecimal() else 0 for part in said.split(",")]


def embedded(home: Path, like: Settings) -> Settings:
    """Settings of a data folder that keeps everything inside itself, beside another one."""
    return replace(
        like,
        home=home,
        database=str(home / DATABASE_FILE),
        originals=home / ORIGINALS_FOLDER,
        sample_home=None,
        lake=None,
    )
