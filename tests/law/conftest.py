"""A world with one report whose file names vehicles in a column, a title, a note and a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from followup.storage import originals, submissions
from followup.storage.submissions import Submission
from tests.support.workbooks import workbook
from tests.support.world import World, clause, lent_world, real_world

DAY = date(2026, 3, 2)
SECRET = "Rabatt 17,35 procent"
FILE = workbook({
    "Tankningar": [
        ["Tankningar för abc 123 med flera", None, None, None, None, None, None],
        [None],
        ["Regnr", "Drivmedel", "Liter", "Datum", "Pris per liter", "Avtal", "Anteckning"],
        ["ABC123", "HVO100", 120.5, date(2025, 1, 3), 17.3519, SECRET, "Lånade DEF-45G i mars"],
        ["def 45g", "Diesel", 80, date(2025, 1, 9), 16.8827, SECRET, "-2+3"],
    ],
    "ABC 123": [["Övrigt", "Kommentar"], ["Tvätt", "ingen"]],
})  # fmt: skip
PLATES = ("ABC123", "DEF45G")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A contract and its one report, in force."""
    with lent_world(tmp_path, real_world) as lent:
        lent.sign(clause())
        sha = originals.keep(lent.installation.settings.originals, FILE)
        rows = "vehicle | fuel | quantity\n ABC123 | hvo100 | 120.5\n def 45g | diesel_mk1 | 80"
        lent.fuel("2025-01", rows, submission="r1", sha256=sha, file_name="ABC123 januari.xlsx")
        yield lent


def report(world: World) -> Submission:
    """The report."""
    (found,) = submissions.current(world.installation.database)
    return found
