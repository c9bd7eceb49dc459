"""The list of vehicles: what needs a look first, behind filters that stand in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from followup.domain.fleet import SIGNS, Used
from followup.domain.parties import Contract
from followup.domain.period import Period
from followup.i18n.text import number, t
from followup.services.vehicle import text as vehicle_text
from followup.services.vehicle import trend as fleet_trend
from followup.services.vehicle import vehicles
from followup.services.vehicle.vehicles import Filters
from followup.ui import address, components, reads, tables, theme
from followup.ui.components import Place, escape
from followup.ui.reads import State
from followup.ui.tables import Column, Picked, Row, Status
from followup.ui.vehicle import reads as vehicle_reads
from followup.ui.vehicle import trend
from followup.ui.vehicle.filters import whose

FIRST_ROWS: Final = 100
VIEWS: Final = ("list", "time")
# Words of these columns need their room; a grid breaks no words below this height.
ROW_HEIGHT: Final = 62
_WIDTHS: Final = {"ran": "medium", "demands": "medium", "contract": "medium", "can": 130}


def show(now: State, lang: str) -> None:
    """Everything below the title."""
    everything = vehicle_reads.used(now)
    if not everything:
        step = Place(t("page_vehicles.to_upload", lang), "upload")
        components.empty_state(t("page_vehicles.none", lang), step)
        return
    contracts = reads.contracts(now)
    view = address.segments(
        "view", t("page_vehicles.view", lang), VIEWS, "list",
        lambda name: t(f"page_vehicles.view_{name}", lang),
    )  # fmt: skip
    if view == "time":
        trend.show(now, contracts, lang)
        return
    wanted, year = _filters(contracts, everything, now.as_of, lang)
    days = vehicles.ALWAYS if year is None else Period(date(year, 1, 1), date(year, 12, 31))
    found = vehicles.chosen(vehicle_reads.used(now, days), contracts, wanted)
    _list(now, contracts, found, lang)
    if year is not None:
        st.caption(t("page_vehicles.whole_rows", lang))
    _unnamed(now, contracts, wanted, days, lang)


def _filters(
    contracts: Sequence[Contract], everything: Sequence[Used], as_of: date, lang: str
) -> tuple[Filters, int | None]:
    used = {one.contract for one in everything}
    classes = sorted({vehicles.class_of(one) for one in everything})
    drives = sorted({vehicles.drive_of(one) for one in everything})
    years = [str(p.start.year) for p in reversed(fleet_trend.years(everything, as_of))]
    with st.container(horizontal=True, key="vehicle_filters"):
        only, buyer = whose([c for c in contracts if c.number in used], lang)
        kind = address.select("class", t("page_vehicles.class_filter", lang), classes, lang,
                              lambda code: vehicle_text.class_name(code, lang))  # fmt: skip
        drive = address.select("drive", t("page_vehicles.drive_filter", lang), drives, lang,
                               lambda code: vehicle_text.drive_name(code, lang))  # fmt: skip
        year = address.select("year", t("page_vehicles.year", lang), years, lang)
        words = address.text("find", t("page_vehicles.search", lang),
                             t("page_vehicles.search_hint", lang))  # fmt: skip
    filters = Filters(only, buyer, kind, drive, None, words or None)
    return filters, int(year) if year else None


def _list(now: State, contracts: Sequence[Contract], found: Sequence[Used], lang: str) -> None:
    if len(found) == 1:
        st.header(t("page_vehicles.count_one", lang), anchor=False)
    else:
        counts = {"count": number(len(found), lang),
                  "contracts": number(len({one.contract for one in found}), lang)}  # fmt: skip
        st.header(t("page_vehicles.count", lang, **counts), anchor=False)
    st.caption(t("page_vehicles.base", lang, day=now.as_of))
    sign = _signs(found, lang)
    shown = [one for one in found if sign in (None, one.sign)]
    if not shown:
        components.empty_state(t("page_vehicles.nothing_matches", lang))
        return
    st.caption(t(f"page_vehicles.meaning.{sign}" if sign else "page_vehicles.open_help", lang))
    picked = _grid(shown, contracts, now.as_of, lang)
    st.download_button(
        t("page_vehicles.download", lang, count=number(len(shown), lang)),
        data=lambda: vehicle_text.workbook(shown, contracts, now.as_of, lang),
        file_name=t("page_vehicles.download_file", lang, day=now.as_of),
        mime=components.XLSX, key="vehicles_download", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip
    if picked is not None:
        _open(shown[picked.row], lang)


def _open(one: Used, lang: str) -> None:
    """The page of a vehicle; for one without registration, where its row stands."""
    if one.vehicle:
        address.put(vehicle=one.vehicle)
        st.rerun()
    if one.listing is not None:
        row = {"row": number(one.listing.row, lang), "sheet": one.listing.sheet or ""}
        st.caption(escape(t("page_vehicles.no_plate_row", lang, **row)))
        label = t("page_vehicles.fuel_reports", lang, contract=escape(one.contract))
        components.link(Place(label, "reports", {"only": one.contract}), ":material/inventory_2:")


def _unnamed(
    now: State, contracts: Sequence[Contract], wanted: Filters, days: Period, lang: str
) -> None:
    """How many fuel rows name no vehicle: what they fuelled is not in the list."""
    bought = None if wanted.buyer is None else vehicles.of_buyer(contracts, wanted.buyer)
    rows = {
        number_: count
        for number_, count in vehicle_reads.unnamed(now, days).items()
        if wanted.contract in (None, number_) and (bought is None or number_ in bought)
    }
    if rows:
        counts = {"count": number(sum(rows.values()), lang), "contracts": number(len(rows), lang)}
        st.caption(t("page_vehicles.unnamed", lang, **counts))


def _signs(found: Sequence[Used], lang: str) -> str | None:
    """One count per reason to look, which filters."""
    counted = Counter(one.sign for one in found)
    with st.container(horizontal=True, key="vehicle_signs"):
        return address.pills(
            "sign", t("page_vehicles.column.sign", lang),
            [s for s in SIGNS if counted[s] or s == address.get("sign")],
            lambda s: (
                f"{theme.mark(s).sign} {t(f'page_vehicles.sign.{s}', lang)} "
                f"**{number(counted[s], lang)}**"  # type: ignore[index]
            ),
        )  # fmt: skip


def _grid(
    shown: Sequence[Used], contracts: Sequence[Contract], as_of: date, lang: str
) -> Picked | None:
    most = int(st.session_state.get("vehicles_shown", FIRST_ROWS))
    titles = {c.number: f"{c.title} ({c.number})" for c in contracts}
    rows = [_row(one, titles, as_of, lang) for one in shown[:most]]
    columns = [
        Column(name, t(f"page_vehicles.column.{name}", lang),
               "status" if name == "sign" else "text", pinned=name == "vehicle",
               width=_WIDTHS.get(name))  # type: ignore[arg-type]
        for name in vehicle_text.COLUMNS
    ]  # fmt: skip
    picked = tables.grid(
        rows, columns, lang, key="vehicle_grid", pick=True, row_height=ROW_HEIGHT,
        alt=t("page_vehicles.alt", lang, count=number(len(shown), lang)),
        height=min(len(rows), 9) * ROW_HEIGHT + 40,
    )  # fmt: skip
    if len(shown) > most:
        more = number(min(FIRST_ROWS, len(shown) - most), lang)
        if st.button(t("page_vehicles.more", lang, count=more), key="vehicles_more"):
            st.session_state["vehicles_shown"] = most + FIRST_ROWS
            st.rerun()
    return picked


def _row(one: Used, titles: dict[str, str], as_of: date, lang: str) -> Row:
    return {
        "sign": Status(one.sign, vehicle_text.sign(one, lang)),
        "vehicle": vehicle_text.vehicle(one, lang),
        "contract": titles.get(one.contract, one.contract),
        "class": vehicle_text.class_name(vehicles.class_of(one), lang),
        "level": vehicle_text.level(one, lang),
        "can": vehicle_text.can_run_on(one, lang),
        "ran": vehicle_text.ran_on(one, lang),
        "registered": vehicle_text.registered(one, lang),
        "age": vehicle_text.age(one, as_of, lang),
        "days": vehicle_text.days(one, lang),
        "demands": "; ".join(vehicle_text.demand(each, lang) for each in one.demands),
    }
