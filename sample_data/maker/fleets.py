"""Lists of the vehicles a supplier uses in a contract: what the reports' fuels say nothing of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maker.cells import INVENTED, Row, workbook

TITLES = {"sv": "Fordon i uppdraget", "da": "Køretøjer i opgaven"}
HEADS: Mapping[str, Row] = {
    "sv": ("Registreringsnummer", "Fordonstyp", "Första registrering", "Drivlina", "Euroklass",
           "EU-kategori", "Totalvikt (kg)", "HVO-godkänd", "I drift från"),
    "da": ("Registreringsnummer", "Køretøjstype", "Første registrering", "Drivlinje", "Euronorm",
           "EU-kategori", "Totalvægt (kg)", "HVO-godkendt", "I drift fra"),
}  # fmt: skip
EURO = HEADS["sv"].index("Euroklass")


def write(path: Path, series: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """The vehicles of a year: not those that had left or were still to come."""
    lang = series["lang"]
    rows: list[Row] = [
        (f"{TITLES[lang]} {sent['period']}",),
        (series["reporter"],),
        (),
        HEADS[lang],
    ]
    for vehicle in series["fleet"]:
        if vehicle[0] not in sent.get("without", ()):
            cells = [*vehicle, *[None] * (len(HEADS[lang]) - len(vehicle))]
            cells[EURO] = sent.get("euro", {}).get(vehicle[0], cells[EURO])
            rows.append(cells)
    rows += [(), (INVENTED[lang],)]
    workbook(path, {str(sent["period"]): rows}, (22, 14, 20, 12, 12, 14, 16, 14, 14))
