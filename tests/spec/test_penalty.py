"""A basis in a case: days received, dispens, caps and two names; never a number made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from followup.domain.deviation import Case, Detail, Subject
from followup.domain.parties import Contract
from followup.domain.penalty import Excuse, Given, PenaltyBasis, PenaltyRule
from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.render.document import Table
from followup.services import compliance, installation
from followup.services.deviation import deviations, letter
from followup.services.deviation.matter import Matter
from followup.services.deviation.steps import Deed, NewStep, take
from followup.services.installation import Actor, Installation
from followup.services.penalty import basis as penalty
from followup.services.penalty import paper as penalty_paper
from followup.services.penalty import sums as penalty_sums
from followup.services.penalty.text import NoBasis
from tests.support.world import NUMBER, World, clause, close_world, monthly, period, settings

D = Decimal
TODAY = date(2026, 2, 16)
KIM, ROBIN = Actor("Kim Avtal"), Actor("Robin Jurist")
LATE = PenaltyRule("per_week", "late_report", D(5000), cap_units=D(4), excuses_blocked=True)
POINTS = PenaltyRule("per_point", "shortfall", D(10000))
PLAN = PenaltyRule("per_week", "follow_up", D(2000), cap_amount=D(3000), cap_scope="breach")
FUEL = """
    vehicle | fuel              | quantity
    AAA111  | hvo100            | 350
    AAA112  | hvo100            | 350
    BBB111  | diesel_b0_offroad | 150
    CCC111  | diesel_b0_offroad | 150
"""
VEHICLES = """
    vehicle | class | euro
    AAA111  | truck | Euro VI
    AAA112  | truck | Euro VI
    BBB111  | truck | Euro V
    CCC111  | truck |
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    opened = installation.open_installation(settings(tmp_path_factory.mktemp("penalty")))
    world = World(opened)
    world.sign(
        clause(penalty=POINTS, consequence="penalty", consequence_text="10 000 kr (påhittat)"),
        clause("report_in_time", "1", short="K2", penalty=LATE, consequence="penalty"),
        clause("report_in_time", "1", short="K3", penalty=PLAN, consequence="penalty"),
        clause("euro_class_share", "1", short="K4", level="VI", consequence="penalty",
               penalty=PenaltyRule("per_vehicle", "shortfall", D(1500))),
        reporters=(monthly(frequency="quarter", due_days=30),
                   monthly(report_type="vehicles", frequency="year", due_days=90)),
    )  # fmt: skip
    # Due 30 April and received 8 May; due 30 July, asked away by a dispens for all of it.
    world.fuel("2025-Q1", FUEL, received="2025-05-08")
    world.dispens("2025-Q2", requirement=f"{NUMBER}/K2")
    world.fuel("2025-Q2", FUEL, received="2025-09-30")
    world.fuel("2025-Q3", FUEL, received="2025-10-30")
    world.fuel("2025-Q4", FUEL, received="2026-02-14")
    world.vehicles("2025", VEHICLES)
    yield opened
    close_world(world)


_JUDGED: dict[Path, tuple[list[Contract], list[Assessment]]] = {}


def judged(own: Installation) -> tuple[list[Contract], list[Assessment]]:
    """Contracts and verdicts: asked once, since only steps are taken after a world is filled."""
    if own.settings.home not in _JUDGED:
        _JUDGED[own.settings.home] = (
            list(compliance.contracts_on(own, TODAY)), list(compliance.assessments(own, TODAY)),
        )  # fmt: skip
    return _JUDGED[own.settings.home]


def about(own: Installation, short: str, days: str = "2025") -> Matter:
    """The verdict on a clause of 2025, as a person opens it."""
    contracts, found = judged(own)
    desk = deviations.desk(own, contracts, found, TODAY, ())
    matter = deviations.on_verdict(desk, contracts, found, f"{NUMBER}/{short} {days}")
    assert matter is not None
    return matter


def basis(own: Installation, matter: Matter, short: str, **given: Any) -> PenaltyBasis | NoBasis:
    found = next(r for r in penalty.clauses_for(matter) if r.identifier == f"{NUMBER}/{short}")
    return penalty.basis(own, matter, TODAY, found, Given(**given))


def computed(own: Installation, short: str, **given: Any) -> PenaltyBasis:
    found = basis(own, about(own, short), short, **given)
    assert isinstance(found, PenaltyBasis), found
    return found


def said(found: PenaltyBasis, lang: str = "sv") -> str:
    lines = "\n".join(f"{label}: {words}" for label, words in found.lines[lang])
    return lines.replace("\N{NO-BREAK SPACE}", " ")


