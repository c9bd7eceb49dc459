"""The template that is handed out is the one that is read back."""

from __future__ import annotations

import io

import openpyxl
import pytest

from followup.i18n.text import t
from followup.ingest.layout import shared
from followup.ingest.template_layout import TEMPLATES, template_tables
from followup.ingest.vocabulary import look_up_fuel, vocabulary
from followup.render.template import TemplateColumn, TemplateSheet, write_template
from followup.services.requirement import rows as requirement_rows
from followup.services.upload.templates import header_key
from tests.reference.world import LOADED
from tests.support.workbooks import fuel_facts, read_bytes


def build(name: str, lang: str) -> bytes:
    sheets = []
    for table in template_tables(name, lang):
        columns = tuple(
            TemplateColumn(t(header_key(table.type, f.name), lang), f.is_required, f.example,
                           f.words, t("report_template.pick", lang), f.is_date)
            for f in table.fields
        )  # fmt: skip
        title = t(f"report_type.{table.type}", lang)
        notes = (t("report_template.guidance", lang), t("report_template.units", lang))
        sheets.append(TemplateSheet(title, title, notes, columns))
    return write_template(
        sheets,
        example=t("report_template.example_note", lang),
        words_sheet=t("report_template.allowed", lang),
    )


def fill(content: bytes, rows: dict[str, list[list[object]]]) -> bytes:
    """Rows typed under the example row of each sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, lines in rows.items():
        for number, line in enumerate(lines, 7):
            for column, value in enumerate(line, 1):
                book[sheet].cell(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("lang", ["sv", "da", "en"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_an_empty_template_holds_no_report(name: str, lang: str) -> None:
    draft = read_bytes(build(name, lang))
    assert draft.refusal is not None
    assert draft.refusal.code == "empty"
    assert {table.report_type for table in draft.tables} == {
        table.type for table in template_tables(name, lang)
    }


@pytest.mark.parametrize("lang", ["sv", "da", "en"])
def test_a_filled_fuel_template_is_read_without_a_finding(lang: str) -> None:
    fuels = [names[lang] for names in vocabulary().names.values()]
    units = [vocabulary().sold_in[code][0] for code in vocabulary().names]
    sheet = t("report_type.fuel", lang)
    lines = [
        [f"ABC1{n:02}", fuel, 100 + n, unit, "2025-01", 10]
        for n, (fuel, unit) in enumerate(zip(fuels, units, strict=True))
    ]
    draft = read_bytes(fill(build("fuel", lang), {sheet: lines}))
    facts = fuel_facts(draft)
    assert [fact["fuel"] for fact in facts] == list(vocabulary().names)
    assert draft.findings == ()
    assert {column.how for column in draft.tables[0].mapping if column.field} == {"exact"}


@pytest.mark.parametrize("lang", ["sv", "da", "en"])
def test_a_filled_register_gives_contracts_reporters_and_requirements(lang: str) -> None:
    words = shared().offered
    renewable = words["template"]["renewable_energy"][lang]
    by_date, yearly = words["clock"]["date"][lang], words["assessment_period"]["year"][lang]
    names = {
        kind: t(f"report_type.{kind}", lang) for kind in ("contract", "reporter", "requirement")
    }
    content = fill(
        build("contracts", lang),
        {
            names["contract"]: [
                ["AVT-7", "Skolskjuts (påhittad)", "Exempelbussen AB", None, "Norrby; Söderby",
                 None, "2025-01-01", "2027-12-31"],
            ],
            names["reporter"]: [
                ["AVT-7", "Exempelbussen AB", words["role"]["supplier"][lang],
                 words["report_type"]["fuel"][lang], words["frequency"]["quarter"][lang], 30],
            ],
            names["requirement"]: [
                ["AVT-7", "K1", None, None, renewable, 80, by_date, "2025-01-01", yearly],
                ["AVT-7", "K1", None, None, renewable, "90 %", by_date, "2026-01-01", yearly],
            ],
        },
    )  # fmt: skip
    draft = read_bytes(content)
    assert draft.findings == ()
    contract = draft.facts["contract"].to_pylist()[0]
    assert (contract["number"], contract["buyers"], contract["country"]) == (
        "AVT-7", "Norrby; Söderby", "SE",
    )  # fmt: skip
    assert str(contract["end_date"]) == "2027-12-31"
    reporter = draft.facts["reporter"].to_pylist()[0]
    assert (reporter["frequency"], reporter["role"], reporter["due_days"]) == (
        "quarter", "supplier", 30,
    )  # fmt: skip
    steps = draft.facts["requirement"].to_pylist()
    entry = requirement_rows.entry(LOADED, steps, lang)
    assert [str(step.limit) for step in entry.steps] == ["0.8", "0.9"]
    assert entry.template == "renewable_energy"
    assert [step.at for step in entry.steps] == ["2025-01-01", "2026-01-01"]


def test_every_offered_fuel_name_is_read_as_its_code() -> None:
    for code, names in vocabulary().names.items():
        assert {look_up_fuel(name).code for name in names.values()} == {code}
