"""What a step of a case holds beside who, when and why: the numbers as they stood, files, plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.penalty import Given, PenaltyBasis
from followup.domain.period import Period

Remedy = Literal["penalty", "bonus", "correction", "termination"]
Outcome = Literal["cured", "partly", "not_cured"]
# Where a decided amount comes from: the approved basis, within what it leaves open, or a hand.
AmountFrom = Literal["basis", "within_basis", "hand"]


@dataclass(frozen=True, slots=True)
class Frozen:
    """The numbers as they stood on ``as_of``, and the proof's lines in words by language.

    ``rows_sha256`` is over the proof's rows, ``reference`` the checksum of the figures used.
    Amounts are None where nothing was measured (a report, small ones together); ``unknown`` is
    also None where nothing bounds it.
    """

    as_of: date
    verdict: str
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    unknown: Decimal | None
    limit: Decimal | None
    expected: int
    covered: int
    reasons: tuple[str, ...]
    rows_sha256: str
    reference: str
    lines: Mapping[str, tuple[tuple[str, str], ...]]
    finding: Mapping[str, str]

    def by_label(self, lang: str) -> dict[str, str]:
        """The lines in a language by their label; several under one label stand together."""
        found: dict[str, str] = {}
        for label, words in self.lines.get(lang, ()):
            found[label] = f"{found[label]}\n{words}" if label in found else words
        return found

    def says_the_same(self, other: Frozen) -> bool:
        """Whether verdict, limit, amounts and rows are the same; the day and words may differ."""
        return self._numbers() == other._numbers()

    def _numbers(self) -> tuple[object, ...]:
        return (
            self.verdict, self.numerator, self.denominator, self.unknown, self.limit,
            self.expected, self.covered, self.rows_sha256,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept by its sha256 beside the originals; nothing of it is ever read here."""

    sha256: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Action:
    """A line of an action plan: what is done, by whom, and when at the latest."""

    what: str
    responsible: str
    due_date: date


@dataclass(frozen=True, slots=True)
class Detail:
    """What a step holds beside who, when and why; each kind fills its own (``REQUIRED``)."""

    is_small: bool = False
    reply_date: date | None = None
    sent_to: str | None = None
    attendees: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    outcome: Outcome | None = None
    evidence_period: Period | None = None
    evidence: str | None = None
    attachments: tuple[Attachment, ...] = ()
    remedy: Remedy | None = None
    amount: Decimal | None = None
    currency: str | None = None
    legal_note: str | None = None
    lesson: str | None = None
    takes_back: int | None = None
    frozen: Frozen | None = None
    given: Given | None = None
    basis: PenaltyBasis | None = None
    amount_from: AmountFrom | None = None
