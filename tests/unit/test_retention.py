"""When a contract may be erased, and what becomes of the words of its acts and steps."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from followup.domain.deviation import Case, Step, StepKind, Subject
from followup.domain.parties import Buyer, Contract
from followup.domain.period import parse_period
from followup.domain.retention import ERASED, RetentionRule
from followup.services.law import decisions, due
from followup.storage import deviations, erasable, erasing, scopes

TODAY = date(2026, 11, 22)
CONTRACT = Contract(
    "A-1", "Skolskjuts", "Påhittad AB", (Buyer("Alfa kommun"), Buyer("Beta kommun")),
    date(2020, 3, 1), date(2024, 2, 29),
)  # fmt: skip


def rule(organisation: str, years: int, first: str = "2025-01-01", **said: bool) -> RetentionRule:
    day = date.fromisoformat(first)
    return RetentionRule(organisation, years, f"{organisation}/{years}", day, day, **said)  # type: ignore[arg-type]


def case(*kinds: StepKind, contract: str = "A-1") -> Case:
    at = datetime(2025, 1, 1)  # noqa: DTZ001 - as stored
    steps = tuple(Step(n, k, at.date(), at, "X", "Y") for n, k in enumerate(kinds, 1))
    return Case("c", Subject(contract, "observed", parse_period("2023")), steps)


def test_the_buyer_that_keeps_longest_decides_and_everyone_must_have_decided() -> None:
    one = decisions.holding([rule("Alfa Kommun ", 1)], TODAY)
    assert due.judged(CONTRACT, one, (), None, TODAY).undecided == ("Beta kommun",)
    both = decisions.holding([rule("alfa kommun", 1), rule("BETA kommun", 2)], TODAY)
    found = due.judged(CONTRACT, both, (), None, TODAY)
    # Two years after a leap day are the last of February; it is kept that day too.
    assert (found.state, found.due_date, found.decision) == (
        "due",
        date(2026, 3, 1),
        "BETA kommun/2",
    )
    assert due.judged(CONTRACT, both, (), None, date(2026, 2, 28)).state == "later"


def test_a_decision_holds_from_its_day_until_the_next_or_until_it_is_revoked() -> None:
    told = [rule("A", 5), rule("A", 2, "2026-12-01"), rule("B", 5), rule("B", 0, is_removed=True)]
    assert {n: r.years for n, r in decisions.holding(told, TODAY).items()} == {"a": 5}
    assert decisions.holding(told, date(2026, 12, 1))["a"].years == 2


@pytest.mark.parametrize(
    ("steps", "state"),
    [(("propose",), "open_case"), (("propose", "dismiss"), "due"),
     (("propose", "confirm", "notify"), "open_case")],
)  # fmt: skip
def test_a_case_that_somebody_has_to_do_something_with_waits(
    steps: tuple[StepKind, ...], state: str
) -> None:
    rules = decisions.holding([rule("Alfa kommun", 0), rule("Beta kommun", 0)], TODAY)
    assert due.judged(CONTRACT, rules, [case(*steps)], None, TODAY).state == state
    other = case(*steps, contract="B-2")
    assert due.judged(CONTRACT, rules, [other], None, TODAY).state == "due"


def test_every_table_of_a_contract_or_a_report_is_erased_or_said_to_stay() -> None:
    theirs = {t for t, by in scopes.RULES.items() if by in (scopes.CONTRACT, scopes.SUBMISSION)}
    assert theirs - {*erasable.CHANGED, *erasable.REMOVED} == erasable.STAYS


def test_words_of_an_act_go_and_what_names_things_stays() -> None:
    told = {
        "contract": "A-1", "rows": 7, "is_met": True, "seen": "Kalles bil", "period": "2024-Q1",
        "vehicles": ["ABC123"], "parts": {"Karl Karlsson": "12", "answer": None},
        "day": "2024-01-02",
    }  # fmt: skip
    assert json.loads(erasing._told(json.dumps(told))) == {
        "contract": "A-1", "rows": 7, "is_met": True, "seen": ERASED, "period": "2024-Q1",
        "vehicles": [ERASED], "parts": {ERASED: ERASED, "answer": None}, "day": "2024-01-02",
    }  # fmt: skip


def test_a_step_can_still_be_read_when_its_words_and_plates_are_gone() -> None:
    told = {
        "sent_to": "karin@exempel.invalid", "attendees": ["Karin", "Nils"], "amount": "5000",
        "actions": [{"what": "Byt ABC123", "responsible": "Nils", "due_date": "2024-05-01"}],
        "attachments": [{"sha256": "a" * 64, "file_name": "Nils svar.pdf"}],
        "reply_date": "2024-04-01", "legal_note": "Se ABC123", "lesson": "",
    }  # fmt: skip
    cleared = erasing._stepped(json.dumps(told), {"ABC123": "#9-1"})
    assert not [w for w in ("karin", "Karin", "Nils", "ABC123", "svar") if w in cleared]
    read = deviations._detail(json.loads(cleared))
    assert (str(read.amount), read.actions[0].due_date) == ("5000", date(2024, 5, 1))
    assert read.attachments[0].sha256 == "a" * 64
