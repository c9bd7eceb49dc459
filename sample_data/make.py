"""Write the sample world's workbooks again: ``python sample_data/make.py``.

Everything here is invented: suppliers, vehicles and amounts. Buyers are real municipalities of
Kronoberg, so that the goals have a place; their contracts are not. The same seed gives the
same figures, and the files are kept so that a reader can open them as a supplier sent them.
"""

from __future__ import annotations

import csv
import random
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
TAXI = "Granlunda Taxi AB (påhittat)"
SUB = "Lövtorps Persontrafik (påhittat)"
WASTE = "Stenåsa Renhållning AB (påhittat)"
FLEET = "Ljungby kommun, fordonsenheten"
CREATED = datetime(2026, 1, 2)  # noqa: DTZ001 - a spreadsheet's clock has no zone

Row = Sequence[object]


def workbook(name: str, sheets: dict[str, Sequence[Row]], widths: Sequence[int]) -> None:
    """Write one workbook of plain cells; None leaves a cell empty."""
    book = xlsxwriter.Workbook(HERE / name)
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


def shared(total: int, parts: int, draw: random.Random) -> list[Decimal]:
    """Cut a number of litres into uneven tenths that sum to it."""
    weights = [draw.uniform(0.7, 1.3) for _ in range(parts)]
    cuts = [int(total * 10 * w / sum(weights)) for w in weights]
    cuts[-1] += total * 10 - sum(cuts)
    return [Decimal(c) / 10 for c in cuts]


def swedish(value: Decimal) -> str:
    """1234.5 as a supplier writes it: 1 234,5."""
    return f"{value:,}".replace(",", " ").replace(".", ",")


def taxi(name: str, quarter: int, hvo: int, diesel: int, biogas: int, note: str = "") -> None:
    """A quarter of the taxi contract: title rows, header in row 5, notes and a total below."""
    draw = random.Random(f"taxi {quarter} {name}")
    months = range(quarter * 3 - 2, quarter * 3 + 1)
    fuels = [("HVO100", "liter", hvo), ("Diesel MK1", "liter", diesel), ("Biogas", "kg", biogas)]
    plates = {"HVO100": ["KRB 214", "KRB 377", "krb41h"], "Diesel MK1": ["GLA 902"],
              "Biogas": ["GLA63N", "GLA 118"]}  # fmt: skip
    rows: list[Row] = [
        (f"Drivmedelsrapport kvartal {quarter} 2025",),
        (TAXI,),
        ("Avtal RK-2024-017 Färdtjänst och skolskjuts",),
        (note or None,),
        ("Reg.nr", "Månad", "Drivmedel", "Mängd", "Enhet", "Körda km"),
    ]
    for fuel, unit, total in fuels:
        vehicles = plates[fuel]
        amounts = iter(shared(total, len(vehicles) * 3, draw)) if total else iter(())
        for plate in vehicles if total else []:
            for month in months:
                amount = next(amounts)
                text = swedish(amount) if fuel == "HVO100" else amount
                km = int(amount * draw.randint(11, 14))
                rows.append((plate, f"{MONTHS[month - 1]} 2025", fuel, text, unit, km))
    rows += [("Summa", None, None, hvo + diesel + biogas), (),
             ("Påhittade uppgifter. Mängder enligt tankkort.",)]  # fmt: skip
    workbook(name, {f"Kvartal {quarter}": rows}, (12, 18, 14, 12, 10, 12))


def subcontractor(quarter: int, hvo: int, diesel: int) -> None:
    """The sub-contractor's own short list: one row per fuel and month."""
    rows: list[Row] = [("Period", "Bränsle", "Volym (l)", "Fordon")]
    draw = random.Random(f"sub {quarter}")
    for fuel, plate, total in (("HVO 100", "LTP 55K", hvo), ("Diesel", "LTP 208", diesel)):
        for month, amount in zip(
            range(quarter * 3 - 2, quarter * 3 + 1), shared(total, 3, draw), strict=True
        ):
            rows.append((f"2025-{month:02}", fuel, amount, plate))
    workbook(f"taxi_underleverantor_2025-Q{quarter}.xlsx", {"Blad1": rows}, (12, 14, 12, 12))


