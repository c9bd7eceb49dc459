"""Rows of the kinds that are no sums of fuel: each with its values, its days and its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import pyarrow as pa
import streamlit as st

from followup.domain.period import Period
from followup.i18n.text import exact, has_text, number, period_label, t
from followup.storage.certificates import Certificate
from followup.ui.requirement_chart import fuel_name
from followup.ui.tables import Column, plain_table

SHOWN_ROWS: Final = 50
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "activity": ("vehicle_id", "fuel", "distance_km", "hours", "trips", "person_km", "tonne_km"),
    "machine": ("machine_id", "category", "make_model", "stage", "power_kw", "model_year", "hours",
                "fuel"),
    "declared_share": ("share", "share_of", "basis", "fuel"),
    "certificate": ("certificate_kind", "certificate_number", "issuer", "quantity", "unit"),
    "nil_report": ("report_type", "reason"),
    "packaging": ("product_group", "packaging_type", "material", "packaging_class", "weight_kg",
                  "units", "rotations", "recycled_content", "is_separable", "has_unwanted",
                  "returned_kg"),
    "furniture": ("item_group", "pieces", "acquisition", "purchase_value", "avoided_value",
                  "currency", "avoided_co2e_kg", "co2_factor", "co2_source", "weight_kg",
                  "is_ecolabelled", "is_repaired", "warranty_years", "taken_back_pieces",
                  "disposed_pieces", "disposal_route"),
    "food_waste": ("kitchen", "waste_scope", "waste_kg", "portions", "served_kg"),
}  # fmt: skip
# Fields whose codes are words of a list of their own, and the list.
_LISTS: Final = {
    "stage": "stage", "share_of": "share_of", "basis": "share_basis",
    "certificate_kind": "certificate_kind", "report_type": "report_type",
}  # fmt: skip
# Classes that are shown as they stand in the file where nobody has understood them.
_CLASSES: Final = ("packaging_class", "acquisition", "waste_scope", "disposal_route")
_NOTED: Final = (
    "declared_share", "certificate", "packaging", "furniture", "food_waste",
)  # fmt: skip
_HEADINGS: Final = {"share": "declared_share", "category": "machines_category"}


def of_draft(facts: Mapping[str, pa.Table], lang: str) -> None:
    """The rows of each such kind in a file that is not stored yet."""
    for kind in FIELDS:
        if kind in facts:
            st.markdown(f"**{t(f'kind.{kind}', lang)}**")
            show(kind, facts[kind], lang)


def show(kind: str, facts: pa.Table, lang: str) -> None:
    """The first rows of a kind as a table, and how many there are."""
    lines = [line(kind, row, lang) for row in facts.slice(0, SHOWN_ROWS).to_pylist()]
    names = [n for n in (*FIELDS[kind], "period", "place") if any(line[n] for line in lines)]
    columns = [Column(name, heading(name, lang)) for name in names]
    count = number(facts.num_rows, lang)
    plain_table(lines, columns, lang, alt=t("kind.rows_alt", lang, count=count))
    if kind in _NOTED:
        st.caption(t(f"kind.{kind}_note", lang))
    if facts.num_rows > len(lines):
        st.caption(t("app.rows_shown", lang, shown=number(len(lines), lang), count=count))


def certificates(found: Sequence[Certificate], lang: str) -> None:
    """Certificates beside a measure: shown, and counted in none of its sums."""
    if not found:
        return
    st.subheader(t("kind.certificate", lang), anchor=False)
    st.caption(t("kind.beside", lang))
    lines = [
        {
            "certificate_kind": _word("certificate_kind", c.kind, lang),
            "certificate_number": c.number or "",
            "issuer": c.issuer or "",
            "quantity": _amount(c.quantity, c.unit, lang),
            "period": period_label(c.period, lang),
            "place": f"{c.file} · {_place(c.sheet, c.column, c.row)}",
            "remark": t("kind.used_before", lang) if c.is_used_before else "",
        }
        for c in found[:SHOWN_ROWS]
    ]
    names = [n for n in lines[0] if any(line[n] for line in lines)]
    columns = [Column(name, heading(name, lang)) for name in names]
    count = number(len(found), lang)
    plain_table(lines, columns, lang, alt=t("kind.rows_alt", lang, count=count))
    if len(found) > len(lines):
        shown = number(len(lines), lang)
        st.caption(t("app.rows_shown", lang, shown=shown, count=count))


def line(kind: str, row: Mapping[str, object], lang: str) -> dict[str, str]:
    """A row of a kind in words: its own fields, its days, and its place in the file."""
    line = {name: _written(name, row, lang) for name in FIELDS[kind]}
    start, end = row["period_start"], row["period_end"]
    days = Period(start, end) if start and end and start <= end else None  # type: ignore[operator, arg-type]
    sheet, column = row["sheet"], row["column"]
    named = None if sheet is None else str(sheet)
    line["period"] = period_label(days, lang) if days else ""
    line["place"] = _place(named, str(column), int(str(row["row"])))
    return line


def _written(name: str, row: Mapping[str, object], lang: str) -> str:
    value = row[name]
    if name == "fuel":
        return fuel_name(str(value), lang) if value else str(row["fuel_raw"] or "")
    if name == "vehicle_id":
        return str(value or row["vehicle_raw"] or "")
    if name == "stage" and value is None:
        return str(row["stage_raw"] or "")
    if name in _CLASSES:
        word = t(f"{name}.{value}", lang) if value else row.get(f"{name}_raw")
        return str(word or "")
    if name in _LISTS:
        return _word(_LISTS[name], None if value is None else str(value), lang)
    if name == "unit":
        return t(f"unit.{value}", lang) if has_text(f"unit.{value}") else str(value or "")
    if isinstance(value, bool):
        return t("difference.yes" if value else "difference.no", lang)
    if name in ("share", "recycled_content"):
        share = exact(value * 100, lang) if isinstance(value, Decimal) else ""
        return t("unit.percent", lang, value=share) if share else ""
    if isinstance(value, Decimal):
        return exact(value, lang)
    return "" if value is None else str(value)


def _word(group: str, code: str | None, lang: str) -> str:
    if code is None:
        return t("unit.unknown", lang)
    return t(f"{group}.{code}", lang) if has_text(f"{group}.{code}") else code


def _amount(value: Decimal | None, unit: str | None, lang: str) -> str:
    if value is None:
        return t("unit.unknown", lang)
    name = t(f"unit.{unit}", lang) if unit and has_text(f"unit.{unit}") else (unit or "")
    return f"{exact(value, lang)} {name}".strip()


def _place(sheet: str | None, column: str, row: int) -> str:
    return f"{sheet}!{column}{row}" if sheet else f"{column}{row}"


def heading(name: str, lang: str) -> str:
    """The heading of a column of such rows."""
    if name in ("place", "remark"):
        return t(f"kind.{name}", lang)
    return (
        t("period.one", lang) if name == "period" else t(f"field.{_HEADINGS.get(name, name)}", lang)
    )
