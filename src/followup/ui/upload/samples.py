"""What stands in a column, and in which unit, as a reader of the language writes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from followup.i18n.text import day, exact, has_text, join, t
from followup.ingest.draft import ColumnMapping, Draft, TableRead
from followup.ingest.layout import report_type
from followup.ui.components import escape

# Fields whose samples are amounts, written with the language's marks; 2025 is a year.
_AMOUNTS: Final = frozenset({"amount", "distance", "odometer", "hours", "share"})


def samples(mapping: ColumnMapping, kind: str, lang: str) -> str:
    """The first values of a column, as one line of inert text; ``kind`` is its report type."""
    layout = report_type(kind).fields.get(mapping.field or "") if kind else None
    is_amount = layout is not None and layout.type in _AMOUNTS
    written = [
        _written(text, what, is_amount, lang)
        for text, what in zip(mapping.samples, mapping.kinds, strict=True)
    ]
    return " · ".join(escape(text) for text in written)


def _written(text: str, what: str, is_amount: bool, lang: str) -> str:
    """A sample in the reader's language; text stands as the supplier wrote it."""
    try:
        if what == "d":
            return day(date.fromisoformat(text), lang)
        if what == "n" and (is_amount or "." in text):
            return exact(Decimal(text), lang)
    except (ValueError, InvalidOperation):
        return text
    return text


def unit_of(draft: Draft, table: TableRead, mapping: ColumnMapping, lang: str) -> str:
    """The unit of a column of amounts: in its header, in a column of units, or as read."""
    if mapping.unit:
        return _unit(mapping.unit, lang)
    facts = draft.facts.get("fuel_delivery")
    if mapping.field != "quantity" or facts is None:
        return ""
    if beside := next((m for m in table.mapping if m.field == "unit"), None):
        return t("page_upload.unit_by", lang, column=beside.column)
    units = sorted({u for u in facts.column("unit").unique().to_pylist() if u})
    return join((_unit(unit, lang) for unit in units), lang)


def _unit(unit: str, lang: str) -> str:
    return t(f"unit.{unit}", lang) if has_text(f"unit.{unit}") else unit
