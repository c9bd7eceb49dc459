"""A file of own values: what it says, and the rows that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from followup.domain.own_figure import OwnFigure
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, t
from followup.ingest.asked_table import read_asked
from followup.ingest.draft import Refusal
from followup.reference import catalogue as reference
from followup.services.factors import checks
from followup.services.installation import Installation
from followup.services.upload import reading

TYPE: Final = "own_figure"
_PERCENT: Final = Decimal(100)
_TEXTS: Final = ("publisher", "title", "year", "read_at", "address", "note")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used, and why."""

    sheet: str
    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """The values of a file as they would be saved, and the rows that cannot be used."""

    sha256: str
    file_name: str
    figures: tuple[OwnFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
    refusal: Refusal | None = None


def read(installation: Installation, content: bytes, file_name: str, today: date) -> ReadFigures:
    """Read a file through the guarded reader; nothing is stored.

    A cell that cannot be read is not the same as an empty one: its row is not used at all.
    """
    cells = reading.cells_of(installation.settings, content, file_name)
    table = read_asked(cells, TYPE, today)
    if table.refusal is not None:
        return ReadFigures(table.sha256, file_name, refusal=table.refusal)
    doubts = {(f.sheet or "", f.row): f for f in reversed(table.findings)}
    figures: list[OwnFigure] = []
    problems: list[Problem] = []
    for row in table.rows:
        place = (row["sheet"] or "", row["row"])
        try:
            if doubt := doubts.get(place):
                column, text = doubt.column or "", doubt.value or ""
                raise UserError("procured_cell", column=column, text=text)  # noqa: TRY301
            figure = _figure(row, today)
            checks.check(reference.load(), [figure])
            checks.check(reference.load(), [*figures, figure])
            figures.append(figure)
        except UserError as error:
            problems.append(Problem(*place, error))
    return ReadFigures(table.sha256, file_name, tuple(figures), tuple(problems))


def _figure(row: Mapping[str, Any], today: date) -> OwnFigure:
    kind = _code("kind", row["kind"])
    said = (row["unit"] or "").strip()
    is_share = kind == checks.SHARE
    if is_share and said != "%":
        raise UserError("factor_percent")
    value, low, high = _amounts(row, is_share=is_share)
    words = {name: (row[name] or "").strip() for name in _TEXTS}
    part = checks.parts_of(reference.load(), kind)[0]
    return OwnFigure(
        kind=kind, subject=_code("fuel", row["fuel"]),
        country=(row["country"] or "").strip().upper(),
        part=_code("family", row["family"]) if kind == checks.GHG else part,
        unit="share" if is_share else said.replace("³", "3"),
        value=value, low=low, high=high,
        valid_from=row["valid_from"], valid_to=row["valid_to"],
        status=_code("status", row["status"]),
        publisher=words["publisher"], title=words["title"], year=words["year"],
        address=words["address"], read_at=words["read_at"], note=words["note"],
        known_from=today,
    )  # fmt: skip


def _amounts(row: Mapping[str, Any], *, is_share: bool) -> list[Decimal | None]:
    """Value, lowest and highest; shares from per cent."""
    amounts: list[Decimal | None] = [row[name] for name in ("figure", "low", "high")]
    # Nobody can tell 0,6 % from a fraction that lost its sign on the way.
    if is_share and any(a is not None and 0 < a <= 1 for a in amounts):
        raise UserError("factor_percent")
    return [None if a is None else a / _PERCENT if is_share else a for a in amounts]


def _code(field: str, text: str | None) -> str:
    """The code of a word in any language; raises UserError ``factor_field``."""
    found = _words(field).get((text or "").strip().casefold())
    if found is None:
        raise UserError("factor_field", field=field, text=text or "")
    return found


@cache
def _words(field: str) -> dict[str, str]:
    """Every word for each code of a field, in every language, and the code itself."""
    known = reference.load()
    keys = {
        "kind": {code: f"reference.table.{code}" for code in checks.KINDS},
        "fuel": {fuel.code: fuel.label_key for fuel in known.fuels},
        "family": {chosen.code: chosen.label_key for chosen in known.factor_sets},
        "status": {code: f"source_status.{code}" for code in checks.STATUSES},
    }[field]
    named = {t(key, lang).casefold(): code for code, key in keys.items() for lang in LANGUAGES}
    return named | {code.casefold(): code for code in keys}
