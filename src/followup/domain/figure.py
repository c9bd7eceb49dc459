"""A number that is told somewhere, with all that is needed to trace it and to tell it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it is told in one language, with its exact value and where it comes from.

    ``code`` is its lasting name (``goal/<ID>/latest``, ``goal/<ID>/pull/<contract>``): the same
    in every language and edition. ``text`` is the number as it stands in the document, its unit
    with it. ``value`` lies between ``low`` and ``high``, exact and in ``unit`` (``share`` is a
    fraction); all three are None where nothing is known, never zero. ``day`` is the day it holds
    for. ``coverage`` is the reported part of what was expected, None where nothing is reported.
    ``source`` says in words what it rests on; ``place`` is the address in the app that opens it.
    """

    code: str
    label: str
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    day: date
    coverage: Decimal | None
    source: str
    place: str

    @property
    def is_known(self) -> bool:
        """False where there is no number to tell."""
        return self.value is not None or self.low is not None
