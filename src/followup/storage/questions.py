"""Reports in force that hold rows nobody has answered for; each such amount is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from followup.storage.database import Database
from followup.storage.frames import records
from followup.storage.seldom import knowing
from followup.storage.sqltext import text


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A report with ``row_count`` rows in question."""

    submission: str
    contract: str
    file_name: str
    received_date: date
    row_count: int


def open_questions(database: Database, as_of: date) -> tuple[OpenQuestion, ...]:
    """Reports with rows in question, as known on ``as_of``, the longest waiting first."""
    with knowing(database, as_of) as own:
        found = records(own.sql(text("queries", "open_questions")))
    return tuple(OpenQuestion(**row | {"row_count": int(row["row_count"])}) for row in found)
