"""What would have been enough: the least that, done otherwise, had met a requirement."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# What is too few or too weak: vehicles, machines, or reports that were to come in time.
Counted = Literal["vehicle", "machine", "report"]
# moved: the same vehicles on a fuel that counts; replaced: other vehicles or machines in their
# place; added: so many more than there are; in_time: reports.
Way = Literal["moved", "replaced", "added", "in_time"]


@dataclass(frozen=True, slots=True)
class Move:
    """An amount of a fuel delivered as another of the same energy, in whole units of ``unit``.

    Both amounts are rounded up; ``energy_mj`` is None where kilometres are moved.
    """

    fuel: str
    amount: Decimal
    to_fuel: str
    to_amount: Decimal
    unit: str
    energy_mj: Decimal | None


@dataclass(frozen=True, slots=True)
class Fewest:
    """The fewest things that had been enough, ``count`` of the ``of`` that fall short.

    ``names`` are those whose change weighs most: registration numbers, or reports.
    """

    count: int
    of: int
    names: tuple[str, ...]
    counted: Counted
    way: Way


@dataclass(frozen=True, slots=True)
class Missing:
    """What nobody has said yet: ``count`` rows, reports or vehicles, or the fuels ``names``."""

    code: str
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What had met a requirement for sure, each by itself; else what has to be said first.

    ``moves`` are alternatives, the least energy first; the moves within one belong together.
    ``work`` is an amount in ``work_unit`` (kWh, l, km, person_km ...) of what counts in place
    of what does not. Without any of them and without ``missing`` nothing that was reported had
    been enough.
    """

    moves: tuple[tuple[Move, ...], ...] = ()
    work: Decimal | None = None
    work_unit: str | None = None
    fewest: Fewest | None = None
    missing: tuple[Missing, ...] = ()
    is_despite_unknown: bool = False

    @property
    def energy_mj(self) -> Decimal | None:
        """The energy of the smallest move; None where nothing is moved by energy."""
        sums = [[m.energy_mj for m in each if m.energy_mj is not None] for each in self.moves]
        return min((sum(each, Decimal(0)) for each in sums if each), default=None)
