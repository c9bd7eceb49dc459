"""Energy of the fuels that were delivered, by year: per contract, and once over many contracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from followup.domain.measure import MEASURES
from followup.domain.parties import Contract
from followup.domain.period import Period, calendar_period
from followup.domain.requirement import Requirement
from followup.domain.timeline import Timeline
from followup.rules import energy
from followup.services.asks import settings_of
from followup.services.installation import Installation
from followup.storage import measures
from followup.storage.measures import ASK, Coverage


@dataclass(frozen=True, slots=True)
class FuelEnergy:
    """One fuel's energy in kWh; None where one of its rows has no known amount."""

    fuel: str
    kwh: Decimal | None
    rows: int


@dataclass(frozen=True, slots=True)
class YearAmounts:
    """What was delivered in a year under some contracts, each row counted once.

    ``unknown_kwh`` bounds what rows of no named fuel hold; None where nothing bounds a row that
    lacks its amount. ``without_energy`` counts the rows behind either. ``coverage`` is the reported
    part of what was expected, None where nothing was; ``is_whole``: the year has ended.
    """

    key: str
    year: int
    fuels: tuple[FuelEnergy, ...]
    unknown_kwh: Decimal | None
    without_energy: int
    coverage: Decimal | None
    is_whole: bool

    @property
    def known_kwh(self) -> Decimal | None:
        """The energy of all fuels; None where any of it is not known."""
        total, lacking = energy.total_known([f.kwh for f in self.fuels])
        return None if lacking or self.without_energy else total


Scope = tuple[str, Sequence[Contract]]


def by_year(
    installation: Installation, scopes: Iterable[Scope], as_of: date
) -> tuple[YearAmounts, ...]:
    """The amounts of each scope (a name and its contracts) in each year any of them had days."""
    asked = [
        (key, year, own)
        for key, contracts in scopes
        for year in _years(contracts, as_of)
        if (own := clipped(contracts, year))
    ]
    frame = asks([own for _, _, own in asked])
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in measures.fuel_mix(installation.database, frame, as_of).to_pylist():
        rows[row["ask_id"]].append(row)
    covered = measures.coverage(installation.database, frame, as_of)
    return tuple(
        _amounts(key, year, rows[number], covered.get(number, Coverage()), as_of)
        for number, (key, year, _) in enumerate(asked)
        if rows[number]
    )


def _years(contracts: Sequence[Contract], as_of: date) -> list[Period]:
    begun = [c.days.start.year for c in contracts if c.days.start <= as_of]
    first = min(begun, default=as_of.year + 1)
    return [calendar_period(date(n, 1, 1), "year") for n in range(first, as_of.year + 1)]


def clipped(contracts: Sequence[Contract], year: Period) -> list[tuple[Contract, Period]]:
    """Each contract with its own days of the year; those without are left out."""
    return [(c, days) for c in contracts if (days := c.days.overlap(year))]


def asks(asked: Sequence[Sequence[tuple[Contract, Period]]]) -> pa.Table:
    """A goal's frame: one ask over all its contracts, without a clause, so no dispens."""
    spec = MEASURES["renewable_energy_share"]
    clause = Requirement("", "", "", "", spec.name, spec.comparator, Timeline(()), "year")
    settings = settings_of(clause)
    rows = [
        settings
        | {
            "ask_id": number, "contract": contract.number, "requirement": None,
            "start_date": days.start, "end_date": days.end, "window_start": days.start,
            "window_end": days.end, "why": None, "is_uncut": False,
        }
        for number, own in enumerate(asked)
        for contract, days in own
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=ASK)


def _amounts(
    key: str, year: Period, rows: Sequence[dict[str, Any]], coverage: Coverage, as_of: date
) -> YearAmounts:
    named = [row for row in rows if row["fuel"] != "unknown"]
    fuels = tuple(
        FuelEnergy(row["fuel"], _kwh(row) if not row["rows_without_energy"] else None,
                   row["row_count"])
        for row in named
    )  # fmt: skip
    bounds = [row["unknown_mj"] for row in rows]
    unknown = None if None in bounds else energy.converted(sum(bounds, Decimal(0)), "MJ", "kWh")
    return YearAmounts(
        key, year.start.year, fuels, unknown, sum(row["rows_without_energy"] for row in rows),
        Decimal(coverage.covered) / coverage.expected if coverage.expected else None,
        year.end < as_of,
    )  # fmt: skip


def _kwh(row: dict[str, Any]) -> Decimal | None:
    return energy.converted(row["energy_mj"], "MJ", "kWh")
