"""Reports with one row per filling or delivery, as a pump or a fuel card logs them."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

from maker.cells import INVENTED, MONTHS, Report, Row, danish, day_in, shared, swedish, workbook


def fillings(report: Report) -> None:
    """A month of waste collection: dated rows, volume in m3 for liquids."""
    draw = report.draw
    ((year, month),) = report.months
    rows: list[Row] = [
        (f"{report.reporter}: tankningar {MONTHS['sv'][month - 1]} {year}",),
        ("Datum", "Registreringsnummer", "Produkt", "Volym", "Enhet"),
    ]
    for fuel in report.fuels:
        parts = len(fuel.vehicles) * 2
        for index, amount in enumerate(shared(fuel.amount, parts, draw) if fuel.amount else []):
            day = date(year, month, min(28, 2 + index * 4))
            plate = fuel.vehicles[index % len(fuel.vehicles)]
            rows.append((day, plate, fuel.word, fuel.written(amount), fuel.unit))
    rows += [(), (INVENTED["sv"],)]
    workbook(report.path, {"Tankningar": rows}, (12, 20, 14, 12, 8))


def fleet_csv(report: Report) -> None:
    """An own fleet, as its fuel system exports it."""
    draw = report.draw
    with report.path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["Regnr", "Datum", "Drivmedel", "Mängd", "Enhet"])
        lines = [
            (day_in(month, draw), plate, fuel, amount)
            for fuel in report.fuels
            for month, plate, amount in report.shares(fuel, draw)
        ]
        for day, plate, fuel, amount in sorted(lines, key=lambda line: line[:2]):
            out.writerow([plate, day, fuel.word, swedish(fuel.written(amount)), fuel.unit])
        out.writerow([INVENTED["sv"]])


def cards(report: Report) -> None:
    """Fuel-card rows with what is no fuel between them, a header that repeats, and a sum."""
    draw = report.draw
    header = ("Datum", "Kort", "Fordon", "Produkt", "Kvantitet", "Enhet", "Belopp exkl. moms",
              "Station")  # fmt: skip
    lines = sorted(
        (day_in(month, draw), plate, fuel, amount)
        for fuel in report.fuels
        for month, plate, amount in report.shares(fuel, draw)
    )
    rows: list[Row] = [(f"Kortköp {report.reporter}",), (f"Avtal {report.contract}",), (), header]
    for number, (day, plate, fuel, amount) in enumerate(lines, start=1):
        station = f"Station {draw.randint(1, 6)}"
        price = Decimal(int(amount * 17))
        rows.append((day, 7000 + number % 5, plate, fuel.word, amount, fuel.unit, price, station))
        if number % 7 == 0:
            rows.append((day, 7000 + number % 5, plate, "AdBlue", 20, "l", 180, station))
        if number % 11 == 0:
            rows += [(), header]
    rows += [("Totalt", None, None, None, sum(f.amount for f in report.fuels)), (INVENTED["sv"],)]
    workbook(report.path, {"Kortköp": rows}, (12, 8, 12, 16, 12, 18, 14))


def danish_fillings(report: Report) -> None:
    """Danish deliveries: days with points, amounts with a comma, and a price in kroner."""
    draw = report.draw
    lines = [
        (day_in(month, draw), plate, fuel, amount)
        for fuel in report.fuels
        for month, plate, amount in report.shares(fuel, draw)
    ]
    (year, first), (_, last) = report.months[0], report.months[-1]
    span = f"{MONTHS['da'][first - 1]}–{MONTHS['da'][last - 1]} {year}"
    rows: list[Row] = [
        (f"{report.reporter} – brændstof {span}",),
        (f"Kontrakt {report.contract}. {report.note}".strip(),),
        (),
        ("Nummerplade", "Dato", "Brændstof", "Mængde", "Enhed", "Beløb ekskl. moms (DKK)"),
    ]
    for day, plate, fuel, amount in sorted(lines, key=lambda line: line[:2]):
        price = danish(Decimal(int(amount * 13)))
        rows.append((plate, f"{day:%d.%m.%Y}", fuel.word, danish(amount), fuel.unit, price))
    rows += [("I alt", None, None, danish(Decimal(sum(f.amount for f in report.fuels)))),
             (INVENTED["da"],)]  # fmt: skip
    workbook(report.path, {"Brændstof": rows}, (14, 12, 16, 12, 8, 24))


def danish_months(report: Report) -> None:
    """A Danish half year as a text file: month names, decimal comma, a price in kroner."""
    draw = report.draw
    with report.path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["Køretøj", "Måned", "Drivmiddel", "Forbrug", "Enhed", "Pris (DKK)"])
        for fuel in report.fuels:
            for (year, month), plate, amount in report.shares(fuel, draw):
                name = f"{MONTHS['da'][month - 1]} {year}"
                price = danish(Decimal(int(amount * 13)))
                out.writerow(
                    [plate, name, fuel.word, danish(fuel.written(amount)), fuel.unit, price]
                )
        out.writerow([INVENTED["da"]])
