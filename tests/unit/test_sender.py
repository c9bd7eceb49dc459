"""Whose file it is: the contract and the reporter that a report itself names."""

from __future__ import annotations

import pytest

from followup.services.upload.sender import Sender, sender_among
from tests.support.world import agreement, clause, monthly

SUB = "Påhittad Buss AB"


def known() -> list:
    """Two contracts of one supplier, one of which a sub-contractor reports on too."""
    first = agreement(clause(contract="T-2025-001"), number="T-2025-001",
                      reporters=(monthly(), monthly(SUB)))  # fmt: skip
    return [first, agreement(clause(contract="T-2025-0011"), number="T-2025-0011")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Avtal T-2025-001 Skolskjuts", Sender("T-2025-001", "number")),
        ("t-2025-0011_mars.xlsx", Sender("T-2025-0011", "number")),
        ("T-2025-001, Påhittad Buss AB", Sender("T-2025-001", "number", SUB)),
        ("Från: påhittad buss ab", Sender("T-2025-001", "name", SUB)),
        ("Påhittad Åkeri AB", None),
        ("T-2025-001 och T-2025-0011", None),
        ("T-2025-00112", None),
        ("Rapport mars", None),
    ],
)
def test_a_contract_is_found_by_what_only_it_has(text: str, found: Sender | None) -> None:
    assert sender_among(known(), ["rapport.xlsx", text]) == found


def test_both_numbers_leave_it_to_the_party_that_only_one_has() -> None:
    found = sender_among(known(), ["T-2025-001 och T-2025-0011", SUB])
    assert found == Sender("T-2025-001", "name", SUB)


def test_a_short_number_is_not_looked_for() -> None:
    others = [agreement(clause(contract=n), number=n, supplier=None, reporters=())
              for n in ("12", "13")]  # fmt: skip
    assert sender_among(others, ["12 fordon"]) is None


def test_the_only_contract_there_is_needs_no_naming() -> None:
    assert sender_among(known()[:1], ["rapport.xlsx"]) == Sender("T-2025-001", "only")
