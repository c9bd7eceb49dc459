"""How a joint contract is divided among its buyers, from which day, and by whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

# shares: agreed parts of the whole. column: each row names its buyer. key: amounts of something
# else that the rows are divided by, such as each buyer's kilometres.
DivisionRule = Literal["shares", "column", "key"]
RULES: Final[tuple[DivisionRule, ...]] = ("shares", "column", "key")
# What a key may be counted in.
KEY_UNITS: Final = ("km", "trips", "kg", "share")


@dataclass(frozen=True, slots=True)
class Part:
    """A buyer's amount: a fraction of the whole for shares, ``key_unit`` for a key."""

    buyer: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Division:
    """One word on how a contract is divided from ``valid_from`` on, until the next such day.

    ``parts`` is empty where rows name their buyers, and where ``rule`` is None: from that day the
    contract is divided as its agreed shares say. ``note`` is what it rests on.
    """

    contract: str
    valid_from: date
    rule: DivisionRule | None
    parts: tuple[Part, ...] = ()
    key_unit: str | None = None
    note: str = ""
    known_from: date | None = None
    actor: str | None = None
