"""Reports laid out as tables of months or quarters, and lists of vehicles."""

from __future__ import annotations

from datetime import date

from maker.cells import INVENTED, MONTHS, Report, Row, day_in, shared, workbook


def machines(report: Report) -> None:
    """Machines: one row per machine and fuel, a column per month, a sum to the right."""
    draw = report.draw
    year = report.months[0][0]
    names = [f"{MONTHS['sv'][month - 1][:3]} {year}" for _, month in report.months]
    rows: list[Row] = [
        (f"Förbrukning {report.title.lower()}",),
        (f"{report.reporter} · {report.contract}",),
        (report.note or None,),
        ("Maskin-id", "Drivmedel", "Enhet", *names),
    ]
    for fuel in report.fuels:
        amounts = {(machine, month): amount for month, machine, amount in report.shares(fuel, draw)}
        for machine in fuel.vehicles if amounts else ():
            row = [fuel.written(amounts[machine, month]) for month in report.months]
            rows.append((machine, fuel.word, fuel.unit, *row))
    rows += [(), (INVENTED["sv"],)]
    workbook(report.path, {"Maskiner": rows}, (14, 16, 8, *(10 for _ in names)))


def quarters(report: Report) -> None:
    """A year in four columns: one row per vehicle and fuel."""
    draw = report.draw
    year = report.months[0][0]
    rows: list[Row] = [
        (f"Årsrapport {year}: {report.title}",),
        (report.reporter,),
        (),
        ("Registreringsnummer", "Drivmedel", "Enhet",
         *(f"Kvartal {quarter} {year}" for quarter in range(1, 5))),
    ]  # fmt: skip
    for fuel in report.fuels:
        parts = iter(shared(fuel.amount, len(fuel.vehicles) * 4, draw))
        for plate in fuel.vehicles:
            amounts = [fuel.written(next(parts)) for _ in range(4)]
            rows.append((plate, fuel.word, fuel.unit, *amounts))
    rows += [(), (f"{INVENTED['sv']} Uppgifter ur körjournal.",)]
    workbook(report.path, {f"{year}": rows}, (20, 16, 8, 14, 14, 14, 14))


HEADS: Row = (
    "Registreringsnummer", "Fordonstyp", "Drivlina", "Årsmodell", "Euroklass",
    "Första registrering", "EU-kategori", "Totalvikt (kg)", "CO2 WLTP (g/km)", "HVO-godkänd",
)  # fmt: skip
WIDTHS = (20, 14, 16, 12, 12, 20, 14, 16, 18, 14)
# Cars that one list gives an older Euro class than the others do.
MISTAKEN = {"regionens_bilar_2024-H1.xlsx": ("RKB 62D",)}


def _line(plate: str, drive: str, year: int, euro: str) -> Row:
    """A car of a list with what a register says of it; not every register says all."""
    number = sum(map(ord, plate))
    is_diesel, is_electric = drive == "Diesel", drive == "El"
    day = date(year, 1 + number % 12, 1 + number % 28)
    approved = "Ja" if is_diesel and number % 2 else None
    grams = 0 if is_electric else 96 + number % 40
    return (plate, "Personbil", drive, year, None if is_electric else euro, day, "M1",
            1850 + 10 * (number % 40), grams, approved)  # fmt: skip


def cars(report: Report) -> None:
    """Cars of an organisation: a sheet that lists them, and a sheet of what each has taken."""
    draw = report.draw
    drives = {"kWh": "El", "MWh": "El"}
    listed: list[Row] = [HEADS]
    for fuel in report.fuels:
        drive = drives.get(fuel.unit) or ("Bensin" if "ensin" in fuel.word else "Diesel")
        for plate in fuel.vehicles:
            draw.randint(2018, 2024)  # as in earlier files, so that the amounts stay
            year = 2018 + sum(map(ord, plate)) % 6
            euro = "Euro 5" if plate in MISTAKEN.get(report.path.name, ()) else "Euro 6"
            listed.append(_line(plate, drive, year, euro))
    taken: list[Row] = [("Fordon", "Datum", "Produkt", "Kvantitet", "Enhet")]
    for fuel in report.fuels:
        for month, plate, amount in report.shares(fuel, draw):
            taken.append((plate, day_in(month, draw), fuel.word, fuel.written(amount), fuel.unit))
    about: list[Row] = [(report.reporter,), (INVENTED["sv"],)]
    sheets = {"Fordon": listed, "Tankat och laddat": taken, "Info": about}
    workbook(report.path, sheets, WIDTHS)


def vehicles(report: Report) -> None:
    """The list of a fleet's vehicles: drives in the fuels' words, plates as its vehicles."""
    rows: list[Row] = [HEADS]
    year = 2019
    for fuel in report.fuels:
        for plate in fuel.vehicles:
            rows.append(_line(plate, fuel.word, year, "Euro 6"))
            year += 1
    rows += [(), (INVENTED["sv"],)]
    workbook(report.path, {"Fordon": rows}, WIDTHS)
