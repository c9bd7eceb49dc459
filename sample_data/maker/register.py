"""The registers: contracts, who reports on them, and what they require."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
                 "Gäller från steg", "Bedömningsperiod", "Steg räknas i", "Mått",
                 "Euroklass, steg eller ålder", "Del av krav", "Granskas igen"),
        "words": ("Sverige", "ja", "nej"),
    },
    "da": {
        "Kontrakter": ("Kontraktnummer", "Betegnelse", "Leverandør", "Køber", "Land", "Startdato",
                       "Slutdato", "Kategori", "Ansvarligt udvalg", "Ansvarlig", "Internt"),
        "Rapportører": ("Kontraktnummer", "Rapportør", "Rolle", "Rapporttype", "Hyppighed",
                        "Dage efter periodens slut"),
        "Krav": ("Kontraktnummer", "Krav", "Kravets navn", "Kravtekst", "Kravskabelon",
                 "Grænse (%)", "Trin begynder", "Vurderingsperiode", "Trin regnes i",
                 "Mål for kravet", "Euronorm, trin eller alder", "Del af krav",
                 "Tages op igen"),
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
            for place, step in enumerate(clause["steps"]):
                tables[2].append((number, f"K{index}", *_step(clause, step, place == 0)))
    sheets = dict(zip(headers, tables, strict=True))
    workbook(folder / register["file"], sheets, (16, 36, 34, 34, 22, 14, 20, 20))


def _step(clause: Mapping[str, Any], step: Sequence[Any], is_first: bool) -> Row:
    """A row of the requirements' sheet after its numbers; the first says what the clause sets."""
    limit, since, clock = (*step, None, None, None)[:3]
    named = (clause["name"], clause["text"]) if is_first else (None, None)
    own = [clause.get(name) if is_first else None
           for name in ("measure", "level", "part_of", "review")]  # fmt: skip
    begins = since.isoformat() if isinstance(since, date) else since
    return (*named, clause.get("template"), limit, begins, clause["period"], clock, *own)
