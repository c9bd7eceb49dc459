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
                  "Slutdag", "Kategori", "Ansvarig nämnd", "Ansvarig", "Internt", "CPV-kod",
                  "Avtalsvärde", "Valuta", "Tilldelningsdag", "Upphandlingen påbörjad",
                  "Över tröskelvärdet"),
        "Rapportörer": ("Avtalsnummer", "Rapportör", "Roll", "Rapporttyp", "Intervall",
                        "Dagar efter periodens slut"),
        "Krav": ("Avtalsnummer", "Krav", "Kravets namn", "Kravtext", "Kravmall", "Gräns (%)",
                 "Gäller från steg", "Bedömningsperiod", "Steg räknas i", "Mått",
                 "Euroklass, steg eller ålder", "Del av krav", "Granskas igen", "Följd",
                 "Följden i text", "Vite eller bonus räknas", "Vite eller bonus gäller när",
                 "Vite eller bonus per enhet", "Vitets valuta", "Vitets tak i antal",
                 "Vitets tak i pengar"),
        "Förlängning": ("Avtalsnummer", "Förlängs från", "Förlängs till", "Besked senast"),
        "Klassning": ("Avtalsnummer", "Kriterium", "Poäng", "Skäl"),
        "words": ("Sverige", "ja", "nej", "SEK"),
    },
    "da": {
        "Kontrakter": ("Kontraktnummer", "Betegnelse", "Leverandør", "Køber", "Land", "Startdato",
                       "Slutdato", "Kategori", "Ansvarligt udvalg", "Ansvarlig", "Internt",
                       "CPV-kode", "Kontraktværdi", "Valuta", "Tildelingsdag",
                       "Udbuddet påbegyndt", "Over tærskelværdien"),
        "Rapportører": ("Kontraktnummer", "Rapportør", "Rolle", "Rapporttype", "Hyppighed",
                        "Dage efter periodens slut"),
        "Krav": ("Kontraktnummer", "Krav", "Kravets navn", "Kravtekst", "Kravskabelon",
                 "Grænse (%)", "Trin begynder", "Vurderingsperiode", "Trin regnes i",
                 "Mål for kravet", "Euronorm, trin eller alder", "Del af krav",
                 "Tages op igen", "Følge", "Følgen i tekst", "Bod eller bonus regnes",
                 "Bod eller bonus gælder når", "Bod eller bonus pr. enhed",
                 "Bodens valuta", "Bodens loft i antal", "Bodens loft i penge"),
        "Forlængelse": ("Kontraktnummer", "Forlænges fra", "Forlænges til", "Besked senest"),
        "Klassificering": ("Kontraktnummer", "Kriterium", "Point", "Begrundelse"),
        "words": ("Danmark", "ja", "nej", "DKK"),
    },
}  # fmt: skip
# What a breach leads to, and how it is computed, where a requirement has it.
PENALTY = (
    "consequence", "consequence_text", "penalty", "penalty_when", "penalty_amount",
    "penalty_currency", "cap_units", "cap_amount",
)  # fmt: skip
CRITERIA = {
    "sv": {"critical": "Verksamhetskritiskt", "market": "Marknaden"},
    "da": {"critical": "Kritisk for driften", "market": "Markedet"},
}


def write(folder: Path, register: Mapping[str, Any]) -> None:
    """One register workbook, without the sheets that would be empty."""
    headers = dict(HEADERS[register["lang"]])
    land, yes, no, currency = headers.pop("words")
    tables: list[list[Row]] = [[header] for header in headers.values()]
    for contract in register["contracts"]:
        number = contract["number"]
        tables[0].append((
            number, contract["title"], contract["supplier"], "; ".join(contract["buyers"]), land,
            contract.get("start", START), contract.get("end", END), contract["category"],
            contract["board"], contract["responsible"], yes if contract.get("internal") else no,
            contract.get("cpv"), contract.get("value"), currency if "value" in contract else None,
            contract.get("awarded"), contract.get("began"),
            yes if "awarded" in contract else None,
        ))  # fmt: skip
        tables[1] += [(number, *reporter) for reporter in contract["reporters"]]
        for index, clause in enumerate(contract["requirements"], start=1):
            for place, step in enumerate(clause["steps"]):
                tables[2].append((number, f"K{index}", *_step(clause, step, place == 0)))
        tables[3] += [(number, *days) for days in contract.get("extensions", ())]
        tables[4] += [(number, *each) for each in _points(contract, register["lang"])]
    sheets = {name: rows for name, rows in zip(headers, tables, strict=True) if len(rows) > 1}
    workbook(folder / register["file"], sheets, (16, 36, 34, 34, 22, 14, 20, 20))


def _points(contract: Mapping[str, Any], lang: str) -> list[Row]:
    """Criterion, points and reason of what classes a contract."""
    points = contract.get("points", {})
    return [(CRITERIA[lang][criterion], *given) for criterion, given in points.items()]


def _step(clause: Mapping[str, Any], step: Sequence[Any], is_first: bool) -> Row:
    """A row of the requirements' sheet after its numbers; the first says what the clause sets."""
    limit, since, clock = (*step, None, None, None)[:3]
    named = (clause["name"], clause["text"]) if is_first else (None, None)
    own = [clause.get(name) if is_first else None
           for name in ("measure", "level", "part_of", "review", *PENALTY)]  # fmt: skip
    begins = since.isoformat() if isinstance(since, date) else since
    return (*named, clause.get("template"), limit, begins, clause["period"], clock, *own)
