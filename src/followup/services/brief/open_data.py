"""Figures as open data: CSV and JSON with a description of columns, units, licence and day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from followup.domain.figure import Figure
from followup.i18n.text import day, t
from followup.render.csv_text import write_csv
from followup.services.brief import kept

COLUMNS: Final = tuple(f.name for f in fields(Figure))
_TYPES: Final = {"value": "decimal", "low": "decimal", "high": "decimal", "coverage": "decimal",
                 "day": "date"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Data:
    """Figures with what must be said of them. ``licence`` is None where nobody has set one."""

    title: str
    as_of: date
    figures: Sequence[Figure]
    licence: str | None = None


def table(data: Data) -> bytes:
    """CSV after RFC 4180 in UTF-8: comma, decimal point, ISO days, empty where unknown."""
    return write_csv(COLUMNS, ([getattr(f, name) for name in COLUMNS] for f in data.figures))


def document(data: Data, lang: str) -> bytes:
    """JSON: the description, and the figures with amounts as text so that they stay exact."""
    whole = description(data, lang) | {"figures": [kept.plain(f) for f in data.figures]}
    return _json(whole)


def description(data: Data, lang: str) -> dict[str, Any]:
    """What the figures are, in words a reader and a program can use."""
    units = dict.fromkeys(f.unit for f in data.figures)
    return {
        "title": data.title,
        "language": lang,
        "as_of": data.as_of.isoformat(),
        "licence": data.licence,
        "about": [list(pair) for pair in about(data, lang)],
        "columns": [
            {"name": name, "title": t(f"brief.open.column.{name}", lang),
             "description": t(f"brief.open.says.{name}", lang),
             "datatype": _TYPES.get(name, "string")}
            for name in COLUMNS
        ],
        "units": list(units),
        "sources": list(dict.fromkeys(f.source for f in data.figures)),
    }  # fmt: skip


def metadata(data: Data, lang: str, file_name: str) -> bytes:
    """The description of the CSV file as CSVW says it, to lie beside it."""
    told = description(data, lang)
    columns = [
        {"name": c["name"], "titles": c["name"], "dc:title": c["title"],
         "dc:description": c["description"], "datatype": c["datatype"]}
        for c in told["columns"]
    ]  # fmt: skip
    return _json({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang}],
        "url": file_name,
        "dc:title": data.title,
        "dc:license": data.licence or t("brief.open.no_licence", lang),
        "dc:date": data.as_of.isoformat(),
        "dc:source": told["sources"],
        "tableSchema": {"columns": columns},
    })  # fmt: skip


def about(data: Data, lang: str) -> list[tuple[str, str]]:
    """Day, licence and rules of the figures, each with its label."""
    licence = data.licence or t("brief.open.no_licence", lang)
    return [
        (t("brief.open.day", lang), day(data.as_of, lang)),
        (t("brief.open.licence", lang), licence),
        (t("brief.open.unknown", lang), t("brief.open.unknown_says", lang)),
    ]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
