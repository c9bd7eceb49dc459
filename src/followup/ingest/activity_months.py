"""Activity with months or quarters side by side: one measure, named by the headers or a title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from followup.ingest.dates import read_when
from followup.ingest.grid import Sheet
from followup.ingest.headers import (
    Amount,
    Label,
    amount_in,
    candidates,
    distance_unit_in,
    is_span,
)
from followup.ingest.placing import time_of
from followup.ingest.profile import Profile
from followup.ingest.table_map import Labels, Mapped
from followup.ingest.title_dates import find_period, find_year
from followup.ingest.words import clean

MEASURES: Final = ("distance_km", "hours", "trips", "person_km", "tonne_km")
TITLE_ROWS: Final = 20


def spread_months(
    sheet: Sheet, labels: Labels, profiles: Mapping[int, Profile], start: int,
    taken: dict[int, Mapped],
) -> None:  # fmt: skip
    """Place columns headed by times as the one measure that they or the titles name."""
    if any(mapped.field in MEASURES for mapped in taken.values()):
        return
    times: dict[int, Amount] = {}
    for index, label in labels.items():
        is_figures = profiles[index].figures >= 0.5 or profiles[index].is_empty
        if index not in taken and is_figures and (said := amount_in(label)) and time_of(said):
            times[index] = said
    named = {_measure(labels[index].whole) for index in times} - {None}
    texts = [sheet.name or "", *_titles(sheet, start)]
    found = named or {_measure(text) for text in texts} - {None}
    if all(profiles[index].is_empty for index in times):
        return
    if len(times) < 2 or len(found) != 1 or any(a.fuel or a.vehicle for a in times.values()):
        return
    field, unit = next(one for one in found if one)
    for index, said in times.items():
        amount = replace(said, unit=unit)
        taken[index] = Mapped(index, labels[index], field, "exact", 0.95, amount)


def _measure(text: str) -> tuple[str, str | None] | None:
    """The measure a text names, and the unit of a distance: "Körsträcka 2025", "Jan (km)"."""
    unit = distance_unit_in(text)
    words = [w for w in clean(text).strip(":").split(" ") if not _is_time(w.strip(",()"))]
    named = candidates(Label((" ".join(words).strip(" ,;:–-"),)), "activity")
    fields = [name for name, _, is_exact in named if name in MEASURES and is_exact]
    if fields:
        return fields[0], unit
    return ("distance_km", unit) if unit else None


def _is_time(word: str) -> bool:
    return bool(find_year(word) or find_period(word) or is_span(word) or read_when(word))


def _titles(sheet: Sheet, start: int) -> list[str]:
    rows = min(start, TITLE_ROWS)
    return [t for c in sheet.columns for t in c.text.slice(0, rows).to_pylist() if t]