def test_points_are_what_is_missing_to_the_limit(own: Installation) -> None:
    # Litres of 33.4 and 35.3 MJ: 69.23 % of 80 is 10.77 points, eleven started at 10 000.
    found = computed(own, "K1")
    assert (found.low, found.high) == (D(110000), D(110000))
    words = said(found)
    assert "10,7692 procentenheter" in words
    assert "11 påbörjade procentenheter × 10 000,00 kr = 110 000,00 kr" in words
    assert "10 000 kr (påhittat)" in words


def test_late_reports_count_from_the_day_they_were_received(own: Installation) -> None:
    # Q1: 8 days, two started weeks. Q2: dispens, nothing. Q3: in time. Q4: 15 days, three.
    # Five weeks of 5 000 are 25 000, over a cap of four weeks: 20 000.
    found = computed(own, "K2")
    assert [item.low for item in found.items] == [D(2), D(3)]
    assert found.low == found.high == D(20000)
    words = said(found)
    assert "skulle ha kommit 2025-04-30, mottagen 2025-05-08" in words
    assert "mottagen 2026-02-14 (inlagd 2026-11-22). Dagar sen: 15." in words
    assert "Taket är nått: utan tak hade det blivit 25 000,00 kr." in words
    assert "Q2" not in words


def test_days_a_supplier_was_kept_from_it_are_shown_and_taken_away(own: Installation) -> None:
    # 15 days less eight are seven: one week less two of the cap; 2 + 1 weeks are 15 000.
    excuse = Excuse(date(2026, 2, 1), date(2026, 2, 8), "Driftstopp hos köparen (påhittat)")
    found = computed(own, "K2", excuse=excuse)
    assert found.low == D(15000)
    assert "Driftstopp hos köparen (påhittat). Dagar som inte räknas: 8." in said(found)


def test_an_unknown_vehicle_leaves_the_amount_open(own: Installation) -> None:
    # One of Euro V is certainly missing, the one without a class perhaps: 1 500 to 3 000.
    found = computed(own, "K4")
    assert (found.low, found.high) == (D(1500), D(3000))
    words = said(found)
    assert "Från 1 500,00 kr till 3 000,00 kr. Uppgifter saknas" in words
    assert "BBB111 räknas inte in (" in words
    assert "CCC111 går inte att bedöma (" in words
    assert "AAA111" not in words


def test_there_is_no_basis_without_a_breach_and_the_reason_is_said(own: Installation) -> None:
    matter = about(own, "K1")
    assert basis(own, matter, "K3") == NoBasis("nothing_overdue")
    met = replace(matter, subject=replace(matter.subject, ground="bonus"))
    assert penalty.clauses_for(met) == ()


@pytest.fixture
def case(own: Installation) -> str:
    """A case on late reports that has come to a notice without a reply in time."""
    matter = about(own, "K2")
    if matter.case is not None:
        return matter.case.identifier
    name = go(own, about(own, "K2"), "confirm", KIM, date(2026, 2, 2))
    told = Detail(reply_date=date(2026, 2, 3), sent_to="Avtalspost")
    return go(own, find(own, name), "notify", KIM, date(2026, 2, 2), told)


def find(own: Installation, name: str) -> Matter:
    found = deviations.desk(own, *judged(own), TODAY, ()).find(name)
    assert found is not None
    return found


def go(
    own: Installation, matter: Matter, kind: Any, who: Actor, day: date = TODAY,
    detail: Detail | None = None, clause_: str | None = None,
) -> str:  # fmt: skip
    new = NewStep(kind, day, "Därför.", detail or Detail(), clause=clause_)
    deed = Deed(who, datetime(2026, 2, 16, 10), TODAY)  # noqa: DTZ001
    return take(own, matter, new, deed)


def refused(own: Installation, name: str, kind: Any, who: Actor, detail: Detail) -> str:
    with pytest.raises(UserError) as raised:
        go(own, find(own, name), kind, who, detail=detail)
    return raised.value.code


def test_a_basis_takes_two_names_and_the_decision_takes_its_amount(
    own: Installation, case: str
) -> None:
    from_basis = Detail(remedy="penalty", amount_from="basis", legal_note="Punkt 9")
    assert refused(own, case, "decide", KIM, from_basis) == "penalty_no_approved_basis"
    go(own, find(own, case), "basis", KIM, clause_=f"{NUMBER}/K2")
    assert refused(own, case, "approve_basis", Actor("kim  avtal"), Detail()) == (
        "deviation_second_person"
    )
    assert refused(own, case, "decide", KIM, from_basis) == "penalty_no_approved_basis"
    go(own, find(own, case), "approve_basis", ROBIN)
    waiting = sums(own)[f"{NUMBER}/K2"]
    assert (waiting.approved, waiting.proposed, waiting.left) == (
        (D(20000), D(20000)), (D(0), D(0)), D(20000),
    )  # fmt: skip
    go(own, find(own, case), "decide", KIM, detail=from_basis)
    go(own, find(own, case), "approve", ROBIN)
    matter = find(own, case)
    assert matter.case is not None
    decided = matter.case.last("decide")
    assert decided is not None
    assert (decided.detail.amount, decided.detail.amount_from) == (D(20000), "basis")
    _papers_say_the_same(matter, matter.case)
    # The whole cap is used: nothing more can be asked, and the contract says what is left.
    after = sums(own)[f"{NUMBER}/K2"]
    assert (after.decided, after.left, after.approved) == (D(20000), D(0), (D(0), D(0)))
    none = basis(own, matter, "K2")
    assert isinstance(none, NoBasis)
    assert none.code == "cap_used"


