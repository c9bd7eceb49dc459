"""The lines of the catalogue to take away."""

from __future__ import annotations

from collections.abc import Sequence

from followup.i18n.text import t
from followup.render import list_workbook
from followup.services.method.lines import Line

COLUMNS = (
    "table", "subject", "part", "value", "status", "country", "valid", "known_from", "source",
    "where", "address", "note",
)  # fmt: skip


def workbook(lines: Sequence[Line], notes: Sequence[str], lang: str) -> bytes:
    """The lines as an Excel list, with ``notes`` above saying what was searched for."""
    rows = [[_cell(line, name) for name in COLUMNS] for line in lines]
    headings = [_heading(name, lang) for name in COLUMNS]
    return list_workbook.write_list(t("nav.method", lang), " · ".join(notes), headings, rows)


def _cell(line: Line, name: str) -> str:
    named = {"table": line.kind, "status": line.status_text}
    return named.get(name) or str(getattr(line, name) or "")


def _heading(name: str, lang: str) -> str:
    return t("page_method.table" if name == "table" else f"page_method.column.{name}", lang)
