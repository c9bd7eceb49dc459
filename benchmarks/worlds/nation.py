"""A nation: up to 300 organisations of 20 contracts, 60 months of reports, any number of rows.

    python -m benchmarks.worlds.nation FOLDER [--size 10M] [--seed 1]

Everything is invented. Contracts and clauses go in as they do from a register; reports and their
rows are made by the database itself, a month in an act, by a formula of the seed and the row's
own number, so that the same seed gives the same nation.

Such a store opens and answers as any other, with two things left out that take longer than the
rows: there are no original files, so it cannot be rebuilt, and the rows of reports carry no seal,
so the audit chain holds but says nothing of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from followup.domain.parties import Buyer, Contract, Reporter
from followup.domain.period import Period, calendar_period, tile
from followup.domain.requirement import MEASURES, Requirement
from followup.domain.timeline import Step, Timeline
from followup.services import installation
from followup.services.installation import Installation
from followup.settings import from_environment
from followup.storage import acts, contracts
from followup.storage.acts import Act, Cursor

ORGANISATIONS = 300
OF_ONE = 20
MONTHS = 60
DUE_DAYS = 15
FIRST, LAST = date(2021, 11, 1), date(2027, 10, 31)
AS_OF = date(2026, 11, 22)
STORED = datetime.fromisoformat("2026-11-22T12:00:00")
# A report of fewer rows than this would be a nation of empty reports: a smaller size has fewer
# organisations rather than shorter reports.
LEAST_ROWS = 3
# One report in so many is corrected later; one in so many is careless, and of its rows one in so
# many names no fuel, one is a copy and one is a question.
CORRECTED, CARELESS, ODD = 400, 20, 25
# A vehicle is filled so often in a month, as long as a contract has not more vehicles than that.
FILLINGS, VEHICLES = 7, (4, 24)
ASKED = (
    ("renewable_energy_share", "quarter", ("0.45", "0.55", "0.65")),
    ("zero_emission_energy_share", "half_year", ("0.05", "0.10", "0.15")),
    ("report_in_time", "quarter", ("1",)),
)
STEPS = (FIRST, date(2023, 1, 1), date(2025, 1, 1))
SIZES = {"k": 1_000, "M": 1_000_000}


@dataclass(frozen=True, slots=True)
class Nation:
    """How large it is: organisations, and rows in each report of a contract and month."""

    organisations: int
    rows: int
    seed: int = 1
    month_count: int = MONTHS

    @classmethod
    def of(cls, facts: int, seed: int = 1) -> Nation:
        """The nation of about so many rows."""
        each = OF_ONE * MONTHS
        organisations = max(1, min(ORGANISATIONS, facts // (each * LEAST_ROWS)))
        return cls(organisations, max(1, round(facts / (organisations * each))), seed)

    @property
    def contracts(self) -> int:
        """How many contracts it has."""
        return self.organisations * OF_ONE

    @property
    def months(self) -> list[Period]:
        """The months that are reported."""
        last = FIRST + timedelta(days=31 * self.month_count)
        whole = Period(FIRST, calendar_period(last, "month").end)
        return list(tile(whole, "month"))[: self.month_count]

    @property
    def vehicles(self) -> int:
        """How many vehicles each contract has: longer reports are of more vehicles."""
        least, most = VEHICLES
        return max(least, min(most, self.rows // FILLINGS))

    @property
    def facts(self) -> int:
        """How many rows its reports have, corrections aside."""
        return self.contracts * self.month_count * self.rows


def size(written: str) -> int:
    """A number of rows as it is written: 100k, 1M, 10M."""
    unit = SIZES.get(written[-1:], 1)
    return int(written.rstrip("kM")) * unit


def build(opened: Installation, nation: Nation) -> None:
    """Fill an empty data folder."""
    made = [_contract(n) for n in range(nation.contracts)]
    _act(opened, "save_contracts", lambda own, n: contracts.insert(own, n, made, FIRST))
    for place, month in enumerate(nation.months):
        given = {
            "seed": nation.seed, "place": place, "start": month.start, "end": month.end,
            "contracts": nation.contracts, "rows": nation.rows, "stored": STORED,
            "corrected": CORRECTED, "careless": CARELESS, "odd": ODD, "vehicles": nation.vehicles,
        }  # fmt: skip
        _act(opened, "submit", lambda own, n, given=given: _month(own, n, given))


def buyer(organisation: int) -> str:
    """The name of an organisation."""
    return f"Påhittad kommun {organisation:03}"


def number(contract: int) -> str:
    """The number of a contract."""
    return f"N-{contract:05}"


def _contract(n: int) -> Contract:
    supplier = f"Påhittad Åkeri {n:05} AB"
    reporter = Reporter(name=supplier, report_type="fuel", frequency="month", due_days=DUE_DAYS)
    return Contract(
        number=number(n), title=f"Påhittat avtal {n:05}", supplier=supplier,
        buyers=(Buyer(buyer(n // OF_ONE)),), start_date=FIRST,
        # They go on: who follows up looks at contracts that run.
        end_date=LAST, reporters=(reporter,), board="Påhittad nämnd",
        responsible=f"Påhittad funktion {n % 7}",
        requirements=tuple(_clause(number(n), k, *each) for k, each in enumerate(ASKED, start=1)),
    )  # fmt: skip


def _clause(
    contract: str, short: int, measure: str, period: str, limits: tuple[str, ...]
) -> Requirement:
    steps = [Step(day, Decimal(each)) for day, each in zip(STEPS, limits, strict=False)]
    return Requirement(
        contract=contract, identifier=f"{contract}/K{short}", title="Påhittat krav",
        clause="Påhittat krav", measure=measure, comparator=MEASURES[measure].comparator,
        limits=Timeline.of(steps), assessment_period=period,
    )  # fmt: skip


def _act(opened: Installation, kind: str, write: Callable[[Cursor, int], None]) -> None:
    acts.commit(opened.database, Act("Prov", kind, "nation", STORED, {}), write)


def _month(own: Cursor, act_id: int, given: dict[str, object]) -> None:
    own.execute(_SUBMISSIONS, {"act": act_id, **_chosen(given, _SUBMISSIONS)})
    own.execute(_FACTS, _chosen(given, _FACTS))
    own.execute(_SUPERSESSIONS, {"act": act_id, **_chosen(given, _SUPERSESSIONS)})


def _chosen(given: dict[str, object], query: str) -> dict[str, object]:
    return {name: value for name, value in given.items() if f"${name}" in query}


# The reports of a month: one of each contract, received nine days on, and for some a correction
# that came a month later. ``version`` 1 is the correction.
_REPORTS = """
    SELECT c.range AS contract_place, v.range AS version,
        printf('%05d-%02d-%d', c.range, $place, v.range) AS submission
    FROM range($contracts) AS c
    CROSS JOIN range(2) AS v
    WHERE v.range = 0 OR hash($seed, 'corrected', c.range, $place) % $corrected = 0
