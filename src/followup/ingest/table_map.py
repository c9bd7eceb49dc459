"""How the columns of a table are read: the words that the reader's parts share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from followup.ingest.draft import How
from followup.ingest.headers import Amount, Label
from followup.ingest.words import key

Labels = Mapping[int, Label]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column and the field it was read as."""

    index: int
    label: Label
    field: str
    how: How
    confidence: float
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class TableMap:
    """How a table's columns are read, and as which report type."""

    type: str
    columns: tuple[Mapped, ...]
    fingerprint: str

    def first(self, field: str) -> Mapped | None:
        """The column read as a field."""
        return next((column for column in self.columns if column.field == field), None)

    def all(self, field: str) -> tuple[Mapped, ...]:
        """Every column read as a field (several fuels side by side)."""
        return tuple(column for column in self.columns if column.field == field)


def fingerprint(type_name: str, labels: Labels) -> str:
    """The same for two tables of one layout, whatever the order of their columns."""
    words = sorted(key(label.whole) for label in labels.values() if label.whole)
    return hashlib.sha256("|".join([type_name, *words]).encode()).hexdigest()[:16]
