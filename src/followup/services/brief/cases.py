"""Deviations and decisions as a brief may tell them: confirmed, by title and board (rule 27)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.deviation import Case
from followup.i18n.text import t
from followup.services.deviation import text as deviation_text
from followup.services.deviation.matter import Desk, Matter


@dataclass(frozen=True, slots=True)
class Named:
    """A confirmed deviation as it may be told: by title and board, its size as it was kept."""

    case: str
    title: str
    board: str
    what: str
    found: str
    low: Decimal | None
    high: Decimal | None
    day: date
    state: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Settled:
    """How a case ended, or what was decided in it; ``kind`` is a remedy or ``cured``."""

    case: str
    title: str
    board: str
    kind: str
    day: date
    amount: Decimal | None = None
    currency: str = ""


def named(matter: Matter, lang: str) -> Named:
    """A confirmed deviation as it may be told."""
    kept = matter.frozen
    low, high = _ends(matter)
    return Named(
        case=matter.identifier,
        title=matter.contract.title,
        board=matter.contract.board or t("page_goals.no_board", lang),
        what=deviation_text.what(matter, lang, is_public=True),
        found=deviation_text.size(matter, lang),
        low=low,
        high=high,
        day=kept.as_of if kept else matter.since,
        state=t(f"deviation.state.{matter.state}", lang),
        next_step=deviation_text.next_step(matter, lang),
    )


def _ends(matter: Matter) -> tuple[Decimal | None, Decimal | None]:
    """The share as it was kept, where its amounts give one."""
    kept = matter.frozen
    if kept is None or None in (kept.numerator, kept.denominator, kept.unknown):
        return None, None
    n, d, u = kept.numerator, kept.denominator, kept.unknown
    if n is None or d is None or u is None or d + u <= 0:
        return None, None
    return n / (d + u), (n + u) / (d + u)


def settled(desk: Desk, scope: Collection[str]) -> Iterator[Settled]:
    """What was decided, and what was put right, the newest first; nothing that is not over."""
    found = [
        each
        for m in desk.cases
        if m.contract.number in scope and m.case is not None
        for each in _outcomes(m, m.case)
    ]
    yield from sorted(found, key=lambda s: (s.day, s.case), reverse=True)


def _outcomes(matter: Matter, case: Case) -> Iterator[Settled]:
    board = matter.contract.board or ""
    decided, approved = case.last("decide"), case.last("approve")
    if decided is not None and approved is not None and decided.detail.remedy is not None:
        yield Settled(
            case.identifier, matter.contract.title, board, decided.detail.remedy, approved.day,
            decided.detail.amount, decided.detail.currency or "",
        )  # fmt: skip
    seen = case.last("follow_up")
    if seen is not None and seen.detail.outcome == "cured":
        yield Settled(case.identifier, matter.contract.title, board, "cured", seen.day)
