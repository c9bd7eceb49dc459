"""Certificates in force: on a contract's days, and numbers that another report already holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.period import Period
from followup.storage.database import Database, cursor
from followup.storage.frames import records


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate as reported, and the row that says so. ``quantity`` is in ``unit``.

    ``is_used_before``: the same number stands in a report that came earlier, and holds there.
    """

    kind: str | None
    number: str | None
    issuer: str | None
    quantity: Decimal | None
    unit: str | None
    period: Period
    file: str
    sha256: str
    sheet: str | None
    row: int
    column: str
    is_used_before: bool


def on_days(
    database: Database, contract: str, period: Period, as_of: date
) -> tuple[Certificate, ...]:
    """The certificates in force on a contract for any of the days."""
    query = (
        "SELECT * FROM app.certificate_fact "
        "WHERE contract = ? AND period_start <= ? AND period_end >= ? "
        'ORDER BY certificate_kind, period_start, file_name, sheet, "row"'
    )
    with cursor(database, as_of) as own:
        found = records(own.sql(query, params=[contract, period.end, period.start]))
    return tuple(
        Certificate(
            r["certificate_kind"], r["certificate_number"], r["issuer"], r["quantity"], r["unit"],
            Period(r["period_start"], r["period_end"]), r["file_name"], r["sha256"], r["sheet"],
            r["row"], r["column"], r["is_used_before"],
        )
        for r in found
    )  # fmt: skip


def holders(database: Database, superseded: Sequence[str]) -> dict[str, dict[str, str]]:
    """The file that holds each certificate number in each contract, by number and contract.

    Of reports in force but for those named; the first received where several do.
    """
    query = (
        "SELECT certificate_number, contract, min_by(file_name, received_date) "
        "FROM app.certificate_fact "
        "WHERE certificate_number IS NOT NULL AND NOT list_contains(?, submission) GROUP BY ALL"
    )
    found: dict[str, dict[str, str]] = {}
    with cursor(database) as own:
        for number, contract, file in own.execute(query, [list(superseded)]).fetchall():
            found.setdefault(number, {})[contract] = file
    return found
