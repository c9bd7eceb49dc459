"""What a source is called wherever a figure from it is shown."""

from __future__ import annotations

from followup.i18n.text import has_text, t
from followup.reference import own
from followup.reference.catalogue import Catalogue
from followup.reference.schema import Source


def source_title(catalogue: Catalogue, source: str | None, lang: str) -> str:
    """Publisher, title and year of a source; empty where a figure has none."""
    if source is None:
        return ""
    if own.is_own(source):
        said = next((_said(s) for s in catalogue.sources if s.id == source), "")
        return t("factors.own_source", lang, source=said)
    if has_text(f"reference.source.{source}"):
        return t(f"reference.source.{source}", lang)
    for known in catalogue.sources:
        if known.id == source:
            return _said(known)
    return source


def _said(source: Source) -> str:
    return ", ".join(part for part in (source.publisher, source.title, source.year) if part)
