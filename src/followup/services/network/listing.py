"""Entries of a kind as rows of a table, and as a workbook to take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from followup.domain.network import KINDS, Entry, FieldSpec, Kind
from followup.i18n.text import day, join, t
from followup.render.list_workbook import write_list
from followup.render.rows_of import Cell


def words(entry: Entry, spec: FieldSpec, lang: str) -> str:
    """A field in words: codes by their name, days as they are written."""
    if spec.kind == "day":
        found = entry.date_of(spec.name)
        return "" if found is None else day(found, lang)
    if spec.kind in ("choice", "choices"):
        return join((option(spec, code, lang) for code in entry.codes(spec.name)), lang)
    return entry.of(spec.name)


def option(spec: FieldSpec, code: str, lang: str) -> str:
    """The name of a code that a field may hold."""
    return t(f"network.{spec.words}.{code}", lang)


def label(kind: Kind, name: str, lang: str) -> str:
    """What a field is called."""
    return t(f"network.field.{kind}.{name}", lang)


def lines(entry: Entry, lang: str) -> list[tuple[str, str]]:
    """An entry as labels and words, without what says nothing."""
    first = [(t("network.column.organisation", lang), entry.organisation),
             (t(f"network.day.{entry.kind}", lang), day(entry.day, lang))]  # fmt: skip
    about = [(t("network.column.contract", lang), entry.requirement or entry.contract or "")]
    own = [(label(entry.kind, f.name, lang), words(entry, f, lang))
           for f in KINDS[entry.kind].fields]  # fmt: skip
    return [pair for pair in (*first, *about, *own) if pair[1]]


def workbook(kind: Kind, entries: Sequence[Entry], as_of: date, lang: str) -> bytes:
    """Every entry of a kind with all its fields."""
    spec = KINDS[kind]
    headings = [
        t("network.column.name", lang), t("network.column.organisation", lang),
        t(f"network.day.{kind}", lang), t("network.column.contract", lang),
        *(label(kind, f.name, lang) for f in spec.fields),
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (e.identifier, e.organisation, e.day, e.requirement or e.contract or "",
         *(words(e, f, lang) for f in spec.fields))
        for e in entries
    ]  # fmt: skip
    title = t(f"network.kind.{kind}", lang)
    return write_list(title, t("network.listed", lang, what=title, day=as_of), headings, rows)


def file_name(kind: Kind, as_of: date, lang: str) -> str:
    """``marknadsdialog_2026-02-16.xlsx``."""
    return f"{t(f'network.file.{kind}', lang)}_{as_of.isoformat()}.xlsx"
