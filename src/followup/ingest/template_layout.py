"""What a downloadable template holds, from the layouts that read it back.

Headers and help are given as text keys; the words of lists stand in the language asked for,
since they must be words the reader knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from followup.ingest.layout import REGISTER, FieldLayout, report_type, shared
from followup.ingest.vocabulary import look_up_fuel, vocabulary

TEMPLATES = (
    "fuel", "vehicles", "activity", "machines", "works_energy", "yearly_fuel", "declared",
    "certificates", "packaging", "furniture", "food_waste", "nil_report", "contracts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One column: its name (text key ``field.<name>``), example and allowed words."""

    name: str
    is_required: bool
    example: str | None
    words: tuple[str, ...] = ()
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class TemplateTable:
    """One sheet: a report type (text key ``report_type.<type>``) and its columns."""

    type: str
    version: int
    fields: tuple[TemplateField, ...]


def template_tables(template: str, lang: str) -> tuple[TemplateTable, ...]:
    """The sheets of a template; ``contracts`` has three. Raises KeyError for another name."""
    types = REGISTER if template == "contracts" else (template,)
    return tuple(_table(name, lang) for name in types)


def _table(type_name: str, lang: str) -> TemplateTable:
    layout = report_type(type_name)
    fields = tuple(_field(f, lang) for f in layout.fields.values() if f.in_template)
    return TemplateTable(type_name, layout.version, fields)


def _field(field: FieldLayout, lang: str) -> TemplateField:
    words = _offered(field, lang)
    by_code = _words_by_code(field, lang)
    example = by_code.get(field.example or "", field.example)
    if field.type in ("fuel", "drivetrain") and field.example:
        example = by_code.get(look_up_fuel(field.example).code or "", words[0])
    return TemplateField(field.name, field.required, example, words, field.type == "date")


def _offered(field: FieldLayout, lang: str) -> tuple[str, ...]:
    if field.type == "unit":
        return vocabulary().unit_names[:7]
    return tuple(_words_by_code(field, lang).values())


def _words_by_code(field: FieldLayout, lang: str) -> dict[str, str]:
    if field.type == "fuel":
        return {code: names[lang] for code, names in vocabulary().names.items()}
    choices = "drivetrains" if field.type == "drivetrain" else field.choices
    if choices is None:
        return {}
    return {code: names[lang] for code, names in shared().offered[choices].items()}
