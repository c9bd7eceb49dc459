"""Rules 26, 27 and 34 and workflow.md section 3: what may follow on what, and what never goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

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
from followup.domain.period import parse_period

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