"""
_SUBMISSIONS = f"""
    INSERT INTO store.main.submission (
        act_id, submission, contract, report_type, reporter, period_start, period_end, sha256,
        file_name, received_date, stored_at, row_count
    )
    SELECT
        $act, r.submission, printf('N-%05d', r.contract_place), 'fuel',
        printf('Påhittad Åkeri %05d AB', r.contract_place), $start, $end,
        sha256(concat($seed, r.submission)), r.submission || '.xlsx',
        -- One report in fifty comes late.
        CAST($end AS DATE) + CAST(9 + 30 * r.version AS INTEGER)
            + CASE WHEN hash($seed, 'late', r.contract_place, $place) % 50 = 0 THEN 20 ELSE 0 END,
        $stored, $rows
    FROM ({_REPORTS}) AS r
"""
_SUPERSESSIONS = f"""
    INSERT INTO store.main.supersession
    SELECT $act, printf('%05d-%02d-0', r.contract_place, $place), r.submission,
        CAST($end AS DATE) + 39
    FROM ({_REPORTS}) AS r WHERE r.version = 1
"""
# A row: a contract has one fossil fuel and two others, and is good for a share of these that grows
# by the month; a vehicle fills nearly always the same. Every other contract states the day of each
# row, the rest the month alone. A correction has a tenth more of everything.
_FACTS = f"""
    INSERT INTO store.main.fuel_delivery (
        submission, sheet, "row", "column", vehicle_id, vehicle_raw, fuel, fuel_raw, quantity,
        unit, period_start, period_end, distance_km, grade, is_duplicate, is_questioned, findings
    )
    SELECT
        d.submission, 'Drivmedel', d.row_place + 2, 'D', d.vehicle, d.vehicle,
        CASE WHEN d.odd = 1 THEN NULL ELSE d.fuel END, d.fuel,
        CAST(d.quantity * CASE WHEN d.version = 1 THEN 1.1 ELSE 1 END
            * CASE d.fuel WHEN 'electricity' THEN 6 ELSE 1 END AS DECIMAL(18, 3)),
        CASE d.fuel WHEN 'electricity' THEN 'kWh' WHEN 'biogas_100' THEN 'kg'
            WHEN 'vehicle_gas' THEN 'kg' ELSE 'l' END,
        d.day, d.day, CAST(d.quantity * 3 AS DECIMAL(18, 3)), 'measured', d.odd = 2, d.odd = 3, ''
    FROM (
        SELECT
            k.submission, k.version, k.row_place, k.odd, k.quantity,
            printf('%05dV%02d', k.contract_place, k.row_place % $vehicles) AS vehicle,
            CASE WHEN k.contract_place % 2 = 1
                THEN CAST($start AS DATE) + CAST(k.row_place % 28 AS INTEGER) END AS day,
            CASE
                WHEN k.draw < k.good * 0.7 THEN k.first_good
                WHEN k.draw < k.good THEN k.other_good
                ELSE k.fossil
            END AS fuel
        FROM (
            SELECT
                r.*, n.range AS row_place,
                -- One filling in thirty is another than the vehicle's own.
                hash($seed, 'fuel', r.contract_place, $place, CASE
                    WHEN hash($seed, 'other', r.contract_place, $place, n.range) % 30 = 0
                        THEN n.range
                    ELSE n.range % $vehicles
                END) % 1000000 / 1e6 AS draw,
                CAST(20 + hash($seed, 'quantity', r.contract_place, $place, n.range) % 400000
                    / 1000.0 AS DECIMAL(18, 3)) AS quantity,
                CASE WHEN hash($seed, 'careless', r.contract_place, $place) % $careless = 0
                    THEN hash($seed, 'odd', r.contract_place, $place, n.range) % $odd
                    ELSE 0 END AS odd,
                least(0.95, 0.15 + 0.005 * $place
                    + hash($seed, 'good', r.contract_place) % 1000 / 2000.0) AS good,
                ['hvo100', 'fame_b100', 'hvo100'][1 + r.contract_place % 3] AS first_good,
                ['electricity', 'biogas_100'][1 + r.contract_place % 2] AS other_good,
                ['diesel_mk1', 'diesel_mk1', 'diesel_mk1', 'petrol_95', 'vehicle_gas'][
                    1 + r.contract_place % 5] AS fossil
            FROM ({_REPORTS}) AS r
            CROSS JOIN range($rows) AS n
        ) AS k
    ) AS d
"""


def main() -> None:
    """Fill a folder and tell how long it took."""
    parser = argparse.ArgumentParser(description="An invented nation")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=size, default="1M")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    nation = Nation.of(asked.size, asked.seed)
    begun = datetime.now()  # noqa: DTZ005 - a stopwatch
    with installation.opened(from_environment({"FOLLOWUP_HOME": str(asked.folder)})) as opened:
        build(opened, nation)
    seconds = (datetime.now() - begun).total_seconds()  # noqa: DTZ005
    print(f"{nation.facts:,} rows, {nation.contracts:,} contracts of {nation.organisations} "
          f"organisations, {MONTHS} months: {seconds:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()
