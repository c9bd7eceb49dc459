"""Small worlds made by chance: one contract, its clauses, reports, nil reports and dispens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import strategies as st

from followup.domain.parties import Reporter
from followup.domain.period import Period
from followup.domain.requirement import MEASURES, Requirement
from tests.oracle.naive import (
    CertificateRow,
    Dispens,
    Expected,
    Facts,
    FuelRow,
    Nil,
    Report,
    VehicleRow,
)
from tests.support import reference
from tests.support.facts import certificate_facts, fuel_facts, vehicle_facts
from tests.support.world import World, clause

NAMES = ("Påhittad Åkeri AB", "Påhittad Buss AB")
VEHICLES = (None, "ABC123", "DEF456", "GHI789")
PLACES, KIND = ("Depå", "Station"), "Rullstolsbuss"
CONTRACTS = (
    Period(date(2025, 1, 1), date(2025, 12, 31)),
    Period(date(2025, 2, 10), date(2026, 1, 20)),
)
AS_OF = (date(2025, 8, 20), date(2026, 2, 16), date(2026, 6, 30))
FIRST, LAST = date(2024, 12, 10), date(2026, 2, 10)
UNITS = {"biogas_100": "kg", "vehicle_gas": "kg", "electricity": "kWh", "electricity_green": "kWh"}
_numbers = count()
OLD = [
    m
    for m, s in MEASURES.items()
    if s.scale == "share"
    and s.sql
    in (
        "energy_share",
        "volume_share",
        "distance_share",
        "vehicle_share",
        "zero_emission_vehicle_share",
        "report_in_time",
    )
]


@dataclass(frozen=True)
class Made:
    """A contract's facts and clauses, and the day they are looked at."""

    number: str
    facts: Facts
    clauses: tuple[Requirement, ...]
    as_of: date


def _amounts() -> st.SearchStrategy[int | None]:
    usual = [st.integers(1, 200_000)] * 11
    return st.one_of(*usual, st.sampled_from([None, 0, -5_000, 1, 10**12]))


@st.composite
def spans(draw: Any, longest: int = 200) -> Period:
    start = draw(st.dates(FIRST, LAST))
    return Period(start, start + timedelta(days=draw(st.integers(0, longest))))


@st.composite
def fuel_rows(draw: Any) -> FuelRow:
    fuel = draw(st.sampled_from(["hvo100", "hvo100", *reference.FUELS, None]))
    usual = UNITS.get(fuel or "", "l")
    flag = draw(st.sampled_from([None] * 12 + ["duplicate", "questioned", "declared"]))
    return FuelRow(
        vehicle=draw(st.sampled_from(VEHICLES)),
        fuel=fuel,
        quantity=draw(_amounts()),
        unit=draw(st.sampled_from([usual] * 30 + [None, "Nm3", "kg"])),
        km=draw(_amounts()),
        days=draw(st.one_of(st.none(), spans(0), spans(60))),
        is_duplicate=flag == "duplicate",
        is_questioned=flag == "questioned",
        is_declared=flag == "declared",
        place=draw(st.sampled_from([None, *PLACES])),
    )


def vehicle_rows() -> st.SearchStrategy[VehicleRow]:
    drives = st.sampled_from([None, "electric", "electric", "hydrogen", "diesel", "plugin_hybrid"])
    seldom = st.sampled_from([False] * 6 + [True])
    kinds = st.sampled_from([None, KIND])
    return st.builds(VehicleRow, st.sampled_from(VEHICLES), drives, seldom, seldom, kinds)


@st.composite
def certificate_rows(draw: Any) -> CertificateRow:
    kind = draw(st.sampled_from(["green_gas", "green_gas", "mass_balance", "electricity_origin"]))
    units = ["kWh"] if kind == "electricity_origin" else ["kg", "kg", "kWh", "l"]
    return CertificateRow(
        kind=kind,
        number=draw(st.sampled_from([None, "1", "2", "3"])),
        quantity=draw(st.one_of(st.none(), *[st.integers(0, 200_000)] * 9)),
        unit=draw(st.sampled_from(units)),
        days=draw(st.one_of(st.none(), spans())),
        is_duplicate=draw(st.sampled_from([False] * 6 + [True])),
        is_questioned=draw(st.sampled_from([False] * 6 + [True])),
    )


