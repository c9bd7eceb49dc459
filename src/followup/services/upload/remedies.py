"""What the user does about a finding; the code decides, as it does for the severity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Literal

from followup.domain.finding import Finding

Remedy = Literal["answer", "supplier", "file", "nothing"]
ORDER: tuple[Remedy, ...] = ("answer", "supplier", "file", "nothing")

# What this user can say without asking anybody: which fuel, unit or reading is meant.
_ANSWERED: Mapping[str, Remedy] = dict.fromkeys(
    (
        "ambiguous_date", "ambiguous_number", "fuel_needs_mapping", "implausible_odometer",
        "implausible_quantity", "missing_fuel", "missing_period", "unknown_unit",
    ),
    "answer",
)  # fmt: skip
# What saving the file anew or correcting a cell puts right.
_IN_FILE: Mapping[str, Remedy] = dict.fromkeys(
    ("error_cell", "formula_without_cached_value", "unknown_word"), "file"
)
_BY_CODE = {**_ANSWERED, **_IN_FILE}
# Notes that only the supplier can put right; the rows count as they stand.
_NOTED: Mapping[str, Remedy] = dict.fromkeys(
    ("control_total_mismatch", "invalid_registration", "missing_pieces", "missing_registration"),
    "supplier",
)
# Of the others an error or a question is for the supplier, and a note asks nothing.
_OF_NOTES: Remedy = "nothing"
_OF_OTHERS: Remedy = "supplier"


def remedy(found: Finding) -> Remedy:
    """What the user does about a finding."""
    if found.severity == "note":
        return _NOTED.get(found.code, _OF_NOTES)
    return _BY_CODE.get(found.code, "answer" if found.is_acceptable else _OF_OTHERS)


def by_remedy(found: Sequence[Finding]) -> list[tuple[Remedy, dict[str, list[Finding]]]]:
    """Findings by what to do and then by code, those that can be answered here first."""
    ordered = sorted(found, key=lambda f: (ORDER.index(remedy(f)), f.code))
    return [
        (what, {code: list(own) for code, own in groupby(list(group), key=lambda f: f.code)})
        for what, group in groupby(ordered, key=remedy)
    ]
