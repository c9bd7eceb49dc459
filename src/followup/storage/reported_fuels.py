"""Which fuels the reports in force hold."""

from __future__ import annotations

from datetime import date
from typing import Final

from followup.storage.database import Database, cursor

_FUELS: Final = (
    "SELECT fuel, country FROM app.fuel_fact WHERE fuel IS NOT NULL AND NOT is_duplicate "
    "GROUP BY fuel, country ORDER BY count(*) DESC, fuel, country"
)


def by_rows(database: Database, as_of: date) -> list[tuple[str, str]]:
    """Fuel and country, those with most rows first."""
    with cursor(database, as_of) as own:
        return own.execute(_FUELS).fetchall()
