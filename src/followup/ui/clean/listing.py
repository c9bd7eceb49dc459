"""The vehicles behind the numbers: counted, unknown, and out with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from followup.domain.clean_vehicle import CLASSES, JudgedVehicle
from followup.i18n.text import number, t
from followup.services.clean import words
from followup.services.clean.delivered import is_clean
from followup.ui import address, components, tables
from followup.ui.reads import State
from followup.ui.tables import Column, Row, Status

SHOWN: Final = ("all", *CLASSES, "unknown", "out")
SIGNS: Final = {True: "met", False: "not_met", None: "not_assessable"}
# What is not clean and what must be completed stands before what is well.
WORST_FIRST: Final = (False, None, True)
ROWS_WHOLE: Final = 12
ROW_HEIGHT: Final = 62  # pixels; the grid breaks words into lines from 61 on
WIDTHS: Final = {
    "vehicle": 100, "clean": 110, "class": 110, "why": 290, "contract": 190, "awarded": 95,
    "category": 80, "drive": 110, "zero": 90, "origin": 190,
}  # fmt: skip


def show(own: Sequence[JudgedVehicle], now: State, lang: str) -> None:
    """The chosen part of an authority's vehicles in a period; a click opens one."""
    st.header(t("page_clean.vehicles", lang), anchor=False)
    parts = {code: [j for j in own if _belongs(j, code)] for code in SHOWN}
    shown = address.segments(
        "show", t("page_clean.show", lang), SHOWN, SHOWN[0],
        lambda code: f"{_label(code, lang)} {number(len(parts[code]), lang)}",
    )  # fmt: skip
    found = sorted(parts[shown], key=lambda j: WORST_FIRST.index(is_clean(j)))
    if not found:
        components.empty_state(t("page_clean.none_here", lang))
        return
    key = f"clean_list_{shown}_{now.version}"
    picked = tables.grid(
        [_row(j, lang) for j in found], _columns(lang), lang, key=key, pick=True,
        alt=t("page_clean.list_alt", lang, count=number(len(found), lang)),
        row_height=ROW_HEIGHT,
        height="content" if len(found) <= ROWS_WHOLE else ROWS_WHOLE * ROW_HEIGHT,
    )  # fmt: skip
    names = {name_of(j): j for j in found}
    chosen = st.selectbox(
        t("page_clean.open_one", lang), list(names), index=None,
        format_func=lambda name: f"{names[name].vehicle.vehicle_id} · {names[name].contract.title}",
        placeholder=t("app.choose", lang), key="clean_open",
    )  # fmt: skip
    name = name_of(found[picked.row]) if picked else chosen
    if name:
        st.session_state.pop(key, None)
        address.put(vehicle=name)
        st.rerun()


def name_of(judged: JudgedVehicle) -> str:
    """How a vehicle is told in the address: its contract and its own mark."""
    return f"{judged.vehicle.contract}|{judged.vehicle.vehicle_id}"


def _belongs(judged: JudgedVehicle, code: str) -> bool:
    if code == "all":
        return judged.state != "out"
    if code == "out":
        return judged.state == "out"
    if code == "unknown":
        return judged.state != "out" and (judged.state == "unknown" or is_clean(judged) is None)
    return judged.state != "out" and code in judged.classes


def _label(code: str, lang: str) -> str:
    known = code in CLASSES
    return t(f"clean_vehicle.class.{code}" if known else f"page_clean.show_{code}", lang)


def _row(judged: JudgedVehicle, lang: str) -> Row:
    vehicle = judged.vehicle
    sure = is_clean(judged) if judged.state == "in" else None
    text = words.clean_word(judged, lang) if judged.state == "in" else t(
        f"clean_vehicle.state.{judged.state}", lang)  # fmt: skip
    return {
        "vehicle": vehicle.vehicle_id,
        "clean": Status("exempt" if judged.state == "out" else SIGNS[sure], text),
        "class": words.class_word(judged, lang),
        "why": words.why(judged, lang),
        "contract": f"{judged.contract.title} ({judged.contract.number})",
        "awarded": judged.awarded,
        "category": " ".join(filter(None, (vehicle.eu_category, vehicle.bus_class))),
        "drive": t(f"drivetrain.{vehicle.drive}", lang) if vehicle.drive else "",
        "zero": words.zero_word(judged, lang),
        "origin": words.origin(judged, lang),
    }


def _columns(lang: str) -> Sequence[Column]:
    kinds = {"clean": "status", "awarded": "date"}
    return [
        Column(
            name, t(f"page_clean.column_{name}", lang), kinds.get(name, "text"),  # type: ignore[arg-type]
            pinned=name == "vehicle", width=width,
        )
        for name, width in WIDTHS.items()
    ]  # fmt: skip
