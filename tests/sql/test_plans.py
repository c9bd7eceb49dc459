"""No first screen looks through all rows of reports, and what opens to rows finds its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from followup.domain.requirement import MEASURES
from followup.services import compliance
from followup.services.asks import ask_table, inquiries
from followup.services.goal import figures
from followup.storage import (
    contracts,
    database,
    exemptions,
    measures,
    questions,
    seldom,
    sqltext,
    submissions,
    summaries,
)
from tests.support import reference
from tests.support.world import World, clause, close_world, open_world

# What is counted is what DuckDB's scan of its own tables reads; a lake scans files of Parquet.
pytestmark = pytest.mark.embedded
SQL = Path(sqltext.__file__).parent / "sql"
AS_OF = date(2026, 2, 16)
CONTRACTS, MONTHS, ROWS = 30, 12, 1_200
# Rows lie in groups of so many; of each the least and greatest number of a report is known.
GROUP = 122_880
# Files that name the rows of fuel, and why they need not look through all of them. One that is
# not named here fails: a page's first screen asks sums, the rest the rows of single reports.
READS_ROWS = {
    "views/05_fuel_fact": "the view itself",
    "parts/fuel_row": "a store too small to keep sums",
    "parts/fuel_row_single": "reports that queries/reading names",
    "parts/declared_part": "only beside declared shares, of their contracts",
    "parts/measured_rows": "the place of rows that were found",
    "plausibility/held": "an upload, of its own vehicles",
    "plausibility/alone": "an upload, of its own vehicles",
    "queries/contract_fuels": "the fuels of a year, for prices that follow an index",
    "queries/double_claims": "receipts, and vehicles that reports of several contracts name",
    "queries/fleet_fuel_rows": "one vehicle's",
    "queries/fleet_fuels": "the vehicle page",
    "queries/fleet_over_time": "the vehicle page",
    "queries/fleet_unnamed": "the vehicle page",
    "queries/fleet_used": "the vehicle page",
    "queries/open_questions": "reports whose receipts were looked at, and those without sums",
    "queries/private_words": "before something is published",
    "queries/reachable": "one contract's",
    "queries/rows_alike": "an upload, of its own rows",
    "queries/rows_elsewhere": "an upload, of its own rows",
    "queries/spot_check_rows": "one contract's",
    "summaries/fuel_vehicle_month": "reports whose sums are made",
    "summaries/summarised": "reports whose sums are made",
}


def test_every_file_that_reads_rows_of_fuel_says_which() -> None:
    names = r"app\.fuel_fact|(own|store\.main)\.fuel_delivery"
    found = {
        f"{path.parent.name}/{path.stem}"
        for path in SQL.glob("*/*.sql")
        if path.parent.name != "migrations" and re.search(names, path.read_text(encoding="utf-8"))
    }
    assert found == set(READS_ROWS)


@dataclass(slots=True)
class Looked:
    """How many rows of fuel each query looked through, by the files its words are of."""

    found: list[tuple[str, int]] = field(default_factory=list)

    def note(self, query: str, scanned: int) -> None:
        files = [
            f"{path.parent.name}/{path.name}"
            for path in SQL.glob("*/*.sql")
            if path.read_text(encoding="utf-8").strip() in query
        ]
        self.found.append((", ".join(sorted(files)) or query[:60], scanned))

    def through(self, most: int) -> list[tuple[str, int]]:
        """The queries that looked through more rows than that."""
        return [(files, scanned) for files, scanned in self.found if scanned > most]


class Explaining:
    """A cursor that also has every question explained, with the rows that it looked through."""

    def __init__(self, own: Any, looked: Looked) -> None:
        self._own, self._looked = own, looked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def execute(self, query: str, *given: Any) -> Any:
        if re.match(r"(--[^\n]*\n|\s)*(SELECT|WITH)\b", query):
            told = self._own.execute(f"EXPLAIN (ANALYZE, FORMAT json) {query}", *given).fetchall()
            self._looked.note(query, scanned(json.loads(told[0][1])))
        return self._own.execute(query, *given)

    def sql(self, query: str, **given: Any) -> Any:
        self.execute(query, *([given["params"]] if given.get("params") else []))
        return self._own.sql(query, **given)


def scanned(plan: dict[str, Any]) -> int:
    """The rows of fuel that a plan's operators read, pruned groups of rows left out."""
    about = plan.get("extra_info") or {}
    own = 0
    if isinstance(about, dict) and str(about.get("Table", "")).endswith(".fuel_delivery"):
        own = int(plan["operator_rows_scanned"])
    return own + sum(map(scanned, plan.get("children", ())))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A store of several groups of rows, in the order the reports came; half have single days."""
    world = open_world(tmp_path_factory.mktemp("plans"), reference.fixed_tables())
    for n in range(CONTRACTS):
        each = [
            clause(measure, "0.5", contract=f"P{n:02}", short=f"K{k}", assessment_period="quarter")
            for k, measure in enumerate(("renewable_energy_share", "renewable_vehicle_share"))
        ]
        world.sign(*each, number=f"P{n:02}")
    own = world.installation.database.connection
    given = {"contracts": CONTRACTS, "months": MONTHS, "rows": ROWS}
    own.execute(_REPORTS, given)
    own.execute(_ROWS)
    summaries.begin(own, 1)
    yield world
    close_world(world)


_REPORTS = """
    INSERT INTO store.main.submission BY NAME
    SELECT
        1 AS act_id, printf('%04d%04d', m.range, c.range) AS submission,
        printf('P%02d', c.range) AS contract, 'fuel' AS report_type,
        'Påhittad Åkeri AB' AS reporter,
        CAST(DATE '2025-01-01' + to_months(CAST(m.range AS INTEGER)) AS DATE) AS period_start,
        last_day(period_start) AS period_end, submission AS sha256, 'x.xlsx' AS file_name,
        period_end + 1 AS received_date, TIMESTAMP '2026-01-01' AS stored_at, $rows AS row_count
    FROM range($months) AS m CROSS JOIN range($contracts) AS c
    ORDER BY m.range, c.range
