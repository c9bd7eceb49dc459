"""The proof workbook computes the same as the app, and nothing a supplier wrote runs in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from followup.domain.period import parse_period
from followup.reference import catalogue
from followup.services.proof import export as proof_export
from followup.services.proof.explain import Proof, explain
from tests.support.world import NUMBER, World, clause

FUEL = "vehicle | fuel | quantity"
AS_OF = date(2026, 6, 30)


class Blank(Decimal):
    """An empty cell: 0 in a sum, equal to an empty text, and no number."""

    def __eq__(self, other: object) -> bool:
        return other == "" or Decimal.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = Decimal.__hash__


def evaluated(book: Workbook) -> Callable[[str, str], Any]:
    """A reader of cells that computes their formulas in Decimal.

    Only what a proof uses: sums, products, comparisons, IF, AND, OR, ROUND, COUNTIF.
    """

    def cell(sheet: str, place: str) -> Any:
        value = book[sheet][place].value
        if isinstance(value, str) and book[sheet][place].data_type == "f":
            return formula(sheet, value[1:])
        if value is None:
            return Blank(0)
        return Decimal(repr(value)) if isinstance(value, int | float) else value

    def values(sheet: str, span: str) -> list[Any]:
        return [cell(sheet, c.coordinate) for (c,) in book[sheet][span]]

    def formula(sheet: str, text: str) -> Any:
        names = {
            "_if": lambda test, yes, no: yes() if test() else no(),
            "AND": lambda *given: all(given), "OR": lambda *given: any(given),
            "ROUND": lambda value, digits: round(value, int(digits)),
            "ISNUMBER": lambda value: type(value) is Decimal,
            "total": lambda s, span: sum(values(s, span), Decimal(0)),
            "filled": lambda s, span: Decimal(sum(1 for v in values(s, span) if v)),
            "cell": lambda place: cell(sheet, place), "D": Decimal,
        }  # fmt: skip
        code = re.sub(r"COUNTIF\('([^']+)'!([A-Z0-9:]+),\"\?\*\"\)", r"filled('\1','\2')", text)
        code = re.sub(r"SUM\('([^']+)'!([A-Z0-9:]+)\)", r"total('\1','\2')", code)
        strings: list[str] = []

        def keep(match: re.Match[str]) -> str:
            strings.append(match.group(1))
            return f"§{len(strings) - 1}§"

        code = re.sub(r'"([^"]*)"', keep, code)
        code = re.sub(r"(?<![A-Za-z'§\d.])(\d+)(?![\d§:'])", r"D('\1')", code)
        code = re.sub(r"(?<!['A-Z:])([A-Z]{1,2}\d+)(?![:'\d])", r"cell('\1')", code)
        code = code.replace("<>", "!=")
        code = re.sub(r"§(\d+)§", lambda m: repr(strings[int(m.group(1))]), code)
        return eval(_lazy(code), {"__builtins__": {}, **names})

    return cell


def _lazy(code: str) -> str:
    """IF(a,b,c) with each part computed only when it is needed, as a spreadsheet does."""
    place = code.find("IF(")
    if place < 0:
        return code
    depth, start, parts = 0, place + 3, []
    for index in range(start, len(code)):
        char = code[index]
        if char in "([":
            depth += 1
        elif char in ")]" and depth:
            depth -= 1
        elif char == ",":
            if depth == 0:
                parts.append(code[start:index])
                start = index + 1
        elif char == ")":
            parts.append(code[start:index])
            inner = ",".join(f"lambda:({_lazy(part)})" for part in parts)
            return f"{code[:place]}_if({inner}){_lazy(code[index + 1 :])}"
    raise AssertionError(code)


def proof_of(world: World, period: str = "2025", short: str = "K1") -> Proof:
    return explain(world.installation, NUMBER, short, parse_period(period), AS_OF)


def opened(proof: Proof) -> tuple[Workbook, Callable[[str, str], Any]]:
    content = proof_export.workbook(proof, catalogue.load(), "sv")
    book = load_workbook(BytesIO(content))
    return book, evaluated(book)


def labelled(book: Workbook, label: str) -> str:
    """The cell beside a label of the first sheet."""
    return next(f"B{row[0].row}" for row in book["Bevis"].iter_rows() if row[0].value == label)


def agrees(proof: Proof) -> str:
    """Check sums and verdict of the workbook against the app; returns the verdict's word."""
    book, cell = opened(proof)
    measured = proof.assessment.measured
    for label, exact in (
        ("Täljare", measured.numerator), ("Nämnare", measured.denominator),
        ("Okänt", measured.unknown),
    ):  # fmt: skip
        if exact is not None:
            computed = cell("Bevis", labelled(book, label))
            assert abs(computed - exact) <= Decimal("1e-9") * max(abs(exact), Decimal(1)), label
    for label, share in (("Andel, lägst", measured.low), ("Andel, högst", measured.high)):
        computed = cell("Bevis", labelled(book, label))
        is_open = share is None or measured.unknown is None
        assert computed == "" if is_open else abs(computed - share) <= Decimal("1e-9")
    verdict = cell("Bevis", labelled(book, "Bedömning enligt formeln"))
    assert verdict == cell("Bevis", labelled(book, "Bedömning i programmet"))
    return str(verdict)


