"""A difference in words: every kind of report, and the workbook that holds all of it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from followup.domain.period import parse_period
from followup.ingest.draft import FUEL_DELIVERY, VEHICLE
from followup.ingest.fact_schemas import SCHEMAS
from followup.services.report import difference, difference_text

KINDS = {"fuel_delivery": FUEL_DELIVERY, "vehicle": VEHICLE, **SCHEMAS}
VALUES: dict[Any, Any] = {
    pa.string(): "x", pa.int32(): 7, pa.bool_(): False, pa.date32(): date(2025, 1, 1),
}  # fmt: skip


def row(schema: pa.Schema, **said: Any) -> pa.Table:
    told = {f.name: VALUES.get(f.type, Decimal("0.5")) for f in schema} | said
    made = pa.Table.from_pylist([{n: told[n] for n in schema.names}], schema)
    return difference.said(made, parse_period("2025"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_has_a_name_and_can_be_told(kind: str) -> None:
    schema = KINDS[kind]
    facts = row(schema)
    for name in difference.compared_columns(facts):
        assert name == "unit" or difference_text.label(name, "sv") != name
    # Of each field that differs, both values are told and the field is named.
    amount = next(f.name for f in [*schema, pa.field("", pa.string())] if f.type not in VALUES
                  or f.name in ("", "reason"))  # fmt: skip
    changed = row(schema, **{amount: "y" if amount == "reason" else Decimal("0.25")})
    (line,) = difference_text.lines(difference.compare(facts, changed), "sv")
    assert line.sort == "row_changed"
    assert line.fields.lower() == difference_text.label(amount, "sv").lower()
    assert line.before != line.after
    assert difference_text.workbook(difference.compare(facts, changed), "n", "sv")


def test_the_workbook_holds_every_row_that_differs_with_amounts_as_numbers() -> None:
    old = row(FUEL_DELIVERY, vehicle_id="AAA111", fuel="hvo100", quantity=Decimal(900))
    new = row(FUEL_DELIVERY, vehicle_id="AAA111", fuel="hvo100", quantity=Decimal(90))
    other = row(FUEL_DELIVERY, vehicle_id="=1+1", fuel="diesel_mk1", quantity=None)
    found = difference.compare(old, pa.concat_tables([new, other]))
    content = difference_text.workbook(found, "note", "sv")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    head, first, second = list(sheet.iter_rows(min_row=3, values_only=True))
    before, after = head.index("Mängd, före"), head.index("Mängd, efter")
    assert (first[0], first[1], first[before], first[after]) == ("Ändrad", "Mängd", 900, 90)
    assert (second[0], second[before], second[after]) == ("Ny", None, None)
    assert second[head.index("Registreringsnummer, efter")] == "=1+1"
    assert sheet.cell(5, head.index("Registreringsnummer, efter") + 1).data_type == "s"


def test_an_unknown_amount_is_told_as_unknown_and_never_as_nothing() -> None:
    old = row(FUEL_DELIVERY, vehicle_id="AAA111", fuel="hvo100", quantity=Decimal(900), unit="l")
    new = row(FUEL_DELIVERY, vehicle_id="AAA111", fuel="hvo100", quantity=None, unit="l")
    (line,) = difference_text.lines(difference.compare(old, new), "sv")
    assert "okänt" in line.after
    (total,) = difference._sums(difference.reports.totals(old), difference.reports.totals(new))
    assert difference_text.sums(total, "sv")[2:] == ("okänt (utan mängd: 1 rader)", "okänt")
