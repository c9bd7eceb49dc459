"""Erase in the store, finish it in the files, and do it again after an older backup came back.

The store is scrubbed and sealed anew in one act, and that act's commit renews the kept acts. The
originals, the store's own file and the copies of it are dealt with when nobody has the store open:
when it is opened next. A list of the erasures lies beside the store, so that it outlives it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from followup.domain.retention import Tombstone
from followup.settings import Settings
from followup.storage import copies, erasing, history, journal, lake, retention, seals, summaries
from followup.storage.acts import Act, Cursor, commit
from followup.storage.attach import SPILLED
from followup.storage.chain import SYSTEM
from followup.storage.database import Database
from followup.storage.originals import sync_folder

KIND: Final = "erase"
# In the data folder, beside the store: the erasures, and whether their files are dealt with.
LIST: Final = "erasures.json"
_DAYS: Final = ("erased_date", "ended_date", "backups_gone")
# A file that came again in a later report is that report's.
_FILES: Final = """
    SELECT DISTINCT f.sha256 FROM store.main.erased_file AS f
    WHERE list_contains($erasures, f.erasure) AND NOT EXISTS (
        SELECT 1 FROM store.main.submission AS s
        WHERE s.sha256 = f.sha256 AND s.act_id > f.act_id
    )
"""
_NAMES: Final = "SELECT erasure FROM store.main.erasure ORDER BY act_id"
_ROWS: Final = "SELECT * EXCLUDE (counts) FROM store.main.erasure ORDER BY act_id"
_CONTRACTS: Final = "SELECT DISTINCT contract FROM store.main.contract"


def erase(own: Cursor, act_id: int, planned: Tombstone) -> Tombstone:
    """Erase a contract within the act's own transaction, and leave the tombstone.

    ``planned`` says what, why and until when; how much is found out here.
    """
    gone, kept = erasing.files_of(own, planned.contract)
    scrubbed = erasing.scrub(own, act_id, planned.contract)
    left = replace(
        planned, act_id=act_id, counts=scrubbed.rows, files=len(gone), files_kept=len(kept)
    )
    retention.insert_erasure(own, act_id, left, gone)
    seals.set_anew(own, act_id, scrubbed.touched)
    # Sums name vehicles too, and the verdicts of this transaction may be read from them.
    summaries.keep(own, act_id, {"act_seal"}, 0)
    return left


def again(database: Database, at: datetime) -> int:
    """Erase what the list says was erased and the store still holds; how many contracts.

    So it is when a backup from before was restored. Each is an act of the system's own.
    """
    listed = _read(database.settings.home)
    if not listed:
        return 0
    own = database.connection.cursor()
    try:
        there = {name for (name,) in own.execute(_NAMES).fetchall()}
        known = {number for (number,) in own.execute(_CONTRACTS).fetchall()}
    finally:
        own.close()
    lost = [one for one in listed if one["erasure"] not in there and one["contract"] in known]
    for one in lost:
        planned = replace(_planned(one), is_again=True)
        act = Act(SYSTEM, KIND, planned.contract, at, {"contract": planned.contract})
        commit(database, act, partial(_redo, planned))
    _write(database.settings.home, [one | {"is_done": one not in lost and one["is_done"]}
                                    for one in listed])  # fmt: skip
    return len(lost)


def _redo(planned: Tombstone, own: Cursor, act_id: int) -> None:
    erase(own, act_id, planned)


def is_pending(database: Database) -> bool:
    """Whether files still hold what the store has erased; never so of a lake."""
    if lake.is_lake(database.settings):
        return False
    own = database.connection.cursor()
    try:
        there = {name for (name,) in own.execute(_NAMES).fetchall()}
    finally:
        own.close()
    return bool(there - {one["erasure"] for one in _read(database.settings.home) if one["is_done"]})


def finish(settings: Settings) -> None:
    """Remove the originals of erased contracts, and write the store and its copies anew.

    Nobody may have the store open. What a crash cuts off is done when it is called again.
    """
    store, listed = Path(settings.database), {o["erasure"]: o for o in _read(settings.home)}
    with copies.opened_copy(store, is_read_only=False) as own:
        found = own.execute(_ROWS)
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        pending = [r["erasure"] for r in rows if not listed.get(r["erasure"], {}).get("is_done")]
        files = [name for (name,) in own.execute(_FILES, {"erasures": pending}).fetchall()]
        head = journal.name_of(*copies.head_of(own))
    listed |= {row["erasure"]: _listed(row, is_done=False) for row in rows}
    _write(settings.home, list(listed.values()))
    for name in files:
        (settings.originals / name).unlink(missing_ok=True)
    copies.write_anew(store, settings.home / SPILLED)
    _renew_bases(settings, head)
    sync_folder(settings.originals)
    _write(settings.home, [one | {"is_done": True} for one in listed.values()])


def outlived(home: Path, today: date) -> date | None:
    """The newest day whose backups are to be gone by now, for something was erased that day."""
    due = [date.fromisoformat(o["erased_date"]) for o in _read(home)
           if date.fromisoformat(o["backups_gone"]) <= today]  # fmt: skip
    return max(due, default=None)


def _renew_bases(settings: Settings, head: str) -> None:
    """Of the copies to build anew from, one of the store as it is now stays."""
    bases = [kept.file for kept in history.every(settings.originals) if kept.is_base]
    if not bases:
        return
    new = settings.originals / journal.FOLDER / Path(head).with_suffix(history.BASE)
    made = settings.home / f"{new.name}.copying"
    shutil.copyfile(settings.database, made)
    shutil.move(made, new)
    for base in bases:
        if base != new:
            base.unlink(missing_ok=True)
    sync_folder(new.parent)


def _planned(one: dict[str, Any]) -> Tombstone:
    said = {f.name: one[f.name] for f in fields(Tombstone) if f.name in one}
    days = {name: date.fromisoformat(one[name]) for name in _DAYS}
    return Tombstone(**{"act_id": 0, "counts": {}, "files": 0, "files_kept": 0, **said, **days})


def _listed(row: dict[str, Any], *, is_done: bool) -> dict[str, Any]:
    told = ("erasure", "contract", "years", "decision", "reason", "is_again")
    days = {name: row[name].isoformat() for name in _DAYS}
    return {**{name: row[name] for name in told}, **days, "is_done": is_done}


def _read(home: Path) -> list[dict[str, Any]]:
    place = home / LIST
    found: list[dict[str, Any]] = json.loads(place.read_text("utf-8")) if place.is_file() else []
    return found


def _write(home: Path, listed: Sequence[dict[str, Any]]) -> None:
    beside = home / f".{LIST}.new"
    with beside.open("w", encoding="utf-8") as out:
        json.dump(listed, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(home / LIST)
    sync_folder(home)
