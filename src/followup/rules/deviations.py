"""Which deviations are small, and when small ones add up to one to handle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.deviation import Case
from followup.domain.period import ONE_DAY, add_months
from followup.domain.requirement import Assessment


@dataclass(frozen=True, slots=True)
class DeviationRule:
    """The parameters of the rule for deviations.

    ``small_count`` small ones of the latest ``small_months`` months on one contract add up. A
    report at most ``small_days_late`` days late is small, and so is a value that misses its
    limit by at most ``small_gap`` of the limit. Nothing is proposed of what ended more than
    ``look_back_months`` months ago. ``reply_days`` is the usual time a supplier is given, and
    ``ending_months`` before its end a contract is told of: a new tender takes about as long.
    """

    small_count: int
    small_months: int
    small_days_late: int
    small_gap: Decimal
    look_back_months: int
    reply_days: int
    ending_months: int


def is_small_miss(found: Assessment, rule: DeviationRule) -> bool:
    """Whether a value misses its limit so little, in the best case, that it counts as small.

    What is counted in reports has no part of one: a report is small by its days.
    """
    best = found.measured.high if found.comparator == ">=" else found.measured.low
    if best is None or found.unit == "report" or found.measured.unknown is None:
        return False
    return abs(found.limit - best) <= rule.small_gap * found.limit


def first_day(rule: DeviationRule, as_of: date) -> date:
    """The first day of those whose deviations are still proposed by themselves."""
    return add_months(as_of, -rule.look_back_months) + ONE_DAY


def small_by_contract(
    cases: Iterable[Case],
    rule: DeviationRule,
    as_of: date,
    own: Mapping[str, DeviationRule] | None = None,
) -> Mapping[str, tuple[Case, ...]]:
    """The confirmed small ones that count on a day, by contract; ``own`` are contracts' own rules.

    One is counted once: those that a case of small ones together holds already are left out.
    """
    known = list(cases)
    taken = {part for c in known if c.is_confirmed for part in c.subject.parts}
    found: dict[str, list[Case]] = defaultdict(list)
    for case in known:
        if not case.is_small:
            continue
        months = (own or {}).get(case.subject.contract, rule).small_months
        since = add_months(as_of, -months)
        if case.identifier not in taken and case.subject.period.end > since:
            found[case.subject.contract].append(case)
    return {contract: tuple(small) for contract, small in found.items()}
