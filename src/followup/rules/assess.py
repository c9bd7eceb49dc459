"""From a measure and a limit to a verdict. Decides in Decimal and never divides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from followup.domain.parties import Exemption
from followup.domain.period import Period
from followup.domain.requirement import Assessment, Measured, Requirement, Verdict
from followup.domain.timeline import Step


def assess(
    requirement: Requirement,
    period: Period,
    limit: Step,
    measured: Measured,
    as_of: date,
    *,
    exempting: tuple[Exemption, ...] = (),
) -> Assessment:
    """The verdict on one requirement in one period, as seen on the day ``as_of``.

    Follows rules 1, 2, 8, 9, 11-15 and 25: a period covered by the dispenses ``exempting`` is
    exempt; an unfinished one is not due; nothing delivered, an unbounded amount, declarations
    or missing reports cannot be assessed; else the requirement must hold at both ends of the
    interval to be met and fail at both to be missed.
    """
    if exempting:
        verdict, reasons = _exempt(period, exempting)
    else:
        verdict, reasons = _verdict(requirement, period, limit.value, measured, as_of)
    return Assessment(
        contract=requirement.contract,
        requirement=requirement.identifier,
        measure=requirement.measure,
        period=period,
        verdict=verdict,
        comparator=requirement.comparator,
        limit=limit.value,
        limit_valid_from=limit.valid_from,
        measured=measured,
        # What is only declared has no amount: a whole of it is one.
        unit="declared" if "declared_share" in measured.notes else requirement.unit,
        reasons=reasons,
    )


def _exempt(period: Period, exempting: tuple[Exemption, ...]) -> tuple[Verdict, tuple[str, ...]]:
    """Exempt; a dispens decided after the period stays visible as such (rule 25)."""
    is_after = any(e.decided_date and e.decided_date > period.end for e in exempting)
    return "exempt", ("dispens", "dispens_afterwards") if is_after else ("dispens",)


def _verdict(
    requirement: Requirement,
    period: Period,
    limit: Decimal,
    measured: Measured,
    as_of: date,
) -> tuple[Verdict, tuple[str, ...]]:
    if requirement.spec.basis == "market":
        return _market(requirement, period, as_of)
    if period.end >= as_of:
        return "not_due", ("period_not_finished", *measured.notes)
    hindrances = tuple(_hindrances(requirement, measured))
    if hindrances == ("no_activity",):
        return "exempt", hindrances
    if hindrances == ("report_not_due",):
        return "not_due", (*hindrances, *measured.notes)
    if hindrances:
        return "not_assessable", tuple(dict.fromkeys((*hindrances, *measured.notes)))
    verdict, reasons = _compare_all(requirement, limit, measured)
    return verdict, (*reasons, *measured.notes)


def _market(
    requirement: Requirement, period: Period, as_of: date
) -> tuple[Verdict, tuple[str, ...]]:
    """Nothing is asked of what is not on the market; on the review date a person must look."""
    review = requirement.review_date
    if review is None or as_of < review or period.end < review:
        return "not_due", ("not_on_market",)
    return "not_assessable", ("review_due",)


def _hindrances(requirement: Requirement, measured: Measured) -> Iterator[str]:
    """Why no verdict can be given, whatever the interval says."""
    if requirement.spec.basis == "reports":
        if measured.denominator == 0 or (measured.pending and not _is_late(measured)):
            yield "report_not_due" if measured.pending else "no_report_expected"
        return
    if requirement.spec.basis == "evidence":
        if measured.is_nothing:
            yield "evidence_missing"
        return
    missing = measured.expected - measured.covered
    if measured.expected and measured.nil == measured.expected and measured.is_nothing:
        yield "no_activity"
        return
    if missing and missing == measured.pending:
        yield "report_not_due"
        return
    coverage = measured.coverage
    if coverage is None:
        yield "no_report_expected"
    elif measured.covered < requirement.coverage_floor * measured.expected:
        yield "missing_report"
    if "declared_only" in measured.notes:
        # What was only declared is not in the sums, and nobody knows how much it is (rule 9).
        yield "declared_only"
    yield from _no_amount(measured)


def _no_amount(measured: Measured) -> Iterator[str]:
    if measured.unknown is None:
        yield "amount_missing"
    elif measured.is_nothing:
        yield _nothing(measured)
    elif measured.is_impossible:
        yield "net_negative"


def _is_late(measured: Measured) -> bool:
    return measured.numerator < measured.denominator


def _nothing(measured: Measured) -> str:
    total = measured.denominator + (measured.unknown or 0 if measured.scale != "mean" else 0)
    return "net_negative" if total < 0 else "no_deliveries"


def _compare_all(
    requirement: Requirement, limit: Decimal, measured: Measured
) -> tuple[Verdict, tuple[str, ...]]:
    if measured.whole is None:
        return compare(requirement.comparator, limit, measured)
    # Rows across a border: only the whole row set against every limit in the span decides.
    limits = measured.limits_in_span or (limit,)
    verdicts = {compare(requirement.comparator, each, measured.whole)[0] for each in limits}
    verdicts.add(compare(requirement.comparator, limit, measured)[0])
    if len(verdicts) == 1 and "not_assessable" not in verdicts:
        return verdicts.pop(), ("estimated_split",)
    return "not_assessable", ("estimated_split", "monthly_rows_needed")


def compare(comparator: str, limit: Decimal, measured: Measured) -> tuple[Verdict, tuple[str, ...]]:
    """Compare an interval with a limit: met or missed only if both ends say so.

    A minimum holds when ``n >= limit * (d + u)`` in the worst case; a maximum the other way
    round. A mean holds when ``times * n >= limit * d``, a number when ``n >= limit``. Exactly
    at the limit is met.
    """
    if measured.unknown is None:
        return "not_assessable", ("amount_missing",)
    if measured.is_nothing:
        return "not_assessable", (_nothing(measured),)
    if measured.is_impossible:
        return "not_assessable", ("net_negative",)
    bar = limit * measured.by
    low, high = (
        n * measured.times for n in (measured.numerator, measured.numerator + measured.unknown)
    )
    holds = (low >= bar, high >= bar) if comparator == ">=" else (low <= bar, high <= bar)
    if all(holds):
        return "met", ()
    if not any(holds):
        return "not_met", ()
    return "not_assessable", ("interval_spans_limit",)
