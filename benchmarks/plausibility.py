"""How often the plausibility questions are asked: on the whole sample world, and of planted faults.

Run: python benchmarks/plausibility.py. Builds the sample in a temporary folder (a minute), counts
what was asked of its reports as they were stored, then plants one fault in every report that can
hold it and counts how many are asked about.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from followup.domain.facts import REPORT_FACTS
from followup.ingest.draft import Draft
from followup.services import installation
from followup.services.installation import Installation
from followup.services.sample import sample
from followup.services.upload import plausibility
from followup.services.upload.destination import Destination
from followup.settings import from_environment
from followup.storage import submissions
from followup.storage.submissions import Submission

CODES = (*plausibility.CHECKS.values(), "vehicle_not_in_list", "vehicle_without_fuel")
Plant = Callable[[pa.Table, Submission], pa.Table | None]


def main() -> None:
    """Build, count and plant."""
    with tempfile.TemporaryDirectory() as home:
        settings = from_environment({"FOLLOWUP_HOME": str(Path(home) / "sample")})
        sample.build(settings, "sv", lambda _done, _of: None)
        with installation.opened(settings) as opened:
            every = submissions.every(opened.database)
            _alarms(opened, every)
            _planted(opened, [s for s in every if s.report_type == "fuel"])


def _alarms(opened: Installation, every: tuple[Submission, ...]) -> None:
    """What was asked of each report when it was stored."""
    asked: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    for stored in every:
        codes = [f.code for f in submissions.findings(opened.database, stored.submission)]
        asked.update(codes)
        reports.update(set(codes))
    rows = sum(stored.row_count for stored in every)
    print(f"sample world: {len(every)} reports, {rows} rows")
    print(f"{'question':28}{'asked':>8}{'reports':>10}")
    for code in CODES:
        print(f"{code:28}{asked[code]:>8}{reports[code]:>10}")


def _planted(opened: Installation, fuel: list[Submission]) -> None:
    plants: dict[str, tuple[str, Plant]] = {
        "one filling of four, 100 times": ("filling_exceeds_tank", _large_filling),
        "km of a vehicle as 1/100": ("consumption_implausible", _km(Decimal("0.01"))),
        "km of a vehicle as mil (1/10)": ("consumption_implausible", _km(Decimal("0.1"))),
        "the period before, sent again": ("same_as_earlier_report", _before(opened, fuel)),
        "a row of another contract": ("vehicle_in_two_contracts", _of_other(opened, fuel)),
        "a vehicle nobody listed": ("vehicle_not_in_list", _unlisted),
    }
    print(f"\n{'planted fault':34}{'caught':>8}{'of':>6}   question")
    for name, (code, plant) in plants.items():
        caught = tried = 0
        for stored in fuel:
            facts = submissions.facts(opened.database, stored.submission, REPORT_FACTS["fuel"])
            planted = plant(facts, stored)
            if planted is None or (
                code == "vehicle_not_in_list" and not _is_listed(opened, stored)
            ):
                continue
            tried += 1
            caught += code in _asked(opened, stored, planted)
        print(f"{name:34}{caught:>8}{tried:>6}   {code}")


def _asked(opened: Installation, stored: Submission, facts: pa.Table) -> set[str]:
    where = Destination(
        stored.contract, "fuel", stored.reporter, stored.period, stored.received_date
    )
    draft = Draft(stored.file_name, stored.sha256, facts={REPORT_FACTS["fuel"]: facts})
    today = date(2026, 2, 16)
    return {f.code for f in plausibility.examined(opened, draft, [where], today).findings}


def _is_listed(opened: Installation, stored: Submission) -> bool:
    return any(
        s.contract == stored.contract
        and s.report_type == "vehicles"
        and s.period.overlap(stored.period)
        for s in submissions.current(opened.database)
    )


def _set(table: pa.Table, name: str, values: list[object]) -> pa.Table:
    index = table.schema.get_field_index(name)
    return table.set_column(
        index, table.schema.field(index), pa.array(values, table.schema.field(index).type)
    )


def _large_filling(facts: pa.Table, stored: Submission) -> pa.Table | None:
    """Four fillings a week apart in place of each row, one of them a hundred times too large."""
    if facts["vehicle_id"].null_count or not pc.all(pc.equal(facts["unit"], "l")).as_py():
        return None
    four = pa.concat_tables([facts] * 4)
    size = len(facts)
    first = stored.period.start
    days = [first + timedelta(days=7 * (n // size)) for n in range(len(four))]
    amounts = [a / 4 if a is not None else None for a in four["quantity"].to_pylist()]
    amounts[0] = (amounts[0] or Decimal(50)) * 100
    rounded = [a if a is None else a.quantize(Decimal("0.001")) for a in amounts]
    four = _set(_set(four, "period_start", days), "period_end", days)
    return _set(four, "quantity", rounded)


def _km(factor: Decimal) -> Plant:
    def plant(facts: pa.Table, stored: Submission) -> pa.Table | None:  # noqa: ARG001
        if facts["distance_km"].null_count == len(facts):
            return None
        first = facts["vehicle_id"][0].as_py()
        pairs = zip(facts["vehicle_id"].to_pylist(), facts["distance_km"].to_pylist(), strict=True)
        km = [d * factor if v == first and d is not None else d for v, d in pairs]
        return _set(
            facts, "distance_km", [d if d is None else d.quantize(Decimal("0.001")) for d in km]
        )

    return plant


def _before(opened: Installation, fuel: list[Submission]) -> Plant:
    def plant(facts: pa.Table, stored: Submission) -> pa.Table | None:  # noqa: ARG001
        mine = (stored.contract, stored.reporter)
        earlier = [s for s in fuel if (s.contract, s.reporter) == mine and s.period < stored.period]
        if not earlier:
            return None
        last = max(earlier, key=lambda s: s.period)
        copied = submissions.facts(opened.database, last.submission, REPORT_FACTS["fuel"])
        copied = _set(copied, "period_start", [stored.period.start] * len(copied))
        return _set(copied, "period_end", [stored.period.end] * len(copied))

    return plant


def _of_other(opened: Installation, fuel: list[Submission]) -> Plant:
    def others(stored: Submission) -> Iterator[Submission]:
        return (s for s in fuel if s.contract != stored.contract and s.period == stored.period)

    def plant(facts: pa.Table, stored: Submission) -> pa.Table | None:
        other = next(others(stored), None)
        if other is None:
            return None
        rows = submissions.facts(opened.database, other.submission, REPORT_FACTS["fuel"])
        return pa.concat_tables([facts, rows.slice(0, 1)])

    return plant


def _unlisted(facts: pa.Table, stored: Submission) -> pa.Table | None:  # noqa: ARG001
    names = facts["vehicle_id"].to_pylist()
    return _set(facts, "vehicle_id", ["ZZZ999", *names[1:]])


if __name__ == "__main__":
    main()
