"""A brief to take away: paper, slides, workbook and open data, all of the same figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from followup.domain.figure import Figure
from followup.i18n.text import t
from followup.render.document import Chart, Document
from followup.render.document_pdf import PDF, pdf, pictures
from followup.render.document_pptx import PPTX, pptx
from followup.render.list_workbook import Sheet, write_lists
from followup.render.marked.copy import XLSX
from followup.render.rows_of import Cell
from followup.services.brief import open_data
from followup.services.brief.open_data import COLUMNS, Data

CSV, JSON = "text/csv", "application/json"
_COARSE: Final = 5  # dots per inch: enough to count pages


@dataclass(frozen=True, slots=True)
class Form:
    """A form a brief can be taken away in: its content type, and what writes it."""

    kind: str
    write: Callable[[Document, Data], bytes]


def paper(document: Document) -> bytes:
    """The PDF; of a brief that runs over its page the chart is left to the other forms."""
    if len(pictures(document, _COARSE)) > 1:
        kept = tuple(b for b in document.blocks if not isinstance(b, Chart))
        document = replace(document, blocks=kept)
    return pdf(document)


def workbook(document: Document, data: Data) -> bytes:
    """Every figure with its exact value, the sources by themselves, and what the columns mean."""
    lang = document.lang
    note = f"{data.title}. {t('brief.open.as_of', lang, day=data.as_of)}"
    rows = [_row(figure) for figure in data.figures]
    return write_lists([
        Sheet(t("brief.open.figures", lang), note, _headings(lang), rows),
        Sheet(t("brief.open.sources", lang), note,
              [t("brief.open.column.source", lang), t("brief.open.figures", lang)],
              _sources(data.figures)),
        Sheet(t("brief.open.description", lang), note,
              [t("brief.open.name", lang), t("brief.open.meaning", lang)],
              [*open_data.about(data, lang),
               *((t(f"brief.open.column.{c}", lang), t(f"brief.open.says.{c}", lang))
                 for c in COLUMNS)]),
    ])  # fmt: skip


FORMS: Final[Mapping[str, Form]] = {
    ".pdf": Form(PDF, lambda document, _: paper(document)),
    ".pptx": Form(PPTX, lambda document, _: pptx(document)),
    ".xlsx": Form(XLSX, workbook),
    ".csv": Form(CSV, lambda _, data: open_data.table(data)),
    ".json": Form(JSON, lambda document, data: open_data.document(data, document.lang)),
}


def file_name(lang: str, day: date, ending: str, brief: str | None = None) -> str:
    """``underlag_2026-02-16.pdf``, or with a stored brief's own name in it."""
    words = [t("brief.open.file", lang), *([brief] if brief else []), day.isoformat()]
    return "_".join(words) + ending


def _headings(lang: str) -> list[str]:
    return [t(f"brief.open.column.{name}", lang) for name in COLUMNS]


def _row(figure: Figure) -> Sequence[Cell]:
    cells: list[Cell] = [getattr(figure, name) for name in COLUMNS]
    return cells


def _sources(figures: Sequence[Figure]) -> list[Sequence[Cell]]:
    """Each source with the codes of the figures that rest on it."""
    codes: dict[str, list[str]] = {}
    for figure in figures:
        codes.setdefault(figure.source, []).append(figure.code)
    return [(source, ", ".join(own)) for source, own in codes.items()]
