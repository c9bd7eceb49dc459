"""The rows behind a contract's energy in a year, as a workbook: each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.parties import Contract
from followup.domain.period import calendar_period
from followup.i18n.text import has_text, t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.rules import energy
from followup.services.energy import amounts
from followup.services.installation import Installation
from followup.storage import measures

COLUMNS: Final = (
    "file", "sheet", "row", "vehicle", "fuel", "written", "amount", "unit", "first", "last", "kwh",
    "left_out",
)  # fmt: skip


def workbook(
    installation: Installation, contract: Contract, year: int, as_of: date, lang: str
) -> bytes:
    """Every row of the year; the energies of those that are not left out sum to the year's."""
    days = calendar_period(date(year, 1, 1), "year")
    asks = amounts.asks([amounts.clipped([contract], days)])
    found = measures.rows(installation.database, "energy_share", asks, as_of).to_pylist()
    # A listed vehicle without fuel is no delivery.
    rows = [_row(row, lang) for row in found if row["unbounded"] != "vehicle_without_fuel"]
    title = t("page_energy.rows_sheet", lang)
    note = t("page_energy.rows_note", lang, contract=contract.number, year=year)
    headings = [t(f"page_energy.rows_{name}", lang) for name in COLUMNS]
    return write_lists([Sheet(title, note, headings, rows)])


def _row(row: Mapping[str, Any], lang: str) -> list[Cell]:
    return [
        row["file_name"], row["sheet"], row["row"], row["vehicle_id"],
        t(f"fuel.{row['fuel']}", lang) if row["fuel"] else None, row["fuel_raw"], row["amount"],
        row["amount_unit"], row["part_start"], row["part_end"], _kwh(row), _left_out(row, lang),
    ]  # fmt: skip


def _kwh(row: Mapping[str, Any]) -> Decimal | None:
    """None for a fuel that nobody has named: its upper bound is no amount."""
    if row["fuel"] is None:
        return None
    held = energy.energy_content(row["amount"], row["factor"])
    return energy.half_up(energy.converted(held, "MJ", "kWh"), 6)


def _left_out(row: Mapping[str, Any], lang: str) -> str | None:
    code = row["why"] or row["unbounded"]
    key = f"reason.{code}"
    if code is None:
        return None
    return t(key, lang) if has_text(key) else t("page_energy.rows_not_counted", lang)
