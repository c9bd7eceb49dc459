"""Words for a class that no list knows (drive, stage, packaging): asked once, then remembered."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pyarrow as pa

from followup.ingest.answers import Asked
from followup.ingest.draft import Question
from followup.ingest.layout import choice_keys
from followup.ingest.numbers import is_nothing
from followup.ingest.words import key

# What is asked about under which name, and the list of codes that answer it.
LISTS: Final = {
    "drivetrain": "drivetrains", "stage": "stage", "packaging_class": "packaging_class",
    "acquisition": "acquisition", "waste_scope": "waste_scope",
}  # fmt: skip
# A column with more words than this is no column of classes; the most frequent are asked about.
MOST_WORDS: Final = 20


def class_codes(kind: str) -> tuple[str, ...]:
    """The codes a word may be mapped to, in the order of their list."""
    return tuple(dict.fromkeys(choice_keys(LISTS[kind]).values()))


def unknown_classes(
    kind: str, raw: pa.Array, codes: pa.Array, asked: Asked, also: frozenset[str] = frozenset()
) -> list[Question]:
    """Each word of ``raw`` without a code, unless ``also`` knows its key, or somebody has said
    that it is none of the classes.
    """
    lacking = Counter(
        word
        for word, code in zip(raw.to_pylist(), codes.to_pylist(), strict=True)
        if word and code is None
    )
    return [
        Question(f"{kind}:{word}", word, "unknown_word", count)
        for word, count in lacking.most_common(MOST_WORDS)
        if key(word) and not is_nothing(word) and key(word) not in also
        and asked.class_word(kind, word) is None
    ]  # fmt: skip
