"""Excel templates to hand out, made from the very layouts that read them."""

from __future__ import annotations

from followup.i18n.text import has_text, t
from followup.ingest.template_layout import (
    TEMPLATES,
    TemplateField,
    TemplateTable,
    template_tables,
)
from followup.reference import catalogue as reference
from followup.reference.catalogue import Catalogue
from followup.render.template import TemplateColumn, TemplateSheet, write_template
from followup.services.requirement import rows as requirement_rows

TYPES = TEMPLATES


def workbook(template: str, lang: str) -> bytes:
    """The empty template ``fuel``, ``vehicles`` or ``contracts`` in a language."""
    known = reference.load() if template == "contracts" else None
    return write_template(
        [_sheet(table, known, lang) for table in template_tables(template, lang)],
        example=t("report_template.example_note", lang),
        words_sheet=t("report_template.allowed", lang),
    )


def _sheet(table: TemplateTable, known: Catalogue | None, lang: str) -> TemplateSheet:
    title = t(f"report_type.{table.type}", lang)
    own = f"report_template.units_{table.type}"
    units = t(own if has_text(own) else "report_template.units", lang)
    notes = (t("report_template.guidance", lang), units)
    pick = t("report_template.pick", lang)
    columns = tuple(
        TemplateColumn(
            t(header_key(table.type, field.name), lang),
            field.is_required,
            _example(table, field, lang),
            _words(table, field, known, lang),
            pick,
            field.is_date,
        )
        for field in table.fields
    )
    return TemplateSheet(title, title, notes, columns)


def _words(
    table: TemplateTable, field: TemplateField, known: Catalogue | None, lang: str
) -> tuple[str, ...]:
    """The words offered; what the catalogue knows of requirements is not in the layout."""
    if field.words or known is None or table.type != "requirement":
        return field.words
    return requirement_rows.words(known, field.name, lang)


def _example(table: TemplateTable, field: TemplateField, lang: str) -> str | None:
    if table.type == "requirement" and field.name == "template" and field.example:
        return t(f"reference.requirement.{field.example}.title", lang)
    return field.example


def header_key(report_type: str, field: str) -> str:
    """A field's own header in this kind of table, where a word means another thing there."""
    own = f"field.{report_type}_{field}"
    return own if has_text(own) else f"field.{field}"
