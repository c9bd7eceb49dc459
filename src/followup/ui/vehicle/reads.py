"""What the vehicles page reads, kept per state of the data."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from followup.domain.fleet import Used
from followup.domain.period import Period
from followup.services.vehicle import trend as fleet_trend
from followup.services.vehicle import vehicles
from followup.services.vehicle.trend import Year
from followup.ui import reads, resources
from followup.ui.reads import State


def used(now: State, days: Period = vehicles.ALWAYS) -> tuple[Used, ...]:
    """Every vehicle used on some of the days."""
    return _used(now.home, now.version, now.as_of, days.start, days.end)


def unnamed(now: State, days: Period = vehicles.ALWAYS) -> dict[str, int]:
    """How many fuel rows of some days name no vehicle, by contract."""
    return _unnamed(now.home, now.version, now.as_of, days.start, days.end)


def rows_of(now: State, vehicle: str) -> list[dict[str, Any]]:
    """Every row of a list that names a vehicle."""
    return _rows_of(now.home, now.version, now.as_of, vehicle)


def fuel_rows_of(now: State, vehicle: str) -> list[dict[str, Any]]:
    """Every fuel row that names a vehicle."""
    return _fuel_rows_of(now.home, now.version, now.as_of, vehicle)


def trend(now: State, contracts: tuple[str, ...]) -> tuple[Year, ...]:
    """The fleet of some contracts year by year."""
    return _trend(now.home, now.version, now.as_of, contracts)


@st.cache_resource(max_entries=8, show_spinner=False)
def _used(home: str, version: int, as_of: date, start: date, end: date) -> tuple[Used, ...]:
    contracts = reads.contracts(State(home, version, as_of, ""))
    return vehicles.used(resources.installation(), contracts, as_of, Period(start, end))


@st.cache_data(max_entries=8, show_spinner=False)
def _unnamed(home: str, version: int, as_of: date, start: date, end: date) -> dict[str, int]:
    del home, version
    return vehicles.unnamed(resources.installation(), as_of, Period(start, end))


@st.cache_data(max_entries=32, show_spinner=False)
def _rows_of(home: str, version: int, as_of: date, vehicle: str) -> list[dict[str, Any]]:
    del home, version
    return vehicles.rows_of(resources.installation(), vehicle, as_of)


@st.cache_data(max_entries=32, show_spinner=False)
def _fuel_rows_of(home: str, version: int, as_of: date, vehicle: str) -> list[dict[str, Any]]:
    del home, version
    return vehicles.fuel_rows_of(resources.installation(), vehicle, as_of)


@st.cache_resource(max_entries=16, show_spinner=False)
def _trend(home: str, version: int, as_of: date, contracts: tuple[str, ...]) -> tuple[Year, ...]:
    found = used(State(home, version, as_of, ""))
    stretches = fleet_trend.years(found, as_of)
    return fleet_trend.trend(resources.installation(), contracts, stretches, as_of)
