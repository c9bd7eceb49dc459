"""The fleet over time: Euro class, drive and age by year, and the zero-emission part by kind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

import streamlit as st

from followup.domain.parties import Contract
from followup.i18n.text import number, percent_range, t
from followup.services.vehicle import text as vehicle_text
from followup.services.vehicle.trend import CLASSES, GROUPS, KINDS, UNKNOWN, Year, ZeroEmission
from followup.services.vehicle.vehicles import of_buyer
from followup.ui import charts, components
from followup.ui.reads import State
from followup.ui.tables import Column, Row
from followup.ui.vehicle import figure
from followup.ui.vehicle import reads as vehicle_reads
from followup.ui.vehicle.filters import whose

ROMAN: Final = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII"}


def show(now: State, contracts: Sequence[Contract], lang: str) -> None:
    """The charts of the contracts that the filters choose."""
    everything = vehicle_reads.used(now)
    named = {one.contract for one in everything}
    with st.container(horizontal=True, key="fleet_filters"):
        only, buyer = whose([c for c in contracts if c.number in named], lang)
    bought = None if buyer is None else of_buyer(contracts, buyer)
    chosen = tuple(sorted(
        c.number for c in contracts
        if only in (None, c.number) and (bought is None or c.number in bought)
    ))  # fmt: skip
    years = vehicle_reads.trend(now, chosen)
    if not years:
        components.empty_state(t("page_vehicles.time.none", lang))
        return
    listed = {one.contract for one in everything if one.listing is not None}
    st.caption(t("page_vehicles.time.intro", lang))
    counts = {"listed": number(len(listed & {*chosen}), lang), "count": number(len(chosen), lang)}
    st.caption(t("page_vehicles.time.coverage", lang, **counts))
    left, right = st.columns(2, gap="medium")
    for kind, place in zip(KINDS, (left, right, left), strict=True):
        with place:
            _groups(years, kind, lang)
    with right:
        _zero(years, lang)


def _name(kind: str, lang: str, code: str) -> str:
    if code == UNKNOWN:
        return t("page_vehicles.time.unknown", lang)
    if kind == "drive":
        return vehicle_text.drive_name(code, lang)
    if kind == "age":
        return t(f"page_vehicles.time.age_{code}", lang)
    if code in ROMAN:
        return t("page_vehicles.time.level_n", lang, arabic=code, roman=ROMAN[code])
    return t("page_vehicles.time.no_exhaust", lang)


def _groups(years: Sequence[Year], kind: str, lang: str) -> None:
    """One chart with its table twin."""
    title, name = t(f"page_vehicles.time.{kind}", lang), partial(_name, kind, lang)
    used = [code for code in GROUPS[kind] if any(year.groups[kind][code] for year in years)]
    columns = [Column("year", t("page_vehicles.time.year", lang)),
               Column("count", t("page_vehicles.time.vehicles", lang)),
               *(Column(f"group_{code}", name(code)) for code in used)]  # fmt: skip
    rows: list[Row] = [
        {"year": str(year.period), "count": number(year.count, lang)}
        | {f"group_{code}": number(year.groups[kind][code], lang) for code in used}
        for year in years
    ]
    finding = _finding(years[-1], kind, title, lang)
    st.header(title, anchor=False)
    st.caption(finding)
    charts.show(
        figure.groups_figure(years, kind, name, lang), lang, key=f"fleet_{kind}", alt=finding,
        rows=rows, columns=columns,
    )  # fmt: skip


def _finding(year: Year, kind: str, title: str, lang: str) -> str:
    """The largest known group of the latest year, and how many nobody knows."""
    groups = year.groups[kind]
    words = {"period": str(year.period), "count": number(year.count, lang)}
    known = [(groups[code], code) for code in GROUPS[kind] if code != UNKNOWN and groups[code]]
    if not known:
        return t("page_vehicles.time.alt_unknown", lang, title=title, **words)
    most, code = max(known)
    return t(
        "page_vehicles.time.alt", lang, name=_name(kind, lang, code), part=number(most, lang),
        unknown=number(groups[UNKNOWN], lang), **words,
    )  # fmt: skip


def _zero(years: Sequence[Year], lang: str) -> None:
    """The latest year's zero-emission part by kind; the table has every year."""
    latest = years[-1]
    name = partial(vehicle_text.class_name, lang=lang)
    words = [t(f"page_vehicles.time.{w}", lang) for w in ("zero_yes", "unknown", "zero_no")]
    labels = ("year", "vehicles", "share", "zero_yes", "zero_no", "unknown")
    columns = [Column("class", t("page_vehicles.column.class", lang)),
               *(Column(label, t(f"page_vehicles.time.{label}", lang))
                 for label in labels)]  # fmt: skip
    rows: list[Row] = [
        {"class": name(kind), "year": str(year.period), "vehicles": number(part.count, lang),
         "share": _share(part, lang), "zero_yes": number(part.zero, lang),
         "zero_no": number(part.other, lang), "unknown": number(part.unknown, lang)}
        for kind in CLASSES for year in years if (part := year.zero.get(kind))
    ]  # fmt: skip
    said = ", ".join(
        t("page_vehicles.time.zero_part", lang, name=name(kind), share=_share(part, lang),
          count=number(part.count, lang))
        for kind in CLASSES if (part := latest.zero.get(kind))
    )  # fmt: skip
    finding = t("page_vehicles.time.alt_zero", lang, period=str(latest.period), parts=said)
    st.header(t("page_vehicles.time.zero", lang, period=str(latest.period)), anchor=False)
    st.caption(finding)
    charts.show(
        figure.zero_figure(latest.zero, name, words, lang), lang, key="fleet_zero",
        alt=finding, rows=rows, columns=columns,
    )  # fmt: skip


def _share(part: ZeroEmission, lang: str) -> str:
    """From what is known to be without exhaust, to that and all that nobody knows."""
    low, high = (Decimal(n) / part.count for n in (part.zero, part.zero + part.unknown))
    return percent_range(low, high, lang, 0)
