"""How many figures of an amount a proof shows on the screen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from followup.services.proof.text import readable_decimals


@pytest.mark.parametrize(
    ("amount", "decimals"),
    [
        ("479904.4701792", 0),
        ("17010", 0),
        ("1E+3", 0),
        ("0", 0),
        ("87.25", 2),
        ("87.2567", 2),
        ("0.00041259", 7),
        ("-3.14159", 3),
    ],
)
def test_an_amount_shows_four_figures_and_never_reads_as_nothing(
    amount: str, decimals: int
) -> None:
    assert readable_decimals(Decimal(amount)) == decimals
