"""Excel templates to hand out, made from the very layouts that read them."""

from __future__ import annotations

from followup.i18n.text import has_text, t
from followup.ingest.template_layout import TEMPLATES, TemplateTable, template_tables
from followup.render.template import TemplateColumn, TemplateSheet, write_template

TYPES = TEMPLATES


def workbook(template: str, lang: str) -> bytes:
    """The empty template ``fuel``, ``vehicles`` or ``contracts`` in a language."""
    return write_template(
        [_sheet(table, lang) for table in template_tables(template, lang)],
        example=t("report_template.example_note", lang),
        words_sheet=t("report_template.allowed", lang),
    )


def _sheet(table: TemplateTable, lang: str) -> TemplateSheet:
    title = t(f"report_type.{table.type}", lang)
    notes = (t("report_template.guidance", lang), t("report_template.units", lang))
    pick = t("report_template.pick", lang)
    columns = tuple(
        TemplateColumn(
            t(header_key(table.type, field.name), lang),
            field.is_required,
            field.example,
            field.words,
            pick,
            field.is_date,
        )
        for field in table.fields
    )
    return TemplateSheet(title, title, notes, columns)


def header_key(report_type: str, field: str) -> str:
    """A field's own header in this kind of table, where a word means another thing there."""
    own = f"field.{report_type}_{field}"
    return own if has_text(own) else f"field.{field}"
