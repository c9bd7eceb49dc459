"""Tenders' energy savings and measured years: every word is kept, the newest known one holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final

from followup.domain.energy_saving import EnergyMeasured, EnergySaving
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records

_SAVINGS: Final = """
    SELECT *
    FROM own.energy_saving
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    QUALIFY row_number() OVER (PARTITION BY identifier ORDER BY act_id DESC) = 1
    ORDER BY title, identifier
"""
_MEASURED: Final = """
    SELECT *
    FROM own.energy_measured
    WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    QUALIFY row_number() OVER (PARTITION BY identifier, "year" ORDER BY act_id DESC) = 1
    ORDER BY identifier, "year"
"""
_WORDS: Final = """
    SELECT act.act_id, act.actor, act.done_at, act.kind, word."year", word.kwh, word.note
    FROM (
        SELECT act_id, identifier, CAST(NULL AS INTEGER) AS "year", expected_kwh AS kwh, note
        FROM own.energy_saving
        WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
        UNION ALL
        SELECT act_id, identifier, "year", kwh, note
        FROM own.energy_measured
        WHERE known_from <= getvariable('as_of') AND act_id <= getvariable('horizon')
    ) AS word
    JOIN own.act AS act ON act.act_id = word.act_id
    WHERE word.identifier = ?
    ORDER BY act.act_id
"""


@dataclass(frozen=True, slots=True)
class SavingWord:
    """One act on a tender's saving: its kind, by whom and when (UTC), the year if it names one."""

    kind: str
    actor: str
    at: datetime
    act_id: int
    year: int | None
    note: str | None


def name_of(act_id: int) -> str:
    """The name of a tender that an act was the first to speak of."""
    return f"E{act_id}"


def insert_saving(
    own: Cursor, act_id: int, saving: EnergySaving, known_from: date, *, is_removed: bool = False
) -> None:
    """Store a word on a tender; one without a name is named by its act."""
    named = replace(saving, identifier=saving.identifier or name_of(act_id))
    append(own, "energy_saving", [_row(named, act_id, known_from, is_removed)])


def insert_measured(
    own: Cursor, act_id: int, measured: EnergyMeasured, known_from: date, *,
    is_removed: bool = False,
) -> None:  # fmt: skip
    """Store a word on a measured year."""
    append(own, "energy_measured", [_row(measured, act_id, known_from, is_removed)])


def savings(database: Database, as_of: date | None = None) -> tuple[EnergySaving, ...]:
    """The tenders known on ``as_of``, by title."""
    names = [f.name for f in fields(EnergySaving)]
    found = _known(database, _SAVINGS, as_of)
    return tuple(EnergySaving(**{n: row[n] for n in names}) for row in found)


def measured(database: Database, as_of: date | None = None) -> tuple[EnergyMeasured, ...]:
    """The measured years known on ``as_of``, by tender and year."""
    names = [f.name for f in fields(EnergyMeasured)]
    found = _known(database, _MEASURED, as_of)
    return tuple(EnergyMeasured(**{n: row[n] for n in names}) for row in found)


def words_on(
    database: Database, identifier: str, as_of: date | None = None
) -> tuple[SavingWord, ...]:
    """Every act on a tender known on ``as_of``, the oldest first."""
    with cursor(database, as_of) as own:
        found = records(own.sql(_WORDS, params=[identifier]))
    return tuple(
        SavingWord(r["kind"], r["actor"], r["done_at"], r["act_id"], r["year"], r["note"])
        for r in found
    )


def _known(database: Database, query: str, as_of: date | None) -> list[dict[str, Any]]:
    with cursor(database, as_of) as own:
        return [row for row in records(own.sql(query)) if not row["is_removed"]]


def _row(
    word: EnergySaving | EnergyMeasured, act_id: int, known_from: date, is_removed: bool
) -> dict[str, Any]:
    own = {"act_id": act_id, "known_from": known_from, "is_removed": is_removed}
    return own | asdict(word)
