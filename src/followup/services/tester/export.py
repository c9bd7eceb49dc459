"""A trial as a workbook: the clause, the outcome by group and level, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from followup.goals.hiding import HidingRule
from followup.i18n.text import has_text, number, percent, t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.rules.trial import OUTCOMES, TRIED
from followup.services.tester import text
from followup.services.tester.evidence import Lacking, Needed
from followup.services.tester.outcomes import AtLevel, Result


def workbook(
    result: Result,
    levels: Sequence[AtLevel],
    needed: Sequence[Needed],
    lacking: Sequence[Lacking],
    by: HidingRule,
    lang: str,
) -> bytes:
    """Only what the page shows: what is hidden there stands nowhere in it."""
    counts = {
        "least": number(by.least_suppliers, lang),
        "vehicles": number(by.least_vehicles, lang),
    }
    note = t("tester.as_of", lang, day=result.trial.as_of, **counts)
    away = t("tester.not_shown", lang)
    groups: list[list[Cell]] = [
        [text.group_name(g.name, lang), *(away if c is None else c for c in cells.values())]
        for g in result.groups if (cells := text.group_cells(g))
    ]  # fmt: skip
    at: list[list[Cell]] = [
        [percent(x.level, lang, 0), *text.level_cells(x).values()] for x in levels
    ]
    proofs: list[list[Cell]] = [list(text.needed_row(each, lang).values()) for each in needed]
    waits: list[list[Cell]] = [[text.lacking_words(each, lang), each.suppliers] for each in lacking]
    columns: Mapping[str, tuple[list[str], Sequence[Sequence[Cell]]]] = {
        "clause": (_words(lang, "sheet_label", "sheet_words"), _clause(result, lang)),
        "groups": ([text.column(n, lang) for n in text.GROUP_COLUMNS + OUTCOMES], groups),
        "levels": (_words(lang, "axis_level") + [text.column(o, lang) for o in TRIED], at),
        "evidence": (_words(lang, "evidence_column", "sent_column"), proofs),
        "lacking": (_words(lang, "lacking_column", "lacking_suppliers"), waits),
    }
    sheets = [
        Sheet(t(f"tester.sheet_{name}", lang), note, headings, rows)
        for name, (headings, rows) in columns.items() if rows
    ]  # fmt: skip
    return write_lists(sheets)


def _words(lang: str, *names: str) -> list[str]:
    return [t(f"tester.{name}", lang) for name in names]


def _clause(result: Result, lang: str) -> list[tuple[str, str]]:
    clause = result.trial.proposed
    lines = [
        (t("tester.says", lang), text.says(clause, lang)),
        (t("page_library.basis", lang), t(f"measure.{clause.measure}", lang)),
        (t("page_library.assessed", lang), t(f"period.{clause.assessment_period}", lang)),
        (t("tester.year", lang), str(result.year)),
        (t("tester.how", lang), t("tester.how_text", lang)),
    ]
    if clause.fuel_set:
        lines.insert(2, (t("page_library.counted", lang), t(f"fuel_set.{clause.fuel_set}", lang)))
    title = f"reference.requirement.{clause.source}.title"
    if has_text(title):
        lines.append((t("page_library.source", lang), t(title, lang)))
    return lines