@st.composite
def report_days(draw: Any) -> Period:
    """A month, a quarter, the year, or any days."""
    month = draw(st.integers(1, 12))
    kind = draw(st.sampled_from(["month", "half", "year", "year", "any"]))
    if kind == "any":
        return draw(spans())
    first, last = {"month": (month, month), "half": ((month - 1) // 6 * 6 + 1,) * 2}.get(
        kind, (1, 12)
    )
    if kind == "half":
        last = first + 5
    start = date(2025, first, 1)
    end = date(2026, 1, 31) if kind == "year" else date(2025 + last // 12, last % 12 + 1, 1)
    return Period(start, end if kind == "year" else end - timedelta(days=1))


@st.composite
def reports(draw: Any, index: int, kinds: list[str]) -> Report:
    kind = draw(st.sampled_from(["fuel", "fuel", "vehicles", "certificates"]))
    days = draw(report_days())
    each: dict[str, st.SearchStrategy[list[Any]]] = {
        "fuel": st.lists(fuel_rows(), max_size=5),
        "vehicles": st.lists(vehicle_rows(), max_size=4),
        "certificates": st.lists(certificate_rows(), max_size=3),
    }
    rows = draw(each[kind])
    received = days.end + timedelta(days=draw(st.sampled_from([1, 10, 20, 40])))
    earlier = [n for n, other in enumerate(kinds) if other == kind]
    replaces = draw(st.sampled_from([None, None, None, *earlier]))
    late = received + timedelta(days=draw(st.integers(0, 60)))
    kinds.append(kind)
    return Report(
        kind, draw(st.sampled_from(NAMES)), days, received, tuple(rows), replaces,
        draw(st.sampled_from([None] * 7 + [late])),
    )  # fmt: skip


@st.composite
def clauses(draw: Any, number: str, short: str, contract: Period) -> Requirement:
    measure = draw(st.sampled_from(OLD))
    limits = draw(
        st.lists(st.sampled_from(["0", "0.2", "0.5", "0.8", "1"]), min_size=1, max_size=2)
    )
    starts = ["1900-01-01", str(draw(st.dates(contract.start, contract.end)))]
    frequencies = ["month", "quarter", "half_year", "year", "contract_year", "contract"]
    sets = [None, "renewable", "renewable_outside_mandate", "el_biogas_hydrogen"]
    if MEASURES[measure].fuel_set == "fossil":
        sets = [None, "fossil"]
    return clause(
        measure, contract=number, short=short, steps=list(zip(starts, limits, strict=False)),
        assessment_period=draw(st.sampled_from([*frequencies, "rolling_12_months"])),
        fuel_set=draw(st.sampled_from(sets)),
        electricity=draw(st.sampled_from(["all", "origin_labelled", "unknown"])),
        coverage_floor=Decimal(draw(st.sampled_from(["0", "0", "0.5", "1"]))),
        vehicle_level=Decimal(draw(st.sampled_from(["0.1", "0.8", "1"]))),
        accepts_declared=draw(st.booleans()),
        accepts_green_gas=draw(st.booleans()),
        accepts_mass_balance=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def dispenses(draw: Any, number: str) -> Dispens:
    days = draw(spans())
    decided = draw(st.dates(date(2025, 1, 1), date(2026, 4, 1)))
    named = st.lists(st.sampled_from(VEHICLES[1:]), max_size=2, unique=True)
    end = days.start + timedelta(days=draw(st.integers(0, 60)))
    revoked = (min(end, days.end), decided + timedelta(days=draw(st.integers(1, 200))))
    return Dispens(
        days=days,
        decided=decided,
        vehicles=tuple(draw(st.one_of(st.just([]), named))),
        fuel=draw(st.sampled_from([None, None, "hvo100", "diesel_mk1"])),
        requirement=draw(st.sampled_from([None, f"{number}/K1", f"{number}/K2"])),
        category=draw(st.sampled_from([None, None, KIND])),
        place=draw(st.sampled_from([None, None, *PLACES])),
        state=draw(st.sampled_from(["granted"] * 6 + ["pending", "refused"])),
        ends=draw(st.sampled_from([None, None, revoked])),
    )


@st.composite
def worlds(draw: Any) -> Made:
    """A contract with two clauses and whatever was reported under it."""
    number = f"T{next(_numbers):06}"
    contract = draw(st.sampled_from(CONTRACTS))
    frequencies = st.sampled_from(["month", "quarter", "half_year", "year"])
    due = st.sampled_from([0, 15, 45])
    expected = [
        Expected(NAMES[0], kind, draw(frequencies), draw(due)) for kind in ("fuel", "vehicles")
    ]
    if draw(st.booleans()):
        expected.append(Expected(NAMES[1], "fuel", draw(frequencies), draw(due)))
    kinds: list[str] = []
    sent = tuple(draw(reports(i, kinds)) for i in range(draw(st.sampled_from([3, 2, 1, 4, 0]))))
    nils = draw(st.lists(st.builds(
        Nil, st.sampled_from(NAMES), report_days(), st.dates(date(2025, 2, 1), date(2026, 3, 1))
    ), max_size=1))  # fmt: skip
    away = draw(st.lists(dispenses(number), max_size=2))
    facts = Facts(contract, tuple(expected), sent, tuple(nils), tuple(away))
    made = tuple(draw(clauses(number, short, contract)) for short in ("K1", "K2"))
    return Made(number, facts, made, draw(st.sampled_from(AS_OF)))


# Into the database


def fill(world: World, made: Made) -> None:
    """Store a world, act by act."""
    facts = made.facts
    who = tuple(
        Reporter(e.reporter, e.kind, e.frequency, e.due_days)  # type: ignore[arg-type]
        for e in facts.expected
    )
    world.sign(*made.clauses, days=_written(facts.days), reporters=who)
    names: list[str] = []
    for report in facts.reports:
        replaced = () if report.replaces is None else (names[report.replaces],)
        names.append(world.submit(
            _written(report.days), report.kind, _facts_of(report, made.number),
            reporter=report.reporter, received=str(report.received), replaces=replaced,
            contract=made.number,
        ))  # fmt: skip
    for name, report in zip(names, facts.reports, strict=True):
        if report.withdrawn:
            world.withdraw(name, str(report.withdrawn))
    for nil in facts.nils:
        world.nil(
            _written(nil.days), str(nil.received), reporter=nil.reporter, contract=made.number
        )
    for number, away in enumerate(facts.dispenses):
        _give(world, made.number, f"{made.number}-{number}", away)


def _give(world: World, contract: str, name: str, away: Dispens) -> None:
    """A word on a dispens, and a second one where it was shortened or revoked."""
    words: dict[str, Any] = {
        "vehicles": away.vehicles, "fuel": away.fuel, "requirement": away.requirement,
        "contract": contract, "categories": (away.category,) if away.category else (),
        "place": away.place, "identifier": name,
    }  # fmt: skip
    world.dispens(_written(away.days), str(away.decided), state=away.state, **words)
    if away.state == "granted" and away.ends is not None:
        first, known = away.ends
        last = first - timedelta(days=1)
        is_gone = last < away.days.start
        days = away.days if is_gone else Period(away.days.start, last)
        world.dispens(
            _written(days), str(away.decided), known_from=known,
            state="revoked" if is_gone else "granted", **words,
        )  # fmt: skip


def _written(days: Period) -> str:
    return f"{days.start}..{days.end}"


def _facts_of(report: Report, contract: str) -> dict[str, Any]:
    """The facts of a report; numbers of certificates are those of its contract alone."""
    if report.kind == "fuel":
        return {"fuel_delivery": fuel_facts(_fuel_table(report.rows))}
    if report.kind == "vehicles":
        return {"vehicle": vehicle_facts(_vehicle_table(report.rows))}
    return {"certificate": certificate_facts(_certificate_table(report.rows, contract))}


def _certificate_table(rows: tuple[Any, ...], contract: str) -> str:
    lines = ["kind | number | quantity | unit | from | to | flags"]
    for r in rows:
        days = (r.days.start, r.days.end) if r.days else (None, None)
        flags = "+".join(n for n in ("duplicate", "questioned") if getattr(r, f"is_{n}"))
        number = f"{contract}-{r.number}" if r.number else None
        cells = (r.kind, number, _number(r.quantity), r.unit, *days, flags)
        lines.append(" | ".join("" if cell is None else str(cell) for cell in cells))
    return "\n".join(lines)


def _fuel_table(rows: tuple[Any, ...]) -> str:
    lines = ["vehicle | fuel | quantity | unit | km | from | to | place | flags"]
    for r in rows:
        days = (r.days.start, r.days.end) if r.days else (None, None)
        flags = [n for n in ("duplicate", "questioned", "declared") if getattr(r, f"is_{n}")]
        cells = (
            r.vehicle,
            r.fuel,
            _number(r.quantity),
            r.unit,
            _number(r.km),
            *days,
            r.place,
            "+".join(flags),
        )
        lines.append(" | ".join("" if cell is None else str(cell) for cell in cells))
    return "\n".join(lines)


def _vehicle_table(rows: tuple[Any, ...]) -> str:
    lines = ["vehicle | drive | class | flags"]
    for r in rows:
        flags = [n for n in ("duplicate", "questioned") if getattr(r, f"is_{n}")]
        lines.append(
            f"{r.vehicle or ''} | {r.drive or ''} | {r.category or ''} | {'+'.join(flags)}"
        )
    return "\n".join(lines)


def _number(thousandths: int | None) -> str | None:
    return None if thousandths is None else str(Decimal(thousandths) / 1000)
