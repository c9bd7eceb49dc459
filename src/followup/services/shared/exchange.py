"""The exchange file: published requirements from one installation to the next, without loss.

One table says whose each is and how far it has come, the other what it asks for, as in the
register of contracts. Nothing of a file is stored before a person has seen what is new in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from followup.domain.parties import Contract
from followup.domain.shared_requirement import STATUSES, Origin, Shared, SharedStatus
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, t
from followup.ingest.asked_table import AskedTable, read_asked
from followup.ingest.draft import Refusal
from followup.ingest.layout import report_type
from followup.render.register_workbook import RegisterColumn, RegisterSheet, write_register
from followup.services.contract.export import sheet
from followup.services.installation import Actor, Installation
from followup.services.requirement import rows as requirement_rows
from followup.services.requirement.requirements import build_requirement
from followup.services.shared import publish
from followup.services.tester.text import bare
from followup.services.upload import reading
from followup.services.upload.templates import header_key
from followup.storage import originals

TYPE: Final = "shared_requirement"
_CLAUSES: Final = "requirement"
_TEXTS: Final = ("result", "tested_by", "advised_by", "decision", "note")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used, and why."""

    sheet: str
    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file would add: versions that are new here; ``same`` are here already."""

    sha256: str
    file_name: str
    new: tuple[Shared, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = ()
    refusal: Refusal | None = None


def workbook(published: Sequence[Shared], lang: str) -> bytes:
    """The exchange file with these versions."""
    names = [n for n, f in report_type(TYPE).fields.items() if f.in_template]
    headings = tuple(
        RegisterColumn(
            t(header_key(TYPE, name), lang),
            tuple(t(f"shared.status.{s}", lang) for s in STATUSES) if name == "status" else (),
        )
        for name in names
    )
    cells = [[_cells(one, lang).get(name) for name in names] for one in published]
    first = RegisterSheet(t(f"report_type.{TYPE}", lang), headings, cells)
    return write_register([first, sheet(_CLAUSES, [_as_contract(s) for s in published], lang)])


def _as_contract(one: Shared) -> Contract:
    """A contract of one clause, as which the register writes what a version asks for."""
    clause = replace(one.clause, contract=one.key, identifier=f"{one.key}/K1")
    return replace(bare(), number=one.key, requirements=(clause,))


def _cells(one: Shared, lang: str) -> Mapping[str, Any]:
    origin = one.origin
    return {
        "contract": one.key, "organisation": one.organisation, "code": one.code,
        "version": one.version, "status": t(f"shared.status.{one.status}", lang),
        "status_date": one.status_date, "applies_from": one.applies_from,
        **{name: getattr(one, name) or None for name in _TEXTS},
        "origin_organisation": origin.organisation if origin else None,
        "origin_code": origin.code if origin else None,
        "origin_version": origin.version if origin else None,
    }  # fmt: skip


def read(
    installation: Installation, content: bytes, file_name: str, today: date, lang: str
) -> ReadFile:
    """Read a file through the guarded reader; nothing is stored."""
    cells = reading.cells_of(installation.settings, content, file_name)
    table, clauses = (read_asked(cells, name, today) for name in (TYPE, _CLAUSES))
    refusal = table.refusal or clauses.refusal
    if refusal is not None:
        return ReadFile(cells.sha256, file_name, refusal=refusal)
    asked: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in clauses.rows:
        asked[row["contract"]].append(row)
    doubts = _doubts(table, clauses)
    known = {(s.key, s.version): s for s in publish.history(installation, today)}
    new: list[Shared] = []
    problems: list[Problem] = []
    same = 0
    for row in table.rows:
        try:
            own = asked[row["contract"]]
            _refuse_doubts(doubts, [row, *own])
            one = _shared(installation, row, own, file_name, lang)
            before = known.get((one.key, one.version))
            if before is None:
                new.append(one)
            elif publish.content(before) == publish.content(one):
                same += 1
            else:
                raise UserError("shared_conflict", title=one.clause.title, version=one.version)  # noqa: TRY301
        except UserError as error:
            problems.append(Problem(row["sheet"] or "", row["row"], error))
    return ReadFile(cells.sha256, file_name, tuple(new), same, tuple(problems))


def save(
    installation: Installation, found: ReadFile, content: bytes, actor: Actor, today: date,
    now: datetime,
) -> None:  # fmt: skip
    """Store what is new in a file, all or nothing, and keep the file itself.

    Raises the first problem of the file.
    """
    if found.problems:
        raise found.problems[0].error
    originals.keep(installation.settings.originals, content)
    publish.take_in(installation, found.new, actor, today, now)


Place = tuple[str, int]


def _doubts(*tables: AskedTable) -> Mapping[Place, UserError]:
    """Cells that could not be read: never the same as empty ones."""
    return {
        (f.sheet or "", f.row or 0): UserError(
            "procured_cell", column=f.column or "", text=f.value or ""
        )
        for table in tables
        for f in table.findings
    }


def _refuse_doubts(doubts: Mapping[Place, UserError], rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        if doubt := doubts.get((row["sheet"] or "", row["row"])):
            raise doubt


def _shared(
    installation: Installation, row: Mapping[str, Any], asked: Sequence[Mapping[str, Any]],
    file_name: str, lang: str,
) -> Shared:  # fmt: skip
    if not asked:
        raise UserError("shared_no_clause", name=row["code"] or "")
    entry = requirement_rows.entry(installation.catalogue, asked, lang)
    made = build_requirement(
        installation.catalogue, replace(bare(), number=row["contract"]), entry, lang
    )
    origin = None
    if row["origin_code"]:
        origin = Origin(row["origin_organisation"] or "", row["origin_code"],
                        int(row["origin_version"] or 1))  # fmt: skip
    texts: dict[str, Any] = {name: str(row[name] or "").strip() for name in _TEXTS}
    return Shared(
        organisation=str(row["organisation"]).strip(), code=str(row["code"]).strip(),
        version=int(row["version"]), status=_status(row["status"]),
        status_date=row["status_date"], clause=made, applies_from=row["applies_from"],
        **texts, origin=origin, came_from=file_name,
    )  # fmt: skip


def _status(text: str) -> SharedStatus:
    found = _statuses().get(text.strip().casefold())
    if found is None:
        raise UserError("shared_status_unknown", text=text)
    return found


@cache
def _statuses() -> Mapping[str, SharedStatus]:
    named = {t(f"shared.status.{s}", lang).casefold(): s for s in STATUSES for lang in LANGUAGES}
    return named | {s: s for s in STATUSES}
