"""A contract as people write it: numbers, days and names read strictly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.domain.parties import Buyer, Classification, Reporter, Score
from followup.errors import UserError
from followup.reference import catalogue
from followup.services import entry
from followup.services.entry import WrittenContract, WrittenRequirement, WrittenStep
from followup.services.written import WrittenMore

WRITTEN = WrittenContract(
    number=" PH-1 ",
    title="Avfall (påhittat)",
    start="2025-01-01",
    end="2028-12-31",
    buyers="Påhittad kommun; Påhittad region\nPåhittad kommun",
    supplier="Påhittad Miljö AB",
    requirements=(
        WrittenRequirement(
            "K1",
            "renewable_energy",
            (
                WrittenStep("60"),
                WrittenStep("70,5", "months_after_start", "12"),
                WrittenStep("80 %", "contract_year", "3"),
            ),
        ),
    ),
)


def test_steps_on_three_clocks_are_days() -> None:
    made = entry.build(catalogue.load(), WRITTEN, "sv")
    steps = made.requirements[0].limits.steps
    assert [(str(s.valid_from), s.value) for s in steps] == [
        ("2025-01-01", Decimal("0.6")),
        ("2026-01-01", Decimal("0.705")),
        ("2027-01-01", Decimal("0.8")),
    ]
    assert made.number == "PH-1"
    assert made.buyers == (Buyer("Påhittad kommun"), Buyer("Påhittad region"))


def test_a_change_keeps_what_the_form_does_not_show() -> None:
    made = entry.build(catalogue.load(), WRITTEN, "sv")
    special = replace(made.requirements[0], coverage_floor=Decimal("0.9"), accepts_declared=True)
    before = replace(made, requirements=(special,))
    again = entry.build(catalogue.load(), WRITTEN, "sv", before)
    assert again.requirements[0].coverage_floor == Decimal("0.9")
    assert again.requirements[0].accepts_declared


def test_everything_the_form_shows_is_read() -> None:
    more = WrittenMore(
        "12 500 000,50", "SEK", "60130000-8, 90511000",
        (("2029-01-01", "2029-12-31", "30.6.2028", ""),),
        (("Påhittad U", "", "2025-02-01", ""),),
        (Score("market", 0, "Många anbud (påhittat)"),), "A", "Stort (påhittat)",
    )  # fmt: skip
    written = replace(WRITTEN, buyers="Påhittad kommun 60 %\nPåhittad region 40 %", more=more)
    made = entry.build(catalogue.load(), written, "sv")
    assert made.value == Decimal("12500000.50")
    assert (made.cpv, made.currency) == (("60130000", "90511000"), "SEK")
    assert [(b.name, b.share) for b in made.buyers] == [
        ("Påhittad kommun", Decimal("0.6")), ("Påhittad region", Decimal("0.4")),
    ]  # fmt: skip
    assert made.extensions[0].notice_date == date(2028, 6, 30)
    assert made.subcontractors[0].valid_from == date(2025, 2, 1)
    assert made.classification == Classification(
        (Score("market", 0, "Många anbud (påhittat)"),), "A", "Stort (påhittat)"
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": " "}, "contract_number_missing"),
        ({"title": ""}, "contract_title_missing"),
        ({"start": "1 januari"}, "invalid_day"),
        ({"org_number": "556123-4568"}, "invalid_org_number"),
        ({"reporters": (Reporter(" ", "fuel", "month", 15),)}, "reporter_name_missing"),
    ],
)
def test_what_cannot_be_read_is_named(changed: dict[str, object], code: str) -> None:
    with pytest.raises(UserError, match=code):
        entry.build(catalogue.load(), replace(WRITTEN, **changed), "sv")


@given(st.decimals(min_value=0, max_value=100, places=3))
def test_a_percentage_is_read_with_comma_or_point(value: Decimal) -> None:
    assert (
        entry.percent(f"{value}".replace(".", ",")) == value / 100 == entry.percent(f" {value} %")
    )


@pytest.mark.parametrize("text", ["", "-1", "100,1", "NaN", "1e9", "åttio", "8 0 0"])
def test_a_limit_outside_a_percentage_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="invalid_limit"):
        entry.percent(text)


def test_organisation_numbers_of_both_countries() -> None:
    assert entry.org_number("5561234567", "SE") == "556123-4567"
    assert entry.org_number("", "SE") is None
    with pytest.raises(UserError, match="invalid_org_number"):
        entry.org_number("12345678", "DK")
