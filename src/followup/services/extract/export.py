"""An extract as a workbook for who asked, and as JSON with every column as it is stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from followup.domain.facts import REPORT_FACTS
from followup.domain.retention import Due
from followup.i18n.text import day, exact, has_text, moment, number, t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services.audit import words as audit_words
from followup.services.extract.extract import Extract, Line

COLUMNS: Final = ("what", "contract", "file", "sheet", "row", "when", "who", "contents", "sha256")
_CELLS: Final = ("file", "sheet", "row", "column", "contents", "sha256")
_KIND_OF: Final = {fact: kind for kind, fact in REPORT_FACTS.items()}
# What is not looked through, in the order it is said.
NOT_LOOKED: Final = ("attachments", "backups", "logs")
# What is held back from who does not see everything.
UNSEEN: Final = ("others", "roles")


def workbook(made: Extract, lang: str) -> bytes:
    """What was found, what stands in the files, and how and where it was looked for."""
    note = title(made, lang)
    heads = [t(f"extract.column.{name}", lang) for name in COLUMNS]
    rows: list[list[Cell]] = [[*row(line, lang).values()] for line in made.lines]
    sheets = [
        Sheet(t("extract.sheet_about", lang), note, [t("extract.about", lang)],
              [[text] for text in about(made, lang)]),
        Sheet(t("extract.sheet_rows", lang), note, heads, rows),
    ]  # fmt: skip
    if made.looked_inside:
        in_files = [t(f"extract.column.{name}", lang) for name in _CELLS]
        cells: list[list[Cell]] = [
            [c.file_name, c.sheet, c.row, c.column, c.text, c.sha256] for c in made.cells
        ]
        sheets.append(Sheet(t("extract.sheet_cells", lang), note, in_files, cells))
    return write_lists(sheets)


def document(made: Extract, lang: str) -> bytes:
    """The same with the columns as the store names them."""
    told = {
        "kind": made.kind, "asked": made.asked, "day": made.day, "about": about(made, lang),
        "rows": [
            {"table": line.found.table, "found_in": line.found.columns, "at": line.at,
             "actor": line.actor, "contract": line.contract, "file_name": line.file_name,
             "sha256": line.sha256, "values": line.found.row}
            for line in made.lines
        ],
        "cells": [
            {"file_name": c.file_name, "sha256": c.sha256, "sheet": c.sheet, "row": c.row,
             "column": c.column, "text": c.text}
            for c in made.cells
        ],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()


FORMATS: Final[Mapping[str, Callable[[Extract, str], bytes]]] = {
    ".xlsx": workbook, ".json": document
}  # fmt: skip


def title(made: Extract, lang: str) -> str:
    """Of whom or what, and on which day."""
    return t(f"extract.title_{made.kind}", lang, asked=made.asked, day=made.day)


def about(made: Extract, lang: str) -> list[str]:
    """How it was looked for, where it was not, how long it is kept, and what one may ask."""
    count = number(len(made.lines), lang)
    said = [t("extract.found", lang, count=count), t("extract.searched", lang)]
    if made.looked_inside:
        said.append(t("extract.inside", lang, count=number(len(made.cells), lang)))
        if made.unread:
            said.append(t("extract.unread", lang, files=", ".join(made.unread)))
    else:
        said.append(t("extract.not_inside", lang))
    left = (*NOT_LOOKED, *UNSEEN) if made.is_limited else NOT_LOOKED
    said += [t(f"extract.not_looked.{name}", lang) for name in left]
    kept = [_kept(each, lang) for each in made.kept]
    return [*said, t("extract.kept", lang), *kept, t("extract.rights", lang)]


def _kept(due: Due, lang: str) -> str:
    state = t(f"retention.state.{due.state}", lang)
    if due.due_date is None:
        return t("extract.kept_state", lang, contract=due.contract, state=state)
    last = due.due_date - timedelta(days=1)
    return t("extract.kept_until", lang, contract=due.contract, state=state, day=last)


def row(line: Line, lang: str) -> dict[str, Cell]:
    """A line in words, by the names of COLUMNS."""
    where = [line.file_name, day(line.received, lang) if line.received else None]
    return {
        "what": what(line, lang),
        "contract": line.contract,
        "file": ", ".join(part for part in where if part),
        "sheet": line.sheet,
        "row": line.row,
        "when": moment(line.at, lang) if line.at else "",
        "who": line.actor,
        "contents": contents(line, lang),
        "sha256": line.sha256,
    }


def what(line: Line, lang: str) -> str:
    """What kind of thing the row is: of which report, or what the act that wrote it did."""
    if kind := _KIND_OF.get(line.found.table):  # type: ignore[call-overload]
        return t(f"report_type.{kind}", lang)
    if line.found.table == "finding":
        return t("extract.finding", lang)
    return audit_words.kind(line.kind, lang) if line.kind else t("extract.other", lang)


def contents(line: Line, lang: str) -> str:
    """What the row says, each value behind its name; what only the program uses is left out."""
    said = [
        f"{_named(name, lang)}: {_written(value, lang)}"
        for name, value in line.found.row.items()
        if value not in (None, "", []) and (name in line.found.columns or _has_name(name))
    ]
    return "; ".join(said)


def _has_name(column: str) -> bool:
    return has_text(f"extract.field.{column}") or has_text(f"field.{column}")


def _named(column: str, lang: str) -> str:
    for key in (f"extract.field.{column}", f"field.{column}"):
        if has_text(key):
            return t(key, lang)
    return column


def _written(value: Any, lang: str) -> str:
    match value:
        case bool():
            return t("disclosure.yes" if value else "disclosure.no", lang)
        case datetime():
            return moment(value, lang)
        case date():
            return day(value, lang)
        case Decimal() | int():
            return exact(value, lang)
        case list():
            return ", ".join(map(str, value))
    return str(value)
