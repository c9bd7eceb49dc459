"""The words of vehicle lists for classes and drives, for the measures to join."""

from __future__ import annotations

import re

import pyarrow as pa

from followup.ingest.layout import choice_keys

KINDS = ("vehicle_class", "drivetrains")
LISTED_WORD = pa.schema([("kind", pa.string()), ("word", pa.string()), ("code", pa.string())])


def tables() -> dict[str, pa.Table]:
    """``listed_word``: letters and digits of each word in lower case, and what it stands for."""
    found = {
        (kind, re.sub(r"[\W_]", "", word)): code
        for kind in KINDS
        for word, code in choice_keys(kind).items()
    }
    rows = [{"kind": k, "word": w, "code": code} for (k, w), code in found.items()]
    return {"listed_word": pa.Table.from_pylist(rows, schema=LISTED_WORD)}
