"""A comparison to take away: the whole working as a workbook, and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from followup.domain.cost_comparison import Version
from followup.i18n.text import day, exact, number, t
from followup.reference.catalogue import Catalogue
from followup.render.document import Block, Document, Heading, Paragraph, Table
from followup.render.document_pdf import pdf
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services.cost import hinges, lines, text
from followup.services.cost.lines import WorkLine
from followup.services.cost.working import Result, result

FACTOR_DIGITS = 6


def file_name(version: Version, lang: str, ending: str) -> str:
    """``kostnader_K-1_v2.xlsx``."""
    name = t("cost.file", lang, identifier=version.comparison.identifier)
    return f"{name}_v{version.number}{ending}"


def workbook(version: Version, catalogue: Catalogue, lang: str) -> bytes:
    """Totals, inputs, every payment with its factor and present value, sensitivity, break-even.

    Amounts are values with all their decimals; what is unknown is an empty cell.
    """
    told = version.comparison
    outcome = result(told)
    said = t("cost.version", lang, identifier=told.identifier, number=version.number)
    note = f"{told.title}. {said}. {text.discounting(outcome, lang)}"
    sheets = [
        ("summary", *_summary(outcome, lang)),
        ("inputs", *_inputs(outcome, catalogue, lang)),
        ("working", *_working(outcome, lang)),
        ("sensitivity", *_sensitivity(outcome, lang)),
        ("meetings", *_meetings(outcome, catalogue, lang)),
    ]
    return write_lists(
        [Sheet(t(f"cost.sheet.{name}", lang), note, head, rows) for name, head, rows in sheets]
    )


Rows = tuple[list[str], list[Sequence[Cell]]]


def _heads(names: Sequence[str], lang: str) -> list[str]:
    return [t(f"cost.column.{name}", lang) for name in names]


def _summary(outcome: Result, lang: str) -> Rows:
    columns = lines.shown(outcome)
    head = [*_heads(("alternative", "form"), lang),
            *(lines.heading(c, outcome.comparison, lang) for c in columns),
            *_heads(("missing",), lang)]  # fmt: skip
    rows: list[Sequence[Cell]] = [
        [
            one.alternative.name, t(f"cost.form.{one.alternative.form}", lang),
            *(getattr(one, column) for column in columns),
            ", ".join(text.input_name(n, lang) for n in (*one.missing, *one.carbon_missing)),
        ]
        for one in outcome.costed
    ]  # fmt: skip
    return head, rows


def _inputs(outcome: Result, catalogue: Catalogue, lang: str) -> Rows:
    head = _heads(("alternative", "owner", "input", "value", "unit", "source"), lang)
    rows: list[Sequence[Cell]] = [
        [
            one.alternative or t("cost.all_alternatives", lang), t(f"cost.owner.{one.owner}", lang),
            text.input_name(one.name, lang),
            text.stated(None, one.name, lang) if one.value is None else one.value,
            one.unit, one.source,
        ]
        for one in lines.inputs(outcome.comparison, catalogue, lang)
    ]  # fmt: skip
    return head, rows


def _working(outcome: Result, lang: str) -> Rows:
    names = ("alternative", "part", "at_years", "amount", "factor", "present_value")
    rows: list[Sequence[Cell]] = [
        [one.alternative, one.part, one.at_years, one.amount, one.factor, one.present_value]
        for one in lines.working(outcome, lang)
    ]
    return _heads(names, lang), rows


def _sensitivity(outcome: Result, lang: str) -> Rows:
    names = [one.alternative.name for one in outcome.costed]
    rows: list[Sequence[Cell]] = [
        [t(f"cost.hinge.{hinge}", lang), step.change_percent, *(step.costs[n] for n in names)]
        for hinge in hinges.hinges(outcome.comparison)
        for step in hinges.tried(outcome.comparison, hinge)
    ]
    return [*_heads(("quantity", "change"), lang), *names], rows


def _meetings(outcome: Result, catalogue: Catalogue, lang: str) -> Rows:
    head = _heads(("quantity", "at", "unit", "meaning"), lang)
    rows: list[Sequence[Cell]] = [
        [
            text.meeting_name(one, lang), one.at,
            text.unit(one.quantity, outcome.comparison, catalogue, lang),
            text.meeting(one, outcome, catalogue, lang)[1],
        ]
        for one in hinges.meetings(outcome)
    ]  # fmt: skip
    return head, rows


def paper(version: Version, catalogue: Catalogue, lang: str, today: date) -> bytes:
    """The same as a PDF."""
    return pdf(document(version, catalogue, lang, today))


def document(version: Version, catalogue: Catalogue, lang: str, today: date) -> Document:
    """The same as a document: the answer first, then how it was reached."""
    told = version.comparison
    said = t("cost.version", lang, identifier=told.identifier, number=version.number)
    return Document(
        title=f"{t('cost.name', lang)}: {told.title}", lang=lang, day=today,
        blocks=tuple(_blocks(version, result(told), catalogue, lang)),
        footer=f"{said} · {day(version.known_from, lang)}",
    )  # fmt: skip


def _blocks(version: Version, outcome: Result, catalogue: Catalogue, lang: str) -> Iterator[Block]:
    told = version.comparison
    yield Paragraph(text.answer(outcome, lang), is_strong=True)
    for words in (*text.missing(outcome, lang), *text.carbon(outcome, lang)):
        yield Paragraph(words)
    columns = lines.shown(outcome)
    yield Table(
        tuple(
            (c.alternative.name, *(lines.figure(c, name, told, lang) for name in columns))
            for c in outcome.costed
        ),
        (t("cost.column.alternative", lang), *(lines.heading(c, told, lang) for c in columns)),
        figures=tuple(range(1, len(columns) + 1)),
    )
    yield Paragraph(text.discounting(outcome, lang))
    yield Paragraph(text.formula(told, lang))
    if told.note:
        yield Paragraph(told.note)
    yield Heading(t("cost.sheet.inputs", lang))
    yield _input_table(outcome, catalogue, lang)
    if met := hinges.meetings(outcome):
        yield Heading(t("cost.sheet.meetings", lang))
        names = ("quantity", "meaning")
        yield Table(
            tuple((text.meeting_name(m, lang), text.meeting(m, outcome, catalogue, lang)[1])
                  for m in met),
            tuple(_heads(names, lang)), widths=(2, 5),
        )  # fmt: skip
    yield Heading(t("cost.sheet.working", lang))
    yield from _work_tables(outcome, lang)


def _input_table(outcome: Result, catalogue: Catalogue, lang: str) -> Table:
    names = ("alternative", "owner", "input", "value", "unit", "source")
    rows = tuple(
        (
            one.alternative or t("cost.all_alternatives", lang), t(f"cost.owner.{one.owner}", lang),
            text.input_name(one.name, lang), text.stated(one.value, one.name, lang), one.unit,
            one.source,
        )
        for one in lines.inputs(outcome.comparison, catalogue, lang)
    )  # fmt: skip
    return Table(rows, tuple(_heads(names, lang)), widths=(3, 3, 4, 2, 3, 4), figures=(3,))


def _work_tables(outcome: Result, lang: str) -> Iterator[Block]:
    names = ("part", "at_years", "amount", "factor", "present_value")
    every = list(lines.working(outcome, lang))
    for costed in outcome.costed:
        name = costed.alternative.name
        yield Heading(name, 2)
        yield Table(
            tuple(work_row(one, lang) for one in every if one.alternative == name),
            tuple(_heads(names, lang)), widths=(5, 2, 2, 3, 3), figures=(1, 2, 3, 4),
        )  # fmt: skip


def work_row(one: WorkLine, lang: str) -> tuple[str, ...]:
    """A line of the working in words; the cells that a sum has not are empty."""
    value = number(one.present_value, lang)
    if one.at_years is None:
        return one.part, "", "", "", value
    factor = number(one.factor, lang, FACTOR_DIGITS)
    return one.part, exact(one.at_years, lang), number(one.amount, lang), factor, value
