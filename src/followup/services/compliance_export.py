"""Verdicts to take away: for people as a workbook, for programs as ``assess --json`` says them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from followup.domain.requirement import Assessment
from followup.i18n.text import period_label, t
from followup.render.csv_text import write_csv
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services import wire
from followup.services.proof import text as proof_text

COLUMNS: Final = (
    "contract", "requirement", "measure", "period", "period_start", "period_end", "verdict",
    "comparator", "limit", "numerator", "denominator", "unknown", "unit", "scale", "share_low",
    "share_high", "rows_used", "rows_excluded", "coverage", "reasons",
)  # fmt: skip


def workbook(found: Sequence[Assessment], as_of: date, lang: str) -> bytes:
    """One sheet with a row for each verdict, its amounts and its reasons in words."""
    headings = [t(f"export.column.{name}", lang) for name in COLUMNS]
    note = t("export.as_of", lang, day=as_of)
    rows = [_row(each, lang) for each in found]
    return write_lists([Sheet(t("export.compliance", lang), note, headings, rows)])


def table(found: Sequence[Assessment], as_of: date, lang: str) -> bytes:
    """CSV with a row for each verdict; the words are codes, reasons apart by a space."""
    del as_of, lang
    told = map(wire.assessment, found)
    return write_csv(
        COLUMNS,
        ([*(each[n] for n in COLUMNS[:-1]), " ".join(each["reasons"])] for each in told),
    )


def document(found: Sequence[Assessment], as_of: date, lang: str) -> bytes:
    """The list that ``assess --json`` prints."""
    del as_of, lang
    told = [wire.assessment(each) for each in found]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


FORMATS: Final[Mapping[str, Callable[[Sequence[Assessment], date, str], bytes]]] = {
    ".xlsx": workbook, ".csv": table, ".json": document,
}  # fmt: skip


def _row(found: Assessment, lang: str) -> Sequence[Cell]:
    measured, period = found.measured, found.period
    return (
        found.contract, found.requirement, t(f"measure.{found.measure}", lang),
        period_label(period, lang), period.start, period.end,
        t(f"verdict.{found.outcome}", lang), found.comparator, found.limit, measured.numerator,
        measured.denominator, measured.unknown, found.unit, found.spec.scale, measured.low,
        measured.high, measured.rows_used, measured.rows_excluded, measured.coverage,
        " ".join(proof_text.reason_words(found.reasons, lang)),
    )  # fmt: skip
