"""One vehicle: what its lists say row by row, what it ran on, and the clauses it meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from followup.domain.fleet import Conflict, Demand, Used
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.i18n.text import day, exact, number, period_label, t
from followup.services.vehicle import text as vehicle_text
from followup.services.vehicle import vehicles
from followup.ui import address, components, reads, tables, theme
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.report import parts as report_parts
from followup.ui.tables import Column
from followup.ui.vehicle import ran
from followup.ui.vehicle import reads as vehicle_reads

_LISTED: Final = (
    "status", "days", "level", "drive", "year", "registered", "class", "make", "contract", "place",
)  # fmt: skip
_SAID: Final = {"class": "category", "make": "make_model", "level": "level_raw",
                "drive": "drivetrain_raw", "year": "model_year",
                "registered": "first_registered"}  # fmt: skip
# The value behind each sort of disagreement.
_VALUE: Final[Mapping[Conflict, tuple[str, ...]]] = {
    "level": ("level_raw",), "drive": ("drivetrain_raw",), "class": ("category",),
    "year": ("model_year", "first_registered"),
}  # fmt: skip
_MOST_LINKS: Final = 6


def show(now: State, vehicle: str, lang: str) -> None:
    """Everything about one vehicle, in all contracts it was used in."""
    if st.button(t("page_vehicles.back", lang), icon=":material/arrow_back:", key="vehicle_back",
                 type="tertiary"):  # fmt: skip
        address.put(vehicle=None)
        st.rerun()
    uses = [one for one in vehicle_reads.used(now) if one.vehicle == vehicle]
    if not uses:
        components.empty_state(t("page_vehicles.not_there", lang, vehicle=escape(vehicle)))
        return
    rows = vehicle_reads.rows_of(now, vehicle)
    contracts = {c.number: c for c in reads.contracts(now)}
    st.header(escape(vehicle), anchor=False)
    _conflicts(uses, rows, lang)
    for one in uses:
        _use(now, one, contracts.get(one.contract), lang)
    st.caption(t("page_vehicles.can_not_runs", lang))
    _listed(vehicle, rows, lang)
    ran.show(now, vehicle, uses, lang)


def _conflicts(uses: Sequence[Used], rows: Sequence[Mapping[str, Any]], lang: str) -> None:
    """What does not agree, in sentences."""
    said = []
    for one in uses:
        known = one.listing
        drive = vehicle_text.drive_name(vehicles.drive_of(one), lang).lower()
        fuels = ", ".join(vehicle_text.fuel_name(fuel.fuel, lang) for fuel in one.fuels)
        for conflict in one.conflicts if known else ():
            values = _values(rows, _VALUE.get(conflict, ()), lang)
            words = {"values": values, "drive": drive, "fuels": fuels}
            said.append(t(f"page_vehicles.conflict.{conflict}", lang, **words))
    for sentence in dict.fromkeys(said):
        st.warning(escape(sentence), icon=theme.mark("conflict").icon)


def _values(rows: Sequence[Mapping[str, Any]], names: Sequence[str], lang: str) -> str:
    found = (_written(row[name], lang) for name in names for row in rows if row[name] is not None)
    return ", ".join(dict.fromkeys(found))


def _written(value: object, lang: str) -> str:
    return day(value, lang) if hasattr(value, "isoformat") else str(value)  # type: ignore[arg-type]


def _use(now: State, one: Used, contract: Contract | None, lang: str) -> None:
    """The vehicle in one contract."""
    with st.container(border=True, key=f"use-{one.contract}"):
        look = theme.mark(one.sign)
        title = f"{contract.title} ({contract.number})" if contract else one.contract
        with st.container(horizontal=True, vertical_alignment="center"):
            components.link(Place(escape(title), "contracts", {"contract": one.contract}))
            st.badge(vehicle_text.sign(one, lang), icon=look.icon, color=look.tone)
        lines = [
            (t("page_vehicles.column.class", lang),
             vehicle_text.class_name(vehicles.class_of(one), lang)),
            (t("page_vehicles.column.level", lang), vehicle_text.level(one, lang)),
            (t("page_vehicles.column.can", lang), vehicle_text.can_run_on(one, lang)),
            (t("page_vehicles.column.ran", lang), vehicle_text.ran_on(one, lang)),
            (t("page_vehicles.column.registered", lang), vehicle_text.registered(one, lang)),
            (t("page_vehicles.column.age", lang), vehicle_text.age(one, now.as_of, lang)),
            (t("page_vehicles.column.days", lang), vehicle_text.days(one, lang)),
        ]  # fmt: skip
        lines += _type_approval(one, lang)
        tables.pairs(lines, alt=t("page_vehicles.in_contract", lang, contract=title))
        if not one.demands:
            st.caption(t("page_vehicles.no_proof", lang))
        for demand in one.demands:
            _demand(now, one, demand, lang)
        query = {"only": one.contract}
        label = t("page_vehicles.fuel_reports", lang, contract=escape(title))
        components.link(Place(label, "reports", query), ":material/inventory_2:")


def _type_approval(one: Used, lang: str) -> list[tuple[str, str]]:
    """What the list says of the vehicle's approval, where it says anything."""
    known = one.listing
    if known is None:
        return []
    weight, grams = known.total_weight_kg, known.co2_g_km
    cycle = f" {known.co2_cycle}" if known.co2_cycle else ""
    said = (
        ("make", known.make_model),
        ("category_eu", known.eu_category),
        ("weight", None if weight is None else number(weight, lang)),
        ("co2", None if grams is None else f"{exact(grams, lang)}{cycle}"),
    )
    return [(t(f"page_vehicles.column.{name}", lang), words) for name, words in said if words]


