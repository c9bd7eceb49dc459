"""Which column is which field: by header, by what was remembered, by what the cells hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followup.ingest.answers import Asked
from followup.ingest.dates import read_when
from followup.ingest.draft import ColumnMapping, How
from followup.ingest.fitting import fit
from followup.ingest.grid import Sheet, letter
from followup.ingest.headers import (
    Amount,
    Label,
    amount_in,
    candidates,
    is_other,
    names_time,
    unit_in,
)
from followup.ingest.layout import TYPES, FieldLayout, report_type, unused_keys
from followup.ingest.profile import Cell, Profile
from followup.ingest.vocabulary import look_up_fuel, look_up_unit
from followup.ingest.words import key

TITLE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column and the field it was read as."""

    index: int
    label: Label
    field: str
    how: How
    confidence: float
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class TableMap:
    """How a table's columns are read, and as which report type."""

    type: str
    columns: tuple[Mapped, ...]
    fingerprint: str

    def first(self, field: str) -> Mapped | None:
        """The column read as a field."""
        return next((column for column in self.columns if column.field == field), None)

    def all(self, field: str) -> tuple[Mapped, ...]:
        """Every column read as a field (several fuels side by side)."""
        return tuple(column for column in self.columns if column.field == field)


Labels = Mapping[int, Label]


def map_table(sheet: Sheet, labels: Labels, start: int, stop: int, asked: Asked) -> TableMap | None:
    """The report type that explains the columns best; None when none does."""
    profiles = {i: Profile.of(sheet.columns[i], start, stop, asked) for i in labels}
    best: tuple[float, TableMap] | None = None
    for name in TYPES:
        found = _map_as(name, sheet, labels, profiles, asked)
        if found is None:
            continue
        score = sum(c.confidence for c in found.columns) + (name == "fuel") * 0.5
        if best is None or score > best[0]:
            best = (score, found)
    return best[1] if best else None


def fingerprint(type_name: str, labels: Labels) -> str:
    """The same for two tables of one layout, whatever the order of their columns."""
    words = sorted(key(label.whole) for label in labels.values() if label.whole)
    return hashlib.sha256("|".join([type_name, *words]).encode()).hexdigest()[:16]


def _map_as(
    name: str, sheet: Sheet, labels: Labels, profiles: Mapping[int, Profile], asked: Asked
) -> TableMap | None:
    layout = report_type(name)
    print_ = fingerprint(name, labels)
    taken = _said(sheet, labels, print_, asked, layout.fields)
    ranked = sorted(_ranked(name, labels, profiles), key=lambda r: (-r[0], r[1], r[2]))
    used = {mapped.field for mapped in taken.values() if mapped.field}
    for score, index, field, exact in ranked:
        if index not in taken and field not in used:
            how: How = "exact" if exact else "fuzzy"
            taken[index] = Mapped(index, labels[index], field, how, round(min(score, 1.0), 2))
            used.add(field)
    if name in ("fuel", "vehicles"):
        _by_content(name, labels, profiles, taken, used)
    if name == "fuel":
        _spread_amounts(labels, profiles, taken)
    columns = tuple(taken[i] for i in sorted(taken) if taken[i].field)
    found = {column.field for column in columns}
    if not layout.has_required(found) or found.isdisjoint(layout.distinctive) or len(found) < 2:
        return None
    if name == "fuel" and not _says_fuel(columns, profiles, _names_fuel(sheet, labels, asked)):
        return None
    if name == "vehicles" and found & {*layout.distinctive} == {"drivetrain"} and _is_dated(labels):
        return None
    return TableMap(name, columns, print_)


