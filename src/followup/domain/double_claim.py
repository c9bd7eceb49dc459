"""What is claimed in more than one contract: one question to each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ClaimKind = Literal["vehicle", "receipt", "certificate"]


@dataclass(frozen=True, slots=True)
class DoubleClaim:
    """A vehicle, receipt or certificate that a contract claims and that others claim too.

    ``number`` tells it from every other, ``shown`` is how the report writes it. ``rows`` of the
    contract's own reports name it, the first of them at ``row`` of ``sheet`` in ``file``.
    ``contracts`` are the others that may be named here; ``is_with_other_buyer`` says that there is
    one that may not. ``reason`` is why it may stand, None until somebody has said so.
    """

    contract: str
    kind: ClaimKind
    number: str
    shown: str
    contracts: tuple[str, ...]
    is_with_other_buyer: bool
    rows: int
    first_day: date
    last_day: date
    file: str
    sheet: str | None
    row: int | None
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody of the contract has answered."""
        return self.reason is None
