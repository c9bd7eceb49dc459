"""A list as a workbook: every row with why it is there, its chance, and what came of it."""

from __future__ import annotations

from datetime import date

from followup.domain.parties import Contract
from followup.domain.spot_check import PARTS, Drawn, SpotCheck
from followup.i18n.text import number, percent, t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services.installation import Actor
from followup.services.spot_check import text

ROWS = (
    "number", "contract", "reporter", "file", "sheet", "row", "column", "first_day", "last_day",
    "vehicle", "fuel", "quantity", "unit", "energy", "why", "chance", "outcome", "note", "kept_at",
    "seen_date", "who", "case",
)  # fmt: skip


def workbook(made: SpotCheck, contracts: dict[str, Contract], as_of: date, lang: str) -> bytes:
    """Two sheets: the rows, and how they were drawn."""
    note = t("spot_check.export_note", lang, list=made.identifier, day=as_of)
    headings = [t(f"spot_check.column.{name}", lang) for name in ROWS]
    rows = [_row(made, d, lang) for d in made.rows]
    drawn = [(label, words) for label, words in how(made, contracts, lang)]
    named = [t("spot_check.column.what", lang), t("spot_check.column.says", lang)]
    return write_lists([
        Sheet(t("spot_check.sheet_rows", lang), note, headings, rows),
        Sheet(t("spot_check.sheet_draw", lang), note, named, drawn),
    ])  # fmt: skip


def how(made: SpotCheck, contracts: dict[str, Contract], lang: str) -> tuple[tuple[str, str], ...]:
    """How a list was drawn, as labels and words: from what, with which seed, by whom."""
    shares = ", ".join(
        f"{t(f'spot_check.part.{part}', lang)} {percent(made.shares[part], lang, 0)}"
        for part in PARTS
    )
    lines = (
        ("about", text.about(made, contracts, lang)),
        ("drawn", t("spot_check.drawn_by", lang, day=made.drawn_date,
                    who=Actor.of(made.actor).name)),
        ("seed", made.seed),
        ("rows", t("spot_check.rows_of", lang, count=number(len(made.rows), lang),
                   whole=number(made.population, lang))),
        ("energy", text.energy_share(made, lang)),
        ("shares", shares),
        ("reply", text.deadline(made, lang)),
        ("standing", text.standing(made, lang)),
    )  # fmt: skip
    return tuple((t(f"spot_check.line.{name}", lang), words) for name, words in lines)


def _row(made: SpotCheck, drawn: Drawn, lang: str) -> list[Cell]:
    row, word = drawn.row, made.holding.get(drawn.number)
    return [
        drawn.number, row.contract, row.reporter, row.file_name, row.sheet, row.row, row.column,
        row.period.start, row.period.end, row.vehicle_id, text.fuel(row, lang), row.quantity,
        t(f"unit.{row.unit}", lang) if row.unit else None, row.energy_mj, text.why(drawn, lang),
        round(drawn.probability * 100, 1), text.outcome(made, drawn, lang),
        word.note if word else None, word.kept_at if word else None,
        word.seen_date if word else None, Actor.of(word.actor).name if word else None,
        ", ".join(case for n, case in made.cases if n == drawn.number) or None,
    ]  # fmt: skip
