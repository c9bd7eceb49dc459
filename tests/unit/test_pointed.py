"""What a person points out in a file: its header row, sheets to leave out, and their memory."""

from __future__ import annotations

from dataclasses import replace

from followup.ingest.answers import Remembered
from followup.ingest.read import read
from followup.services import memory
from tests.support.workbooks import TODAY, fuel_facts, read_bytes, total, workbook

# No word here is a header that anybody knows, and the first filled row is none.
UNKNOWN = [
    ["Påhittad Schakt", "lapp 7"],
    ["Vad", "Vem", "Hur mycket"],
    ["HVO100", "ABC123", 40],
    ["HVO100", "DEF456", 2.5],
    ["Summa", None, 42.5],
]
ASKED = {"header:Blad1": "2", "column:A": "fuel", "column:B": "vehicle_id", "column:C": "quantity"}


def test_a_file_nobody_knows_shows_its_rows_and_is_read_when_pointed_out() -> None:
    content = workbook(UNKNOWN)
    first = read_bytes(content)
    assert first.refusal
    assert first.refusal.code == "no_known_table"
    assert first.previews[0].rows[1] == (2, ("Vad", "Vem", "Hur mycket"))
    pointed = read_bytes(content, answers={"header:Blad1": "2"})
    assert pointed.refusal
    assert [(m.column, m.header, m.samples[:1]) for m in pointed.pointed[0].mapping] == [
        ("A", "Vad", ("HVO100",)), ("B", "Vem", ("ABC123",)), ("C", "Hur mycket", ("40",)),
    ]  # fmt: skip
    read_now = read_bytes(content, answers=ASKED | {"unit": "l"})
    assert total(read_now) == {"hvo100|l": "42.5"}
    assert [fact["row"] for fact in fuel_facts(read_now)] == [3, 4]
    amounts = next(m for m in read_now.tables[0].mapping if m.field == "quantity")
    assert (amounts.samples, amounts.kinds) == (("40", "2.5"), "nn")


def test_what_was_pointed_out_is_known_again_wherever_it_stands() -> None:
    content = workbook(
        {"Data": UNKNOWN, "Kladd": [["Reg.nr", "Drivmedel", "Liter"], ["A", "HVO", 1]]}
    )
    answers = {n.replace("Blad1", "Data").replace("column:", "column:Data!"): v
               for n, v in ASKED.items()} | {"unit": "l", "sheet:Kladd": "skip"}  # fmt: skip
    first = read_bytes(content, answers=answers)
    assert total(first) == {"hvo100|l": "42.5"}
    assert {(row.sheet, row.why) for row in first.ignored} >= {("Kladd", "skipped_sheet")}

    kept = memory.lasting(first, answers)
    known = Remembered(
        layouts={first.tables[0].fingerprint: memory.layout_of(kept)},
        headers=frozenset({first.tables[0].head}),
        skips=frozenset({("kladd", first.skipped[0].fingerprint)}),
    )
    moved = {
        "Data": [[], ["Månadslista"], [], *UNKNOWN[1:]],
        "Kladd": [["Reg.nr", "Drivmedel", "Liter"], ["B", "HVO", 7]],
    }
    second = read(workbook(moved), "nästa.xlsx", remembered=known, today=TODAY)
    assert total(second) == {"hvo100|l": "42.5"}
    assert second.used == {"header:Data": "4", "sheet:Kladd": "skip", "unit": "l"}
    other = replace(known, skips=frozenset({("kladd", "another layout")}))
    third = read(workbook(moved), "nästa.xlsx", remembered=other, today=TODAY)
    assert len(third.tables) == 2


def test_two_columns_that_name_one_field_are_a_choice_until_somebody_makes_it() -> None:
    content = workbook([["Reg.nr", "Drivmedel", "Mängd (l)", "Volym"], ["ABC123", "HVO100", 4, 5]])
    first = read_bytes(content)
    assert [(m.column, m.rival) for m in first.tables[0].mapping if m.rival] == [("D", "quantity")]
    chosen = read_bytes(content, answers={"column:C": "", "column:D": "quantity"})
    assert total(chosen) == {"hvo100|l": "5"}
    assert not [m for m in chosen.tables[0].mapping if m.rival]
