"""The kept acts in order, and whether they and the store tell of the same."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from followup.errors import UserError
from followup.settings import Settings
from followup.storage import lake, migrations, renewal, summaries
from followup.storage.copies import copy_store
from followup.storage.journal import FOLDER, UNSURE, name_of

BASE = ".duckdb"
BACKUPS = "backups"
# No act takes as long to commit; another process may be at it.
UNSURE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept act, or a copy of the store as it was after one (``is_base``)."""

    act_id: int
    file: Path

    @property
    def is_base(self) -> bool:
        """True for a copy of the store."""
        return self.file.suffix == BASE

    def told(self) -> dict[str, Any]:
        """What the act wrote; raises UserError ``act_damaged``."""
        try:
            found: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UserError("act_damaged", act=self.act_id) from error
        return found


def every(originals: Path) -> list[Kept]:
    """All that is kept, in order of the acts; of one act what was committed for certain first."""
    folder = originals / FOLDER
    files = folder.iterdir() if folder.is_dir() else ()
    found = [Kept(int(f.name[:8]), f) for f in files if f.name[:8].isdecimal()]
    return sorted(found, key=lambda kept: (kept.act_id, kept.file.suffix == UNSURE, kept.file))


def after(originals: Path, head: int, digest: str) -> Iterator[dict[str, Any]]:
    """What the acts after one wrote, in order. Raises UserError ``act_gap`` and ``act_damaged``."""
    by_number: dict[int, list[Kept]] = {}
    for kept in every(originals):
        if not kept.is_base:
            by_number.setdefault(kept.act_id, []).append(kept)
    for number in range(head + 1, max(by_number, default=0) + 1):
        told = [kept.told() for kept in by_number.get(number, ())]
        # Of two that were begun from the same state, the one that was committed comes first.
        following = [one for one in told if one["act"]["prev_hash"] == digest]
        if not following:
            raise UserError("act_gap", act=number)
        digest = following[0]["act"]["hash"]
        yield following[0]


def in_step(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Bring a store to this version's tables, and in step with the acts that are kept.

    Of several processes that open a lake one does it while the others wait. Raises as
    ``migrations.upgrade`` and ``settle``.
    """

    def copy(name: str) -> None:
        place = settings.home / BACKUPS / f"before-{name}.duckdb"
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            copy_store(connection, place)

    with lake.alone(connection, settings, "open"):
        migrations.upgrade(connection, copy)
        lake.settle_tables(connection, settings)
        if lake.is_lake(settings):
            settle_shared(connection, settings, time.time())
        else:
            settle(connection, settings)
        summaries.begin(connection, settings.summaries_from)


def settle_shared(
    connection: duckdb.DuckDBPyConnection, settings: Settings, now_seconds: float
) -> None:
    """Give committed acts of a lake their lasting name, and forget those cut off an hour ago.

    What others may be at now is left to them. An empty lake may stand beside kept acts: it is
    being moved to.
    """
    for kept in every(settings.originals):
        with suppress(FileNotFoundError):
            if kept.file.suffix == UNSURE:
                is_old = now_seconds - kept.file.stat().st_mtime > UNSURE_SECONDS
                _settle_one(connection, settings, kept, forgets=is_old)


def settle(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Bring the kept acts and the store that is being opened in step.

    Acts that were cut off are forgotten, those that were committed get their lasting name, and a
    store whose acts were never kept is copied whole, to build anew from. Raises UserError
    ``acts_missing`` when acts are kept that the store has lost.
    """
    row = connection.execute("SELECT data_version, audit_hash FROM store.main.head").fetchone()
    head, digest = (int(row[0]), str(row[1])) if row else (0, "")
    found = every(settings.originals)
    settle_names(connection, settings)
    last = max((k.act_id for k in found if k.file.suffix == ".json"), default=0)
    if last > head:
        raise UserError("acts_missing", kept=last, found=head)
    names = {k.file.name.removesuffix(UNSURE) for k in found if k.act_id == head}
    ours = name_of(head, digest)
    if head and names.isdisjoint({ours, Path(ours).with_suffix(BASE).name}):
        keep_base(connection, settings, head, digest)


def settle_names(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Give acts that were committed their lasting name, and forget those that were cut off.

    Of a lake only while no other process writes to it.
    """
    for kept in every(settings.originals):
        if kept.file.suffix == UNSURE:
            _settle_one(connection, settings, kept)


def keep_base(
    connection: duckdb.DuckDBPyConnection, settings: Settings, head: int, digest: str
) -> Path:
    """Keep a copy of the store as it is after its newest act, to build anew from."""
    place = settings.originals / FOLDER / Path(name_of(head, digest)).with_suffix(BASE)
    place.parent.mkdir(parents=True, exist_ok=True)
    made = settings.home / f"{place.name}.copying"
    made.unlink(missing_ok=True)
    copy_store(connection, made)
    shutil.move(made, place)
    return place


def _settle_one(
    connection: duckdb.DuckDBPyConnection, settings: Settings, kept: Kept, *, forgets: bool = True
) -> None:
    row = connection.execute(
        "SELECT hash FROM store.main.act WHERE act_id = ?", [kept.act_id]
    ).fetchone()
    lasting = kept.file.with_suffix("")
    if row and lasting.name == name_of(kept.act_id, str(row[0])):
        renewal.renew(connection, settings.originals, kept.act_id)
        kept.file.replace(lasting)
    elif forgets:
        kept.file.unlink(missing_ok=True)
