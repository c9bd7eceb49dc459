"""A request that columns of a report be kept secret: on file, seen, and hiding nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from followup.domain.access import Scope
from followup.domain.parties import Buyer
from followup.errors import UserError
from followup.services import installation as service
from followup.services.disclosure import book, requests
from followup.services.disclosure.book import FileColumn
from followup.services.installation import Actor, Installation, now_utc
from followup.storage import originals
from tests.law.conftest import DAY, FILE, report
from tests.support.world import World, clause

KIM = Actor("Kim Exempel")


def _columns(world: World) -> dict[str, FileColumn]:
    found = book.read(world.installation, report(world), DAY)
    return {column.header: column for column in found.columns}


def _ask(world: World, own: Installation | None = None, *headers: str) -> int:
    columns = [_columns(world)[header] for header in headers]
    return requests.ask(
        own or world.installation, report(world), columns, "Affärshemlighet", "", KIM, DAY,
        now_utc(),
    )  # fmt: skip


def test_the_columns_of_a_file_are_told_with_what_names_somebody(world: World) -> None:
    found = book.read(world.installation, report(world), DAY)
    first = [c for c in found.columns if c.place[0] == "Tankningar"]
    assert [(c.header, c.place[1], c.cells) for c in first] == [
        ("Regnr", "A", 2), ("Drivmedel", "B", 2), ("Liter", "C", 2), ("Datum", "D", 2),
        ("Pris per liter", "E", 2), ("Avtal", "F", 2), ("Anteckning", "G", 2),
    ]  # fmt: skip
    assert [c.header for c in found.columns if c.names] == ["Regnr"]
    assert found.numbers == {"ABC123", "DEF45G"}
    # The title's sheet aside: a note with the other vehicle, and a sheet named after the first.
    assert found.elsewhere == 2


def test_a_request_stands_on_its_report_until_it_is_taken_back(world: World) -> None:
    _ask(world, None, "Pris per liter", "Avtal")
    held = requests.in_force(world.installation, DAY)
    assert [(r.header, r.reason, r.asked_by) for r in held] == [
        ("Pris per liter", "Affärshemlighet", "Påhittad Åkeri AB"),
        ("Avtal", "Affärshemlighet", "Påhittad Åkeri AB"),
    ]
    requests.take_back(world.installation, report(world), [held[0].place], KIM, DAY, now_utc())
    assert [r.header for r in requests.in_force(world.installation, DAY)] == ["Avtal"]
    assert requests.in_force(world.installation, date(2026, 3, 1)) == ()
    # It hides nothing, and touches no byte.
    own = world.installation
    assert originals.read(own.settings.originals, report(world).sha256) == FILE
    (detail,) = own.database.connection.execute(
        "SELECT string_agg(detail) FROM store.main.act WHERE kind = 'secrecy_request'"
    ).fetchone() or ("",)
    assert "Affärshemlighet" not in json.dumps(detail, ensure_ascii=False)


def test_a_request_has_columns_and_a_reason(world: World) -> None:
    own, about = world.installation, report(world)
    column = _columns(world)["Avtal"]
    for columns, reason, code in (
        ([], "x", "secrecy_no_columns"), ([column], " ", "secrecy_no_reason"),
        ([column], "x" * 2001, "secrecy_long"),
    ):  # fmt: skip
        with pytest.raises(UserError, match=code):
            requests.ask(own, about, columns, reason, "", KIM, DAY, now_utc())
    with pytest.raises(UserError, match="secrecy_no_columns"):
        requests.take_back(own, about, [column.place], KIM, DAY, now_utc())


def test_a_supplier_asks_on_its_own_reports_alone(world: World) -> None:
    own = world.installation
    world.sign(clause(contract="other"), buyers=(Buyer("Annan kommun"),))
    mine = service.seen_by(own, Scope("supplier", None, frozenset({report(world).contract})))
    theirs = service.seen_by(own, Scope("supplier", None, frozenset({"other"})))
    _ask(world, mine, "Avtal")
    assert len(requests.in_force(mine)) == 1
    assert requests.in_force(theirs) == ()
    for seen in (theirs, service.seen_by(own, Scope("viewer"))):
        with pytest.raises(UserError, match="not_allowed"):
            _ask(world, seen, "Avtal")
    # Who may not read numbers reads no heading that may hold one.
    assert requests.in_force(service.seen_by(own, Scope("viewer"))) == ()