def waste(month: int, hvo: int, diesel: int, biogas: int) -> None:
    """A month of waste collection: dated rows, volume in m3 for liquids."""
    draw = random.Random(f"waste {month}")
    last = monthrange(2025, month)[1]
    rows: list[Row] = [
        (f"{WASTE}: tankningar {MONTHS[month - 1]} 2025",),
        ("Datum", "Registreringsnummer", "Produkt", "Volym", "Enhet"),
    ]
    for fuel, unit, total, plates in (
        ("HVO100", "m3", hvo, ("STN 101", "STN 102", "STN 44B")),
        ("Diesel MK1", "m3", diesel, ("STN 120",)),
        ("Biogas", "kg", biogas, ("STN 130", "STN 131")),
    ):
        parts = len(plates) * 2
        for index, amount in enumerate(shared(total, parts, draw) if total else []):
            day = date(2025, month, min(last, 2 + index * 4))
            written = amount / 1000 if unit == "m3" else amount
            rows.append((day, plates[index % len(plates)], fuel, written, unit))
    workbook(f"avfall_2025-{month:02}.xlsx", {"Tankningar": rows}, (12, 20, 14, 12, 8))


def fleet(quarter: int) -> None:
    """A quarter of the municipality's own fleet, as the fuel system exports it."""
    draw = random.Random(f"fleet {quarter}")
    path = HERE / f"egna_fordon_2025-Q{quarter}.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["Regnr", "Datum", "Drivmedel", "Mängd", "Enhet"])
        for month in range(quarter * 3 - 2, quarter * 3 + 1):
            for plate, fuel, unit, litres in (
                ("LJK 301", "Miljömärkt el", "kWh", 410),
                ("LJK 302", "Miljömärkt el", "kWh", 390),
                ("LJK 303", "HVO100", "l", 160),
                ("LJK 304", "HVO100", "l", 140),
                ("LJK 305", "Diesel", "l", 95),
                ("LJK 306", "Bensin 95", "l", 60),
            ):
                amount = Decimal(litres * draw.randint(85, 115)) / 100
                day = date(2025, month, draw.randint(1, 28))
                out.writerow([plate, day, fuel, swedish(amount), unit])


def vehicles() -> None:
    """The list of the municipality's own vehicles."""
    drives = ("El", "El", "Diesel", "Diesel", "Diesel", "Bensin")
    rows: list[Row] = [("Registreringsnummer", "Fordonstyp", "Drivlina", "Årsmodell", "Euroklass")]
    for index, drive in enumerate(drives):
        euro = None if drive == "El" else "Euro 6"
        rows.append((f"LJK {301 + index}", "Personbil", drive, 2019 + index, euro))
    workbook("egna_fordon_lista_2025.xlsx", {"Fordon": rows}, (20, 14, 12, 12, 12))


