"""What the cells of a file mean: from cells to a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from time import thread_time

from followup.domain.finding import Finding
from followup.domain.period import Period
from followup.ingest.answers import Asked, Remembered
from followup.ingest.assemble import Facts, totals
from followup.ingest.cells import Cells
from followup.ingest.control import Above, check_totals
from followup.ingest.dittos import without_dittos
from followup.ingest.draft import Draft, Refusal
from followup.ingest.forms import MOST_CELLS, read_form
from followup.ingest.fuel import FuelPart
from followup.ingest.gather import facts_of, outside, span, tables_of
from followup.ingest.grid import Sheet, letter
from followup.ingest.guard import Container, Refused
from followup.ingest.ignored import ignored_rows
from followup.ingest.kinds import without_unused
from followup.ingest.people import personal_columns
from followup.ingest.recognise import Region, find_regions
from followup.ingest.remarks import without_remarks
from followup.ingest.row_signs import holds_figures
from followup.ingest.row_totals import check_row_totals
from followup.ingest.rows import sort_rows
from followup.ingest.sheet_times import with_times_of_names
from followup.ingest.shown import Chosen, Sorted, choose, show
from followup.ingest.turned import upright
from followup.ingest.unread import unread_rows


def understand(
    cells: Cells,
    *,
    answers: Mapping[str, str] | None = None,
    remembered: Remembered | None = None,
    period: Period | None = None,
    today: date,
) -> Draft:
    """The facts in the cells of a file, with findings, or a refusal.

    ``answers`` are described at ``answers.Asked``; ``period`` holds for rows that name none.
    Amounts are in thousandths of l, kg, Nm3 or kWh.
    """
    if cells.container is None:
        return Draft(cells.file_name, cells.sha256, refusal=cells.refusal)
    asked = Asked(answers or {}, remembered or Remembered(), period, today, cells.file_name)
    try:
        # Finding out what the cells mean has its own time, asked for between pieces of the work.
        asked = replace(asked, deadline=thread_time() + cells.seconds)
        draft = _draft(cells.sheets, cells.container, asked, cells.sha256)
        return replace(draft, answers=asked.answers, read_with=asked)
    except Refused as refused:
        return Draft(cells.file_name, cells.sha256, refusal=refused.refusal)


def _draft(sheets: Sequence[Sheet], container: Container, asked: Asked, name: str) -> Draft:
    sheets, own = without_remarks(with_times_of_names(without_dittos(sheets)))
    visible, hidden = _by_visibility(sheets)
    found_in = [(sheet, find_regions(sheet, asked)) for sheet in asked.in_time(visible)]
    _refuse_people(asked.in_time([*visible, *hidden]))
    chosen = choose(found_in, asked)
    regions = [region for _, found_here in chosen.read for region in found_here]
    if not regions:
        return _only_shown(chosen, asked, name)
    lots = [(r, without_unused(r, sort_rows(r))) for r in asked.in_time(regions)]
    asked = replace(asked, cover=_form_texts([sheet for sheet, found in found_in if not found]))
    asked = asked.of_layouts({region.table.fingerprint for region in regions})
    facts, parts = facts_of(lots, asked)
    about_file = {"hidden_sheet_with_data"} if any(map(holds_figures, hidden)) else set()
    about_file |= container.notes.union(*(sheet.notes for sheet in sheets))
    about_file |= outside(facts, asked.period)
    found, codes = _findings(lots, parts, facts)
    tables = tables_of(facts)
    shown = show(chosen, lots, asked)
    draft = Draft(
        asked.file_name,
        name,
        refusal=None if tables else Refusal("empty"),
        tables=shown.tables,
        facts=tables,
        unread=unread_rows(lots, facts, asked, facts_of),
        findings=tuple(_in_order(found)),
        file_findings=tuple(sorted(about_file | codes)),
        ignored=ignored_rows(lots, parts, visible, hidden, [sheet for sheet, _ in chosen.skipped]),
        totals=totals(tables["fuel_delivery"]) if "fuel_delivery" in tables else {},
        questions=tuple(q for f in facts.values() for q in f.questions),
        period=span(tables),
        titles=_titles(regions),
        previews=shown.previews,
        skipped=shown.skipped,
        pointed=shown.pointed,
        used=dict(asked.used),
        remarks_sheet=own,
    )
    return upright(draft, [region.sheet for region in regions])


def _by_visibility(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """The filled sheets that are shown and those that are hidden; raises Refused for none."""
    filled = [sheet for sheet in sheets if sheet.height and sheet.filled_count.any()]
    visible = [sheet for sheet in filled if not sheet.is_hidden]
    if not visible:
        raise Refused("empty")
    return visible, [sheet for sheet in filled if sheet.is_hidden]


def _findings(
    lots: Sequence[Sorted], parts: Sequence[FuelPart], facts: Mapping[str, Facts]
) -> tuple[list[Finding], set[str]]:
    """What was found in facts and totals, and what the totals say of the whole file."""
    found: list[Finding] = [finding for kind in facts.values() for finding in kind.findings]
    about_file: set[str] = set()
    above: Above = {}
    for region, rows in lots:
        of_region = [part for part in parts if part.region is region]
        if of_region:
            more, codes = check_totals(region, rows.totals, of_region, above)
            found += [*more, *check_row_totals(region, of_region)]
            about_file |= codes
    about_file |= {f.code for f in found if f.code == "control_total_mismatch"}
    return found, about_file


def _only_shown(chosen: Chosen, asked: Asked, name: str) -> Draft:
    """A file without a known table: refused, but a person may point at its header row.

    A short one may all the same say one thing (see forms).
    """
    shown = show(chosen, (), asked)
    sheets = [sheet for sheet, _ in chosen.read]
    form = None if shown.pointed else read_form(sheets, asked)
    return Draft(
        asked.file_name,
        name,
        refusal=None if form else Refusal("no_known_table"),
        tables=(form.table,) if form else (),
        facts={form.kind: form.facts} if form else {},
        findings=form.findings if form else (),
        period=form.period if form else None,
        titles=_form_texts(sheets) if form else (),
        previews=shown.previews,
        skipped=shown.skipped,
        pointed=shown.pointed,
        used=dict(asked.used),
    )


def _form_texts(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Everything that short sheets say, where they tell whose a report is, or of which days."""
    texts = (
        text
        for sheet in sheets
        if int(sheet.filled_count.sum()) <= MOST_CELLS
        for column in sheet.columns
        for text in column.shown.to_pylist()
    )
    return tuple(dict.fromkeys(filter(None, texts)))


def _titles(regions: Sequence[Region]) -> tuple[str, ...]:
    named = (text for region in regions for text in (*region.titles, region.sheet.name or ""))
    return tuple(dict.fromkeys(filter(None, named)))


def _refuse_people(sheets: Iterable[Sheet]) -> None:
    """Stop a file that names passengers or drivers, in a hidden sheet too: all of it is kept.

    Whatever its tables are taken for: an answer may make a report of a register later on.
    """
    found = [personal for sheet in sheets for personal in personal_columns(sheet)]
    if found:
        raise Refused(
            "personal_data",
            sheet=found[0].sheet or "",
            column=letter(found[0].column),
            columns=", ".join(personal.place for personal in found),
        )


def _in_order(found: list[Finding]) -> list[Finding]:
    return sorted(found, key=lambda f: (f.sheet or "", f.row or 0, f.column or "", f.code))