def _papers_say_the_same(matter: Matter, case: Case) -> None:
    """The basis's paper and the decision carry the frozen lines, and say what is not checked."""
    step = case.last("basis")
    assert step is not None
    kept = step.detail.basis
    assert kept is not None
    assert matter.frozen is not None
    for lang in LANGUAGES:
        paper = penalty_paper.paper(matter, case, step, kept, lang)
        decision = letter.decision(matter, matter.frozen, lang)
        assert decision is not None
        assert Table(kept.lines[lang]) in paper.blocks
        assert Table(kept.lines[lang]) in decision.blocks
    words = str(penalty_paper.paper(matter, case, step, kept, "sv").blocks)
    for part in ("ej verifierad", "Inget skickas", "Kim Avtal", "Robin Jurist"):
        assert part in words
    assert "UTKAST" not in words


def sums(own: Installation) -> dict[str, penalty_sums.Standing]:
    contract = compliance.contracts_on(own, TODAY)[0]
    cases = deviations.all_cases(own, TODAY)
    return {s.requirement.identifier: s for s in penalty_sums.of_contract(contract, cases)}


def test_no_reply_in_time_counts_under_the_clause_on_follow_up(
    own: Installation, case: str
) -> None:
    # Due 3 February, still none on the 16th: 13 days, two weeks of 2 000, at most 3 000.
    found = basis(own, find(own, case), "K3")
    assert isinstance(found, PenaltyBasis)
    assert found.low == found.high == D(3000)
    assert "Förseningen pågår" in said(found)


def test_what_was_decided_since_is_taken_from_the_cap(tmp_path: Path) -> None:
    opened = installation.open_installation(settings(tmp_path))
    world = World(opened)
    capped = replace(POINTS, cap_amount=D(150000))
    world.sign(clause(penalty=capped, consequence="penalty", assessment_period="half_year"),
               reporters=(monthly(frequency="half_year"),))  # fmt: skip
    world.fuel("2025-H1", FUEL)
    world.fuel("2025-H2", FUEL)
    told = Detail(reply_date=date(2026, 3, 3), sent_to="Avtalspost")
    first, second = (
        go(opened, about(opened, "K1", half), "confirm", KIM) for half in ("2025-H1", "2025-H2")
    )
    for name in (first, second):
        go(opened, find(opened, name), "notify", KIM, detail=told)
    # The first half: 110 000, well under the cap, approved.
    go(opened, find(opened, first), "basis", KIM)
    go(opened, find(opened, first), "approve_basis", ROBIN)
    # Meanwhile 60 000 by hand for the second half: 90 000 are left, less than was approved.
    by_hand = Detail(remedy="penalty", amount=D("60000"), currency="SEK", legal_note="Punkt 9")
    go(opened, find(opened, second), "decide", KIM, detail=by_hand)
    go(opened, find(opened, second), "approve", ROBIN)
    from_basis = Detail(remedy="penalty", amount_from="basis", legal_note="Punkt 9")
    assert refused(opened, first, "decide", KIM, from_basis) == "penalty_cap_changed"
    anew = basis(opened, find(opened, first), "K1")
    assert isinstance(anew, PenaltyBasis)
    assert anew.low == D(90000)
    assert "Tak 150 000,00 kr, redan beslutat 60 000,00 kr, kvar 90 000,00 kr." in said(anew)
    # The same half is not charged twice: 110 000 less the 60 000 by hand in its own case.
    rest = basis(opened, find(opened, second), "K1")
    assert isinstance(rest, PenaltyBasis)
    assert rest.low == D(50000)
    by_hand_words = f"Belopp för hand i samma ärende, {second} 2026-02-16: 60 000,00 kr dras av."
    assert by_hand_words in said(rest)
    close_world(world)


def test_a_basis_comes_back_from_the_store_as_it_was(own: Installation, case: str) -> None:
    found = find(own, case)
    assert found.case is not None
    kept = found.case.last("basis")
    assert kept is not None
    assert kept.detail.basis is not None
    assert kept.detail.basis.rule == LATE
    assert Subject(NUMBER, "not_met", period("2025"), f"{NUMBER}/K2") == found.subject
