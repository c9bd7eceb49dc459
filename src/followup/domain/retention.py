"""How long what follows up a contract is kept, and what is left when it has been erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# What stands in a free text that was erased; what it means is told beside it.
ERASED = "[–]"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """An organisation's own decision: ``years`` from the contract's last day, from ``valid_from``.

    ``decision`` is the number of the document it stands in. ``actor`` and ``at`` (UTC) are who
    stored it and when.
    """

    organisation: str
    years: int
    decision: str
    decided_date: date
    valid_from: date
    reason: str = ""
    is_removed: bool = False
    known_from: date | None = None
    actor: str = ""
    at: datetime | None = None


# running: the contract has not ended. undecided: a buyer has no decision. later: its time has not
# passed. open_case: somebody still has to do something with a deviation. due: it may be erased.
DueState = Literal["due", "open_case", "later", "undecided", "running", "erased"]


@dataclass(frozen=True, slots=True)
class Due:
    """A contract by what can be said of its erasure.

    ``years``, ``decision`` and ``due_date`` are those of the buyer that keeps longest; None where
    a buyer in ``undecided`` has decided nothing. ``cases`` are those that are not over.
    """

    contract: str
    title: str
    ended: date
    state: DueState
    years: int | None = None
    decision: str | None = None
    due_date: date | None = None
    undecided: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """What an erasure takes: rows changed or removed by table, files, and acts sealed anew.

    ``files`` are sha256 of originals that go, ``files_kept`` of those that another contract rests
    on. ``details`` are acts whose own words go too.
    """

    rows: Mapping[str, int]
    files: tuple[str, ...]
    files_kept: tuple[str, ...]
    acts: int


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an erasure: which, of what, when, by which decision, and how much.

    ``backups_gone`` is the day after which no backup of this installation holds it.
    ``is_again``: done anew, because a backup from before it was restored.
    """

    act_id: int
    erasure: str
    contract: str
    erased_date: date
    ended_date: date
    years: int
    decision: str
    reason: str
    counts: Mapping[str, int]
    files: int
    files_kept: int
    backups_gone: date
    is_again: bool = False
    actor: str = ""
