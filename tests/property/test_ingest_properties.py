"""What must hold for any report: order and cutting change nothing, no bytes raise."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.i18n.text import has_text
from followup.ingest.coerce import exact
from followup.ingest.dates import read_when
from followup.ingest.guard import Refused, inspect
from followup.ingest.numbers import take_apart, value_of
from followup.ingest.vocabulary import look_up_fuel
from followup.settings import Limits
from tests.support.search import most
from tests.support.workbooks import fuel_facts, read_bytes, read_rows, total, workbook

HEADER = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Datum", "Kvittonr"]
FUELS = [("HVO100", "l"), ("Diesel", "m3"), ("El", "MWh"), ("Biogas", "kg")]
# Each example starts a reader process; a few dozen show what hundreds would.
FEW = settings(
    max_examples=most(4, 24), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def reports(draw: st.DrawFn) -> list[list[Any]]:
    """Rows with their own receipts, so that no two are copies."""
    count = draw(st.integers(2, 12))
    rows = []
    for number in range(count):
        fuel, unit = draw(st.sampled_from(FUELS))
        amount = draw(st.integers(1, 2_000_000)) / 1000
        day = f"2025-{draw(st.integers(1, 12)):02}-{draw(st.integers(2, 27)):02}"
        rows.append([f"ABC1{number:02}", fuel, amount, unit, day, f"K-{number}"])
    return rows


KNOWN = {
    "HVO100": "hvo100|l",
    "Diesel": "diesel_mk1|l",
    "El": "electricity|kWh",
    "Biogas": "biogas_100|kg",
}


# What a formula gives, and a program that writes every figure it has.
THIRDS = (100 / 3, "0,33333333333333333333")


def expected(rows: list[list[Any]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for _, fuel, amount, unit, *_ in rows:
        factor = 1000 if unit in ("m3", "MWh") else 1
        sums[KNOWN[fuel]] = sums.get(KNOWN[fuel], Decimal(0)) + Decimal(repr(amount)) * factor
    return sums


@FEW
@given(reports(), st.integers(0, 1000))
def test_what_is_written_is_read_whatever_the_order(rows: list[list[Any]], seed: int) -> None:
    shuffle = random.Random(seed)
    shuffled = shuffle.sample(rows, len(rows))
    columns = shuffle.sample(range(len(HEADER)), len(HEADER))
    turned = [[row[i] for i in columns] for row in (HEADER, *shuffled)]
    draft = read_rows(turned)
    assert draft.totals == expected(rows)
    assert {fact["vehicle_id"] for fact in fuel_facts(draft)} == {row[0] for row in rows}


@FEW
@given(reports(), st.integers(1, 11))
def test_cutting_a_file_or_a_row_in_two_changes_no_total(rows: list[list[Any]], at: int) -> None:
    cut = 1 + at % (len(rows) - 1)
    sums: dict[str, Decimal] = {}
    for half in (rows[:cut], rows[cut:]):
        for name, amount in read_rows([HEADER, *half]).totals.items():
            sums[name] = sums.get(name, Decimal(0)) + amount
    assert sums == expected(rows)
    first, *others = rows
    whole = Decimal(repr(first[2]))
    part = (whole / 3).quantize(Decimal("0.001"))
    one = [*first[:2], float(part), *first[3:]]
    other = [*first[:2], float(whole - part), *first[3:5], "K-x"]
    assert read_rows([HEADER, one, other, *others]).totals == expected(rows)


@FEW
@given(st.binary(max_size=400), st.sampled_from(["x.xlsx", "x.csv", "x.xls", "x"]))
def test_any_bytes_give_records_or_a_refusal(content: bytes, name: str) -> None:
    draft = read_bytes(content, name)
    assert draft.refusal is not None or draft.record_count


@FEW
@given(st.text(max_size=300))
def test_any_text_table_gives_records_or_a_refusal(text: str) -> None:
    draft = read_bytes(
        ("Reg.nr;Drivmedel;Liter;Datum\n" + text).encode("utf-8", "replace"), "x.csv"
    )
    assert draft.refusal is not None or draft.record_count


CELLS = st.one_of(
    st.none(), st.integers(-(10**18), 10**18), st.floats(), st.text(max_size=12), st.dates(),
    st.sampled_from(["Summa", "Diesel", "liter", "2025", "ca 5", "31/31/2025", "ABC123", "Liter"]),
)  # fmt: skip


@FEW
@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=12))
def test_any_cells_under_a_header_give_records_or_a_refusal(rows: list[list[Any]]) -> None:
    legal = [[_legal(cell) for cell in row] for row in rows]
    draft = read_bytes(workbook([HEADER, *legal]))
    assert draft.refusal is not None or draft.record_count


def _legal(cell: Any) -> Any:
    if isinstance(cell, str):
        return "".join(c for c in cell if c.isprintable()).lstrip("=")
    return cell if not isinstance(cell, float) or cell - cell == 0 else "NaN"


@settings(max_examples=most(20, 80), deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_a_good_file_with_flipped_bytes_passes_or_is_refused_by_the_guard(
    seed: int, flips: int
) -> None:
    content = bytearray(workbook([HEADER, ["ABC123", "Diesel", 5, "l", "2025-01-02", "K"]]))
    chance = random.Random(seed)
    for _ in range(flips):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    # A package is never taken for a text file, and a refusal has words for its user.
    found = _looked_into(bytes(content))
    assert found in ("xlsx", "xlsb", "xls", "ods") or has_text(found)


def _looked_into(content: bytes) -> str:
    try:
        return inspect(content, "x.xlsx", Limits()).kind
    except Refused as refused:
        return f"refusal.{refused.refusal.code}"


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_number_is_read_as_it_was_written(number: Decimal) -> None:
    swedish = f"{number:,.3f}".replace(",", "\u00a0").replace(".", ",")
    english = f"{number:,.3f}"
    for text, mark in ((swedish, ","), (english, ".")):
        written = take_apart(text)
        assert written is not None
        assert value_of(written, mark) == number


@given(st.text(max_size=40))
def test_no_text_makes_a_cell_reader_raise(text: str) -> None:
    look_up_fuel(text)
    read_when(text, 2025)
    written = take_apart(text)
    assert written is None or value_of(written, ",") is None or written.digits


def test_the_same_file_gives_the_same_draft() -> None:
    rows = [HEADER, ["ABC123", "Diesel", 5, "l", "2025-01-02", "K"]]
    content = workbook(rows)
    first, second = read_bytes(content), read_bytes(content)
    assert (first.sha256, total(first), first.findings) == (
        second.sha256,
        total(second),
        second.findings,
    )


@given(st.lists(st.floats(-1e12, 1e12, exclude_min=True, exclude_max=True), min_size=1))
def test_a_number_is_the_decimal_a_person_sees_however_many_decimals(values: list[float]) -> None:
    for value, read in zip(values, exact(pa.array(values)).to_pylist(), strict=True):
        seen = Decimal(repr(value))
        assert read == seen if abs(value) >= 1 else abs(read - seen) <= Decimal("1e-12")


def test_a_third_is_read_from_a_number_and_from_a_text() -> None:
    draft = read_rows([HEADER, *(["ABC123", "HVO100", x, "l", "2025-01-03"] for x in THIRDS)])
    assert [fact["quantity"] for fact in fuel_facts(draft)] == [Decimal("33.333"), Decimal("0.333")]
