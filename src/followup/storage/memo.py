"""What was found out once for a version of the data, and holds until the next act."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from followup.storage.acts import data_version, newest_in
from followup.storage.database import Database

T = TypeVar("T")

# Answers kept at a time; the oldest goes first.
_MOST = 32


def once(database: Database, key: Hashable, find: Callable[[], T], of: str | None = None) -> T:
    """``find()``, or what it gave for the same key and version of the data.

    ``of`` is the one table whose acts the answer rests on; others' acts leave it as it was.
    A rehearsal sees what is not committed, so there nothing is kept. The version is read first:
    an answer from newer data is never asked for again under the older version.
    """
    if database.pinned is not None:
        return find()
    version = data_version(database) if of is None else newest_in(database, of)
    kept, asked = database.kept, (version, key)
    if asked in kept:
        found: T = kept[asked]
        return found
    found = find()
    for old in list(kept)[: max(0, len(kept) - _MOST + 1)]:
        kept.pop(old, None)
    kept[asked] = found
    return found
