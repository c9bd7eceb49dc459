"""What each buyer of a joint contract has of its reports: parts that sum to the whole exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from followup.domain.parties import Contract, buyer_key
from followup.domain.period import Period
from followup.domain.requirement import MEASURES
from followup.rules.division import Stretch, stretches
from followup.services.asks import settings_of
from followup.services.goal.figures import as_clause, buyer_part
from followup.services.installation import Installation
from followup.storage import divisions, measures
from followup.storage.measures import ASK

# Asked without choices of a clause: amounts are the same whatever a clause counts.
_SPEC: Final = MEASURES["renewable_energy_share"]
NOBODY: Final = ""
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A fuel's amounts in its unit: of the whole contract, of each buyer by name, and of nobody.

    ``fuel`` is None for rows of a fuel nobody has named. ``without_quantity`` rows have no amount
    and are in no sum.
    """

    fuel: str | None
    unit: str | None
    whole: Decimal
    parts: Mapping[str, Decimal]
    unplaced: Decimal
    without_quantity: int


@dataclass(frozen=True, slots=True)
class Sums:
    """The amounts of a joint contract on some days, by fuel; ``stretches`` are the rules that held.

    ``distances`` are kilometres as amounts are. ``unplaced_rows`` name no buyer where they must.
    """

    days: Period
    lines: tuple[Line, ...]
    distances: Line
    stretches: tuple[Stretch, ...]
    unplaced_rows: int

    @property
    def ties(self) -> bool:
        """Whether the parts sum to the whole, line by line."""
        every = (*self.lines, self.distances)
        return all(sum(one.parts.values(), one.unplaced) == one.whole for one in every)

    @property
    def is_divided(self) -> bool:
        """Whether some rule holds on every day."""
        return all(stretch.is_divided for stretch in self.stretches)


def of_contract(installation: Installation, contract: Contract, days: Period, as_of: date) -> Sums:
    """The sums of a contract with several buyers on some of its days, as known on ``as_of``."""
    said = divisions.in_force(installation.database, as_of).get(contract.number, ())
    held = stretches(contract, said, days)
    names = [buyer.name for buyer in contract.buyers]
    asks = pa.Table.from_pylist([*_asks(contract, days, held, names)], schema=ASK)
    found = measures.buyer_sums(installation.database, asks, as_of)
    whole, nobody = 0, len(names) + 1
    keys = dict.fromkeys((r["fuel"], r["unit"]) for r in found if r["ask_id"] == whole)
    by = {(r["ask_id"], r["fuel"], r["unit"]): r for r in found}
    lines = tuple(
        Line(
            fuel, unit, _amount(by, (whole, fuel, unit)),
            {name: _amount(by, (n, fuel, unit)) for n, name in enumerate(names, 1)},
            _amount(by, (nobody, fuel, unit)), by[whole, fuel, unit]["rows_without_quantity"],
        )
        for fuel, unit in keys
    )  # fmt: skip
    km = {n: sum((r["distance_km"] or _ZERO for r in found if r["ask_id"] == n), _ZERO)
          for n in range(nobody + 1)}  # fmt: skip
    distances = Line(
        None, "km", km[whole], {name: km[n] for n, name in enumerate(names, 1)}, km[nobody], 0
    )
    unplaced = sum(r["row_count"] for r in found if r["ask_id"] == nobody)
    return Sums(days, lines, distances, held, unplaced)


def _amount(by: Mapping[tuple[int, str | None, str | None], Any], key: Any) -> Decimal:
    row = by.get(key)
    return Decimal(row["quantity"] or 0) if row else _ZERO


def _asks(
    contract: Contract, days: Period, held: tuple[Stretch, ...], names: list[str]
) -> Iterator[dict[str, Any]]:
    """The whole contract, then each buyer's part, then what no buyer has."""
    asked = settings_of(as_clause(_SPEC)) | {
        "contract": contract.number, "requirement": None, "window_start": days.start,
        "window_end": days.end, "why": None, "is_uncut": False,
    }  # fmt: skip
    yield asked | {"ask_id": 0, "start_date": days.start, "end_date": days.end}
    for stretch in held:
        span = {"start_date": stretch.days.start, "end_date": stretch.days.end}
        for number, name in enumerate(names, 1):
            if stretch.is_divided:
                own = buyer_part(stretch, buyer_key(name), contract)
                yield {**asked, **span, "ask_id": number, **own}
        if stretch.by_row or not stretch.is_divided:
            nobody = buyer_part(stretch, NOBODY, contract)
            yield {**asked, **span, "ask_id": len(names) + 1, **nobody}
