"""Build the store anew from the originals and the acts that are kept beside them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from followup.errors import UserError
from followup.ingest import said
from followup.ingest.cells import Cells, read_cells_of
from followup.services.backup import aside
from followup.services.upload.plausibility import flagged
from followup.settings import Settings
from followup.storage import database, history, journal, lake, originals, replay
from followup.storage.acts import data_version
from followup.storage.logical_hash import LogicalHash, logical_hash

WORKSHOP: Final = "rebuilding.duckdb"
TOGETHER: Final = 10  # originals that one reader process takes
# Why a store cannot be opened that is then built anew; anything else is for somebody to look at.
LOST: Final = frozenset({"acts_missing", "database_unreadable", "log_unreadable"})


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it: acts in the store, its hash, and how it compares with the one before.

    ``is_equal`` is None where there was none to compare with; ``differing`` are tables that
    differ from it; ``read_otherwise`` reports whose original now gives other facts. ``put_aside``
    is the folder with the store that gave way, None where the one that was there stayed.
    """

    acts: int
    contents: LogicalHash
    is_equal: bool | None
    differing: tuple[str, ...]
    read_otherwise: tuple[str, ...]
    put_aside: Path | None
    is_placed: bool

    @property
    def is_whole(self) -> bool:
        """True when nothing differs from what was stored."""
        return self.is_equal is not False and not self.read_otherwise


def rebuild(settings: Settings, now: datetime, *, replaces: bool = False) -> Rebuilt:
    """Replay every kept act into an empty store, and lay it beside the one there is.

    One that can be opened stays, unless ``replaces``; one that is gone, has lost acts or cannot be
    read is put aside. Raises UserError ``database_in_use``, ``nothing_kept``,
    ``act_gap``, ``act_damaged``, ``original_missing`` and ``original_damaged``.
    """
    before = _contents(settings)
    if before is None and not history.every(settings.originals) and not _has_file(settings):
        raise UserError("nothing_kept", path=settings.originals)
    workshop = settings.home / WORKSHOP
    try:
        acts, otherwise = _build(settings, workshop, is_lost=before is None)
        contents = replay.contents_of(workshop)
        differing = before.differences(contents) if before else ()
        is_placed = replaces or before is None
        put_aside = None
        if is_placed:
            put_aside = aside.swap_store(settings, workshop, now)
    finally:
        _clear(workshop)
    is_equal = None if before is None else not differing
    return Rebuilt(acts, contents, is_equal, differing, otherwise, put_aside, is_placed)


def _contents(settings: Settings) -> LogicalHash | None:
    """What the store there is holds; None where it is gone or cannot be used."""
    if not lake.is_lake(settings) and not _has_file(settings):
        return None
    try:
        opened = database.open_database(settings)
    except UserError as error:
        if error.code in LOST:
            return None
        raise
    try:
        if not data_version(opened):
            return None
        history.settle_names(opened.connection, settings)
        return logical_hash(opened)
    finally:
        database.close(opened)


def _has_file(settings: Settings) -> bool:
    return Path(settings.database).is_file()


def _build(settings: Settings, workshop: Path, *, is_lost: bool) -> tuple[int, tuple[str, ...]]:
    """The number of acts in the new store, and the reports that were read otherwise."""
    _clear(workshop)
    start = _start(settings, workshop, is_lost=is_lost)
    if start is not None and start != workshop:
        shutil.copyfile(start, workshop)
    otherwise: list[str] = []
    with replay.opened(workshop, is_read_only=False) as own:
        head, digest = replay.newest(own)
        told = history.after(settings.originals, head, digest)
        while chunk := list(islice(told, TOGETHER)):
            facts = _facts(settings, chunk)
            for act in chunk:
                read = {f["submission"]: facts[f["submission"]] for f in act["facts"]}
                otherwise += [
                    f["submission"] for f in act["facts"]
                    if journal.facts_hash(read[f["submission"]]) != f["sha256"]
                ]  # fmt: skip
                replay.play(own, act, read)
        replay.finish(own)
        acts, _ = replay.newest(own)
    if acts == 0:
        raise UserError("nothing_kept", path=settings.originals)
    return acts, tuple(otherwise)


def _start(settings: Settings, workshop: Path, *, is_lost: bool) -> Path | None:
    """The store's own file as it last was checkpointed, else the newest copy that was kept."""
    kept = history.every(settings.originals)
    files = aside.store_files(settings)
    if is_lost and files and all(file.is_file() for file in files):
        shutil.copyfile(settings.database, workshop)
        if _newest_name(workshop) in {one.file.name for one in kept}:
            return workshop
        _clear(workshop)
    bases = [one.file for one in kept if one.is_base]
    return bases[-1] if bases else None


def _newest_name(file: Path) -> str | None:
    """The name that the newest act of a store's file is kept under; None where it is unreadable."""
    try:
        with replay.opened(file, is_read_only=True) as own:
            return journal.name_of(*replay.newest(own))
    except UserError:
        return None


def _facts(settings: Settings, acts: Sequence[Mapping[str, Any]]) -> dict[str, pa.Table]:
    """The facts of the reports of some acts, read from their originals as they were then."""
    wanted = list(_reports(acts))
    for word, _ in wanted:
        if word["reading"] is None:
            raise UserError("act_damaged", act=word["submission"])
    files = {(r["sha256"], r["file_name"]) for _, r in wanted}
    named = [(originals.read(settings.originals, sha), name) for sha, name in sorted(files)]
    cells = dict(zip(sorted(files), read_cells_of(named, settings.limits), strict=True))
    return {
        word["submission"]: _read(cells[row["sha256"], row["file_name"]], word)
        for word, row in wanted
    }


def _read(cells: Cells, word: Mapping[str, Any]) -> pa.Table:
    draft = said.read_again(cells, word["reading"]["said"])
    kind = word["table"]
    if kind not in draft.facts:
        raise UserError("original_reads_otherwise", file=draft.file_name)
    stored = draft.stored(kind)
    doubts = [(code, at) for code, at in word["reading"]["doubted"]]
    return flagged({kind: stored}, doubts)[kind] if kind == "fuel_delivery" else stored


def _reports(acts: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Each report's words of its facts, with its row."""
    for act in acts:
        rows = {
            row["submission"]: row
            for word in act["rows"] if word.get("table") == "submission"
            for row in (dict(zip(word["columns"], one, strict=True)) for one in word["rows"])
        }  # fmt: skip
        yield from ((word, rows[word["submission"]]) for word in act["facts"])


def _clear(workshop: Path) -> None:
    for file in (workshop, Path(f"{workshop}.wal")):
        file.unlink(missing_ok=True)
