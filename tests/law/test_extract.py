"""All that is held on a vehicle or a person: found wherever it stands, and nothing of another's."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from followup.cli import main
from followup.domain.access import Scope
from followup.domain.parties import Buyer
from followup.errors import UserError
from followup.i18n.text import t
from followup.services import installation as service
from followup.services.access.claims import identity_of
from followup.services.disclosure import hiding
from followup.services.extract import export, extract
from followup.services.extract.extract import Extract
from followup.services.installation import Installation
from followup.storage import extract as store
from followup.storage import originals
from followup.storage.database import rehearsal
from tests.law.conftest import DAY, FILE, report
from tests.support.world import World, clause

NAME = "Kim Påhittad"


def _vehicle(own: Installation, number: str = "ABC123", *, inside_files: bool = False) -> Extract:
    return extract.make(own, "vehicle", number, DAY, inside_files=inside_files)


@pytest.mark.parametrize(
    ("patterns", "planted"),
    [
        (hiding.patterns(["ABC123"]), "lånade abc-12 3!"),
        (hiding.patterns([], [NAME]), f"av {NAME}"),
    ],
)
def test_what_is_planted_in_any_column_of_any_table_is_found(
    world: World, patterns: tuple[str, ...], planted: str
) -> None:
    with rehearsal(world.installation.database) as tried:
        columns = tried.own.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE database_name = 'store' AND data_type IN ('VARCHAR', 'VARCHAR[]')"
        ).fetchall()
        looked = {(name, c) for name, c, _ in columns if name in store.tables()}
        # Only what keeps the store itself is left out: names of migrations and hashes of rows.
        assert {name for name, _, _ in columns} - set(store.tables()) == {
            "act_seal",
            "head",
            "migration",
        }
        for table, column, kind in columns:
            value = [planted, "x"] if kind == "VARCHAR[]" else planted
            tried.own.execute(
                f'INSERT INTO store.main."{table}" ("{column}") VALUES (?::{kind})', [value]
            )
        found = store.search(tried.database, patterns)
        assert {(f.table, c) for f in found for c in f.columns} >= looked


def test_a_row_is_told_with_its_file_sheet_row_and_who_stored_it(world: World) -> None:
    made = _vehicle(world.installation, "abc 123")
    (fact,) = [line for line in made.lines if line.found.table == "fuel_delivery"]
    about = report(world)
    assert (fact.file_name, fact.sha256, fact.received) == (
        about.file_name, about.sha256, about.received_date
    )  # fmt: skip
    assert (fact.sheet, fact.row) == (fact.found.row["sheet"], fact.found.row["row"])
    assert fact.contract == about.contract
    told = export.row(fact, "sv")
    assert "Registreringsnummer: ABC123" in str(told["contents"])
    assert "Mängd: 120,5" in str(told["contents"])
    assert told["what"] == t("report_type.fuel", "sv")
    # The file is named after the car, too.
    assert {"fuel_delivery", "submission"} <= set(made.tables)


def test_a_longer_number_is_another_vehicle(world: World) -> None:
    world.fuel(
        "2025-02", "vehicle | fuel | quantity\n XABC1234 | hvo100 | 1\n ABC1237 | hvo100 | 1"
    )
    assert _vehicle(world.installation).tables.get("fuel_delivery") == 1
    with pytest.raises(UserError, match="extract_short"):
        _vehicle(world.installation, " - ")


def test_the_files_themselves_are_looked_into_where_that_is_asked_for(world: World) -> None:
    assert _vehicle(world.installation, "DEF45G").cells == ()
    made = _vehicle(world.installation, "DEF45G", inside_files=True)
    assert [(c.sheet, c.row, c.column, c.text) for c in made.cells] == [
        ("Tankningar", 5, "A", "def 45g"), ("Tankningar", 4, "G", "Lånade DEF-45G i mars"),
    ]  # fmt: skip
    own = world.installation
    assert originals.read(own.settings.originals, report(world).sha256) == FILE


def test_an_extract_says_what_was_found_and_where_was_not_looked(world: World) -> None:
    made = _vehicle(world.installation, inside_files=True)
    book = openpyxl.load_workbook(io.BytesIO(export.workbook(made, "sv")))
    said = "\n".join(str(c.value) for row in book["Om utdraget"].iter_rows() for c in row)
    assert "säkerhetskopior" in said
    assert "gallring" in said
    assert book["Rader"].max_row == 3 + len(made.lines)
    assert book["Celler i filer"].max_row == 3 + len(made.cells)
    told = json.loads(export.document(made, "sv"))
    assert {row["table"] for row in told["rows"]} == set(made.tables)
    assert told["rows"][0]["values"]


def test_nobody_finds_what_another_organisation_holds(world: World) -> None:
    own = world.installation
    world.sign(clause(contract="other"), buyers=(Buyer("Annan kommun"),))
    theirs = service.seen_by(own, Scope("administrator", frozenset({"annan kommun"})))
    made = _vehicle(theirs, inside_files=True)
    assert (made.lines, made.cells) == ((), ())
    # Who does not see everything is told so, and who does is not.
    assert "andra organisationer" in "\n".join(export.about(made, "sv"))
    assert "andra organisationer" not in "\n".join(export.about(_vehicle(own), "sv"))
    ours = service.seen_by(own, Scope("administrator", frozenset({"påhittad kommun"})))
    assert _vehicle(ours).lines


def test_a_person_is_found_under_every_name_they_acted_by(world: World) -> None:
    database = world.installation.database
    identity = identity_of("https://login.example", "kim-1")
    with rehearsal(database) as tried:
        tried.own.execute(
            "INSERT INTO store.main.membership (act_id, issuer, subject, name) "
            "VALUES (1, 'https://login.example', 'kim-1', ?)", [NAME],
        )  # fmt: skip
        tried.own.execute(
            "UPDATE store.main.act SET actor = ? WHERE act_id = 1", [f"K. Påhittad #{identity}"]
        )
        held = service.replace(world.installation, database=tried.database)
        made = extract.make(held, "person", "kim påhittad", date(2026, 3, 2))
        assert {"act", "membership"} <= set(made.tables)


def test_the_command_writes_what_the_page_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "home"))
    out = tmp_path / "utdrag.json"
    assert main(["extract", "--person", "Kim Påhittad", str(out)]) == 0
    assert "0 rader hittades." in capsys.readouterr().out
    assert json.loads(out.read_text())["asked"] == "Kim Påhittad"
    assert main(["extract", "--vehicle", "ABC123", str(tmp_path / "utdrag.pdf")]) == 2
