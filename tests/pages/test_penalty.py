"""A penalty as two people walk it: computed, proposed, approved, decided, seen on the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from followup.domain.deviation import Detail
from followup.domain.penalty import PenaltyRule
from followup.domain.timeline import StepRule
from followup.services import compliance
from followup.services.deviation import deviations
from followup.services.deviation.steps import Deed, NewStep, take
from followup.services.installation import Actor
from tests.pages.conftest import close_all, through_the_door
from tests.support.pages import page, words
from tests.support.world import NUMBER, World, clause, monthly

CASE = "AV-2026-001"
DAY = date(2026, 2, 16)
RULE = PenaltyRule("per_point", "shortfall", Decimal(10000), cap_amount=Decimal(50000))
TABLE = """
    vehicle | fuel              | quantity
    ABC123  | hvo100            | 700
    ABC123  | diesel_b0_offroad | 300
"""


def fill(world: World) -> None:
    """A confirmed case of which the supplier is told."""
    own_rule = clause(penalty=RULE, consequence="penalty")
    written = replace(own_rule, steps=(StepRule(Decimal("0.8")),))
    world.sign(written, reporters=(monthly(frequency="year"),))
    world.fuel("2025", TABLE)
    own = world.installation
    known = compliance.contracts_on(own, DAY)
    found = compliance.assessments(own, DAY)
    deed = Deed(Actor("Kim Avtal"), datetime(2026, 2, 16, 9), DAY)  # noqa: DTZ001
    matter = deviations.desk(own, known, found, DAY).proposals[0]
    take(own, matter, NewStep("confirm", DAY, "Kontrollerat."), deed)
    opened = deviations.desk(own, known, found, DAY).find(CASE)
    assert opened is not None
    told = Detail(reply_date=date(2026, 3, 2), sent_to="Avtalspost")
    take(own, opened, NewStep("notify", DAY, "Förklara.", told), deed)


@pytest.fixture(autouse=True)
def _door(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    through_the_door(monkeypatch)
    yield
    close_all()


def go(app: AppTest, number: int, kind: str, **said: str) -> str:
    """Take a step as it stands in the form, and give back what the page then says."""

    def key(name: str) -> str:
        return f"deviation_{name}_{CASE}_{number}"

    app.radio(key=key("kind")).set_value(kind).run()
    for name, value in said.items():
        next(f for f in app.text_area if f.key == key(name)).set_value(value)
    app.text_area(key=key(f"reason_{kind}")).set_value("Därför.")
    app.button(key=key("save")).click().run()
    assert not app.exception
    return words(app)


def test_a_penalty_from_the_rule_to_the_decision(home_copy: Path) -> None:
    app = page("deviations", case=CASE, user="Kim Avtal")
    said = words(app)
    # 69.2 % of 80 %: eleven started points at 10 000, over a cap of 50 000.
    assert "Räknat i dag, inte föreslaget av någon" in said
    assert "Taket är nått: utan tak hade det blivit 110 000,00 kr." in said
    said = go(app, 2, "basis")
    assert "Föreslaget, väntar på en annan person" in said
    go(app, 3, "approve_basis")
    assert "En annan person" in app.error[0].value
    app.text_input(key="name_in_header").set_value("Robin Jurist").run()
    assert "Robin Jurist (ej kontrollerat), 2026-02-16" in go(app, 3, "approve_basis")
    said = go(app, 4, "decide", legal_note="Punkt 9.2")
    assert "50 000,00 kr" in said
    assert "enligt det godkända underlaget" in said
    contract = words(page("contracts", contract=NUMBER))
    assert "10 000 kr per påbörjad procentenhet när kravet inte är uppfyllt." in contract
    assert "Vite och bonus" in contract
    assert "Högst 50 000 kr för alla brister mot kravet tillsammans." in contract


def test_the_builder_writes_a_rule_of_the_contracts_own(home_copy: Path) -> None:
    app = page("contracts", contract=NUMBER, clause="K1", user="Kim Avtal")
    start = next(f.key for f in app.selectbox if "penalty_rule_kind" in str(f.key))
    number = start.rpartition("_")[2]

    def key(name: str) -> str:
        return f"requirement_penalty_{name}_{number}"

    app.selectbox(key=start).set_value("per_week")
    app.text_input(key=key("rule_amount")).set_value("2 500,50").run()
    # A rule that counts weeks of a late report does not fit a clause on energy.
    app.selectbox(key=key("rule_trigger")).set_value("late_report").run()
    assert "passar inte det som kravet mäter" in app.error[0].value
    app.selectbox(key=key("rule_trigger")).set_value("follow_up").run()
    assert "2 500,50 kr per påbörjad vecka när leverantören inte svarar" in words(app)
    app.button(key="requirement_save").click().run()
    assert not app.exception
    assert "2 500,50 kr per påbörjad vecka" in words(page("contracts", contract=NUMBER))
