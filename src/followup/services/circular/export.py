"""What the page on circular purchasing shows, as a workbook: figures, sums, rows and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from followup.domain.circular import AvoidedPurchase
from followup.i18n.text import has_text, t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services.circular import figures, words
from followup.services.circular.figures import Reported
from followup.services.circular.tenders import Tender
from followup.services.installation import Installation

NOTED: Final = (
    "day", "what", "sector", "organisation", "need", "way", "instead", "decided_by", "pieces",
    "value", "currency", "value_source", "kg_co2e_per_piece", "factor_source", "kg_co2e",
)  # fmt: skip
ASSESSED: Final = (
    "tender", "organisation", "contract", "is_assessed", "has_order", "requirements", "reference",
)  # fmt: skip
FIGURES: Final = ("report", "measure", "figure", "low", "high", "standing")
SUMS: Final = ("report", "contract", "amount_of", "class", "amount", "unit", "rows_known",
               "rows_unknown")  # fmt: skip
PLACE: Final = ("contract", "file_name", "sheet", "row", "column", "period_start", "period_end")
# What no reader needs: it is told elsewhere, or says nothing outside the program.
_INNER: Final = {"submission", "sha256", "buyer", "country", "reporter", "cell", "grade",
                 "is_duplicate", "is_questioned", "is_acquired"}  # fmt: skip
_CODED: Final = ("packaging_class", "acquisition", "waste_scope", "disposal_route")
_ANSWERS: Final = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is looked at on the page: a year of an organisation, None for all."""

    year: int
    organisation: str | None
    reported: Sequence[Reported]
    avoided: Sequence[AvoidedPurchase]
    tenders: Sequence[Tender]


def workbook(installation: Installation, shown: Shown, as_of: date, lang: str) -> bytes:
    """A sheet of figures, one of sums by class, one of rows for each report, and the notes."""
    whose = shown.organisation or t("page_circular.all_organisations", lang)
    note = t("page_circular.file_note", lang, year=shown.year, organisation=whose, day=as_of)
    sheets = [
        _sheet("figures", note, FIGURES, _of_each(shown, _figures, lang), lang),
        _sheet("sums", note, SUMS, _of_each(shown, _sums, lang), lang),
        *(_rows(installation, found, note, as_of, lang) for found in shown.reported),
        _sheet("avoided", note, NOTED, [_noted(p, lang) for p in shown.avoided], lang),
        _sheet("tenders", note, ASSESSED, [_assessed(x, lang) for x in shown.tenders], lang),
    ]  # fmt: skip
    return write_lists(sheets)


def _of_each(
    shown: Shown, told: Callable[[Reported, str], Iterator[Sequence[Cell]]], lang: str
) -> list[Sequence[Cell]]:
    return [row for found in shown.reported for row in told(found, lang)]


def _sheet(
    name: str, note: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], lang: str
) -> Sheet:
    headings = [t(f"page_circular.column_{column}", lang) for column in columns]
    return Sheet(t(f"page_circular.sheet_{name}", lang), note, headings, rows)


def _figures(found: Reported, lang: str) -> Iterator[Sequence[Cell]]:
    for name, point in (*found.points.items(), *found.values.items()):
        label = t(f"measure.{words.spec_of(name).name}", lang)
        if name in found.values:
            label = f"{label} ({t(f'unit.{name}', lang)})"
        is_bounded = point.measured is not None and point.measured.unknown is not None
        low, high = (point.low, point.high) if is_bounded else (None, None)
        yield (
            t(f"page_circular.report_{found.report}", lang), label,
            words.figure(name, point, lang), low, high, words.standing(name, point, lang),
        )  # fmt: skip


def _sums(found: Reported, lang: str) -> Iterator[Sequence[Cell]]:
    for each in found.sums:
        unit = t(f"unit.{each.unit}", lang) if has_text(f"unit.{each.unit}") else each.unit
        yield (
            t(f"page_circular.report_{found.report}", lang), each.contract,
            t(f"page_circular.amount_{each.what}", lang),
            _class(found.report, each.what, each.code, lang),
            each.amount if each.rows_known else None, unit, each.rows_known, each.rows_unknown,
        )  # fmt: skip


def _class(report: str, what: str, code: str | None, lang: str) -> str:
    if code is None:
        return t("page_circular.class_unknown", lang)
    sections = {"packaging": "packaging_class", "furniture": "acquisition",
                "food_waste": "waste_scope"}  # fmt: skip
    section = "disposal_route" if what == "disposed" else sections[report]
    return t(f"{section}.{code}", lang)


def _rows(installation: Installation, found: Reported, note: str, as_of: date, lang: str) -> Sheet:
    table = figures.rows(installation, found, as_of)
    said = [n for n in table.schema.names if n not in _INNER and n not in PLACE
            and not n.endswith("_raw")]  # fmt: skip
    names = [*PLACE, *said]
    lines = [[_cell(name, row, lang) for name in names] for row in table.to_pylist()]
    headings = [_heading(name, lang) for name in names]
    return Sheet(t(f"page_circular.report_{found.report}", lang), note, headings, lines)


def _heading(name: str, lang: str) -> str:
    key = f"field.{name}"
    return t(key, lang) if has_text(key) else t(f"page_circular.column_{name}", lang)


def _cell(name: str, row: Mapping[str, Any], lang: str) -> Cell:
    value = row[name]
    if name in _CODED:
        return t(f"{name}.{value}", lang) if value else row.get(f"{name}_raw")
    if isinstance(value, bool):
        return t(f"page_circular.answer_{_ANSWERS[value]}", lang)
    found: str | date | Decimal | int | None = value
    return found


def _noted(p: AvoidedPurchase, lang: str) -> Sequence[Cell]:
    return (
        p.day, p.what, t(f"circular.sector.{p.sector}", lang), p.organisation, p.need,
        t(f"circular.way.{p.way}", lang), p.instead, p.decided_by, p.pieces, p.value, p.currency,
        p.value_source, p.kg_co2e_per_piece, p.factor_source, p.kg_co2e,
    )  # fmt: skip


def _assessed(tender: Tender, lang: str) -> Sequence[Cell]:
    assessed, order = (_ANSWERS[tender.answer(q)] for q in ("assessed", "order"))
    note = tender.note
    return (
        tender.title, tender.organisation, tender.contract,
        t(f"page_circular.answer_{assessed}", lang), t(f"page_circular.answer_{order}", lang),
        note.requirements if note else t("page_circular.not_noted", lang),
        note.reference if note else None,
    )  # fmt: skip