def _said(
    sheet: Sheet, labels: Labels, print_: str, asked: Asked, fields: Mapping[str, FieldLayout]
) -> dict[int, Mapped]:
    """Columns a person has placed, now or for an earlier file of the same layout."""
    said: dict[int, Mapped] = {}
    known = asked.remembered.layouts.get(print_)
    for index, label in labels.items():
        answer = asked.column(sheet.name, letter(index))
        if answer is not None and (not answer or answer in fields):
            said[index] = Mapped(index, label, answer, "answered", 1.0)
        elif known and (field := known.columns.get(key(label.whole))) is not None:
            said[index] = Mapped(index, label, field, "remembered", 1.0)
    return said


def _ranked(
    name: str, labels: Labels, profiles: Mapping[int, Profile]
) -> list[tuple[float, int, str, bool]]:
    fields = report_type(name).fields
    ranked: list[tuple[float, int, str, bool]] = []
    for index, label in labels.items():
        for field, worth, exact in candidates(label, name):
            bonus = fit(fields[field], label, profiles[index])
            if bonus is not None:
                ranked.append((worth + bonus, index, field, exact))
    return ranked


def _by_content(
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


def _spread_amounts(
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


def _says_fuel(columns: Sequence[Mapped], profiles: Mapping[int, Profile], is_named: bool) -> bool:
    """A quantity alone is no fuel report: a fuel, a unit or a unit in a header must say so.

    Kilograms and cubic metres of nothing named may be waste or water; a bare number ("antal")
    of fuels may be vehicles.
    """
    fields = {column.field for column in columns}
    amounts = [column for column in columns if column.field == "quantity"]
    said = [unit for c in amounts if c.amount and (unit := c.amount.unit)]
    strong_fuel = any(c.field == "fuel" and profiles[c.index].fuels > 0 for c in columns)
    if strong_fuel and not said and "unit" not in fields and fields.isdisjoint(_FILLING):
        return not all(key(c.label.whole) == "antal" and profiles[c.index].bare for c in amounts)
    if strong_fuel or is_named or any(c.amount and c.amount.fuel for c in amounts):
        return True
    said += [t for c in columns if c.field == "unit" for _, t, _ in profiles[c.index].cells if t]
    units = [look_up_unit(text) for text in said]
    return any(u.base in ("l", "kWh") and u.factor == 1 for u in units if u)


# What a filling has and a count of vehicles by fuel has not.
_FILLING = frozenset({"vehicle_id", "fleet_number", "date", "receipt", "odometer"})


def _names_fuel(sheet: Sheet, labels: Labels, asked: Asked) -> bool:
    """True when a title or the sheet names the fuel, or somebody has answered it."""
    if "fuel" in asked.answers or asked.whole_fuel(fingerprint("fuel", labels)):
        return True
    texts = [sheet.name or ""]
    for column in sheet.columns:
        texts += [text for text in column.text.slice(0, TITLE_ROWS).to_pylist() if text]
    return any(look_up_fuel(text).code for text in texts)


def _is_dated(labels: Labels) -> bool:
    """True for a table by days or months: fillings that name no amount, not a list of vehicles."""
    times = {"date", "month"}
    return any(
        names_time(label.shown)
        or any(name in times and sure for name, _, sure in candidates(label, "fuel"))
        for label in labels.values()
    )


def describe(
    sheet: Sheet, labels: Labels, table: TableMap, start: int
) -> tuple[ColumnMapping, ...]:
    """Every column of the table, read or not, for a person to look at."""
    by_index = {column.index: column for column in table.columns}
    described = []
    for index, label in labels.items():
        mapped = by_index.get(index)
        shown = sheet.columns[index].shown.slice(start, 50).drop_null().unique()
        unit = mapped.amount.unit if mapped and mapped.amount else unit_in(label.whole)
        described.append(
            ColumnMapping(
                column=letter(index),
                header=label.shown,
                field=mapped.field if mapped else None,
                how=mapped.how if mapped else None,
                confidence=mapped.confidence if mapped else 0.0,
                unit=unit,
                samples=tuple(shown.slice(0, 3).to_pylist()),
            )
        )
    return tuple(described)
