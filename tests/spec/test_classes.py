"""Class A, B and C by SKR's shares, and the days of follow-up they give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from followup.domain.parties import Classification, Contract, Extension, Score, Subcontractor
from followup.domain.period import Period, parse_period
from followup.reference import catalogue as reference
from followup.rules.grading import places, standings
from followup.rules.wheel import follow_up_days
from followup.services.contract.classes import graded
from followup.services.plan import follow_up
from tests.support.world import agreement

SHARES = (("A", Decimal("0.1")), ("B", Decimal("0.3")), ("C", Decimal("0.6")))
BOOK = reference.load()
TODAY = date(2025, 6, 1)


def register(values: list[int | None]) -> list[Contract]:
    """Contracts of these many million kronor."""
    return [
        agreement(number=f"P{n:03}", currency="SEK",
                  value=None if v is None else Decimal(v) * 1_000_000)
        for n, v in enumerate(values)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "last"),
    [(700, (70, 280, 700)), (25, (3, 10, 25)), (10, (1, 4, 10)), (1, (1, 1, 1)), (0, (0, 0, 0))],
)
def test_ten_thirty_sixty_of_n_is_rounded_up_place_by_place(
    count: int, last: tuple[int, ...]
) -> None:
    assert tuple(places(SHARES, count).values()) == last


def test_no_tie_is_cut_and_no_class_holds_more_than_its_share() -> None:
    scores = {f"P{n}": Fraction(3 if n < 3 else 1) for n in range(20)}
    found = standings(scores, SHARES)
    # Three share the top of a class A that has room for two; then class B has room for all three.
    assert {found[f"P{n}"].grade for n in range(3)} == {"B"}
    assert {found[f"P{n}"].grade for n in range(3, 20)} == {"C"}
    assert (found["P0"].rank, found["P0"].of, found["P0"].tied) == (1, 20, 2)


def test_a_contract_nobody_has_said_anything_of_has_no_class() -> None:
    contracts = register([30, 3, None])
    found = graded(BOOK, contracts, TODAY)
    assert [found[c.number].grade for c in contracts] == ["A", "C", None]
    assert [p.points for p in found["P000"].points if p.criterion == "value"] == [3]
    assert found["P002"].known == 0


def test_points_of_a_person_stand_before_those_of_the_register() -> None:
    (contract,) = register([30])
    said = Classification((Score("value", 1, "Löper ut snart (påhittat)"),))
    subcontractors = tuple(Subcontractor(f"U{n}") for n in range(3))
    contract = replace(contract, number="P", classification=said, subcontractors=subcontractors)
    found = {p.criterion: p for p in graded(BOOK, [contract], TODAY)["P"].points}
    assert (found["value"].points, found["value"].is_automatic) == (1, False)
    assert (found["suppliers"].points, found["suppliers"].is_automatic) == (2, True)
    assert found["market"].points is None


def test_a_decided_class_stands_with_its_reason_beside_what_the_points_give() -> None:
    made = agreement(number="P", classification=Classification((), "B", "Nytt (påhittat)"))
    found = graded(BOOK, [made], TODAY)["P"]
    assert (found.grade, found.decided_reason, found.standing) == ("B", "Nytt (påhittat)", None)


def test_ended_contracts_take_no_place() -> None:
    ended = agreement(number="OLD", days="2020", value=Decimal(10**9), currency="SEK")
    found = graded(BOOK, [ended, *register([1, 2])], TODAY)
    assert found["OLD"].grade is None
    standing = found["P000"].standing
    assert standing is not None
    assert standing.of == 2


@pytest.mark.parametrize(
    ("months", "days", "expected"),
    [
        (4, "2025", ["2025-05-01", "2025-09-01"]),
        (12, "2025-01-31..2027-03-01", ["2026-01-31", "2027-01-31"]),
        (24, "2025", ["2025-12-31"]),
    ],
)
def test_follow_up_counts_from_the_contracts_own_first_day(
    months: int, days: str, expected: list[str]
) -> None:
    assert [str(d) for d in follow_up_days(parse_period(days), months)] == expected


def test_an_extension_waits_for_a_decision_and_then_moves_the_end() -> None:
    option = Extension(date(2026, 1, 1), date(2026, 12, 31), date(2025, 9, 30))
    open_ = agreement(number="P", extensions=(option,))
    decided = agreement(number="P", extensions=(
        Extension(option.from_date, option.to_date, option.notice_date, date(2025, 8, 1)),
    ))  # fmt: skip

    def tasks(contract: Contract) -> list[tuple[str, str]]:
        found = follow_up.planned(
            BOOK, [contract], graded(BOOK, [contract], TODAY),
            Period(date(2025, 1, 1), date(2026, 12, 31)),
        )  # fmt: skip
        return [(f.task, str(f.day)) for f in found]

    assert tasks(open_) == [("decide_extension", "2025-09-30"), ("contract_ends", "2025-12-31")]
    assert tasks(decided) == [("contract_ends", "2026-12-31")]
    assert str(decided.days) == "2025-01-01..2026-12-31"
