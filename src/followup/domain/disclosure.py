"""What somebody asks to be kept secret in a report, and what was decided on giving it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

# What a column's cells name: a vehicle or machine by its number, or a person.
Names = Literal["vehicle", "person"]
# Where a cell is looked for: the sheet's name and the column's letters.
Place = tuple[str, str]
# Everything that stands outside the columns which name somebody or something.
ELSEWHERE: Place = ("", "")


@dataclass(frozen=True, slots=True)
class SecrecyRequest:
    """A word on a column of a report: keep it secret, and why.

    ``asked_by`` is whose wish it is, ``day`` the day it was put on file. It hides nothing.
    ``is_withdrawn`` takes it back. ``actor`` is the name as the audit keeps it.
    """

    submission: str
    sheet: str
    column: str
    header: str
    reason: str
    asked_by: str
    day: date
    is_withdrawn: bool = False
    actor: str = ""

    @property
    def place(self) -> Place:
        """The column, within its report."""
        return self.sheet, self.column


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of a column: given out, or masked on a ground of the catalogue.

    ``reason`` says why, and must where somebody's request was not followed (``was_requested``).
    """

    sheet: str
    column: str
    header: str
    is_masked: bool
    was_requested: bool = False
    ground: str | None = None
    reason: str = ""

    @property
    def place(self) -> Place:
        """The column, or ELSEWHERE."""
        return self.sheet, self.column


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A decision to give out a copy of a report's file, numbered by its act.

    ``sha256`` names the copy, ``original_sha256`` what it was made of, which stays as it is.
    ``asked_by`` is None where nobody said who they are; it is not to be asked for. ``actor`` is
    who decided, as the audit keeps it.
    """

    submission: str
    original_sha256: str
    sha256: str
    day: date
    lang: str
    columns: tuple[Decided, ...]
    asked_date: date
    asked_by: str | None = None
    diary_number: str | None = None
    number: int = 0
    actor: str = ""

    @property
    def masked(self) -> int:
        """How many of the columns were masked."""
        return sum(each.is_masked for each in self.columns)