"""
_ROWS = """
    INSERT INTO store.main.fuel_delivery BY NAME
    SELECT
        s.submission, 'Blad1' AS sheet, CAST(r.range + 2 AS INTEGER) AS "row", 'C' AS "column",
        printf('V%02d', r.range % 20) AS vehicle_id, 'hvo100' AS fuel, 'HVO' AS fuel_raw,
        CAST(r.range % 90 + 1 AS DECIMAL(18, 3)) AS quantity, 'l' AS unit,
        CASE WHEN r.range % 2 = 0 THEN s.period_start END AS period_start,
        CASE WHEN r.range % 2 = 0 THEN s.period_start END AS period_end,
        'measured' AS grade, FALSE AS is_duplicate, r.range % 100 = 0 AS is_questioned
    FROM store.main.submission AS s CROSS JOIN range(1200) AS r
    ORDER BY s.submission, r.range
"""


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Looked:
    found = Looked()
    plain = database.cursor

    @contextmanager
    def explaining(*given: Any) -> Iterator[Any]:
        with plain(*given) as own:
            yield Explaining(own, found)

    for module in (measures, seldom, submissions):
        monkeypatch.setattr(module, "cursor", explaining)
    return found


def of_all(world: World) -> tuple[pa.Table, pa.Table]:
    """Asks of every clause, and of a goal over every contract."""
    own = world.installation.database
    known = contracts.load(own, AS_OF)
    asks = ask_table(inquiries(known, AS_OF), exemptions.granted(own, AS_OF))
    settings = figures.settings_of(figures.as_clause(MEASURES["renewable_energy_share"]))
    days = {"start_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)}
    goal = [
        {**settings, "ask_id": 1, "contract": c.number, "requirement": None, "is_uncut": False,
         "window_start": days["start_date"], "window_end": days["end_date"], **days}
        for c in known
    ]  # fmt: skip
    return asks, pa.Table.from_pylist(goal, schema=measures.ASK)


SCREENS: dict[str, Callable[[World, pa.Table, pa.Table], Any]] = {
    "the matrix of verdicts": lambda w, _, __: compliance.assessments(w.installation, AS_OF),
    "a goal": lambda w, _, g: measures.totals(w.installation.database, "energy_share", g, AS_OF),
    "tonnes": lambda w, _, g: measures.totals(w.installation.database, "ghg_tonnes", g, AS_OF),
    "what pulls a goal": lambda w, _, g: measures.totals_by_contract(
        w.installation.database, "energy_share", g, AS_OF
    ),
    "the mix of fuels": lambda w, a, _: measures.fuel_mix(w.installation.database, a, AS_OF),
    "vehicles behind figures": lambda w, a, _: measures.vehicles_by_contract(
        w.installation.database, a, 5, AS_OF
    ),
    "vehicles used": lambda w, a, _: measures.vehicles_used(w.installation.database, a, AS_OF),
    "questions": lambda w, _, __: questions.open_questions(w.installation.database, AS_OF),
    "reports": lambda w, _, __: submissions.current(w.installation.database, AS_OF),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_first_screen_looks_through_no_rows(large: World, looked: Looked, screen: str) -> None:
    asks, goal = of_all(large)
    assert SCREENS[screen](large, asks, goal)
    assert looked.found
    # One that turns out to have nothing to look for stops within the first group.
    assert looked.through(GROUP) == []


def test_a_proof_looks_through_the_rows_about_its_own_reports(large: World, looked: Looked) -> None:
    own = large.installation.database
    inquired = inquiries([c for c in contracts.load(own, AS_OF) if c.number == "P07"], AS_OF)
    rows = measures.rows(own, "energy_share", ask_table(inquired[:1], ()), AS_OF)
    assert rows.num_rows == 3 * ROWS
    # Once for the rows and once for the places they name; of three and a half groups.
    assert looked.through(0)
    assert looked.through(2 * GROUP) == []


def test_what_has_no_sums_is_read_by_its_rows_alone(large: World, looked: Looked) -> None:
    own = large.installation.database
    plain = replace(own, reads_facts=True, kept={})
    _, goal = of_all(large)
    assert measures.totals(plain, "energy_share", goal, AS_OF) == measures.totals(
        own, "energy_share", goal, AS_OF
    )
    assert looked.through(0)
