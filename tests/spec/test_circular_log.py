"""What people note of circular purchasing: nothing unknown is nought, and no unit meets another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from followup.domain.circular import AvoidedPurchase, TenderAssessment
from followup.domain.goal import Goal
from followup.errors import UserError
from followup.services import installation
from followup.services.circular import avoided, log, tenders
from followup.services.goal import status as goal_status
from followup.services.installation import Actor
from tests.support.goals import goal
from tests.support.world import NUMBER, World, lent_world, real_world

WHO, NOW = Actor("Kim Exempel"), datetime.fromisoformat("2026-02-16T09:00:00")
DAY = date(2026, 2, 16)
DESKS = AvoidedPurchase(
    "Skrivbord (påhittat)", "furniture", "Påhittad kommun", date(2025, 9, 1), "Tolv platser",
    "internal_reuse", "Hämtade ur förrådet", "Servicenämnden (påhittad)", Decimal(12),
    Decimal("48000"), "SEK", "Avtalets pris", Decimal("35.5"), "Påhittad källa",
)  # fmt: skip
TENDER = TenderAssessment(
    "Livsmedel", "Påhittad kommun", date(2025, 3, 1), is_relevant=True, is_assessed=True,
    has_order=True,
)  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with lent_world(tmp_path, real_world) as lent:
        yield lent


def test_a_sum_says_how_much_it_does_not_know_and_keeps_units_and_currencies_apart() -> None:
    laptops = replace(DESKS, sector="it", pieces=None, value=Decimal(9000), currency="DKK",
                      kg_co2e_per_piece=None)  # fmt: skip
    lent = replace(DESKS, sector="it", pieces=Decimal(3), value=None, currency=None,
                   kg_co2e_per_piece=None)  # fmt: skip
    told = {s.unit: (s.amount, s.known, s.unknown) for s in avoided.sums([DESKS, laptops, lent])}
    assert told == {
        "pieces": (Decimal(15), 2, 1), "SEK": (Decimal(48000), 1, 1), "DKK": (Decimal(9000), 1, 1),
        "kgCO2e": (Decimal(426), 1, 2),
    }  # fmt: skip
    sectors = ("furniture", "it", "food")
    by = {unit: avoided.by_sector([DESKS, laptops, lent], sectors, unit) for unit in told}
    # Nothing noted is left out; noted without an amount is unknown, never nought.
    assert by["kgCO2e"] == {"furniture": Decimal(426), "it": None}
    assert by["SEK"] == {"furniture": Decimal(48000), "it": None}
    assert [(s.amount, s.unknown) for s in avoided.sums([lent])][1:] == [(None, 1), (None, 1)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"need": " "}, "circular_missing"),
        ({"day": date(2026, 3, 1)}, "circular_ahead"),
        ({"sector": "cars"}, "circular_sector"),
        ({"pieces": Decimal("1.5")}, "circular_pieces"),
        ({"value": Decimal(-1)}, "circular_negative"),
        ({"currency": None}, "circular_currency"),
        ({"value_source": None}, "circular_value_source"),
        ({"factor_source": " "}, "circular_factor_source"),
        ({"pieces": None}, "circular_factor_pieces"),
    ],
)
def test_what_could_not_be_understood_later_is_refused(
    world: World, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        log.note(world.installation, replace(DESKS, **changes), WHO, NOW, DAY)


def test_a_note_is_corrected_and_withdrawn_by_later_acts_and_nothing_is_lost(world: World) -> None:
    own = world.installation
    first = log.note(own, DESKS, WHO, NOW, date(2025, 9, 2))
    (noted,) = log.avoided(own, DAY)
    log.correct(own, replace(noted, pieces=Decimal(10)), "Två såldes", WHO, NOW, DAY)
    assert [p.pieces for p in log.avoided(own, DAY)] == [Decimal(10)]
    # As it was known before the correction, and as it was known before the act.
    assert [p.pieces for p in log.avoided(own, date(2025, 12, 1))] == [Decimal(12)]
    earlier = installation.as_known(own, upto_act=first)
    assert [p.pieces for p in log.avoided(earlier, DAY)] == [Decimal(12)]
    with pytest.raises(UserError, match="circular_why"):
        log.withdraw(own, noted, " ", WHO, NOW, DAY)
    log.withdraw(own, noted, "Köptes ändå", WHO, NOW, DAY)
    assert log.avoided(own, DAY) == ()
    said = [(w.entry.pieces, w.is_withdrawn, w.reason) for w in log.words_on(own, noted, DAY)]
    assert said == [
        (Decimal(12), False, None), (Decimal(10), False, "Två såldes"),
        (Decimal(12), True, "Köptes ändå"),
    ]  # fmt: skip
    with pytest.raises(UserError, match="unknown_circular_entry"):
        log.correct(own, noted, "Igen", WHO, NOW, DAY)


def _on(indicator: str) -> Goal:
    return goal(indicator=indicator, scope="project", target="0.9")


def test_a_contract_nobody_noted_is_unknown_and_holds_the_goal_back(world: World) -> None:
    own = world.installation
    notes = [
        TENDER,
        replace(TENDER, title="Möbler", has_order=None),
        replace(TENDER, title="Städ", is_assessed=False, has_order=None),
        replace(TENDER, title="Konsulter", is_relevant=False),
    ]
    for each in notes:
        log.note(own, each, WHO, NOW, DAY)
    assessed = _on("log:tenders_assessed_for_packaging_share")
    order = replace(_on("log:tenders_with_packaging_order_share"), identifier="O")
    one, other = goal_status.progress_of(own, [assessed, order], DAY)
    assert one.latest is not None
    assert one.latest.bounds == (Fraction(2, 3), Fraction(2, 3))
    # Of those with packaging one asks in the order, one does not, and of one nobody knows.
    assert other.latest is not None
    assert other.latest.measured is not None
    assert (other.latest.measured.numerator, other.latest.measured.denominator) == (1, 2)
    assert other.reasons == ("low_coverage",)
    # A contract of that year without a note: its tender may have been assessed, or not.
    world.sign()
    (one,) = goal_status.progress_of(own, [assessed], DAY)
    assert one.latest is not None
    assert one.latest.coverage == Decimal("0.75")
    assert one.status == "not_assessable"
    # A municipality's goal is about its own tenders; a Danish one about none of a Swedish buyer.
    for area in ("0780", "DK"):
        (there,) = goal_status.progress_of(own, [replace(assessed, geography=area)], DAY)
        assert there.latest is None
    listed = tenders.tenders(own, DAY)
    assert [t.contract for t in listed if t.note is None] == [NUMBER]
    log.note(own, replace(TENDER, title="Skjuts", contract=NUMBER), WHO, NOW, DAY)
    assert len(tenders.tenders(own, DAY)) == 4
