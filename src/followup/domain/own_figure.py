"""A reference value that an organisation has added itself: what it says, and where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """One dated value or interval, as a person entered it.

    ``kind`` is the catalogue's table (energy_content, renewable_share, ghg_factor), and subject,
    country, part and unit are its words. ``valid_to`` None is until further notice. ``known_from``
    is the day it was saved, ``withdrawn_on`` the day it was taken back. ``read_at`` is the place
    in the source. ``actor`` as the audit keeps it, ``at`` UTC; both empty before it is saved.
    """

    kind: str
    subject: str
    country: str
    part: str
    unit: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    valid_from: date
    valid_to: date | None
    status: str
    publisher: str
    title: str
    year: str
    address: str
    read_at: str
    note: str
    known_from: date
    identifier: str = ""
    withdrawn_on: date | None = None
    actor: str = ""
    at: datetime | None = None

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the most it says; equal where it says one value."""
        if self.value is not None:
            return self.value, self.value
        return self.low, self.high

    @property
    def last_day(self) -> date:
        """The last day it holds."""
        return self.valid_to or date.max

    @property
    def place(self) -> tuple[str, str, str, str, str]:
        """What it is a value of; two with equal places correct each other."""
        return self.kind, self.subject, self.country, self.part, self.unit