@pytest.mark.parametrize(
    ("fuels", "limit", "verdict"),
    [
        ("A | hvo100 | 900\nB | diesel_b0_offroad | 100", "0.8", "Uppfyllt"),
        ("A | hvo100 | 500\nB | diesel_b0_offroad | 500", "0.8", "Brist"),
        ("A | hvo100 | 800.123\nB | diesel_mk1 | 99.877", "0.87", "Kan inte bedömas"),
        ("A | hvo100 | 900\nB |  | 900", "0.8", "Kan inte bedömas"),
        ("A | hvo100 | 900\nB | hvo100 | ", "0.8", "Kan inte bedömas"),
    ],
)
def test_the_formulas_give_the_apps_sums_and_verdict(
    world: World, fuels: str, limit: str, verdict: str
) -> None:
    world.sign(clause(limit=limit))
    world.fuel("2025", f"{FUEL}\n{fuels}")
    assert agrees(proof_of(world)) == verdict


def test_a_share_exactly_at_the_limit_is_met_in_the_workbook_too(world: World) -> None:
    world.sign(clause("renewable_volume_share", limit="0.9"))
    rows = "A | hvo100 | 0.7\nA | hvo100 | 0.1\nA | hvo100 | 0.1\nB | diesel_b0_offroad | 0.1"
    world.fuel("2025", f"{FUEL}\n{rows}")
    assert agrees(proof_of(world)) == "Uppfyllt"


def test_a_maximum_turns_the_comparison(world: World) -> None:
    world.sign(clause("fossil_energy_share", limit="0.2"))
    world.fuel("2025", f"{FUEL}\nA | hvo100 | 500\nB | diesel_b0_offroad | 500")
    assert agrees(proof_of(world)) == "Brist"


def test_a_missing_report_stands_as_the_hindrance_that_decides(world: World) -> None:
    world.sign(clause())
    world.fuel("2025-Q1", f"{FUEL}\nA | hvo100 | 500")
    proof = proof_of(world)
    book, cell = opened(proof)
    assert agrees(proof) == "Kan inte bedömas"
    assert "saknas" in cell("Bevis", labelled(book, "Hinder för bedömning"))


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ("A | hvo100 | 500 |\nB | hvo100 | 500 | declared", "uppgivna"),
        ("A | hvo100 | 500 |\nB | diesel_b0_offroad | -10 |", "krediteringarna"),
    ],
)
def test_what_no_sum_shows_stands_as_the_hindrance(world: World, rows: str, word: str) -> None:
    world.sign(clause())
    world.fuel("2025", f"{FUEL} | flags\n{rows}")
    proof = proof_of(world)
    book, cell = opened(proof)
    assert agrees(proof) == "Kan inte bedömas"
    assert word in cell("Bevis", labelled(book, "Hinder för bedömning")).lower()


def test_late_reports_are_counted_from_their_days(world: World) -> None:
    world.sign(clause("report_in_time", limit="1"), days="2025-Q1")
    for month, received in (("2025-01", "2025-02-15"), ("2025-02", "2025-03-16")):
        world.fuel(month, f"{FUEL}\nA | hvo100 | 500", received=received)
    proof = proof_of(world, "2025-Q1")
    assert proof.assessment.measured.numerator == 1
    assert agrees(proof) == "Brist"


def test_vehicles_are_counted_one_by_one(world: World) -> None:
    world.sign(clause("renewable_vehicle_share", limit="0.5"))
    world.fuel("2025", f"{FUEL}\nAAA111 | hvo100 | 500\nBBB222 | diesel_b0_offroad | 1")
    assert agrees(proof_of(world)) == "Uppfyllt"


def test_what_a_supplier_wrote_is_text_and_never_a_formula(world: World) -> None:
    evil = '=HYPERLINK("http://example.invalid";"x")'
    world.sign(clause(clause=evil), title=evil)
    world.fuel("2025", f"{FUEL}\nA | hvo100 | 500", file_name="=cmd.xlsx")
    book, _ = opened(proof_of(world))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    assert "HYPERLINK" not in str(cell.value)
                    assert "cmd" not in str(cell.value)
    assert evil in [row[1].value for row in book["Bevis"].iter_rows()]
    assert book["Rader"]["A2"].value == "=cmd.xlsx"
    assert book["Rader"]["A2"].data_type == "s"


def test_left_out_rows_stand_with_their_reason(world: World) -> None:
    world.sign(clause())
    table = "vehicle | fuel | quantity | flags\nA | hvo100 | 500 |\nA | hvo100 | 500 | duplicate"
    world.fuel("2025", table)
    proof = proof_of(world)
    book, _ = opened(proof)
    assert book["Utelämnade"].max_row == 2
    assert "räknas en gång" in book["Utelämnade"].cell(2, book["Utelämnade"].max_column).value
