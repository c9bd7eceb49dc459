"""The decisions to give reports out as a workbook: a row for each, and one for each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from followup.domain.disclosure import Disclosure
from followup.i18n.text import day, number, period_label, t
from followup.reference.catalogue import Catalogue
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services.disclosure import words
from followup.services.installation import Actor
from followup.storage.submissions import Submission

COLUMNS: Final = ("number", "day", "report", "masked", "asked", "diary", "decided_by", "sha256")


def report_words(about: Submission | None, fallback: str, lang: str) -> str:
    """A report in words: kind, contract and days; its number where it is no longer there."""
    if about is None:
        return fallback
    kind = t(f"report_type.{about.report_type}", lang)
    return f"{kind}, {about.contract}, {period_label(about.period, lang)}"


def row(made: Disclosure, about: Submission | None, lang: str) -> dict[str, str]:
    """A decision in words, by the names of COLUMNS."""
    actor = Actor.of(made.actor)
    count = t("disclosure.masked_of", lang, masked=number(made.masked, lang),
              count=number(len(made.columns), lang))  # fmt: skip
    return {
        "number": str(made.number),
        "day": day(made.day, lang),
        "report": report_words(about, made.submission, lang),
        "masked": count,
        "asked": made.asked_by or t("disclosure.unnamed", lang),
        "diary": made.diary_number or "–",
        "decided_by": actor.name,
        "sha256": made.sha256,
    }


def workbook(
    catalogue: Catalogue, found: Sequence[Disclosure], about: Mapping[str, Submission], lang: str
) -> bytes:
    """Two sheets: the decisions, and what each decided column by column."""
    note = t("disclosure.log_note", lang)
    heads = [t(f"disclosure.log.{name}", lang) for name in COLUMNS]
    rows: list[list[Cell]] = [[*row(m, about.get(m.submission), lang).values()] for m in found]
    parts = ("sheet", "column", "decision", "requested", "ground", "reason")
    more = [t("disclosure.log.number", lang), *(t(f"disclosure.column.{n}", lang) for n in parts)]
    columns: list[list[Cell]] = [
        [
            str(made.number), c.sheet, words.column(c.place, c.header, lang),
            words.decision(c, lang), _answer(c.was_requested, lang),
            words.ground_of(catalogue, c.ground, lang), c.reason,
        ]
        for made in found for c in made.columns
    ]  # fmt: skip
    return write_lists([
        Sheet(t("disclosure.log_sheet", lang), note, heads, rows),
        Sheet(t("disclosure.columns_sheet", lang), note, more, columns),
    ])  # fmt: skip


def _answer(is_so: bool, lang: str) -> str:
    return t("disclosure.yes" if is_so else "disclosure.no", lang)
