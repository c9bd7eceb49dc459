"""Words for what the reader calls things: fields, kinds of report, and who said what before."""

from __future__ import annotations

from followup.i18n.text import has_text, t
from followup.ingest.draft import ColumnMapping
from followup.services.installation import Actor
from followup.storage.decisions import Said
from followup.ui.components import escape

# A column read with less confidence than this is for a person to look at.
SURE = 0.9
LIKELY = 0.7


def type_name(code: str, lang: str) -> str:
    """A report type in words."""
    return t(f"report_type.{code}", lang) if has_text(f"report_type.{code}") else code


def field_name(code: str, lang: str) -> str:
    """One of our fields in words."""
    return t(f"field.{code}", lang) if has_text(f"field.{code}") else code


def sheet_name(sheet: str | None, lang: str) -> str:
    """A sheet's name; a text file has none."""
    return sheet or t("page_upload.text_file", lang)


def sureness(mapping: ColumnMapping, lang: str) -> str:
    """How sure the reading of a column is, in one word."""
    if mapping.how in ("answered", "remembered"):
        return t(f"page_upload.sure_{mapping.how}", lang)
    if mapping.confidence >= SURE:
        return t("page_upload.sure_yes", lang)
    if mapping.confidence >= LIKELY:
        return t("page_upload.sure_likely", lang)
    return t("page_upload.sure_guess", lang)


def from_before(said: Said, lang: str) -> str:
    """That an answer comes from an earlier file, when it was given and by whom."""
    name = escape(Actor.of(said.actor).name)
    return t("page_upload.from_before", lang, day=said.at.date(), name=name)
