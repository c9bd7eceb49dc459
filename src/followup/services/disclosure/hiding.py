"""Find what names a vehicle or a person wherever it stands in a file, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

# A shorter word that names somebody would be found inside every other.
FEWEST_SIGNS: Final = 4
# The engine that looks has a limit on how long a pattern may be.
_AT_ONCE: Final = 100
_APART: Final = r"[\s._-]*"
_EDGE: Final = r"[^\p{L}\p{N}]"


def patterns(numbers: Iterable[str], persons: Iterable[str] = ()) -> tuple[str, ...]:
    """What finds these numbers (normalised) and names in a text, as RE2 reads it.

    Spaces, points and hyphens inside a number, and any case, make no difference; a longer word or
    number that only holds one is none of them.
    """
    plates = [_APART.join(map(re.escape, number)) for number in sorted(set(numbers))]
    names = [
        r"\s+".join(map(re.escape, name.split()))
        for name in sorted(set(persons)) if len(name.strip()) >= FEWEST_SIGNS
    ]  # fmt: skip
    every = plates + names
    return tuple(
        f"(?i)(?:^|{_EDGE})(?:{'|'.join(every[at : at + _AT_ONCE])})(?:{_EDGE}|$)"
        for at in range(0, len(every), _AT_ONCE)
    )


def holding(texts: pa.StringArray, found_by: Sequence[str]) -> frozenset[str]:
    """The distinct texts in which any of the patterns is found."""
    left = pc.unique(texts.drop_null())
    found: set[str] = set()
    for pattern in found_by:
        is_hit = pc.match_substring_regex(left, pattern)
        found.update(left.filter(is_hit).to_pylist())
        left = left.filter(pc.invert(is_hit))
    return frozenset(found)


def holds(text: str, found_by: Sequence[str]) -> bool:
    """Whether any of the patterns is found in a text."""
    return bool(holding(pa.array([text], pa.string()), found_by))
