"""What one fuel's verdicts rest on: every value with its days, source and status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import streamlit as st

from followup.i18n.text import day, exact, t
from followup.reference.tables import COUNTRIES
from followup.services.factors import in_force
from followup.services.factors.in_force import InForce
from followup.services.method.lines import table_name, unit_words
from followup.services.proof import text as proof_text
from followup.ui import address, reads, resources, tables
from followup.ui.reads import State
from followup.ui.tables import Column, Row, Status


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fuel and country that the page is about."""

    fuel: str
    country: str


def choose(now: State, lang: str) -> Chosen:
    """Which fuel in which country; first the one that most rows of reports are about."""
    reported = _reported(now.home, now.version, now.as_of)
    catalogue = resources.installation().catalogue
    used = list(dict.fromkeys(fuel for fuel, _ in reported))
    codes = [*used, *(f.code for f in catalogue.fuels if f.code not in used)]
    left, right = st.columns([3, 1])
    with left:
        fuel = _select("fuel", codes, lambda code: t(f"fuel.{code}", lang), lang)
    first = next((country for code, country in reported if code == fuel), COUNTRIES[0])
    countries = [first, *(c for c in COUNTRIES if c != first)]
    with right:
        country = _select("country", countries, lambda c: t(f"factors.in_{c}", lang), lang)
    return Chosen(fuel, country)


def _select(name: str, options: list[str], written: Callable[[str], str], lang: str) -> str:
    asked = address.get(name)
    key = f"factors_{name}"
    st.session_state[key] = asked if asked in options else options[0]
    return str(
        st.selectbox(
            t(f"factors.{name}", lang), options, format_func=written, key=key,
            on_change=_take, args=(name, key),
        )
    )  # fmt: skip


def _take(name: str, key: str) -> None:
    address.put(**{name: str(st.session_state[key])})


def show(now: State, chosen: Chosen, lang: str) -> None:
    """The values of the chosen fuel, one a row, since the first day any verdict is about."""
    own = resources.installation()
    since = in_force.since(reads.contracts(now), now.as_of)
    found = in_force.values(own.catalogue, chosen.fuel, chosen.country, since, now.as_of)
    columns = [
        Column(name, t(f"factors.column_{name}", lang), "mark" if name == "status" else "text")
        for name in ("what", "value", "days", "status", "source")
    ]  # fmt: skip
    words = {"fuel": t(f"fuel.{chosen.fuel}", lang), "since": since, "day": now.as_of}
    st.header(t("factors.values", lang), anchor=False)
    st.caption(t("factors.values_help", lang, **words))
    rows = [_row(value, lang) for value in found]
    alt = t("factors.values_alt", lang, fuel=words["fuel"], count=len(rows))
    with st.container(key="factor_values"):
        tables.plain_table(rows, columns, lang, alt=alt)


def _row(value: InForce, lang: str) -> Row:
    reading, catalogue = value.reading, resources.installation().catalogue
    what = table_name(value.kind, lang)
    if value.kind == "ghg_factor":
        what = f"{what}: {t(f'factor_set.{value.part}', lang)}"
    return {
        "what": what,
        "value": _amount(value, lang),
        "days": days(value, lang),
        "status": Status(reading.status, t(f"source_status.{reading.status}", lang)),
        "source": proof_text.source_title(catalogue, reading.source, lang)
        if reading.status != "missing" else "",
    }  # fmt: skip


def _amount(value: InForce, lang: str) -> str:
    low, high = value.reading.low, value.reading.high
    if value.reading.status == "missing" or low is None or high is None:
        return t("factors.missing", lang)
    return amount(low, high, value.unit, lang)


def amount(low: Decimal, high: Decimal, unit: str, lang: str) -> str:
    """One value or an interval, with its unit; a share in per cent."""
    ends = [exact(end * 100 if unit == "share" else end, lang) for end in (low, high)]
    value = ends[0] if ends[0] == ends[1] else "–".join(ends)
    if unit == "share":
        return t("unit.percent", lang, value=value)
    return f"{value} {unit_words(unit, lang)}"


def days(value: InForce, lang: str) -> str:
    """The days it holds, in words."""
    first, last = value.first_day, value.last_day
    if first is None:
        return t("factors.all_days", lang) if last is None else t("factors.until", lang, day=last)
    if last is None:
        return t("page_method.from", lang, day=first)
    return f"{day(first, lang)} – {day(last, lang)}"


@st.cache_data(max_entries=4, show_spinner=False)
def _reported(home: str, version: int, as_of: date) -> list[tuple[str, str]]:
    del home, version
    return in_force.reported(resources.installation(), as_of)
