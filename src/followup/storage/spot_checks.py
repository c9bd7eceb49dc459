"""Lists of spot checks as they were drawn, and what was said of their rows since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.period import Period
from followup.domain.spot_check import Drawn, FuelRow, Sent, SpotCheck, Word
from followup.storage.acts import Cursor
from followup.storage.database import Database, cursor
from followup.storage.frames import append, records
from followup.storage.sqltext import text

KNOWN: Final = ("questioned", "explained", "same_elsewhere", "approximate", "not_in_list")
_LIST: Final = (
    "contract", "supplier", "seed", "asked", "drawn_date", "first_reply_date", "population",
    "energy_mj", "population_sha256",
)  # fmt: skip
_ROW: Final = (
    "contract", "reporter", "file_name", "sha256", "sheet", "row", "column", "vehicle_id", "fuel",
    "fuel_raw", "quantity", "unit", "energy_mj", "weight_mj",
)  # fmt: skip
_WORD: Final = ("number", "outcome", "note", "kept_at", "seen_date")
_SENT: Final = ("sent_date", "reply_date", "sent_to")
_LISTS: Final = (
    "SELECT s.*, a.actor FROM own.spot_check AS s "
    "INNER JOIN own.act AS a ON a.act_id = s.act_id "
    "WHERE s.drawn_date <= getvariable('as_of') "
    "AND s.act_id <= getvariable('horizon') ORDER BY s.act_id DESC"
)
_ROWS: Final = 'SELECT * FROM own.spot_check_row ORDER BY spot_check, "number"'
_SENTS: Final = (
    "SELECT * FROM own.spot_check_sent WHERE sent_date <= getvariable('as_of') "
    "AND act_id <= getvariable('horizon') "
    "ORDER BY act_id"
)
_WORDS: Final = (
    "SELECT o.*, a.actor, a.done_at FROM own.spot_check_outcome AS o "
    "INNER JOIN own.act AS a ON a.act_id = o.act_id "
    "WHERE o.known_from <= getvariable('as_of') "
    "AND o.act_id <= getvariable('horizon') ORDER BY o.act_id, o.\"number\""
)
_CHECKED: Final = (
    'SELECT submission, sheet, "row", "column" FROM app.fuel_fact '
    "WHERE contract = $contract AND grade = 'checked'"
)
_CASES: Final = (
    "SELECT * FROM own.spot_check_case WHERE act_id <= getvariable('horizon') ORDER BY act_id"
)


def fuel_rows(
    database: Database, contracts: Sequence[str], period: Period, as_of: date
) -> list[dict[str, Any]]:
    """The fuel rows of some contracts on some days, duplicates left out, by column name.

    ``KNOWN`` are what the store knows of each that makes it odd.
    """
    given = {
        "contracts": list(contracts), "period_start": period.start, "period_end": period.end,
    }  # fmt: skip
    with cursor(database, as_of) as own:
        return records(own.sql(text("queries", "spot_check_rows"), params=given))


def checked(
    database: Database, contract: str, as_of: date
) -> frozenset[tuple[str, str | None, int, str | None]]:
    """The rows of fuel in force whose receipt agrees: submission, sheet, row and column."""
    with cursor(database, as_of) as own:
        return frozenset(own.execute(_CHECKED, {"contract": contract}).fetchall())


def insert(own: Cursor, act_id: int, made: SpotCheck) -> None:
    """Store a list and its rows inside the caller's transaction."""
    name = {"act_id": act_id, "spot_check": made.identifier}
    append(own, "spot_check", [{
        **name, **_days(made.period), **{field: getattr(made, field) for field in _LIST},
        "contracts": json.dumps(made.contracts),
        "shares": json.dumps(made.shares, default=str, sort_keys=True),
    }])  # fmt: skip
    append(own, "spot_check_row", [
        {**name, **_days(d.row.period), **{field: getattr(d.row, field) for field in _ROW},
         "number": d.number, "identity": d.identity, "parts": ",".join(d.parts),
         "oddities": ",".join(d.oddities), "probability": d.probability}
        for d in made.rows
    ])  # fmt: skip


def insert_sent(own: Cursor, act_id: int, name: str, sent: Sent) -> None:
    """Store that the supplier was asked, inside the caller's transaction."""
    row = {field: getattr(sent, field) for field in _SENT}
    append(own, "spot_check_sent", [{"act_id": act_id, "spot_check": name, **row}])


def insert_words(
    own: Cursor, act_id: int, name: str, words: Iterable[Word], known_from: date
) -> None:
    """Store words on rows inside the caller's transaction; who said them stands in the act."""
    append(own, "spot_check_outcome", [
        {"act_id": act_id, "spot_check": name, "known_from": known_from,
         **{field: getattr(word, field) for field in _WORD}}
        for word in words
    ])  # fmt: skip


def insert_case(own: Cursor, act_id: int, name: str, number: int, deviation: str) -> None:
    """Store that a case was opened on a row, inside the caller's transaction."""
    append(own, "spot_check_case", [
        {"act_id": act_id, "spot_check": name, "number": number, "deviation": deviation}
    ])  # fmt: skip


def load(database: Database, as_of: date | None = None) -> tuple[SpotCheck, ...]:
    """Every list drawn by ``as_of`` with what was said by then, the newest first."""
    with cursor(database, as_of) as own:
        lists = records(own.sql(_LISTS))
        if not lists:
            return ()
        rows, sent, words, cases = (
            _by_list(records(own.sql(query))) for query in (_ROWS, _SENTS, _WORDS, _CASES)
        )
    return tuple(
        _made(r, *(found[r["spot_check"]] for found in (rows, sent, words, cases))) for r in lists
    )


_Records = list[dict[str, Any]]


def _made(
    one: dict[str, Any], rows: _Records, sent: _Records, words: _Records, cases: _Records
) -> SpotCheck:
    return SpotCheck(
        identifier=one["spot_check"],
        contracts=tuple(json.loads(one["contracts"])),
        period=Period(one["period_start"], one["period_end"]),
        shares={part: Decimal(share) for part, share in json.loads(one["shares"]).items()},
        actor=one["actor"],
        rows=tuple(_drawn(row) for row in rows),
        sent=tuple(Sent(**{f: s[f] for f in _SENT}) for s in sent),
        words=tuple(
            Word(**{f: w[f] for f in _WORD}, actor=w["actor"], at=w["done_at"]) for w in words
        ),
        cases=tuple((c["number"], c["deviation"]) for c in cases),
        **{field: one[field] for field in _LIST},
    )


def _drawn(row: dict[str, Any]) -> Drawn:
    own = FuelRow(
        period=Period(row["period_start"], row["period_end"]),
        **{field: row[field] for field in _ROW},
    )
    parts, odd = (row[name].split(",") if row[name] else () for name in ("parts", "oddities"))
    return Drawn(
        row["number"], row["identity"], own, tuple(parts), tuple(odd), row["probability"]
    )  # fmt: skip


def _by_list(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["spot_check"]].append(row)
    return found


def _days(period: Period) -> dict[str, date]:
    return {"period_start": period.start, "period_end": period.end}
