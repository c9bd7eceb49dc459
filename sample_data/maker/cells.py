"""Cells, amounts and days in the forms that suppliers use, and workbooks made of them."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

MONTHS = {
    "sv": ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
           "oktober", "november", "december"),
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
           "oktober", "november", "december"),
}  # fmt: skip
INVENTED = {"sv": "Påhittade uppgifter.", "da": "Opdigtede oplysninger."}
CREATED = datetime(2026, 1, 2)  # noqa: DTZ001 - a spreadsheet's clock has no zone
SMALLER = {"m3": 1000, "m³": 1000, "MWh": 1000}

Row = Sequence[object]
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fuel:
    """One fuel of a report: the supplier's word and unit, its vehicles, and how much in all.

    ``amount`` is in l, kg or kWh whatever unit is written.
    """

    word: str
    unit: str
    vehicles: Sequence[str]
    amount: int

    def written(self, amount: Decimal) -> Decimal:
        """An amount in the unit that is written."""
        return amount / SMALLER.get(self.unit, 1)


@dataclass(frozen=True, slots=True)
class Report:
    """What one file is to hold; ``path`` is where it goes."""

    path: Path
    contract: str
    title: str
    reporter: str
    months: Sequence[Month]
    fuels: Sequence[Fuel]
    note: str

    @property
    def draw(self) -> random.Random:
        """The same file has the same figures every time."""
        return random.Random(self.path.stem)

    def shares(self, fuel: Fuel, draw: random.Random) -> Iterator[tuple[Month, str, Decimal]]:
        """The fuel's amount cut into one part per vehicle and month, months first."""
        if fuel.amount:
            parts = iter(shared(fuel.amount, len(fuel.vehicles) * len(self.months), draw))
            for month in self.months:
                for vehicle in fuel.vehicles:
                    yield month, vehicle, next(parts)


def months_of(text: str) -> list[Month]:
    """``2025-Q1``, ``2025-H1``, ``2025-03`` or ``2025`` as its months."""
    year, _, part = text.partition("-")
    first, count = 1, 12
    if part:
        number = int(part.lstrip("QH"))
        count = {"Q": 3, "H": 6}.get(part[0], 1)
        first = number if count == 1 else (number - 1) * count + 1
    return [(int(year), month) for month in range(first, first + count)]


def shared(total: int, parts: int, draw: random.Random) -> list[Decimal]:
    """Cut a number of litres into uneven tenths that sum to it."""
    weights = [draw.uniform(0.7, 1.3) for _ in range(parts)]
    cuts = [int(total * 10 * w / sum(weights)) for w in weights]
    cuts[-1] += total * 10 - sum(cuts)
    return [Decimal(c) / 10 for c in cuts]


def swedish(value: Decimal) -> str:
    """1234.5 as a Swedish supplier writes it: 1 234,5."""
    return f"{value:,}".replace(",", " ").replace(".", ",")


def danish(value: Decimal) -> str:
    """1234.5 as a Danish supplier writes it: 1.234,5."""
    return f"{value:,.1f}".translate(str.maketrans(",.", ".,"))


def day_in(month: Month, draw: random.Random) -> date:
    """Some day of a month."""
    return date(*month, draw.randint(1, monthrange(*month)[1]))


def workbook(path: Path, sheets: Mapping[str, Sequence[Row]], widths: Sequence[int]) -> None:
    """Write one workbook of plain cells; None leaves a cell empty, headers are bold."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": CREATED, "comments": "Påhittade uppgifter"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for r, row in enumerate(rows):
            header = len(row) > 2 and all(isinstance(v, str) for v in row[:3])
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, datetime(*value.timetuple()[:3]), day)  # noqa: DTZ001
                elif isinstance(value, Decimal):
                    sheet.write_number(r, c, float(value))
                elif value is not None:
                    sheet.write(r, c, value, bold if header else None)
    book.close()
