"""What assessing costs: an organisation of 700 contracts over 60 months with 5 requirements each.

    python benchmarks/compliance.py [--contracts 700] [--months 60] [--runs 5]

Every contract is reported each month and judged each month on five clauses. Prints, beside the
rerun of an empty page measured in the same run:
- the first visit of the compliance page, on which every verdict is measured and assessed;
- a rerun of its matrix, for the whole and for one organisation of ten contracts.

Only the ratios mean something; seconds are of processor time and belong to the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

import pyarrow as pa

from followup.domain.parties import Buyer, Contract, Reporter
from followup.domain.period import Period, calendar_period, tile
from followup.domain.requirement import MEASURES, Requirement
from followup.domain.timeline import Step, Timeline
from followup.services import compliance, installation
from followup.services.installation import Installation
from followup.settings import from_environment
from followup.storage import acts, contracts
from followup.storage.acts import Act, Cursor
from followup.storage.frames import STORE, append_table

ROOT = Path(__file__).resolve().parents[1]
FIRST = date(2021, 1, 1)
STORED = datetime.fromisoformat("2026-11-22T12:00:00")
AS_OF = date(2026, 11, 22)
ASKED = (
    ("renewable_energy_share", "0.5"),
    ("zero_emission_energy_share", "0.1"),
    ("renewable_volume_share", "0.5"),
    ("renewable_distance_share", "0.5"),
    ("report_in_time", "1"),
)
# Fuel and amount of each row of a month's report, each of a vehicle of its own.
ROWS = (("hvo100", 900), ("diesel_mk1", 400), ("electricity", 700), ("biogas_100", 50))
UNITS = {"biogas_100": "kg", "electricity": "kWh"}
OF_ONE = 10  # contracts of one organisation


def main() -> None:
    """Fill a folder, visit, and tell."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with installation.opened(from_environment({"FOLLOWUP_HOME": str(home)})) as opened:
            seconds = _cpu(lambda: _fill(opened, asked.contracts, asked.months))
            print(f"{asked.contracts} contracts x {asked.months} months x {len(ASKED)} "
                  f"requirements, filled in {seconds:.1f} s")  # fmt: skip
            seconds, found = _timed(lambda: compliance.assessments(opened, AS_OF))
            print(f"{len(found)} verdicts assessed in {seconds:.1f} s "
                  f"({1e6 * seconds / len(found):.0f} microseconds each)")  # fmt: skip
            del found
        _visit(Path(folder) / "empty", home, asked.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What assessing costs")
    parser.add_argument("--contracts", type=int, default=700)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def _fill(opened: Installation, count: int, months: int) -> None:
    """Contracts, and a fuel report for each of their months, in two acts."""
    days = Period(FIRST, _months(months)[-1].end)
    made = [_contract(f"P-{n:04}", n // OF_ONE, days) for n in range(count)]
    _act(opened, "contracts", lambda own, n: contracts.insert(own, n, made, FIRST))
    reports = [(c.number, month) for c in made for month in _months(months)]
    _act(opened, "reports", lambda own, n: _store(own, n, reports))


def _months(count: int) -> list[Period]:
    last = FIRST + timedelta(days=31 * count)
    return list(tile(Period(FIRST, calendar_period(last, "month").end), "month"))[:count]


def _contract(number: str, organisation: int, days: Period) -> Contract:
    reporter = Reporter(
        name="Påhittad Åkeri AB", report_type="fuel", frequency="month", due_days=15
    )
    return Contract(
        number=number, title="Påhittat avtal", supplier="Påhittad Åkeri AB",
        buyers=(Buyer(f"Påhittad kommun {organisation}"),), start_date=days.start,
        end_date=days.end, reporters=(reporter,), board="Påhittad nämnd",
        responsible="Kim Exempel",
        requirements=tuple(_clause(number, n, *each) for n, each in enumerate(ASKED, start=1)),
    )  # fmt: skip


def _clause(number: str, short: int, measure: str, limit: str) -> Requirement:
    return Requirement(
        contract=number, identifier=f"{number}/K{short}", title="Påhittat krav",
        clause="Påhittat krav", measure=measure, comparator=MEASURES[measure].comparator,
        limits=Timeline.of([Step(FIRST, Decimal(limit))]), assessment_period="month",
    )  # fmt: skip


def _act(opened: Installation, kind: str, write: Callable[[Cursor, int], None]) -> None:
    act = Act("Prov", kind, "P", STORED, {})
    acts.commit(opened.database, act, write)


def _store(own: Cursor, act_id: int, reports: list[tuple[str, Period]]) -> None:
    size, rows = len(reports), len(reports) * len(ROWS)
    names = [f"{number}-{month.start:%Y%m}" for number, month in reports]
    _append(own, "submission", size, {
        "act_id": [act_id] * size, "submission": names, "contract": [n for n, _ in reports],
        "report_type": ["fuel"] * size, "reporter": ["Påhittad Åkeri AB"] * size,
        "period_start": [m.start for _, m in reports], "period_end": [m.end for _, m in reports],
        "sha256": [name.rjust(64, "0") for name in names], "file_name": names,
        "received_date": [m.end + timedelta(days=9) for _, m in reports],
        "stored_at": [STORED] * size,
        "row_count": [len(ROWS)] * size,
    })  # fmt: skip
    each = [(name, n) for name in names for n in range(len(ROWS))]
    _append(own, "fuel_delivery", rows, {
        "submission": [name for name, _ in each], "row": [n + 2 for _, n in each],
        "column": ["C"] * rows, "vehicle_id": [f"{name[:6]}{n}" for name, n in each],
        "fuel": [ROWS[n][0] for _, n in each], "fuel_raw": [ROWS[n][0] for _, n in each],
        "quantity": [Decimal(ROWS[n][1]) for _, n in each],
        "unit": [UNITS.get(ROWS[n][0], "l") for _, n in each],
        "distance_km": [Decimal(2_000)] * rows, "grade": ["measured"] * rows,
        "is_duplicate": [False] * rows, "is_questioned": [False] * rows, "findings": [""] * rows,
    })  # fmt: skip


def _append(own: Cursor, table: str, size: int, given: dict[str, list[Any]]) -> None:
    columns = own.table(STORE + table).columns
    whole = {name: given.get(name, [None] * size) for name in columns}
    append_table(own, table, pa.table(whole))


def _visit(empty: Path, home: Path, runs: int) -> None:
    """Open the page on an empty folder and on the full one, and rerun both in turn."""
    pages = {"empty": Visitor(empty), "whole": Visitor(home), "one": Visitor(home)}
    first = {name: visitor.first() for name, visitor in pages.items()}
    pages["one"].app.query_params["organisation"] = "Påhittad kommun 0"
    pages["one"].rerun()
    took: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(runs):
        for name, visitor in pages.items():
            took[name].append(visitor.rerun())
    base = statistics.median(took["empty"])
    print(f"rerun of an empty page: {base:.3f} s")
    print(f"first visit of the page: {first['whole']:.1f} s, "
          f"{first['whole'] / base:.0f} empty reruns")  # fmt: skip
    for name, label in (("one", f"{OF_ONE} contracts / empty page, at most 3"),
                        ("whole", "all contracts / empty page")):  # fmt: skip
        ratio = statistics.median(a / b for a, b in zip(took[name], took["empty"], strict=True))
        print(f"rerun of the matrix of {label}: {ratio:.2f}")


class Visitor:
    """Somebody with the compliance page of one folder open; times are seconds of the processor."""

    def __init__(self, home: Path) -> None:
        from streamlit.testing.v1 import AppTest

        self.home = str(home)
        self.app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=3600)

    def first(self) -> float:
        """Through the door, and then to the page, which is what is timed: nothing is kept."""
        import streamlit as st

        self.app.query_params["lang"] = "sv"
        self.rerun()
        self.app.switch_page("pages/compliance.py")
        st.cache_data.clear()
        st.cache_resource.clear()
        return self.rerun()

    def rerun(self) -> float:
        """Run the page again."""
        os.environ["FOLLOWUP_HOME"] = self.home
        seconds = _cpu(self.app.run)
        assert not self.app.exception, self.app.exception
        assert not self.app.error, self.app.error
        return seconds


def _cpu(work: Callable[[], object]) -> float:
    return _timed(work)[0]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = process_time()
    found = work()
    return process_time() - begun, found


if __name__ == "__main__":
    main()
