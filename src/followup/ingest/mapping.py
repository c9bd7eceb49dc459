"""Which column is which field: by header, by what was remembered, by what the cells hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from followup.ingest.activity_months import spread_months
from followup.ingest.answers import Asked, Layout
from followup.ingest.contest import join_uses, may_be, strongest
from followup.ingest.draft import How
from followup.ingest.fitting import fit
from followup.ingest.fuel_signs import (
    is_dated,
    is_none_of_suppliers,
    names_fuel,
    says_fuel,
    texts_about,
)
from followup.ingest.grid import Sheet, letter
from followup.ingest.headers import Label, candidates
from followup.ingest.layout import FIRST, TYPES, FieldLayout, report_type
from followup.ingest.placing import place_by_content, spread_amounts
from followup.ingest.profile import Profile
from followup.ingest.table_map import Labels, Mapped, TableMap, fingerprint
from followup.ingest.words import key

# How a column was read when a person said so: no sign is asked of what it holds.
TOLD: Final = ("answered", "remembered")
MOST_PROFILES = 4_000


def map_table(sheet: Sheet, labels: Labels, start: int, stop: int, asked: Asked) -> TableMap | None:
    """The report type that explains the columns best; None when none does."""
    asked.check_time()
    profiles = {i: _profile(sheet, i, start, stop, asked) for i in labels}
    found = {
        name: table
        for name in TYPES
        if may_be(name, labels) and (table := _map_as(name, sheet, labels, profiles, start, asked))
    }
    return strongest(found, profiles, sheet, asked)


def _profile(sheet: Sheet, index: int, start: int, stop: int, asked: Asked) -> Profile:
    """A column's profile, made once however many headers are tried above it."""
    place = (index, start, stop)
    if place not in sheet.profiles:
        if len(sheet.profiles) > MOST_PROFILES:
            sheet.profiles.clear()
        sheet.profiles[place] = Profile.of(sheet.columns[index], start, stop, asked)
    return cast("Profile", sheet.profiles[place])


def _map_as(
    name: str, sheet: Sheet, labels: Labels, profiles: Mapping[int, Profile], start: int,
    asked: Asked,
) -> TableMap | None:  # fmt: skip
    asked.check_time()
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
        place_by_content(name, labels, profiles, taken, used)
    _spread(name, sheet, labels, profiles, start, taken)
    columns = tuple(taken[i] for i in sorted(taken) if taken[i].field)
    found = {column.field for column in columns}
    if (
        not layout.has_required(found)
        or found.isdisjoint(layout.distinctive)
        or _is_lone(columns, labels)
    ):
        return None
    is_told = any(m.field == "quantity" and m.how in TOLD for m in columns)
    if layout.fact == "fuel_delivery" and not is_told:
        texts = texts_about(sheet, labels, start)
        is_named = names_fuel(sheet, labels, asked)
        if not says_fuel(columns, profiles, is_named, texts):
            return None
        if is_none_of_suppliers(columns, profiles, texts, labels):
            return None
    if name == "vehicles" and found & {*layout.distinctive} == {"drivetrain"} and is_dated(labels):
        return None
    return TableMap(name, columns, print_)


def _spread(
    name: str, sheet: Sheet, labels: Labels, profiles: Mapping[int, Profile], start: int,
    taken: dict[int, Mapped],
) -> None:  # fmt: skip
    """Place the columns of one measure that stand side by side."""
    if report_type(name).fact == "fuel_delivery":
        spread_amounts(labels, profiles, taken)
        join_uses(taken)
    if name == "activity":
        spread_months(sheet, labels, profiles, start, taken)


def _is_lone(columns: Sequence[Mapped], labels: Labels) -> bool:
    """One field alone is no table, unless every column is an amount of a fuel in a unit."""
    own = [c for c in columns if c.field != "place"]  # tanks stand in places too
    told = [c.amount and c.amount.fuel and c.amount.unit for c in own]
    return len({c.field for c in own}) < 2 and (len(own) < max(2, len(labels)) or not all(told))


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
        elif known and (field := known_as(known, label, index)) is not None:
            said[index] = Mapped(index, label, field, "remembered", 1.0)
    return said


def _ranked(
    name: str, labels: Labels, profiles: Mapping[int, Profile]
) -> list[tuple[float, int, str, bool]]:
    layout = report_type(name)
    fields = layout.fields
    ranked: list[tuple[float, int, str, bool]] = []
    for index, label in labels.items():
        for field, worth, exact in candidates(label, name):
            bonus = fit(fields[field], label, profiles[index])
            if bonus is not None and (exact or (name in FIRST and field not in layout.besides)):
                ranked.append((worth + bonus, index, field, exact))
    return ranked


def known_as(known: Layout, label: Label, index: int) -> str | None:
    """What a column was said to be in an earlier file; one without a header goes by its place."""
    return known.columns.get(key(label.whole) or f"@{letter(index)}")
