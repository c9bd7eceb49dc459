"""An extract: every row that names a vehicle or a person, with its file, sheet and row.

The right of access (GDPR article 15) and a request for what a register holds are answered by the
same search. It goes through the views ``own``, so nobody finds what they may not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from followup.domain.retention import Due
from followup.errors import UserError
from followup.ingest.plates import normalise
from followup.services import compliance
from followup.services.access.claims import identity_of
from followup.services.disclosure import hiding
from followup.services.extract import inside
from followup.services.extract.inside import Cell
from followup.services.installation import Installation
from followup.services.law import due
from followup.storage import extract, submissions
from followup.storage.extract import Found
from followup.storage.submissions import Submission

Kind = Literal["vehicle", "person"]
# A shorter word stands inside too many others to point anything out.
FEWEST_SIGNS: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the store, and where it came from as far as it came from a file.

    ``kind`` is the kind of act that wrote it, None where that is not seen. ``at`` is UTC.
    """

    found: Found
    kind: str | None
    at: datetime | None
    actor: str | None
    contract: str | None = None
    file_name: str | None = None
    sha256: str | None = None
    received: date | None = None

    @property
    def sheet(self) -> str | None:
        """The sheet that the row was read from."""
        return self.found.row.get("sheet")

    @property
    def row(self) -> int | None:
        """The row of that sheet."""
        return self.found.row.get("row")


@dataclass(frozen=True, slots=True)
class Extract:
    """What was found on a vehicle or person on a day.

    ``cells`` are cells of the stored files themselves, looked into only where that was asked for
    (``looked_inside``); ``unread`` are files that could not be. ``kept`` says how long the
    contracts that are named are kept. ``is_limited``: who made it does not see everything.
    """

    kind: Kind
    asked: str
    day: date
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...] = ()
    unread: tuple[str, ...] = ()
    looked_inside: bool = False
    kept: tuple[Due, ...] = ()
    is_limited: bool = False

    @property
    def tables(self) -> Mapping[str, int]:
        """How many rows there are in each table that has any."""
        return {n: sum(line.found.table == n for line in self.lines)
                for n in sorted({line.found.table for line in self.lines})}  # fmt: skip


def make(
    installation: Installation, kind: Kind, asked: str, today: date, *, inside_files: bool = False
) -> Extract:
    """Search the whole store; ``inside_files`` also opens every stored file that can be read.

    Raises UserError ``extract_short`` for too short a number or name.
    """
    patterns = _patterns(kind, asked)
    found = extract.search(installation.database, patterns)
    if kind == "person" and (more := _identities(found)):
        patterns = (*patterns, *more)
        found = extract.search(installation.database, patterns)
    lines = _told(installation, found)
    cells, unread = inside.look(installation, patterns) if inside_files else ((), ())
    kept = _kept(installation, lines, today)
    is_limited = installation.scope.is_limited
    return Extract(kind, asked.strip(), today, lines, cells, unread, inside_files, kept, is_limited)


def _patterns(kind: Kind, asked: str) -> tuple[str, ...]:
    wanted = normalise(asked) if kind == "vehicle" else asked.strip()
    fewest = FEWEST_SIGNS if kind == "vehicle" else hiding.FEWEST_SIGNS
    if len(wanted) < fewest:
        raise UserError("extract_short", least=fewest)
    return hiding.patterns([wanted]) if kind == "vehicle" else hiding.patterns([], [wanted])


def _identities(found: Sequence[Found]) -> tuple[str, ...]:
    """What the audit knows the same person by, under whatever name they acted."""
    known = {
        identity_of(f.row["issuer"], f.row["subject"]) for f in found
        if f.table in ("access_request", "membership")
    }  # fmt: skip
    return hiding.patterns([], known) if known else ()


def _kept(installation: Installation, lines: Sequence[Line], today: date) -> tuple[Due, ...]:
    """How long each contract is kept by its buyers' decisions, those that are still known."""
    known = {c.number for c in compliance.contracts_on(installation, today)}
    named = sorted({line.contract for line in lines if line.contract in known})
    return tuple(due.of_contract(installation, number, today) for number in named if number)


def _told(installation: Installation, found: Sequence[Found]) -> tuple[Line, ...]:
    if not found:
        return ()
    acts = extract.acts(installation.database)
    reports = {s.submission: s for s in submissions.every(installation.database)}
    stored = extract.stored_by(installation.database)
    return tuple(_line(each, acts, reports, stored) for each in found)


def _line(
    found: Found, acts: Mapping[int, Mapping[str, Any]], reports: Mapping[str, Submission],
    stored: Mapping[str, int],
) -> Line:  # fmt: skip
    row = found.row
    about = reports.get(row.get("submission") or "")
    act = acts.get(row.get("act_id") or stored.get(row.get("submission") or "", 0), {})
    return Line(
        found,
        act.get("kind"),
        act.get("done_at"),
        act.get("actor"),
        about.contract if about else row.get("contract"),
        about.file_name if about else row.get("file_name"),
        about.sha256 if about else row.get("sha256"),
        about.received_date if about else None,
    )
