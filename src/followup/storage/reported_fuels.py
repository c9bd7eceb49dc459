"""Which fuels the reports in force hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from followup.storage.database import Database, cursor
from followup.storage.sqltext import text

_FUELS: Final = (
    "SELECT fuel, country FROM app.fuel_fact WHERE fuel IS NOT NULL AND NOT is_duplicate "
    "GROUP BY fuel, country ORDER BY count(*) DESC, fuel, country"
)


def by_rows(database: Database, as_of: date) -> list[tuple[str, str]]:
    """Fuel and country, those with most rows first."""
    with cursor(database, as_of) as own:
        return own.execute(_FUELS).fetchall()


def amounts(
    database: Database, first_day: date, last_day: date, as_of: date
) -> list[tuple[str, str, str | None, str | None, Decimal | None]]:
    """Contract, country, fuel, unit and amount of the rows that ended in a span of days.

    Fuel and amount are None where a row's is not known.
    """
    days = {"first_day": first_day, "last_day": last_day}
    with cursor(database, as_of) as own:
        return own.execute(text("queries", "contract_fuels"), days).fetchall()