def _demand(now: State, one: Used, demand: Demand, lang: str) -> None:
    """A clause on class or age with the way to its proof."""
    code = vehicle_text.verdict_code(demand)
    look = theme.mark(code)
    with st.container(horizontal=True, vertical_alignment="center"):
        words = vehicle_text.demand(demand, lang)
        st.badge(escape(words), icon=look.icon, color=look.tone)
        if latest := _latest(reads.assessments(now), demand.requirement):
            when = period_label(latest.period, lang)
            label = t("page_vehicles.proof", lang, title=escape(demand.title), period=when)
            query = {"contract": one.contract, "requirement": demand.requirement,
                     "period": str(latest.period)}  # fmt: skip
            components.link(Place(label, "compliance", query), ":material/rule:")


def _latest(found: Sequence[Assessment], requirement: str) -> Assessment | None:
    """The newest verdict that is due, or the newest of all."""
    own = [a for a in found if a.requirement == requirement]
    due = [a for a in own if a.verdict != "not_due"] or own
    return max(due, key=lambda a: a.period.end, default=None)


def _listed(vehicle: str, rows: Sequence[Mapping[str, Any]], lang: str) -> None:
    """Every row of a list that names it, the newest first; what differs is marked."""
    st.subheader(t("page_vehicles.listed", lang), anchor=False)
    if not rows:
        st.markdown(t("page_vehicles.listed_none", lang))
        return
    st.caption(t("page_vehicles.differs", lang))
    alt = t("page_vehicles.listed_alt", lang, vehicle=vehicle, count=number(len(rows), lang))
    lines = [_line(row, rows[0], lang) for row in rows]
    columns = [
        Column(n, t(f"page_vehicles.column.{n}", lang), "mark" if n == "status" else "text")
        for n in _LISTED if any(line[n] for line in lines)
    ]  # fmt: skip
    tables.plain_table(lines[: tables.TWIN_ROWS], columns, lang, alt=alt)
    links = {(row["contract"], row["reporter"], row["report_type"], row["list_start"],
              row["list_end"]): row["file_name"] for row in rows}  # fmt: skip
    for (contract, reporter, kind, start, end), file in list(links.items())[:_MOST_LINKS]:
        days = Period(start, end)
        words = {"file": escape(file), "period": period_label(days, lang)}
        label = t("page_vehicles.open_report", lang, **words)
        components.link(report_parts.place(label, contract, reporter, kind, days),
                        ":material/table:")  # fmt: skip


def _line(row: Mapping[str, Any], newest: Mapping[str, Any], lang: str) -> dict[str, object]:
    status = "in_force" if row["is_current"] else "superseded"
    word = "current" if row["is_current"] else "replaced"
    said: dict[str, object] = {
        "contract": row["contract"],
        "status": tables.Status(status, t(f"page_vehicles.{word}", lang)),
        "days": f"{day(row['period_start'], lang)} – {day(row['period_end'], lang)}",
        "place": f"{row['file_name']} · {row['sheet'] or ''}!{row['column']}{row['row']}",
    }
    for name, source in _SAID.items():
        value = row[source]
        words = "" if value is None else _written(value, lang)
        differs = value is not None and newest[source] not in (None, value)
        said[name] = f"≠ {words}" if differs else words
    return said
