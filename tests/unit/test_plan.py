"""The plan: links that can be taken back, and a routine of which every version stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from followup.errors import UserError
from followup.render.document import Heading, Paragraph, Table
from followup.services.installation import Actor
from followup.services.plan import document as routine_document
from followup.services.plan import links as calendar_links
from followup.services.plan import routine
from followup.ui import feed
from tests.support.world import NUMBER, World, clause, lent_world, monthly, real_world
from tests.unit.test_calendar import parsed

TODAY = date(2025, 6, 20)
NOW = datetime.fromisoformat("2025-06-20T08:00:00")
KIM, LOU = Actor("Kim"), Actor("Lou")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world with the real catalogue, which holds the classes and how often each is followed."""
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def test_a_link_reads_its_own_days_until_it_is_revoked_and_writes_nothing(world: World) -> None:
    own = world.installation
    world.sign(clause(), responsible="Eva")
    for_all = calendar_links.create(own, KIM, NOW, "sv")
    for_one = calendar_links.create(own, KIM, NOW, "da", contract=NUMBER)
    for_gone = calendar_links.create(own, KIM, NOW, "sv", responsible="Bo")
    before = own.data_version
    told = [calendar_links.fetch(own, s, TODAY, NOW) for s in (for_all, for_one)]
    assert [len(parsed(content or b"")) for content in told] == [13, 13]
    assert b"Rapport ventes" in (told[1] or b"")
    assert calendar_links.fetch(own, for_gone, TODAY, NOW) is None
    assert calendar_links.fetch(own, "guess", TODAY, NOW) is None
    assert own.data_version == before
    first = calendar_links.in_force(own)[0]
    # The secret is in no table: neither the act nor the link tells it.
    acts = own.database.connection.execute("SELECT detail, subject FROM store.main.act").fetchall()
    kept = own.database.connection.execute("SELECT * FROM store.main.calendar_link").fetchall()
    assert for_all not in f"{acts} {kept}"
    calendar_links.revoke(own, first.link, LOU, NOW)
    assert calendar_links.fetch(own, for_all, TODAY, NOW) is None
    assert calendar_links.fetch(own, for_one, TODAY, NOW) is not None
    with pytest.raises(UserError, match="unknown_link"):
        calendar_links.revoke(own, first.link, LOU, NOW)


def test_the_server_answers_a_link_and_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = world.installation
    world.sign(clause())
    monkeypatch.setenv("FOLLOWUP_HOME", str(own.settings.home))
    monkeypatch.setattr(feed.opened, "installation_of", lambda _: own)
    secret = calendar_links.create(own, KIM, NOW, "sv")

    def asked(name: str) -> Response:
        scope = {"type": "http", "path_params": {"name": name}, "query_string": b"", "headers": []}
        return feed._answer(Request(scope))

    answer = asked(f"{secret}.ics")
    assert (answer.status_code, answer.headers["content-type"]) == (
        200, "text/calendar; charset=utf-8",
    )  # fmt: skip
    assert parsed(bytes(answer.body))
    assert [asked(name).status_code for name in (secret, "x.ics", ".ics")] == [404] * 3


def test_a_routine_is_written_section_by_section_and_no_version_goes(world: World) -> None:
    own, org = world.installation, "Påhittad kommun"
    contract = world.sign(clause(), reporters=(monthly(frequency="quarter"),), responsible="Eva")
    assert routine.organisations([contract]) == (org,)
    assert all(s.is_default for s in routine.sections(own, org, "sv"))
    for actor, text in ((KIM, "Vi gör så här."), (LOU, "Vi gör\nsom *förr*.")):
        routine.save(own, org, "check", text, actor, NOW)
    section = {s.code: s for s in routine.sections(own, org, "da")}["check"]
    assert section.body == "Vi gör\nsom *förr*."
    assert [(v.body, v.actor) for v in section.versions] == [
        ("Vi gör så här.", "Kim (ej verifierad)"), ("Vi gör\nsom *förr*.", "Lou (ej verifierad)"),
    ]  # fmt: skip
    assert all(s.is_default for s in routine.sections(own, "En annan", "sv"))
    with pytest.raises(UserError, match="text_missing"):
        routine.save(own, org, "check", " \n", KIM, NOW)
    made = routine_document.document(own, org, TODAY, "sv")
    headings = [b.text for b in made.blocks if isinstance(b, Heading)]
    assert headings[0] == "Syfte"
    assert headings[-2:] == ["Avtal som följs upp", "Kommande dagar"]
    assert Paragraph("Vi gör\nsom *förr*.") in made.blocks
    listed, days = [b for b in made.blocks if isinstance(b, Table)]
    assert listed.rows == ((
        f"Skolskjuts ({NUMBER})", "Eva, Påhittad nämnd",
        "drivmedelsrapport varje kvartal, senast 15 dagar efter", "2025-12-31",
    ),)  # fmt: skip
    assert [row[:2] for row in days.rows][:2] == [
        ("2025-04-15", "Rapport saknas"), ("2025-07-15", "Rapport väntas"),
    ]  # fmt: skip
    # A contract that has ended is followed up no more.
    later = routine_document.document(own, org, date(2026, 6, 30), "sv")
    assert Paragraph("Inga avtal gäller för organisationen.") in later.blocks
