"""What held in each year, as known on three days: an edited row shows, an appended one adds.

After a considered change: FOLLOWUP_WRITE_SNAPSHOT=1 rewrites effective_values.txt; read its diff.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.reference.world import table

SNAPSHOT = Path(__file__).with_name("effective_values.txt")
KNOWN = (date(2024, 12, 31), date(2025, 12, 31), date(2026, 11, 21))
YEARS = range(2016, 2032)
COLUMNS = {
    "energy_content": (("fuel", "country", "unit"), ("mj_per_unit",)),
    "fuel_share": (("fuel", "country"), ("share_low", "share_high")),
    "ghg_factor": (("factor_set", "fuel", "country", "unit"), ("g_low", "g_high")),
}


def _lines() -> Iterator[str]:
    for as_of in KNOWN:
        for name, (key, values) in COLUMNS.items():
            known = [r for r in table(name) if r["known_from"] <= as_of < r["known_to"]]
            rows = [r for r in known if r.get("fuel_set", "renewable") == "renewable"]
            for row in rows:
                days = [date(y, 12, 31) for y in YEARS]
                years = [d.year for d in days if row["valid_from"] <= d <= row["valid_to"]]
                if years and row["status"] != "missing":
                    shown = "..".join(f"{row[v]:f}" for v in values)
                    span = f"{years[0]}-{years[-1]}"
                    place = " ".join(row[k] for k in key)
                    yield f"{as_of} {name} {place} {span} {shown} {row['status']} {row['source']}"


def test_effective_values_are_those_released() -> None:
    lines = sorted(_lines())
    if os.environ.get("FOLLOWUP_WRITE_SNAPSHOT"):
        SNAPSHOT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8").splitlines() == lines
