"""What organisations tell each other: nothing is lost, and no example says more than it may."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from followup.domain.network import KINDS, Entry, Kind
from followup.errors import UserError
from followup.i18n.text import has_text
from followup.render.document_pdf import pictures
from followup.services import compliance
from followup.services import installation as service
from followup.services.deviation import deviations
from followup.services.deviation.steps import Deed, NewStep, take
from followup.services.installation import Actor
from followup.services.network import cases, entries, listing
from followup.storage import network
from tests.support.world import NUMBER, SUPPLIER, World, clause, lent_world, real_world

TODAY = date(2026, 2, 16)
NOW = datetime.fromisoformat("2026-02-16T09:00:00")
KIM = Actor("Kim Exempel")
CASE = {"title": "Ett krav", "need": "Resor", "asked": "Minst 80 %", "outcome": "Det gick"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def entry(kind: Kind, **fields: str) -> Entry:
    return Entry("", kind, "Påhittad kommun", TODAY, fields)


def save(world: World, made: Entry, today: date = TODAY) -> str:
    return entries.save(world.installation, made, KIM, NOW, today)


def case(world: World, litres: tuple[int, int], **fields: str) -> Entry:
    """An example of a year with so many litres of HVO100 and of diesel."""
    world.sign(clause())
    hvo, diesel = litres
    world.fuel("2025", f"""
        vehicle | fuel       | quantity
        ABC123  | hvo100     | {hvo}
        ABC123  | diesel_mk1 | {diesel}
    """)  # fmt: skip
    made = replace(entry("case", **CASE | fields), state="draft")
    return replace(made, contract=NUMBER, requirement=f"{NUMBER}/K1", period="2025")


def test_a_later_word_replaces_and_every_word_is_kept(world: World) -> None:
    name = save(world, entry("dialogue", title="Maskiner", form="hearing", said="A", outcome="B"))
    assert name == "MD-2026-001"
    first = entries.load(world.installation, TODAY)[0]
    later = date(2026, 3, 1)
    save(world, replace(first, fields={**first.fields, "outcome": "C"}), later)
    entries.withdraw(world.installation, name, "Dubblett", KIM, NOW, date(2026, 3, 2))
    told = [e.of("outcome") for e in entries.load(world.installation, later)]
    assert told == ["C"]
    assert entries.load(world.installation, date(2026, 3, 2)) == ()
    kept = network.words(world.installation.database, name)
    assert [(w.of("outcome"), w.state) for w in kept] == [
        ("B", "in_force"), ("C", "in_force"), ("C", "withdrawn"),
    ]  # fmt: skip
    # As it was known before the second act, and by the day before it.
    before = service.as_known(world.installation, upto_act=1)
    assert [e.of("outcome") for e in entries.load(before, later)] == ["B"]
    assert [e.of("outcome") for e in entries.load(world.installation, TODAY)] == ["B"]


def test_who_answers_for_a_task_is_one_role_at_a_time(world: World) -> None:
    save(world, entry("duty", task="late_report", role="controller"))
    save(world, entry("duty", task="late_report", role="contract_manager", deputy="controller"))
    save(world, entry("duty", task="sanction", role="board"))
    found = {e.of("task"): e.of("role") for e in entries.load(world.installation, TODAY)}
    assert found == {"late_report": "contract_manager", "sanction": "board"}


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (entry("dialogue", title="Maskiner"), "network_missing"),
        (entry("duty", task="late_report", role="king"), "network_choice"),
        (entry("document", title="P", type="policy", decided_by="KS", where="KS 1", role="buyer",
               review_date="snart"), "network_day"),
        (entry("case", **CASE | {"need": "x" * 601}), "network_long"),
        (entry("tags", networks="kronoberg"), "network_missing"),
        (replace(entry("question", title="Hur?", topic="law"), identifier="FR-1"),
         "network_unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(world: World, made: Entry, code: str) -> None:
    with pytest.raises(UserError, match=code):
        save(world, made)


def test_an_example_keeps_its_verdict_and_opens_to_it(world: World) -> None:
    """2 400 l HVO100 at 34,3 MJ or so and 300 l diesel: well above 80 %, for sure."""
    own = world.installation
    name = cases.publish(own, case(world, (2400, 300), decision="KS 1"), KIM, NOW, TODAY)
    found = entries.load(own, TODAY)[0]
    assert (found.identifier, found.state, name) == ("EX-2026-001", "published", "EX-2026-001")
    kept = found.frozen
    assert kept is not None
    now = world.one("2025", str(TODAY))
    assert (kept.verdict, kept.numerator, kept.unknown, kept.limit) == (
        "met", now.measured.numerator, now.measured.unknown, now.limit,
    )  # fmt: skip
    # A later correction changes the verdict of today, never what the example said.
    world.fuel("2025", "vehicle|fuel|quantity\nABC123|diesel_mk1|9000",
               received="2026-02-20", replaces=("s00001",))  # fmt: skip
    assert entries.load(own, date(2026, 3, 1))[0].frozen == kept
    # However full it is written, it prints on one page.
    full = dict.fromkeys(("need", "asked", "outcome", "lesson"), ("ord " * 200)[:600])
    paper = cases.document(replace(found, fields={**found.fields, **full}), None, "sv")
    assert len(pictures(paper, 5)) == 1


def test_a_shortfall_is_told_only_once_it_is_confirmed(world: World) -> None:
    """Rule 27: 300 l HVO100 of 2 700 is far below 80 %."""
    own = world.installation
    made = case(world, (300, 2400), decision="KS 1")
    with pytest.raises(UserError, match="case_not_confirmed"):
        cases.publish(own, made, KIM, NOW, TODAY)
    assert entries.load(own, TODAY) == ()
    contracts = compliance.contracts_on(own, TODAY)
    desk = deviations.desk(own, contracts, world.assess(str(TODAY)), TODAY)
    matter = next(m for m in desk.proposals if m.requirement == f"{NUMBER}/K1")
    take(own, matter, NewStep("confirm", TODAY, "Kontrollerat"), Deed(KIM, NOW, TODAY))
    assert cases.publish(own, made, KIM, NOW, TODAY) == "EX-2026-001"


def test_no_example_names_a_supplier_a_vehicle_or_a_person(world: World) -> None:
    told = replace(case(world, (2400, 300), decision="KS 1"), requirement=None, period=None)
    for word in (SUPPLIER, "abc123", "påhittad ansvarig"):
        named = replace(told, fields={**told.fields, "lesson": f"Tack, {word}!"})
        with pytest.raises(UserError, match="case_private"):
            cases.publish(world.installation, named, KIM, NOW, TODAY)
    assert cases.publish(world.installation, told, KIM, NOW, TODAY) == "EX-2026-001"


def test_an_example_without_a_decision_is_not_published(world: World) -> None:
    with pytest.raises(UserError, match="case_no_decision"):
        cases.publish(world.installation, case(world, (2400, 300)), KIM, NOW, TODAY)


def test_every_field_and_code_has_words() -> None:
    keys = [f"network.field.{kind}.{f.name}" for kind, spec in KINDS.items() for f in spec.fields]
    keys += [
        f"network.{f.words}.{code}"
        for spec in KINDS.values() for f in spec.fields for code in f.options
    ]  # fmt: skip
    keys += [f"network.{part}.{kind}" for part in ("kind", "file", "day") for kind in KINDS]
    assert [key for key in keys if not has_text(key)] == []


def test_a_list_taken_away_holds_every_field(world: World) -> None:
    save(world, entry("duty", task="late_report", role="controller", asked="lawyer,strategist"))
    content = listing.workbook("duty", entries.load(world.installation, TODAY), TODAY, "sv")
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert "Ta hand om sena rapporter" in rows[-1]
    assert "Miljöstrateg och Jurist" in rows[-1]
