"""Questions answered by letting the reading stand: the row counts, and the reason is kept."""

from __future__ import annotations

from typing import Any

import pytest

from followup.ingest.accept import answer_to, is_accept
from followup.ingest.draft import Draft
from followup.services.upload import finding_text
from followup.services.upload.reading import split_answer
from tests.support.workbooks import fuel_facts, read_rows

HEADER = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Datum"]
DAY = "2025-03-05"
ROWS = [
    HEADER,
    *([f"ABC{n}", "HVO100", 40 + n % 3, "l", DAY] for n in range(100, 106)),
    ["ABC106", "HVO100", 41_000, "l", DAY],
    ["ABC107", "HVO100", 42_000, "l", DAY],
    ["ABC108", "okänd sort", 43, "l", DAY],
]


def asked(draft: Draft) -> list[tuple[int | None, str, bool]]:
    """Row, code and whether the row is still unknown, of every row something was found on."""
    return [
        (f["row"], f["findings"], f["is_questioned"]) for f in fuel_facts(draft) if f["findings"]
    ]


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """The file as it came, with all of a code accepted, and with one cell of it."""
    answers: dict[str, dict[str, Any]] = {
        "none": {},
        "all": {"accept:implausible_quantity": "Depåleverans"},
        "cell": {"accept:implausible_quantity:Blad1!C9": "Depåleverans"},
        "elsewhere": {"accept:implausible_quantity:Blad2!C9": "Depåleverans"},
        "unread": {"accept:fuel_needs_mapping": "Det är HVO"},
    }
    return {name: read_rows(ROWS, answers=said) for name, said in answers.items()}


def test_a_code_accepted_for_the_file_counts_on_every_row(drafts: dict[str, Draft]) -> None:
    left = (10, "fuel_needs_mapping", True)
    question = "implausible_quantity"
    assert asked(drafts["none"]) == [(8, question, True), (9, question, True), left]
    assert asked(drafts["all"]) == [(8, "explained", False), (9, "explained", False), left]
    note = next(f for f in drafts["all"].findings if f.row == 8)
    assert (note.severity, note.value) == ("note", "41000")
    assert note.params == {"code": "implausible_quantity", "reason": "Depåleverans"}
    assert "mycket större" in finding_text.words(note, "sv")
    assert "Depåleverans" in finding_text.words(note, "sv")


def test_one_cell_accepted_leaves_the_others_asked(drafts: dict[str, Draft]) -> None:
    question = "implausible_quantity"
    first, second, _ = asked(drafts["cell"])
    assert (first, second) == ((8, question, True), (9, "explained", False))
    assert asked(drafts["elsewhere"]) == asked(drafts["none"])
    found = [f for f in drafts["none"].findings if f.code == question]
    assert answer_to(found[1]) == "accept:implausible_quantity:Blad1!C9"


def test_what_was_never_read_cannot_be_accepted(drafts: dict[str, Draft]) -> None:
    assert asked(drafts["unread"]) == asked(drafts["none"])
    assert not is_accept("accept:fuel_needs_mapping")


def test_a_reason_and_a_sheet_may_hold_the_sign_between_them() -> None:
    place = "accept:implausible_quantity:Kv=1!F12"
    assert split_answer(f"{place}=5 = rätt") == (place, "5 = rätt")
    assert split_answer("accept:date_in_future=a=b") == ("accept:date_in_future", "a=b")
    assert split_answer("fuel:B7=x=diesel_mk1") == ("fuel:B7=x", "diesel_mk1")
    assert is_accept("accept:implausible_quantity:!C9")  # a text table has no sheets