def register() -> None:
    """The contracts, who reports on them, and their requirements."""
    start, end = date(2025, 1, 1), date(2028, 12, 31)
    contracts: list[Row] = [
        ("Avtalsnummer", "Benämning", "Leverantör", "Köpare", "Startdag", "Slutdag", "Kategori",
         "Ansvarig nämnd", "Ansvarig", "Internt"),
        ("RK-2024-017", "Färdtjänst och skolskjuts, södra länet", TAXI,
         "Region Kronoberg; Tingsryds kommun", start, end, "Taxi och skolskjuts",
         "Trafiknämnden", "Avtalsansvarig trafik", "nej"),
        ("VX-2024-003", "Insamling av hushållsavfall", WASTE, "Växjö kommun", start, end,
         "Avfall", "Tekniska nämnden", "Avtalsansvarig teknik", "nej"),
        ("LJ-2025-001", "Kommunens egna fordon", FLEET, "Ljungby kommun", start, end,
         "Egen fordonsflotta", "Kommunstyrelsen", "Fordonsansvarig", "ja"),
    ]  # fmt: skip
    reporters: list[Row] = [
        ("Avtalsnummer", "Rapportör", "Roll", "Rapporttyp", "Intervall",
         "Dagar efter periodens slut"),
        ("RK-2024-017", TAXI, "leverantör", "drivmedel", "kvartal", 30),
        ("RK-2024-017", SUB, "underleverantör", "drivmedel", "kvartal", 30),
        ("VX-2024-003", WASTE, "leverantör", "drivmedel", "månad", 20),
        ("LJ-2025-001", FLEET, "leverantör", "drivmedel", "kvartal", 30),
        ("LJ-2025-001", FLEET, "leverantör", "fordon", "år", 30),
    ]  # fmt: skip
    header = ("Avtalsnummer", "Krav", "Kravets namn", "Kravtext", "Kravmall", "Gräns (%)",
              "Gäller från steg", "Bedömningsperiod")  # fmt: skip
    taxi_text = (
        "Minst 60 procent av den energi som används i uppdraget ska vara förnybar, från den "
        "1 juli 2025 minst 80 procent. Andelen bedöms per kvartal."
    )
    requirements: list[Row] = [
        header,
        ("RK-2024-017", "K1", "Förnybar andel av energin", taxi_text, "renewable_energy", 60,
         "2025-01-01", "kvartal"),
        ("RK-2024-017", "K1", None, None, "renewable_energy", 80, "2025-07-01", "kvartal"),
        ("RK-2024-017", "K2", "Rapport i tid",
         "Drivmedelsrapport lämnas senast 30 dagar efter kvartalets slut.", "report_in_time",
         100, None, "kvartal"),
        ("VX-2024-003", "K1", "Förnybart utanför reduktionsplikten",
         "Minst 50 procent av energin ska vara förnybar och ligga utanför reduktionsplikten.",
         "renewable_outside_mandate", 50, None, "halvår"),
        ("VX-2024-003", "K2", "Varav biogas, el eller vätgas",
         "Från den 1 juli 2025 ska minst 15 procent av energin varje månad vara el, biogas "
         "eller vätgas.",
         "two_curves_specific", 15,
         "2025-07-01", "månad"),
        ("LJ-2025-001", "K1", "Förnybar andel av energin",
         "Kommunens egna fordon ska till minst 50 procent drivas förnybart.",
         "renewable_energy", 50, None, "kvartal"),
        ("LJ-2025-001", "K2", "Utsläppsfria fordon",
         "Minst 30 procent av fordonen ska vara utsläppsfria.", "zero_emission_vehicles", 30,
         None, "år"),
    ]  # fmt: skip
    sheets = {"Avtal": contracts, "Rapportörer": reporters, "Krav": requirements}
    workbook("avtal.xlsx", sheets, (16, 36, 34, 34, 14, 14, 20, 20))


def main() -> None:
    """Write every file."""
    register()
    taxi("taxi_2025-Q1.xlsx", 1, hvo=9000, diesel=2600, biogas=1400)
    taxi("taxi_2025-Q2.xlsx", 2, hvo=9400, diesel=5100, biogas=1500, note="Preliminär")
    taxi("taxi_2025-Q2_rattad.xlsx", 2, hvo=9400, diesel=2500, biogas=1500, note="Rättad version")
    taxi("taxi_2025-Q3.xlsx", 3, hvo=7100, diesel=3500, biogas=1300)
    taxi("taxi_2025-Q4.xlsx", 4, hvo=9900, diesel=900, biogas=1600)
    taxi("taxi_2025-Q3_rattad.xlsx", 3, hvo=8900, diesel=1700, biogas=1300, note="Rättad version")
    quarters = ((1, 1500, 700), (2, 1600, 650), (3, 1400, 900), (4, 1700, 300))
    for quarter, hvo, diesel in quarters:
        subcontractor(quarter, hvo, diesel)
    # HVO100 at 34.02 MJ/l and diesel at 35.172 MJ/l: 977 to 945 litres is half and half, so
    # that with no biogas the first half-year ends exactly at the limit.
    for month in range(1, 7):
        waste(month, hvo=2931, diesel=2835, biogas=0)
    for month in range(8, 13):
        waste(month, hvo=3300, diesel=1400, biogas=900)
    for quarter in range(1, 5):
        fleet(quarter)
    vehicles()


if __name__ == "__main__":
    main()
