"""Columns whose header does not say a field: by what their cells hold, or by the amount named."""

from __future__ import annotations

from collections.abc import Mapping

from followup.ingest.dates import read_when
from followup.ingest.draft import How
from followup.ingest.headers import Amount, Label, amount_in, candidates, is_other, unit_in
from followup.ingest.layout import unused_keys
from followup.ingest.profile import Cell, Profile
from followup.ingest.table_map import Labels, Mapped
from followup.ingest.words import key


def place_by_content(
    name: str,
    labels: Labels,
    profiles: Mapping[int, Profile],
    taken: dict[int, Mapped],
    used: set[str],
) -> None:
    """Place columns whose header says nothing we know, when their cells leave no doubt."""
    wanted = {"fuel": "fuels", "unit": "units", "vehicle_id": "nordic_plates"}
    if name == "vehicles":
        wanted = {"vehicle_id": "nordic_plates"}
    if not used & {"fleet_number"} or name == "fuel":
        for field, share in wanted.items():
            _place(field, share, labels, profiles, taken, used)
    if name == "fuel" and used.isdisjoint({"date", "period", "month", "period_start"}):
        for index, seen in profiles.items():
            free = index not in taken and not _is_known(labels[index])
            if free and len(seen.cells) >= 2 and seen.share(_is_day) > 0.9:
                taken[index] = Mapped(index, labels[index], "date", "content", 0.9)
                used.add("date")
                return


def _is_day(cell: Cell) -> bool:
    """A day, or a text that states a time in more than figures."""
    text = cell[1]
    return cell[2] or bool(text and not text.strip().isdigit() and read_when(text))


def _place(
    field: str,
    share: str,
    labels: Labels,
    profiles: Mapping[int, Profile],
    taken: dict[int, Mapped],
    used: set[str],
) -> None:
    for index, seen in profiles.items():
        if field in used:
            return
        if index in taken or len(seen.cells) < 2 or _is_known(labels[index]):
            continue
        if (found := getattr(seen, share)) >= 0.8:
            taken[index] = Mapped(index, labels[index], field, "content", round(found * 0.9, 2))
            used.add(field)


def _is_known(label: Label) -> bool:
    return key(label.parts[-1]) in unused_keys() or is_other(label.whole)


def spread_amounts(
    labels: Labels, profiles: Mapping[int, Profile], taken: dict[int, Mapped]
) -> None:
    """Several amount columns: one per fuel, month or unit, named in their headers."""
    amounts: dict[int, Amount] = {}
    for index, label in labels.items():
        mapped = taken.get(index)
        is_figures = profiles[index].figures >= 0.5 and not profiles[index].is_empty
        if mapped and mapped.field == "quantity":
            said = amount_in(label)
            amounts[index] = said or Amount(unit_in(label.whole), None, None)
        elif mapped is None and is_figures and (said := amount_in(label)):
            amounts[index] = said
        elif mapped is None and is_figures and _is_second_amount(label):
            amounts[index] = Amount(unit_in(label.whole), None, None)
    own = {(a.fuel, a.period, a.span, labels[i].whole) for i, a in amounts.items()}
    if len(own) < len(amounts):
        return
    for index, amount in amounts.items():
        before = taken.get(index)
        how: How = before.how if before else "exact"
        worth = before.confidence if before else 0.95
        taken[index] = Mapped(index, labels[index], "quantity", how, worth, amount)


def _is_second_amount(label: Label) -> bool:
    """ "Liter" beside "Energi (kWh)": another amount, if it names its own unit."""
    exact = any(name == "quantity" and sure for name, _, sure in candidates(label, "fuel"))
    return exact and unit_in(label.whole) is not None
