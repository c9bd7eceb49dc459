"""Contracts near their end: what their clauses gave, and what closed cases left to learn."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from followup.domain.parties import Contract, Extension
from followup.services.contract import next_tender

TODAY = date(2026, 2, 16)


def contract(number: str, end: str, **changes: Any) -> Contract:
    clause: Any = SimpleNamespace(identifier=f"{number}/K1", title="Förnybar andel")
    given = {"requirements": (clause,), **changes}
    return Contract(
        number, "Skolskjuts", "Påhittad Åkeri AB", (), date(2024, 1, 1), date.fromisoformat(end),
        **given,
    )  # fmt: skip


def verdicts(number: str, *said: str) -> list[Any]:
    return [SimpleNamespace(requirement=f"{number}/K1", verdict=one) for one in said]


def case(number: str, lesson: str | None) -> Any:
    closed = SimpleNamespace(detail=SimpleNamespace(lesson=lesson))
    return SimpleNamespace(
        identifier="A-1", subject=SimpleNamespace(contract=number), last=lambda *_: closed
    )


def test_contracts_that_end_in_time_are_told_with_their_outcomes_and_lessons() -> None:
    extension = Extension(date(2027, 7, 1), date(2029, 6, 30), None, None)
    contracts = [
        contract("A", "2027-06-30"),
        contract("B", "2027-06-30", extensions=(extension,)),
        contract("LATER", "2028-02-17"),
        contract("ENDED", "2026-02-15"),
        contract("OWN", "2027-06-30", is_internal=True),
    ]
    told = [*verdicts("B", "met", "not_met", "not_due", "exempt"), *verdicts("LATER", "met")]
    cases = [case("B", "Begär uppgifter redan i anbudet."), case("A", None)]
    found = next_tender.upcoming(contracts, told, cases, TODAY, 24)
    # What has something to learn from stands first among those of one day.
    assert [(u.contract.number, u.may_run_to) for u in found] == [
        ("B", date(2029, 6, 30)), ("A", None)]  # fmt: skip
    assert [lesson.text for lesson in found[0].lessons] == ["Begär uppgifter redan i anbudet."]
    lines = [next_tender.outcome(u.clauses[0], "sv") for u in found]
    assert lines == [
        "K1 Förnybar andel. Perioder: uppfyllt 1, brist 1.",
        "K1 Förnybar andel. Ännu inte bedömt.",
    ]
    said = next_tender.summary(found, 24, "sv")
    assert "2 avtal löper ut inom 24 månader" in said
    assert "I 1 av dem" in said


def test_the_day_that_is_exactly_so_many_months_ahead_is_within() -> None:
    found = next_tender.upcoming([contract("A", "2028-02-16")], [], [], TODAY, 24)
    assert len(found) == 1
    assert next_tender.summary((), 24, "sv") == "Inget avtal löper ut inom 24 månader."
