"""The vehicles page: from the list to one vehicle's rows and its proof, and the fleet over time."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from followup.services import compliance
from followup.services.vehicle import text as vehicle_text
from followup.services.vehicle import vehicles
from followup.ui import resources
from tests.pages.conftest import through_the_door
from tests.spec.test_fleet import ALL, FUEL, LISTED
from tests.support.pages import page, words
from tests.support.said import in_workbook
from tests.support.world import NUMBER, World, clause

OLDER = "vehicle | drive | euro | year\nBBB222 | diesel | Euro 4 | 2014"


def fill(world: World) -> None:
    """A list, an older one that says otherwise, and what the vehicles were given."""
    world.sign(
        clause("euro_class_share", "1", short="K1", level="Euro 6", title="Euroklass"),
        reporters=ALL,
    )
    world.vehicles("2024", OLDER)
    world.vehicles("2025", LISTED)
    world.fuel("2025", FUEL)


@pytest.mark.usefixtures("home")
def test_the_list_leads_to_a_vehicles_rows_and_the_proof(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    through_the_door(monkeypatch)
    app = page("vehicles", sign="conflict")
    said = words(app)
    assert not app.exception
    assert "BBB222" in said
    assert "EEE555" not in said
    app.query_params["vehicle"] = "BBB222"
    said = words(app.run())
    assert "Listorna anger olika euroklass eller steg: 5, Euro 4." in said
    assert "≠ Euro 4" in said
    # The fuel it was given opens to its rows, each with its place in the supplier's file.
    assert re.search(r"100 l\nuppmätt\nT-2025-001\n\S+\.xlsx · Blad1!C4", said)
    queries = [str(link.proto.query_string) for link in app.get("page_link")]
    assert any("K1" in query and "2025" in query for query in queries), queries
    del app.query_params["vehicle"], app.query_params["sign"]
    app.query_params["view"] = "time"
    said = words(app.run())
    assert not app.exception
    assert "0–50 %" in said
    own, today = resources.installation(), resources.today()
    known = compliance.contracts_on(own, today)
    content = vehicle_text.workbook(vehicles.used(own, known, today), known, today, "sv")
    (tmp_path / "x.xlsx").write_bytes(content)
    rows = list(
        openpyxl.load_workbook(tmp_path / "x.xlsx").active.iter_rows(min_row=4, values_only=True)
    )
    assert len(rows) == 6
    assert NUMBER in str(rows[0])
    assert any("HVO100" in text for text in in_workbook(content))
