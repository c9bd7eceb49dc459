"""What a vehicle was given: by contract and fuel, and row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from followup.domain.fleet import Used
from followup.i18n.text import day, has_text, number, quantity, t
from followup.services.vehicle import text as vehicle_text
from followup.ui import tables
from followup.ui.reads import State
from followup.ui.tables import Column
from followup.ui.vehicle import reads as vehicle_reads

_ROW: Final = ("days", "fuel", "amount", "evidence", "contract", "place")


def show(now: State, vehicle: str, uses: Sequence[Used], lang: str) -> None:
    """What it was given, by contract and fuel, and the rows behind."""
    st.subheader(t("page_vehicles.ran_title", lang), anchor=False)
    names = ("fuel", "amount", "rows", "doubtful", "evidence", "contract")
    lines = [
        {"contract": one.contract, "fuel": vehicle_text.fuel_name(fuel.fuel, lang),
         "amount": vehicle_text.amount(fuel, lang), "rows": number(fuel.rows, lang),
         "doubtful": number(fuel.doubtful, lang) if fuel.doubtful else "",
         "evidence": vehicle_text.grades(fuel, lang)}
        for one in uses for fuel in one.fuels
    ]  # fmt: skip
    if not lines:
        st.markdown(t("page_vehicles.ran_none", lang))
        return
    shown = [n for n in names if any(line[n] for line in lines)]
    columns = [Column(n, t(f"page_vehicles.column.{n}", lang)) for n in shown]
    count = number(len(lines), lang)
    alt = t("page_vehicles.ran_alt", lang, vehicle=vehicle, count=count)
    tables.plain_table(lines, columns, lang, alt=alt)
    _rows(vehicle_reads.fuel_rows_of(now, vehicle), vehicle, lang)


def _rows(rows: Sequence[Mapping[str, Any]], vehicle: str, lang: str) -> None:
    """Every row with its place in the supplier's file; a long list says how many it shows."""
    title = t("page_vehicles.ran_rows", lang, count=number(len(rows), lang))
    with st.expander(title, icon=":material/table_rows:", key="vehicle_fuel_rows"):
        columns = [Column(name, t(f"page_vehicles.column.{name}", lang)) for name in _ROW]
        shown = [_row(row, lang) for row in rows[: tables.TWIN_ROWS]]
        if len(shown) < len(rows):
            st.caption(t("page_vehicles.ran_rows_shown", lang, count=number(len(shown), lang)))
        tables.plain_table(
            shown, columns, lang, alt=t("page_vehicles.ran_rows_alt", lang, vehicle=vehicle)
        )


def _row(row: Mapping[str, Any], lang: str) -> dict[str, object]:
    given = quantity(row["quantity"], row["unit"] or "unknown", lang)
    doubt = "duplicate" if row["is_duplicate"] else "questioned" if row["is_questioned"] else None
    name = vehicle_text.fuel_name(row["fuel"], lang)
    return {
        "days": f"{day(row['period_start'], lang)} – {day(row['period_end'], lang)}",
        "fuel": name if row["fuel"] else f"{name} ({row['fuel_raw'] or ''})",
        "amount": f"{given}, {t(f'page_vehicles.row_{doubt}', lang)}" if doubt else given,
        "evidence": t(f"grade.{row['grade']}", lang) if has_text(f"grade.{row['grade']}") else "",
        "contract": row["contract"],
        "place": f"{row['file_name']} · {row['sheet'] or ''}!{row['column']}{row['row']}",
    }
