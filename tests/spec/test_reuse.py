"""Another body's check stands in only at our level, by a like method, and while it is young."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from followup.domain.control import REFUSALS, Control, Wanted
from followup.domain.parties import Buyer
from followup.errors import UserError
from followup.i18n.text import t
from followup.rules.reuse import refusals
from followup.services.installation import Actor
from followup.services.joint import borrowing
from followup.storage import contracts
from tests.support.world import NUMBER, World, clause

TODAY = date(2026, 6, 30)
NOW = datetime.fromisoformat("2026-06-30T12:00:00")
WANTED = Wanted("556", "renewable_energy_share", ">=", Decimal("0.8"))
CHECK = Control(
    "spot_check", "T-2", "T-2/K1", "Betastad (påhittat)", "556", "renewable_energy_share", ">=",
    Decimal("0.8"), date(2024, 1, 15), is_accepted=True, spot_check="S1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"level": Decimal("0.9")}, ()),
        ({"level": Decimal("0.79")}, ("lower_level",)),
        ({"level": None}, ("level_unknown",)),
        ({"method": "renewable_volume_share"}, ("other_method",)),
        ({"supplier": "557"}, ("other_supplier",)),
        ({"checked_date": date(2023, 7, 1)}, ()),
        ({"checked_date": date(2023, 6, 30)}, ("too_old",)),
        ({"checked_date": date(2026, 7, 1)}, ("in_future",)),
        ({"is_accepted": None}, ("not_finished",)),
        ({"is_accepted": False, "level": Decimal(0)}, ("lower_level", "not_accepted")),
    ],
)
def test_each_condition_that_fails_is_a_reason(
    changes: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert refusals(WANTED, replace(CHECK, **changes), 3, TODAY) == expected  # type: ignore[arg-type]


def test_of_a_greatest_share_a_lower_level_is_the_stricter() -> None:
    wanted = replace(WANTED, comparator="<=", level=Decimal("0.2"))
    made = replace(CHECK, comparator="<=", level=Decimal("0.1"))
    assert refusals(wanted, made, 3, TODAY) == ()
    assert refusals(wanted, replace(made, level=Decimal("0.3")), 3, TODAY) == ("lower_level",)


def test_every_reason_has_words() -> None:
    assert all(t(f"borrowing.refusal.{code}", lang) for code in REFUSALS for lang in ("sv", "da"))


def _plan(world: World, number: str, buyer: str) -> None:
    plan = clause("evidence", "1", contract=number, source="environmental_plan")
    world.sign(plan, title=f"Titel {number}", number=number, buyers=(Buyer(buyer),))


def test_evidence_seen_by_another_buyer_is_offered_taken_and_judges_the_clause(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(borrowing, "years", lambda installation, as_of: 3)
    _plan(world, NUMBER, "Alfaköping (påhittat)")
    _plan(world, "T-2", "Betastad (påhittat)")
    world.judge("2025-03-01", is_met=True, contract="T-2", requirement="T-2/K1")
    every = contracts.load(world.installation.database, TODAY)
    contract = next(c for c in every if c.number == NUMBER)
    (offer,) = borrowing.offers(world.installation, contract, TODAY)
    assert (offer.refusals, offer.control.body, offer.taken) == ((), "Betastad (påhittat)", None)
    assert world.one("2025").verdict == "not_assessable"
    act = (Actor("Test"), TODAY, NOW)
    with pytest.raises(UserError):
        borrowing.take(world.installation, offer, " ", *act)
    refused = replace(offer, refusals=("too_old",))
    with pytest.raises(UserError):
        borrowing.take(world.installation, refused, "Räcker", *act)
    borrowing.take(world.installation, offer, "Samma plan", *act)
    assert world.one("2025").verdict == "met"
    (now,) = borrowing.offers(world.installation, contract, TODAY)
    assert now.taken is not None
    borrowing.give_back(world.installation, now, "Egen kontroll gjord", *act)
    (back,) = borrowing.offers(world.installation, contract, TODAY)
    assert back.taken is None
