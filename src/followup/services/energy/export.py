"""The savings as a workbook: every tender and stage with its baseline, and the sums by year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from followup.domain.energy_saving import CATEGORIES, STAGES, SavedEnergy
from followup.i18n.text import t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services.energy import words
from followup.services.energy.savings import Overview

COLUMNS: Final = (
    "title", "category", "organisation", "contract", "stage", "year", "energy_kind", "baseline",
    "baseline_kwh", "used_kwh", "saved_kwh", "share", "tonnes", "factor", "source", "why",
)  # fmt: skip
SUMS: Final = ("year", "category", "stage", "saved_kwh", "tonnes", "counted", "without_factor")


def workbook(found: Overview, as_of: date, lang: str) -> bytes:
    """All stages of all tenders, and what is counted by year and category."""
    note = t("page_energy.file_note", lang, day=as_of)
    stages = Sheet(
        t("page_energy.sheet_tenders", lang), note,
        [t(f"page_energy.column_{c}", lang) for c in COLUMNS],
        [_row(saved, lang) for saved in found.saved],
    )  # fmt: skip
    sums = Sheet(
        t("page_energy.sheet_sums", lang), t("page_energy.apart", lang),
        [t(f"page_energy.column_{c}", lang) for c in SUMS], _sums(found, as_of, lang),
    )  # fmt: skip
    return write_lists([stages, sums])


def _row(saved: SavedEnergy, lang: str) -> Sequence[Cell]:
    saving = saved.saving
    return (
        saving.title, t(f"energy_saving.category.{saving.category}", lang), saving.organisation,
        saving.contract, words.stage(saved.stage, lang), saved.year,
        t(f"energy_saving.kind.{saving.energy_kind}", lang), words.baseline(saving, lang),
        saved.baseline_kwh, saved.kwh, saved.saved_kwh, saved.share, saved.tonnes,
        words.factor(saving, lang), saved.source, words.why(saved, lang),
    )  # fmt: skip


def _sums(found: Overview, as_of: date, lang: str) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for year in found.years(as_of):
        for category in CATEGORIES:
            for stage in STAGES:
                total = found.of_year(stage, year, category)
                if total.counted:
                    rows.append((
                        year, t(f"energy_saving.category.{category}", lang),
                        words.stage(stage, lang), total.kwh, total.tonnes, len(total.counted),
                        total.without_factor,
                    ))  # fmt: skip
    return rows
