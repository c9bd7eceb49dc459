"""The register of procured vehicles, as a buyer fills in the template."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maker.cells import INVENTED, Row, workbook

HEADERS = (
    "Avtalsnummer", "Registreringsnummer", "Avropsdag", "Upphandlingsform", "EU-kategori",
    "Bussklass", "Totalvikt (kg)", "CO2 (g/km)", "RDE NOx (% av gränsvärdet)",
    "RDE PN (% av gränsvärdet)", "Drivlina", "Drivmedel enligt avtalet",
    "Underlag för oblandat drivmedel", "Undantag", "Tvåvåningsbuss",
)  # fmt: skip


def write(folder: Path, register: Mapping[str, Any]) -> None:
    """One sheet with every contract's vehicles; none of the buses has two floors."""
    rows: list[Row] = [HEADERS]
    for number, vehicles in register["vehicles"].items():
        for vehicle in vehicles:
            cells = [*vehicle, *[None] * (13 - len(vehicle))]
            rows.append((number, *cells, "nej" if vehicle[3] == "M3" else None))
    rows += [(), (INVENTED["sv"],)]
    workbook(folder / register["file"], {"Fordon": rows}, (16, 22, 14, 18, 12, 12, 14, 12))
