"""What a proposed clause would have come to for a supplier, from its verdicts in a year.

A breach anywhere is one. Else what cannot be assessed leaves the answer open, and only where all
that was asked is met would the supplier have met it. A contract from which no such report is
expected says nothing of its supplier, and speaks only where nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from followup.domain.requirement import Assessment, Requirement
from followup.domain.timeline import Step
from followup.rules.assess import assess

# unclear: what was delivered does not tell; no_report: no report of the kind is expected;
# nothing: no verdict falls in the year (not over, a dispens, or nothing was driven).
Outcome = Literal["met", "not_met", "unclear", "no_report", "nothing"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("met", "not_met", "unclear", "no_report", "nothing")
# Those that say something of what a supplier has delivered.
TRIED: Final[tuple[Outcome, ...]] = ("met", "not_met", "unclear")
_ORDER: Final[tuple[Outcome, ...]] = ("not_met", "unclear", "met", "no_report", "nothing")


def outcome(found: Iterable[Assessment]) -> Outcome:
    """What the verdicts on one contract, or on all of a supplier's, come to together."""
    return together(_of(each) for each in found)


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """One outcome for several."""
    held = set(outcomes)
    return next((one for one in _ORDER if one in held), "nothing")


def _of(found: Assessment) -> Outcome:
    if found.verdict == "met":
        return "met"
    if found.verdict == "not_met":
        return "not_met"
    if found.verdict == "not_assessable":
        return "no_report" if "no_report_expected" in found.reasons else "unclear"
    return "nothing"


def at_level(
    requirement: Requirement, found: Assessment, level: Decimal, as_of: date
) -> Assessment:
    """The same period against another level, by the very rule that gives verdicts.

    What was measured stands. A dispens, and a period that is not over, are the same at any level.
    """
    if found.verdict in ("exempt", "not_due"):
        return found
    measured = found.measured
    if measured.whole is not None:
        measured = replace(measured, limits_in_span=(level,))
    return assess(requirement, found.period, Step(found.limit_valid_from, level), measured, as_of)


def count(outcomes: Sequence[Outcome]) -> Mapping[Outcome, int]:
    """How many of each."""
    return {one: outcomes.count(one) for one in OUTCOMES}
