"""A contract that could be stored but not followed up is refused with a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from followup.domain.parties import Contract
from followup.errors import UserError
from followup.i18n.text import LANGUAGES, t
from followup.services import contracts
from followup.services.installation import Actor
from followup.storage import contracts as stored
from tests.support.world import World, agreement, clause, monthly


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
