"""Rules 26, 27 and 34 and workflow.md section 3: what may follow on what, and what never goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from followup.domain.deviation import (
    ALLOWED,
    Action,
    Case,
    Detail,
    Frozen,
    Step,
    StepKind,
    Subject,
    allowed,
    missing,
    state,
)
from followup.domain.period import Period, parse_period
from followup.domain.requirement import Assessment, Measured
from followup.domain.small_rule import SmallRule
from followup.errors import UserError
from followup.rules.deviations import DeviationRule, is_small_miss, small_by_contract
from followup.services import compliance, installation
from followup.services.deviation import deviations, small_rules
from followup.services.deviation import text as deviation_text
from followup.services.deviation.matter import Desk, Matter
from followup.services.deviation.public import may_be_told, public
from followup.services.deviation.steps import Deed, NewStep, take
from followup.services.installation import Actor
from tests.support.world import NUMBER, World, agreement, clause, monthly, settings

FROZEN = Frozen(
    date(2026, 1, 20), "not_met", "MJ", None, None, None, None, 1, 1, (), "", "", {}, {}
)
WHOLE_LIFE = (
    "confirm notify reply meeting action_plan follow_up decide approve close", "closed"
)  # fmt: skip


def steps(words: str, **last: object) -> tuple[Step, ...]:
    """Steps of these kinds, one a day; ``last`` is what the last of them holds."""
    kinds: list[StepKind] = words.split()  # type: ignore[assignment]
    made = [
        Step(n, kind, date(2026, 2, n), datetime(2026, 2, n), "Kim", "därför")  # noqa: DTZ001
        for n, kind in enumerate(kinds, start=1)
    ]
    if last:
        made[-1] = replace(made[-1], detail=Detail(**last))  # type: ignore[arg-type]
    return tuple(made)


def case(words: str, ground: str = "not_met", **last: object) -> Case:
    subject = Subject("T-1", ground, parse_period("2025-Q3"), "T-1/K1")  # type: ignore[arg-type]
    return Case("AV-2026-001", subject, steps(words, **last))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "proposed"),
        ("propose", "proposed"),
        ("confirm", "confirmed"),
        ("dismiss", "dismissed"),
        ("confirm notify", "notified"),
        ("confirm notify reply", "notified"),
        ("confirm notify meeting", "meeting"),
        ("confirm notify meeting action_plan follow_up", "followed_up"),
        ("confirm notify decide", "decision_pending"),
        # A decision the other person says no to leaves the case where it stood.
        ("confirm notify meeting decide reject", "meeting"),
        WHOLE_LIFE,
    ],
)
def test_where_a_case_stands_follows_from_its_steps(words: str, expected: str) -> None:
    assert state(steps(words)) == expected


def test_an_approved_bonus_is_no_sanction() -> None:
    decided = (*steps("confirm"), *steps("decide", remedy="bonus"))
    numbered = tuple(replace(s, number=n) for n, s in enumerate(decided, start=1))
    approved = (*numbered, replace(steps("approve")[0], number=3))
    assert state(approved) == "bonus"


def test_a_step_taken_back_no_longer_holds_and_stays_in_sight() -> None:
    taken = case("confirm notify take_back", takes_back=2)
    assert taken.state == "confirmed"
    assert [s.kind for s in taken.holding] == ["confirm"]
    assert [s.kind for s in taken.steps] == ["confirm", "notify", "take_back"]


def test_a_confirmation_taken_back_names_nobody_any_more() -> None:
    assert case("confirm").is_confirmed
    taken = case("confirm take_back", takes_back=1)
    assert (taken.is_confirmed, taken.state) == (False, "proposed")


def test_nothing_is_decided_against_anybody_who_has_not_been_told() -> None:
    assert not any("decide" in allowed(case(w)) for w in ("", "propose", "confirm"))
    assert "decide" in allowed(case("confirm notify"))


def test_a_bonus_is_decided_without_a_notice_of_shortfall() -> None:
    assert allowed(case("confirm", ground="bonus"))[0] == "decide"


@pytest.mark.parametrize(
    ("words", "last", "next_step"),
    [
        ("confirm", {}, "notify"),
        ("confirm notify", {}, "reply"),
        ("confirm notify reply", {}, "meeting"),
        ("confirm notify meeting", {}, "action_plan"),
        ("confirm notify meeting action_plan", {}, "follow_up"),
        ("confirm notify follow_up", {"outcome": "cured"}, "close"),
        ("confirm notify follow_up", {"outcome": "not_cured"}, "decide"),
        ("confirm notify decide", {}, "approve"),
    ],
)
def test_the_usual_next_step_comes_first(
    words: str, last: dict[str, object], next_step: str
) -> None:
    assert allowed(case(words, **last))[0] == next_step


def test_only_taking_back_leads_out_of_an_ended_case() -> None:
    assert (ALLOWED["closed"], ALLOWED["dismissed"]) == ((), ())
    assert allowed(case("dismiss")) == ("take_back",)
    assert allowed(case("confirm close")) == ("take_back",)


def test_each_step_must_say_what_another_person_needs_to_take_over() -> None:
    assert missing("confirm", Detail()) == ("frozen",)
    assert missing("confirm", Detail(frozen=FROZEN)) == ()
    assert missing("notify", Detail()) == ("reply_date", "sent_to")
    assert missing("action_plan", Detail()) == ("actions",)
    plan = Detail(actions=(Action("Byt bränsle", "Leverantören", date(2026, 3, 1)),))
    assert missing("action_plan", plan) == ()
    assert missing("decide", Detail(remedy="penalty")) == ("legal_note", "amount", "currency")
    assert missing("decide", Detail(remedy="termination")) == ("legal_note",)
    assert missing("close", Detail()) == ("lesson",)


RULE = DeviationRule(3, 12, 7, Decimal("0.02"), 12, 14, 6)


def small(name: str, period: str, words: str = "confirm") -> Case:
    subject = Subject("T-1", "report", parse_period(period), reporter="Åkeriet")
    return Case(name, subject, steps(words, is_small=True))


def test_small_ones_of_the_latest_months_are_counted_on_their_contract() -> None:
    cases = [small("A", "2025-01"), small("B", "2025-06"), small("C", "2025-11"),
             small("D", "2025-12", "dismiss"), case("confirm")]  # fmt: skip
    found = small_by_contract(cases, RULE, date(2026, 2, 16))
    # A ended more than twelve months ago, D was dismissed, and the last is not small.
    assert {c: [x.identifier for x in own] for c, own in found.items()} == {"T-1": ["B", "C"]}


def test_a_contracts_own_rule_wins_over_its_organisations_and_the_programs() -> None:
    signed = agreement(number="T-1")
    buyer = signed.buyers[0].name
    of_buyer = SmallRule("organisation", buyer, small_count=5, small_months=6)
    of_contract = SmallRule("contract", "T-1", small_count=2, small_days_late=0)
    known = {(r.scope, r.name): r for r in (of_buyer, of_contract)}
    own = small_rules.laid(RULE, small_rules.chain(signed, known))
    # What nobody has set is the program's own, and no other contract is touched.
    assert own == replace(RULE, small_count=2, small_months=6, small_days_late=0)
    other = small_rules.laid(RULE, small_rules.chain(agreement(number="T-2"), known))
    assert other == replace(RULE, small_count=5, small_months=6)
    cases = [small("A", "2025-06"), small("B", "2025-11")]
    day = date(2026, 2, 16)
    assert [c.identifier for c in small_by_contract(cases, RULE, day, {"T-1": own})["T-1"]] == ["B"]


def test_a_rule_is_an_act_with_a_reason_and_makes_two_small_ones_one_to_handle(
    tmp_path: Path,
) -> None:
    kim, now = Actor("Kim"), datetime.fromisoformat("2026-02-16T09:00:00")
    with installation.opened(settings(tmp_path)) as own:
        world = World(own)
        world.sign(clause(), reporters=(monthly(),), days="2025")
        for month in range(1, 13):
            late = {"received": "2025-03-20"} if month == 2 else {}
            world.fuel(f"2025-{month:02}", "fuel | quantity\nhvo100 | 100", **late)
        # The report of February came five days late: a small one of seven.
        today = date(2026, 2, 16)

        def proposed() -> list[bool]:
            found = compliance.assessments(own, today)
            return [m.is_small for m in deviations.proposals(own, found, today)]

        assert proposed() == [True]
        for wrong in (SmallRule("contract", NUMBER, small_count=1, reason="fel"),
                      SmallRule("contract", NUMBER, small_count=3)):  # fmt: skip
            with pytest.raises(UserError, match=r"small_rule_range|reason_missing"):
                small_rules.save(own, wrong, kim, today, now)
        strict = SmallRule("organisation", "Påhittad kommun", small_days_late=4, reason="beslut")
        small_rules.save(own, strict, kim, today, now)
        assert proposed() == [False]
        assert deviations.proposals(own, (), date(2026, 2, 15))[0].is_small
        mild = SmallRule("contract", NUMBER, small_days_late=5, reason="avtalet")
        small_rules.save(own, mild, kim, today, now)
        assert proposed() == [True]


def test_a_bonus_is_proposed_once_and_one_word_covers_the_periods_before(tmp_path: Path) -> None:
    now = datetime.fromisoformat("2025-11-01T09:00:00")
    quarters = [parse_period(f"2025-Q{n}") for n in (1, 2, 3, 4)]
    with installation.opened(settings(tmp_path)) as own:
        world = World(own)
        world.sign(clause(assessment_period="quarter", consequence="bonus"),
                   reporters=(monthly(frequency="quarter", due_days=30),))  # fmt: skip
        for quarter in quarters[:3]:
            world.fuel(str(quarter), "fuel | quantity\nhvo100 | 100")

        def proposed(today: date) -> list[tuple[Period, tuple[Period, ...]]]:
            found = compliance.assessments(own, today)
            return [(m.period, m.covers) for m in deviations.proposals(own, found, today)]

        today = date(2025, 11, 1)
        assert proposed(today) == [(quarters[2], tuple(quarters[:2]))]
        found = compliance.assessments(own, today)
        (matter,) = deviations.proposals(own, found, today)
        take(own, matter, NewStep("confirm", today, "beslut"), Deed(Actor("Kim"), now, today))
        assert proposed(today) == []
        contracts = compliance.contracts_on(own, today)
        (opened,) = deviations.desk(own, contracts, found, today).cases
        assert opened.covers == tuple(quarters[:2])
        # The next period met is a new matter, and speaks of nothing that is settled.
        world.fuel("2025-Q4", "fuel | quantity\nhvo100 | 100")
        assert proposed(date(2026, 2, 16)) == [(quarters[3], ())]


@pytest.mark.parametrize(
    ("words", "outcome", "awaited"),
    [
        ("confirm notify action_plan", None, date(2026, 2, 4)),
        ("confirm notify action_plan meeting follow_up", "partly", date(2026, 3, 31)),
        ("confirm notify action_plan meeting follow_up", "cured", None),
    ],
)
def test_what_an_action_plan_sets_for_later_days_is_awaited_after_a_follow_up(
    words: str, outcome: str | None, awaited: date | None
) -> None:
    plan = (Action("Byt bränsle", "Åkeriet", date(2026, 2, 4)),
            Action("Lämna kvitton", "Åkeriet", date(2026, 3, 31)))  # fmt: skip
    taken = [
        replace(s, detail=Detail(actions=plan)) if s.kind == "action_plan"
        else replace(s, detail=Detail(outcome=outcome)) if s.kind == "follow_up"  # type: ignore[arg-type]
        else s
        for s in steps(words)
    ]  # fmt: skip
    opened = replace(case(words), steps=tuple(taken))
    matter = Matter("AV-1", opened.subject, agreement(), opened.state, date(2025, 9, 30), False,
                    opened)  # fmt: skip
    assert matter.deadline == awaited


def test_a_small_one_is_counted_once() -> None:
    cases = [small(name, "2025-11") for name in "ABC"]
    whole = Case("W", Subject("T-1", "together", parse_period("2025-11"), parts=("A", "B", "C")),
                 steps("confirm"))  # fmt: skip
    day = date(2026, 2, 16)
    assert len(small_by_contract(cases, RULE, day)["T-1"]) == 3
    assert small_by_contract([*cases, whole], RULE, day) == {}


@pytest.mark.parametrize(
    ("numerator", "unknown", "expected"),
    [
        ("79", "0", True),  # 0.79 misses 0.80 by 0.01, and 2 % of the limit is 0.016
        ("78.4", "0", True),
        ("78.3", "0", False),
        ("70", "9", True),  # at best 0.79
        ("79", None, False),
    ],
)
def test_a_miss_is_small_by_its_part_of_the_limit(
    numerator: str, unknown: str | None, expected: bool
) -> None:
    u = None if unknown is None else Decimal(unknown)
    whole = Decimal(100) - (u or 0)
    found = Assessment(
        "T-1", "T-1/K1", "renewable_energy_share", parse_period("2025"), "not_met", ">=",
        Decimal("0.8"), date(2025, 1, 1), Measured(Decimal(numerator), whole, u), "MJ", (),
    )  # fmt: skip
    assert is_small_miss(found, RULE) is expected


@pytest.mark.parametrize(
    ("words", "named", "under_review"),
    [
        ("", 0, 1),
        ("propose", 0, 1),
        ("dismiss", 0, 0),
        ("confirm", 1, 0),
        ("confirm notify decide approve", 1, 0),
        ("confirm close", 0, 0),
    ],
)
def test_nobody_is_named_outside_the_desk_before_a_person_has_confirmed(
    words: str, named: int, under_review: int
) -> None:
    opened = case(words) if words else None
    subject = Subject("T-2025-001", "not_met", parse_period("2025-Q3"), "T-2025-001/K1")
    matter = Matter(
        "AV-1", subject, agreement(), state(steps(words)), date(2025, 9, 30), False, opened
    )
    desk = Desk((), (matter,), RULE, {}) if words else Desk((matter,), (), RULE, {})
    found = public(desk, {"T-2025-001"})
    assert (len(found.named), found.under_review) == (named, under_review)
    assert public(desk, {"T-9"}).under_review == 0


def test_in_public_no_reporter_is_named() -> None:
    subject = Subject(
        "T-2025-001", "report", parse_period("2025-Q3"), None, "Åkeri (påhittat)", "fuel"
    )
    matter = Matter("AV-1", subject, agreement(), state(()), date(2025, 9, 30), False, None)
    assert "Åkeri" in deviation_text.what(matter, "sv")
    assert deviation_text.what(matter, "sv", is_public=True) == "Drivmedel, 2025 Q3"


@pytest.mark.parametrize(("words", "told"), [("", False), ("propose", False), ("confirm", True)])
def test_a_shortfall_is_told_with_its_contract_once_it_is_confirmed(words: str, told: bool) -> None:
    subject = Subject("T-2025-001", "not_met", parse_period("2025-Q3"), "T-2025-001/K1")
    matter = Matter(
        "AV-1", subject, agreement(), state(steps(words)), date(2025, 9, 30), False, case(words)
    )
    desk = Desk((), (matter,), RULE, {})
    missed = Assessment(
        "T-2025-001", "T-2025-001/K1", "renewable_energy_share", parse_period("2025-Q3"),
        "not_met", ">=", Decimal("0.8"), date(2025, 1, 1),
        Measured(Decimal(70), Decimal(100), Decimal(0)), "MJ", (),
    )  # fmt: skip
    assert (missed.verdict, may_be_told(desk, missed)) == ("not_met", told)
