"""A contract that could be stored but not followed up is refused with a reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from followup.domain.parties import (
    Buyer,
    Classification,
    Contract,
    Extension,
    Score,
    Subcontractor,
)
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, t
from followup.services.contract import contracts
from followup.services.installation import Actor
from followup.storage import contracts as stored
from tests.support.world import World, agreement, clause, monthly

day = date.fromisoformat


def save(world: World, *entered: Contract) -> None:
    now = datetime.fromisoformat("2025-01-01T12:00:00")
    contracts.save(world.installation, entered, Actor("Testperson"), date(2025, 1, 1), now)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reporters": (monthly(frequency="contract_year"),)}, "reporter_frequency"),
        ({"reporters": (monthly(frequency="rolling_12_months"),)}, "reporter_frequency"),
        ({"reporters": (monthly(report_type="elever"),)}, "reporter_type"),
        ({"reporters": (monthly(due_days=-1),)}, "reporter_due_days"),
        ({"reporters": (monthly(" "),)}, "reporter_name_missing"),
        ({"reporters": (monthly(), monthly(frequency="year"))}, "reporter_twice"),
        (
            {
                "reporters": (
                    monthly(valid_to=date(2025, 5, 1)),
                    monthly(valid_from=date(2025, 5, 1), frequency="year"),
                )
            },
            "reporter_twice",
        ),
        ({"responsible": " "}, "responsible_missing"),
        ({"board": None}, "board_missing"),
        ({"buyers": (Buyer("A"), Buyer("A"))}, "buyer_twice"),
        ({"buyers": (Buyer("A", Decimal("0.5")), Buyer("B"))}, "buyer_shares"),
        ({"buyers": (Buyer("A", Decimal("0.5")), Buyer("B", Decimal("0.4")))}, "buyer_shares"),
        ({"value": Decimal(1)}, "currency_missing"),
        ({"value": Decimal(1), "currency": "kr"}, "currency"),
        ({"value": Decimal(-1), "currency": "SEK"}, "contract_value"),
        ({"extensions": (Extension(day("2026-02-01"), day("2026-12-31")),)}, "extension_from"),
        ({"extensions": (Extension(day("2026-01-01"), day("2025-12-31")),)}, "extension_days"),
        (
            {"extensions": (Extension(day("2026-01-01"), day("2026-12-31"), day("2026-01-01")),)},
            "extension_notice",
        ),
        (
            {
                "extensions": (
                    Extension(day("2026-01-01"), day("2026-12-31")),
                    Extension(day("2027-01-01"), day("2027-12-31"), None, day("2025-03-01")),
                )
            },
            "extension_order",
        ),
        ({"subcontractors": (Subcontractor(" "),)}, "subcontractor_name_missing"),
        (
            {"subcontractors": (Subcontractor("U", None, day("2025-05-02"), day("2025-05-01")),)},
            "part_days",
        ),
        ({"classification": Classification((Score("value", 4),))}, "score_points"),
        ({"classification": Classification((), "A", " ")}, "grade_reason_missing"),
        ({"reporters": (), "buyers": (), "supplier": None, "is_internal": True}, "buyer_missing"),
    ],
)
def test_what_could_not_be_followed_up_is_refused(
    world: World, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        save(world, agreement(clause(), **changes))
    assert caught.value.code == code
    assert stored.load(world.installation.database) == ()
    for lang in LANGUAGES:
        assert t(f"error.{code}", lang, **caught.value.params).endswith(".")


def test_a_contract_that_stands_twice_in_a_register_is_refused(world: World) -> None:
    with pytest.raises(UserError) as caught:
        save(world, agreement(clause()), agreement(clause(limit="0.5")))
    assert caught.value.code == "contract_twice"
