"""Columns whose header does not say a field: by what their cells hold, or by the amount named."""

from __future__ import annotations

from collections.abc import Mapping

from followup.domain.period import Period
from followup.ingest.dates import read_when
from followup.ingest.draft import How
from followup.ingest.headers import Amount, Label, amount_in, candidates, heads_other, unit_in
from followup.ingest.layout import unused_keys
from followup.ingest.profile import Cell, Profile
from followup.ingest.table_map import Labels, Mapped
from followup.ingest.words import key

_CLOCK = frozenset(map(key, ("tid", "tidpunkt", "tidspunkt", "klockslag", "time")))


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
    if name != "fuel":
        return
    if not used & {"vehicle_id", "fleet_number"}:
        _place_corner(labels, profiles, taken, used)
    _place_amount(labels, profiles, taken, used)
    if used.isdisjoint({"date", "period", "month", "period_start"}):
        for index, seen in profiles.items():
            is_clock = key(labels[index].shown) in _CLOCK  # if its cells hold days, it tells them
            free = index not in taken and (is_clock or not _is_known(labels[index]))
            if free and len(seen.cells) >= 2 and seen.share(_is_day) > 0.9:
                taken[index] = Mapped(index, labels[index], "date", "content", 0.9)
                used.add("date")
                return


def _place_corner(
    labels: Labels, profiles: Mapping[int, Profile], taken: dict[int, Mapped], used: set[str]
) -> None:
    for index, seen in profiles.items():
        if index not in taken and _is_fuel_corner(labels[index], seen):
            taken[index] = Mapped(index, labels[index], "fleet_number", "content", 0.7)
            used.add("fleet_number")
            return


def _place_amount(
    labels: Labels, profiles: Mapping[int, Profile], taken: dict[int, Mapped], used: set[str]
) -> None:
    """ "Amount" is money, but beside a unit it is the amount of that unit."""
    if "unit" not in used or "quantity" in used:
        return
    for index, seen in profiles.items():
        is_amount = key(labels[index].parts[-1]) == "amount" and seen.figures >= 0.4
        if index not in taken and is_amount:
            taken[index] = Mapped(index, labels[index], "quantity", "content", 0.9)
            used.add("quantity")
            return


def _is_fuel_corner(label: Label, seen: Profile) -> bool:
    """ "HVO100 (liter)" above the vehicles, with their months to the right."""
    said = amount_in(label)
    is_text = seen.figures < 0.5 and not seen.days and seen.with_digit >= 0.8
    return bool(said and said.fuel) and len(seen.cells) > 0 and is_text and seen.fuels < 0.5


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
    return key(label.parts[-1]) in unused_keys() or heads_other(label)


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
    for index in _sums(amounts):
        del amounts[index]
        taken.pop(index, None)
    own = {(a.fuel, a.period, a.span, labels[i].whole) for i, a in amounts.items()}
    if len(own) < len(amounts):
        return
    for index, amount in amounts.items():
        before = taken.get(index)
        how: How = before.how if before else "exact"
        worth = before.confidence if before else 0.95
        taken[index] = Mapped(index, labels[index], "quantity", how, worth, amount)


def _sums(amounts: Mapping[int, Amount]) -> list[int]:
    """Columns of quarters or years beside those of their months: they only add them up."""
    times = {i: p for i, a in amounts.items() if (p := time_of(a))}
    sums: list[int] = []
    for index, whole in times.items():
        parts = [
            other
            for other, p in times.items()
            if whole.start <= p.start and p.end <= whole.end and p.days < whole.days
            and amounts[other].fuel == amounts[index].fuel
            and amounts[other].vehicle == amounts[index].vehicle
        ]  # fmt: skip
        if len(parts) > 1:
            sums.append(index)
    return sums


def time_of(amount: Amount) -> Period | None:
    """The time a header names; one without its year in the year 2000."""
    when = read_when(amount.span, 2000) if amount.span else None
    return when.period if when else amount.period


def _is_second_amount(label: Label) -> bool:
    """ "Liter" beside "Energi (kWh)": another amount, if it names its own unit."""
    exact = any(name == "quantity" and sure for name, _, sure in candidates(label, "fuel"))
    return exact and unit_in(label.whole) is not None
