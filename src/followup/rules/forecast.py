"""What a requirement comes to ahead if nothing changes. The published method, in its order:

1. Points are the finished windows of the newest years that were measured whole and bounded.
   Where the newest judged window is none of them, or they are too few, nothing is said.
2. ``trend.expected`` says what comes: a season, else a trend, else the newest value, with as
   much unknown as in the newest.
3. A running window counts what has been reported by its part of the expected slices, and the
   rest as expected. With a report late or an amount missing in it, nothing is said.
4. Both ends are widened by a part of the usual change, as far as they are not reported.
5. ``holds`` if the limit holds at both ends, ``breaks`` if it fails at both, else
   ``cannot_tell``. A limit from after the contract's last day is no step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from followup.domain.measure import MEASURES, MeasureSpec
from followup.domain.parties import Contract
from followup.domain.period import Period, add_months, calendar_period
from followup.domain.requirement import Assessment, Measured, Requirement
from followup.domain.timeline import Step
from followup.rules.trend import ForecastRule as ForecastRule
from followup.rules.trend import Method, Point, expected
from followup.rules.windows import windows

Answer = Literal["holds", "breaks", "cannot_tell"]
Ends = tuple[Decimal, Decimal]
# Reports in time and what people judge go no way of their own.
NOT_FORESEEN = ("reports", "evidence", "market")
# Of an open verdict: the measure was whole, and only the limit lay between its ends.
_MEASURED = ("interval_spans_limit", "monthly_rows_needed")


@dataclass(frozen=True, slots=True)
class Target:
    """Days ahead with a limit: a window that has begun, or the first window of a later step."""

    period: Period
    limit: Step
    is_step: bool

    @property
    def day(self) -> date:
        """The day that is named: the step's first, or the window's last."""
        return self.limit.valid_from if self.is_step else self.period.end


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of a requirement in a target's days if nothing changes, and why.

    ``low`` and ``high`` are None where nothing is expected; ``reason`` says why there is no
    answer. ``newest`` is the newest verdict it rests on, or that hinders it, None without any.
    """

    target: Target
    answer: Answer
    reason: str | None
    low: Decimal | None
    high: Decimal | None
    method: Method
    points: int
    newest: Assessment | None


def targets(
    contract: Contract, requirement: Requirement, found: Sequence[Assessment], as_of: date
) -> Iterator[Target]:
    """What lies ahead of a requirement: windows begun and not yet judged, then later steps.

    Empty for what is not foreseen. No target has a day after the contract's last.
    """
    if requirement.spec.basis in NOT_FORESEEN:
        return
    for a in found:
        if a.verdict == "not_due" and _begins(requirement, a.period) <= as_of:
            yield Target(a.period, Step(a.limit_valid_from, a.limit), is_step=False)
    for step in requirement.limits.steps:
        if as_of < step.valid_from <= contract.days.end:
            ahead = (w for w in windows(contract, requirement, step.valid_from) if w.limit == step)
            first = next(ahead, None)
            if first is not None:
                yield Target(first.period, step, is_step=True)


def _begins(requirement: Requirement, period: Period) -> date:
    """Rolling periods overlap: one is the current one in its last month alone."""
    is_rolling = requirement.assessment_period == "rolling_12_months"
    return calendar_period(period.end, "month").start if is_rolling else period.start


def outlook(target: Target, found: Sequence[Assessment], rule: ForecastRule) -> Outlook:
    """The answer for one target from a requirement's verdicts, in the order of their days."""
    judged = [a for a in found if a.verdict not in ("not_due", "exempt")]
    newest = judged[-1] if judged else None
    points = _points(judged, rule)
    running = next((a.measured for a in found if a.period == target.period), None)
    why = _hindrance(newest, points, running, rule)
    if newest is None or why is not None:
        return Outlook(target, "cannot_tell", why, None, None, "carried", len(points), newest)
    coming = expected(target.period, points, rule)
    known, left = _with_reported((coming.low, coming.high), running)
    margin = coming.usual_change * rule.usual_change_part * left
    spec = MEASURES[newest.measure]
    ends = _within(spec, known[0] - margin), _within(spec, known[1] + margin)
    answer, reason = _answered(newest.comparator, target.limit.value, known, ends)
    return Outlook(target, answer, reason, *ends, coming.method, len(points), newest)


def decisive(outlooks: Sequence[Outlook]) -> Outlook | None:
    """The one to tell: the first that breaks, else the first without answer, else the last."""
    for answer in ("breaks", "cannot_tell"):
        for one in outlooks:
            if one.answer == answer:
                return one
    return outlooks[-1] if outlooks else None


def _points(judged: Sequence[Assessment], rule: ForecastRule) -> list[Point]:
    """The points of the newest years, in order."""
    if not judged:
        return []
    since = add_months(judged[-1].period.end, -rule.history_months)
    return [p for a in judged if a.period.end > since and (p := _point(a)) is not None]


def _point(a: Assessment) -> Point | None:
    """What a finished window tells; None where it was not measured whole or nothing bounds it."""
    if a.verdict == "not_assessable" and not set(_MEASURED) & set(a.reasons):
        return None
    # Rows split by days are a guess: the whole row set bounds it, too.
    known = [m for m in (a.measured, a.measured.whole) if m is not None]
    ends = [end for m in known for end in (m.low, m.high)]
    sure = [end for end in ends if end is not None]
    return Point(a.period, min(sure), max(sure)) if sure and len(sure) == len(ends) else None


def _hindrance(
    newest: Assessment | None,
    points: Sequence[Point],
    running: Measured | None,
    rule: ForecastRule,
) -> str | None:
    """Why nothing can be said, whatever the limit."""
    if newest is not None and _point(newest) is None:
        return newest.reasons[0]
    if newest is None or len(points) < rule.fewest_periods:
        return "too_few_points"
    if running is not None and running.expected > running.covered + running.pending:
        return "missing_report"
    if running is not None and running.unknown is None:
        return "amount_missing"
    return None


def _with_reported(coming: Ends, running: Measured | None) -> tuple[Ends, Decimal]:
    """Both ends with what a running window has so far by its part of the expected slices, and
    the part that is left.
    """
    part = running.coverage if running is not None else None
    if running is None or not part or running.low is None or running.high is None:
        return coming, Decimal(1)
    left = max(1 - part, Decimal(0))
    low, high = coming
    return (running.low * (1 - left) + low * left, running.high * (1 - left) + high * left), left


def _within(spec: MeasureSpec, value: Decimal) -> Decimal:
    """No share is below 0 or above 1, and no amount below 0."""
    value = max(value, Decimal(0))
    return min(value, Decimal(1)) if spec.scale == "share" else value


def _answered(
    comparator: str, limit: Decimal, known: Ends, ends: Ends
) -> tuple[Answer, str | None]:
    """The answer at the widened ends, and why there is none."""
    answer = _told(comparator, limit, ends)
    if answer != "cannot_tell":
        return answer, None
    is_open = _told(comparator, limit, known) == "cannot_tell"
    return answer, "interval_spans_limit" if is_open else "within_usual_change"


def _told(comparator: str, limit: Decimal, ends: Ends) -> Answer:
    holds = [end >= limit if comparator == ">=" else end <= limit for end in ends]
    return "holds" if all(holds) else "cannot_tell" if any(holds) else "breaks"
