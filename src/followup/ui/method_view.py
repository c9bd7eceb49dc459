"""The page on method and sources: how a verdict comes about, and every figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import streamlit as st

from followup.i18n.text import day, exact, has_text, number, percent, t
from followup.reference.catalogue import Catalogue, Row
from followup.reference.schema import Figure, GoalSeed
from followup.services import proof_text
from followup.ui import address, tables
from followup.ui.tables import Column, Status

STEPS: Final = ("limit", "rows", "amounts", "interval", "verdict", "coverage", "proof")
FUEL_SETS, GOALS = "fuel_sets", "goals"
Line = dict[str, object]


def steps(lang: str) -> None:
    """From a supplier's rows to a verdict, in plain words."""
    st.subheader(t("page_method.steps_title", lang), anchor=False)
    for place, code in enumerate(STEPS, start=1):
        st.markdown(f"{place}. {t(f'page_method.step.{code}', lang)}")


def figures(catalogue: Catalogue, lang: str) -> None:
    """Every figure of the catalogue, to search and to filter."""
    st.subheader(t("page_method.figures_title", lang), anchor=False)
    st.markdown(t("page_method.figures_text", lang))
    lines = list(lines_of(catalogue, lang))
    kinds = list(dict.fromkeys(str(line["table"]) for line in lines))
    statuses = list(dict.fromkeys(str(line["status_code"]) for line in lines))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = address.select(
            "table", t("page_method.table", lang), kinds, lang,
            lambda code: _table_name(code, lang),
        )  # fmt: skip
        status = address.select(
            "status", t("proof.column.status", lang), statuses, lang,
            lambda code: t(f"source_status.{code}", lang),
        )  # fmt: skip
        wanted = st.text_input(
            t("page_method.search", lang), key="method_search", icon=":material/search:"
        )
    found = [line for line in lines if _matches(line, table, status, wanted or "")]
    count, whole = number(len(found), lang), number(len(lines), lang)
    st.caption(t("page_method.count", lang, count=count, whole=whole))
    if found:
        tables.grid(
            found,
            _columns(lang),
            lang,
            key="method_figures",
            alt=t("page_method.alt", lang),
            twin_rows=len(found),
        )
    with st.expander(t("page_method.status_help", lang)):
        tables.pairs(
            [
                (t(f"source_status.{code}", lang), t(f"source_status.{code}_help", lang))
                for code in statuses
            ],
            alt=t("page_method.status_help", lang),
        )


def _table_name(code: str, lang: str) -> str:
    own = code in (FUEL_SETS, GOALS)
    return t(f"page_method.{code}", lang) if own else t(f"reference.table.{code}", lang)


def _columns(lang: str) -> list[Column]:
    names = (
        "subject", "part", "value", "unit", "status", "country", "valid", "known_from", "source",
        "where", "address", "note",
    )  # fmt: skip
    return [
        Column(
            name,
            t(f"page_method.column.{name}", lang),
            "status" if name == "status" else "text",
            pinned=name == "subject",
            width=170 if name == "subject" else None,
        )
        for name in names
    ]


def _matches(line: Line, table: str | None, status: str | None, wanted: str) -> bool:
    if table not in (None, line["table"]) or status not in (None, line["status_code"]):
        return False
    said = " ".join(str(value) for value in line.values()).casefold()
    return all(word in said for word in wanted.casefold().split())


def lines_of(catalogue: Catalogue, lang: str) -> Iterator[Line]:
    """The catalogue line by line, in words."""
    addresses = {s.id: s.address for s in catalogue.sources}
    areas = {a.code: a.name for a in catalogue.areas}
    for row in catalogue.rows():
        yield _figure_line(catalogue, row, areas, addresses, lang)
    for chosen in catalogue.fuel_sets:
        yield _line(
            catalogue, addresses, lang,
            table=FUEL_SETS, subject=t(chosen.label_key, lang), source=chosen.source,
            status=chosen.status, note=_note(chosen.note, lang),
            part=t("page_method.version", lang, number=chosen.version),
        )  # fmt: skip
    for goal in catalogue.goals:
        yield _goal_line(catalogue, goal, addresses, lang)


def _figure_line(
    catalogue: Catalogue, row: Row, areas: dict[str, str], addresses: dict[str, str], lang: str
) -> Line:
    figure = row.figure
    part = t(f"reference.part.{figure.part}", lang)
    if not row.is_used:
        part = f"{part} ({t('page_method.not_used', lang)})"
    return _line(
        catalogue, addresses, lang,
        table=row.table, subject=_subject(figure.subject, areas, lang), part=part,
        value=_value(figure, lang), unit=_unit(figure.unit, lang), country=figure.country,
        valid=_days(figure.valid_from, figure.valid_to, lang),
        known_from=day(figure.known_from, lang), where=figure.where.strip("-"),
        source=figure.source, status=figure.status, note=_note(figure.note, lang),
    )  # fmt: skip


def _goal_line(catalogue: Catalogue, goal: GoalSeed, addresses: dict[str, str], lang: str) -> Line:
    is_share = goal.unit == "share"
    value = "" if goal.target is None else (
        percent(goal.target, lang, 0) if is_share else exact(goal.target, lang))  # fmt: skip
    return _line(
        catalogue, addresses, lang,
        table=GOALS, subject=t(goal.title_key, lang), part=goal.owner,
        value=value or t("page_goals.no_target", lang),
        unit="" if is_share else _unit(goal.unit, lang),
        valid=t("page_method.by", lang, day=goal.target_date) if goal.target_date else "",
        source=goal.source, status=goal.status, note=t(goal.note_key, lang),
    )  # fmt: skip


def _line(
    catalogue: Catalogue, addresses: dict[str, str], lang: str, *, source: str, status: str,
    **texts: str,
) -> Line:  # fmt: skip
    return {
        **texts,
        "source": proof_text.source_title(catalogue, source, lang),
        "address": addresses.get(source, "").strip("-"),
        "status": Status(status, t(f"source_status.{status}", lang)),
        "status_code": status,
    }


def _subject(code: str, areas: dict[str, str], lang: str) -> str:
    for key in (f"fuel.{code}", f"reference.subject.{code}"):
        if has_text(key):
            return t(key, lang)
    return areas.get(code, code)


def _value(figure: Figure, lang: str) -> str:
    low, high = exact(figure.lowest, lang), exact(figure.highest, lang)
    return low if figure.lowest == figure.highest else f"{low}–{high}"


def _unit(unit: str, lang: str) -> str:
    if unit == "points":
        return t("unit.percentage_points", lang)
    key = f"unit.{unit.replace(' ', '')}"
    return t(key, lang) if has_text(key) else unit


def _days(first: date, last: date, lang: str) -> str:
    if last == date.max:
        return t("page_method.from", lang, day=first)
    return f"{day(first, lang)} – {day(last, lang)}"


def _note(code: str, lang: str) -> str:
    return t(f"reference.note.{code}", lang) if code else ""
