"""Reports with one row per vehicle and month, or per fuel and month."""

from __future__ import annotations

from decimal import Decimal

from maker.cells import INVENTED, MONTHS, Report, Row, swedish, workbook


def taxi(report: Report) -> None:
    """A quarter of a taxi contract: title rows, header in row 5, a total and a note below."""
    draw = report.draw
    year, last = report.months[-1]
    rows: list[Row] = [
        (f"Drivmedelsrapport kvartal {last // 3} {year}",),
        (report.reporter,),
        (f"Avtal {report.contract} {report.title}",),
        (report.note or None,),
        ("Reg.nr", "Månad", "Drivmedel", "Mängd", "Enhet", "Körda km"),
    ]
    for fuel in report.fuels:
        for (_, month), plate, amount in sorted(report.shares(fuel, draw), key=lambda r: r[1]):
            text = swedish(amount) if fuel.word == "HVO100" else amount
            km = int(amount * draw.randint(11, 14))
            rows.append(
                (plate, f"{MONTHS['sv'][month - 1]} {year}", fuel.word, text, fuel.unit, km)
            )
    rows += [("Summa", None, None, sum(f.amount for f in report.fuels)), (),
             (f"{INVENTED['sv']} Mängder enligt tankkort.",)]  # fmt: skip
    workbook(report.path, {f"Kvartal {last // 3}": rows}, (12, 18, 14, 12, 10, 12))


def short_list(report: Report) -> None:
    """A sub-contractor's own short list: one row per fuel and month."""
    rows: list[Row] = [("Period", "Bränsle", "Volym (l)", "Fordon")]
    draw = report.draw
    for fuel in report.fuels:
        for (year, month), plate, amount in report.shares(fuel, draw):
            rows.append((f"{year}-{month:02}", fuel.word, amount, plate))
    rows += [(), (INVENTED["sv"],)]
    workbook(report.path, {"Blad1": rows}, (12, 14, 12, 12))


def month_sheets(report: Report) -> None:
    """One sheet per month, distance in Swedish mil, and a first sheet that only tells about it."""
    draw = report.draw
    parts = [(fuel, *part) for fuel in report.fuels for part in report.shares(fuel, draw)]
    about: list[Row] = [
        (f"{report.title}: drivmedel per månad",),
        (f"{report.reporter}, avtal {report.contract}",),
        (f"Ett blad per månad. Sträckor i mil. {INVENTED['sv']}",),
    ]
    sheets: dict[str, list[Row]] = {"Om rapporten": about}
    for year, month in report.months:
        name = MONTHS["sv"][month - 1].capitalize()
        rows: list[Row] = [
            (f"{name} {year}",),
            (),
            ("Fordon", "Drivmedel", "Tankat", "Enhet", "Körsträcka (mil)"),
        ]
        for fuel, when, plate, amount in parts:
            if when == (year, month):
                mil = int(amount * draw.randint(11, 14) / 10)
                rows.append((plate.lower(), fuel.word, fuel.written(amount), fuel.unit, mil))
        rows.append(
            ("Totalt", None, sum(row[2] for row in rows[3:] if isinstance(row[2], Decimal)))
        )
        sheets[f"{name} {year}"] = rows
    workbook(report.path, sheets, (14, 16, 12, 8, 16))


def depot(report: Report) -> None:
    """Buses: one row per bus and month, a column per form of energy."""
    draw = report.draw
    cells: dict[tuple[str, tuple[int, int]], dict[str, object]] = {}
    for fuel in report.fuels:
        for month, bus, amount in report.shares(fuel, draw):
            cells.setdefault((bus, month), {})[fuel.word] = fuel.written(amount)
    words = [fuel.word for fuel in report.fuels]
    header = [f"{fuel.word} ({fuel.unit})" for fuel in report.fuels]
    rows: list[Row] = [
        (report.reporter,),
        (f"Energi i trafiken, {report.title}",),
        (),
        ("Registreringsnummer", "Månad", *header),
    ]
    for (bus, (year, month)), found in sorted(cells.items()):
        name = f"{MONTHS['sv'][month - 1][:3]} {year}"
        rows.append((bus, name, *(found.get(word) for word in words)))
    notes: list[Row] = [(report.note or "El laddas i depå.",), (INVENTED["sv"],)]
    workbook(report.path, {"Energi": rows, "Noteringar": notes}, (20, 12, 18, 14, 14, 14))
