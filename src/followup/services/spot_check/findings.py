"""What spot checks found on the rows of a file: derived from what people said, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from followup.domain.finding import Finding
from followup.domain.spot_check import SpotCheck

_CODES = {"differs": "receipt_differs", "no_receipt": "receipt_missing"}


def of_file(lists: Iterable[SpotCheck], contract: str, sha256: str) -> Iterator[Finding]:
    """The findings on the rows of one file that was received on a contract."""
    for made in lists:
        for drawn in made.rows:
            row, word = drawn.row, made.holding.get(drawn.number)
            is_here = (row.contract, row.sha256) == (contract, sha256)
            if is_here and word is not None and word.outcome in _CODES:
                yield Finding(
                    _CODES[word.outcome], row.sheet, row.row, row.column, None,
                    {"list": made.identifier, "note": word.note},
                )  # fmt: skip
