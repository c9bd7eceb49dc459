"""Tables whose columns come again: fuel and amount twice, or litres and kilometres per month."""

from __future__ import annotations

import re

from followup.ingest.headers import Label, candidates
from followup.ingest.table_map import Labels
from followup.ingest.words import key, without_brackets

LARGEST = 8  # columns of a group
_BESIDE = frozenset({"fuel", "unit", "distance_km", "hours", "vehicle_id", "date", "odometer"})


def repeated_groups(labels: Labels) -> list[tuple[Labels, frozenset[int]]]:
    """The labels of each group with those that all share, and the group's own columns.

    Empty when no group of an amount and something beside it comes again.
    """
    indices = [index for index, label in labels.items() if label.whole]
    words = [_word(labels[index]) for index in indices]
    for size in range(2, LARGEST + 1):
        for first in range(len(words) - 2 * size + 1):
            count = 1
            group = words[first : first + size]
            while words[first + count * size : first + (count + 1) * size] == group:
                count += 1
            if count > 1 and _is_record([labels[i] for i in indices[first : first + size]]):
                stop = first + count * size
                shared = [*indices[:first], *indices[stop:]]
                groups = [indices[n : n + size] for n in range(first, stop, size)]
                return [
                    ({i: labels[i] for i in sorted([*shared, *own])}, frozenset(own))
                    for own in groups
                ]
    return []


def _word(label: Label) -> str:
    """The innermost header without number and unit: "Mängd 2 (l)" comes again as "Mängd"."""
    return key(re.sub(r"\d+\s*$", "", without_brackets(label.parts[-1])[0]))


def _is_record(labels: list[Label]) -> bool:
    named = {name for label in labels for name, _, sure in candidates(label, "fuel") if sure}
    return "quantity" in named and not named.isdisjoint(_BESIDE)
