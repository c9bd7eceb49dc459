"""The report types: which columns a report has, read from report_types/*.yaml.

The same files make the downloadable templates, so what is asked for is what is understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from followup.domain.facts import FactKind
from followup.ingest.packaged import read_words
from followup.ingest.words import key

FieldType = Literal[
    "registration", "vehicle_number", "fuel", "amount", "unit", "date", "period", "year",
    "month", "distance", "odometer", "hours", "text", "euro_class", "drivetrain", "choice",
    "yes_no", "whole_number", "share", "money", "figure", "exact_number",
]  # fmt: skip
TYPES = (
    "fuel", "vehicles", "contract", "reporter", "requirement", "works_energy", "yearly_fuel",
    "activity", "machines", "declared", "certificates", "nil_report", "extension",
    "subcontractor", "contract_score", "packaging", "furniture", "food_waste",
)  # fmt: skip
# Registers that are read where a person asks for them, and searched for in no other file.
ASKED_FOR = (
    "procured_vehicle", "official_series", "own_figure", "index_series", "shared_requirement",
)  # fmt: skip
# The first kinds: a table that is one of these stays one, unless a later kind names it in ``over``.
FIRST = TYPES[:5]
REGISTER = (
    "contract", "reporter", "requirement", "extension", "subcontractor", "contract_score",
)  # fmt: skip


class FieldLayout(BaseModel):
    """One column of a report type, and the headers it is known by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    type: FieldType
    required: bool = False
    in_template: bool = True
    example: str | None = None
    choices: str | None = None
    synonyms: Mapping[str, tuple[str, ...]] = {}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every header the field is known by, as keys."""
        names = (name for group in self.synonyms.values() for name in group)
        return frozenset({key(name) for name in names} | {key(self.name)})

    @cached_property
    def long_keys(self) -> tuple[str, ...]:
        """The keys that are long enough to be told apart though misspelt."""
        return tuple(sorted(k for k in self.keys if len(k) >= 5))


class ReportType(BaseModel):
    """One report type: its fields in template order.

    ``told_by`` are the columns of which a row that is no remark fills one. A type takes tables
    from the types ``over`` when it reads a column ``given``, ``unless`` these read one of those
    named. ``is_timed``: only tables that say which days they are about. ``is_listed``: rows are
    listed beforehand, and one without amount says nothing. ``said_by``: words of which the sheet
    must say one. Fields ``besides`` are read by their exact header and decide no type.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    fact: FactKind
    version: int
    requires: tuple[str, ...]
    distinctive: tuple[str, ...]
    told_by: tuple[str, ...] = ("quantity", "vehicle_id", "fleet_number", "number", "reporter")
    over: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    is_timed: bool = False
    is_listed: bool = False
    said_by: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    fields: Mapping[str, FieldLayout]

    def has_required(self, found: set[str]) -> bool:
        """True when every required field, or one of its ``a|b`` alternatives, is there."""
        return all(any(name in found for name in one.split("|")) for one in self.requires)


class Shared(BaseModel):
    """Words common to all report types."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unused: Mapping[str, tuple[str, ...]]
    total_words: tuple[str, ...]
    average_words: tuple[str, ...]
    carried_words: tuple[str, ...]
    summary_words: tuple[str, ...]
    example_words: tuple[str, ...]
    nothing_words: tuple[str, ...]
    credit_words: tuple[str, ...]
    declined_words: tuple[str, ...]
    approximate_words: tuple[str, ...]
    credit_rows: tuple[str, ...]
    other_subjects: tuple[str, ...]
    statistics_words: tuple[str, ...]
    statistics_headers: tuple[str, ...]
    vessel_words: tuple[str, ...]
    nil_names: tuple[str, ...]
    foreign_headers: tuple[str, ...]
    building_words: tuple[str, ...]
    fuel_uses: tuple[str, ...]
    people: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, Mapping[str, tuple[str, ...]]]
    drivetrains: Mapping[str, tuple[str, ...]]
    offered: Mapping[str, Mapping[str, Mapping[str, str]]]


def _load(name: str) -> dict[str, Any]:
    return read_words("report_types", f"{name}.yaml")


@cache
def report_type(name: str) -> ReportType:
    """One report type by name; raises KeyError for a name there is no file for."""
    if name not in (*TYPES, *ASKED_FOR):
        raise KeyError(name)
    data = _load(name)
    for field_name, layout in data["fields"].items():
        layout["name"] = field_name
        if source := layout.pop("like", None):
            other = report_type(source).fields[field_name]
            layout.setdefault("synonyms", dict(other.synonyms))
            layout.setdefault("example", other.example)
    return ReportType.model_validate(data)


@cache
def shared() -> Shared:
    """The words common to all report types."""
    return Shared.model_validate(_load("_shared"))


@cache
def word_keys(group: str) -> frozenset[str]:
    """The keys of one of the shared word lists, such as ``total_words``."""
    return frozenset(key(word) or word for word in getattr(shared(), group))


@cache
def people_keys(group: str) -> frozenset[str]:
    """The keys of a group of headers about people, such as ``identities``."""
    return frozenset(map(key, shared().people[group]))


@cache
def unused_keys() -> frozenset[str]:
    """Keys of headers that are known and not read."""
    return frozenset(key(name) for group in shared().unused.values() for name in group)


@cache
def choice_keys(choices: str) -> Mapping[str, str]:
    """Key of a word to the code it stands for; ``drivetrains`` is one of the lists."""
    lists = shared().drivetrains if choices == "drivetrains" else shared().choices[choices]
    return {key(word): code for code, words in lists.items() for word in (*words, code)}


@cache
def header_keys() -> frozenset[str]:
    """Every header key of every report type: what makes a row look like a header."""
    known = {k for name in TYPES for f in report_type(name).fields.values() for k in f.keys}
    return frozenset(known | unused_keys())
