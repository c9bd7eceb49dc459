"""Which values of the catalogue are others at the two ends of a goal's ledger, fuel by fuel."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Value:
    """How a fuel counts: from ``low`` to ``high`` of it, and MJ per unit where it has an energy.

    Where a value changes within a year it is the mean over what was delivered.
    """

    low: Decimal
    high: Decimal
    energy: Decimal | None


@dataclass(frozen=True, slots=True)
class FactorMoved:
    """A fuel in a unit, by the values then and by those of now."""

    fuel: str
    unit: str | None
    before: Value
    after: Value

    @property
    def is_energy_changed(self) -> bool:
        """Whether the energy content is another, too."""
        return self.before.energy != self.after.energy


def changed(before: pa.Table, after: pa.Table) -> tuple[FactorMoved, ...]:
    """The fuels of the same rows that are valued otherwise; both as ``storage.measures.rows``."""
    old, new = _values(before), _values(after)
    found = (
        FactorMoved(*key, old[key], new[key]) for key in sorted(old.keys() & new.keys(), key=str)
    )
    return tuple(moved for moved in found if moved.before != moved.after)


def _values(rows: pa.Table) -> dict[tuple[str, str | None], Value]:
    amounts: dict[tuple[str, str | None], list[Decimal]] = defaultdict(lambda: [ZERO] * 4)
    columns = ("fuel", "amount_unit", "why", "numerator", "denominator", "unknown", "amount")
    for row in rows.select(columns).to_pylist():
        if row["why"] is None and row["fuel"] is not None and row["numerator"] is not None:
            found = amounts[row["fuel"], row["amount_unit"]]
            for index, name in enumerate(columns[3:]):
                found[index] += row[name] or ZERO
    return {
        key: Value(n / (d + u), (n + u) / (d + u), (d + u) / amount if amount else None)
        for key, (n, d, u, amount) in amounts.items()
        if d + u
    }
