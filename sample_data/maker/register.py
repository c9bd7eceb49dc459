"""The registers: contracts, who reports on them, and what they require."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from maker.cells import Row, workbook

START, END = date(2024, 1, 1), date(2027, 12, 31)
HEADERS = {
    "sv": {
        "Avtal": ("Avtalsnummer", "Benämning", "Leverantör", "Köpare", "Land", "Startdag",
                  "Slutdag", "Kategori", "Ansvarig nämnd", "Ansvarig", "Internt"),
        "Rapportörer": ("Avtalsnummer", "Rapportör", "Roll", "Rapporttyp", "Intervall",
                        "Dagar efter periodens slut"),
        "Krav": ("Avtalsnummer", "Krav", "Kravets namn", "Kravtext", "Kravmall", "Gräns (%)",
                 "Gäller från steg", "Bedömningsperiod"),
        "words": ("Sverige", "ja", "nej"),
    },
    "da": {
        "Kontrakter": ("Kontraktnummer", "Betegnelse", "Leverandør", "Køber", "Land", "Startdato",
                       "Slutdato", "Kategori", "Ansvarligt udvalg", "Ansvarlig", "Internt"),
        "Rapportører": ("Kontraktnummer", "Rapportør", "Rolle", "Rapporttype", "Hyppighed",
                        "Dage efter periodens slut"),
        "Krav": ("Kontraktnummer", "Krav", "Kravets navn", "Kravtekst", "Kravskabelon",
                 "Grænse (%)", "Trin begynder", "Vurderingsperiode"),
        "words": ("Danmark", "ja", "nej"),
    },
}  # fmt: skip


def write(folder: Path, register: Mapping[str, Any]) -> None:
    """One register workbook of three sheets."""
    headers = dict(HEADERS[register["lang"]])
    land, yes, no = headers.pop("words")
    tables: list[list[Row]] = [[header] for header in headers.values()]
    for contract in register["contracts"]:
        number = contract["number"]
        tables[0].append((
            number, contract["title"], contract["supplier"], "; ".join(contract["buyers"]), land,
            contract.get("start", START), contract.get("end", END), contract["category"],
            contract["board"], contract["responsible"], yes if contract.get("internal") else no,
        ))  # fmt: skip
        tables[1] += [(number, *reporter) for reporter in contract["reporters"]]
        for index, clause in enumerate(contract["requirements"], start=1):
            for place, (limit, *since) in enumerate(clause["steps"]):
                named = (clause["name"], clause["text"]) if place == 0 else (None, None)
                day = since[0].isoformat() if since else None
                tables[2].append((number, f"K{index}", *named, clause["template"], limit, day,
                                  clause["period"]))  # fmt: skip
    sheets = dict(zip(headers, tables, strict=True))
    workbook(folder / register["file"], sheets, (16, 36, 34, 34, 22, 14, 20, 20))
