"""Goals and how they are going, to take away: in words as a workbook, else as ``goals --json``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from followup.domain.goal import Progress
from followup.i18n.text import t
from followup.render.csv_text import write_csv
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services import wire_goals
from followup.services.goal.words import sentence

COLUMNS: Final = (
    "goal", "title", "indicator", "unit", "scope", "base_date", "base", "latest_date", "latest",
    "latest_low", "latest_high", "target_date", "target", "status", "coverage",
)  # fmt: skip
_OF_YEAR: Final = ("goal", "day", "value", "low", "high", "coverage", "source")


def workbook(found: Sequence[Progress], as_of: date, lang: str) -> bytes:
    """A sheet with every goal in words and figures, and one with each year's figure."""
    note = t("export.as_of", lang, day=as_of)
    return write_lists([
        Sheet(t("export.goals", lang), note, _headings((*COLUMNS, "sentence"), lang),
              [_row(p, lang) for p in found]),
        Sheet(t("export.years", lang), note, _headings(_OF_YEAR, lang),
              [row for p in found for row in _years(p)]),
    ])  # fmt: skip


def table(found: Sequence[Progress], as_of: date, lang: str) -> bytes:
    """CSV with a row for each goal; the words are codes."""
    del as_of, lang
    told = map(wire_goals.progress, found)
    return write_csv(COLUMNS, ([each[name] for name in COLUMNS] for each in told))


def document(found: Sequence[Progress], as_of: date, lang: str) -> bytes:
    """The list that ``goals --json`` prints."""
    del as_of, lang
    told = [wire_goals.progress(p) for p in found]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


FORMATS: Final[Mapping[str, Callable[[Sequence[Progress], date, str], bytes]]] = {
    ".xlsx": workbook, ".csv": table, ".json": document,
}  # fmt: skip


def _headings(names: Sequence[str], lang: str) -> list[str]:
    return [t(f"export.column.{name}", lang) for name in names]


def _row(found: Progress, lang: str) -> Sequence[Cell]:
    goal, latest = found.goal, found.latest
    newest: tuple[Cell, ...] = (None,) * 4
    if latest is not None:
        newest = (latest.day, latest.value, latest.low, latest.high)
    return (
        goal.identifier, goal.title, goal.indicator, goal.unit,
        t(f"page_goals.scope.{goal.scope}", lang), goal.base_date, goal.base, *newest,
        goal.target_date, goal.target, t(f"status.{found.status}", lang),
        latest.coverage if latest else None, sentence(found, lang),
    )  # fmt: skip


def _years(found: Progress) -> list[Sequence[Cell]]:
    goal = found.goal.identifier
    return [(goal, p.day, p.value, p.low, p.high, p.coverage, p.source) for p in found.series]
