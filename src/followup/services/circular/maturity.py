"""How far an organisation's work with furniture has come: steps seen in reports and notes.

A step is taken where a row or a note shows it, not taken where everything is in and says no, and
otherwise not known. The level is the number of steps taken without a gap from the first, so it
lies between the steps known to be taken and those that may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from followup.domain.circular import AvoidedPurchase


@dataclass(frozen=True, slots=True)
class Maturity:
    """An organisation's answers by step, and the level: the least and the most it can be."""

    organisation: str
    answers: Mapping[str, bool | None]
    least: int
    most: int


def maturity(
    organisation: str, steps: Sequence[str], rows: Sequence[Mapping[str, Any]],
    notes: Iterable[AvoidedPurchase], *, is_all_in: bool,
) -> Maturity:  # fmt: skip
    """The level by the furniture rows of the organisation's contracts and its own notes.

    ``is_all_in``: every expected furniture report has come.
    """
    said: dict[str, list[bool | None]] = {
        "repair": [r["is_repaired"] for r in rows],
        "take_back": [_any(r["taken_back_pieces"]) for r in rows],
        "internal_reuse": [
            None if r["acquisition"] is None else r["acquisition"] == "internal" for r in rows
        ],
    }
    said["internal_reuse"] += [
        True for n in notes if n.sector == "furniture" and n.way == "internal_reuse"
    ]
    said["repair"] += [True for n in notes if n.sector == "furniture" and n.way == "repaired"]
    answers = {step: _answer(said[step], is_all_in=is_all_in and bool(rows)) for step in steps}
    least, most = (_level(answers.values(), may=may) for may in (False, True))
    return Maturity(organisation, answers, least, most)


def _answer(said: Sequence[bool | None], *, is_all_in: bool) -> bool | None:
    if any(said):
        return True
    return False if is_all_in and None not in said else None


def _level(answers: Iterable[bool | None], *, may: bool) -> int:
    level = 0
    for answer in answers:
        if not (may if answer is None else answer):
            break
        level += 1
    return level


def _any(pieces: Any) -> bool | None:
    return None if pieces is None else pieces > 0
