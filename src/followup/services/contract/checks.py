"""Refuse a contract that could be stored and never followed up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from followup.domain.facts import REPORT_FACTS
from followup.domain.parties import Contract, Reporter
from followup.domain.period import MONTHS, ONE_DAY, Period
from followup.errors import UserError

MOST_POINTS = 3
_CURRENCY = re.compile(r"[A-Z]{3}")


def check(contract: Contract) -> None:
    """Raises UserError for the first thing that hinders following the contract up."""
    if not contract.number.strip():
        raise UserError("contract_number_missing")
    here = {"contract": contract.number}
    if not contract.buyers:
        raise UserError("buyer_missing", **here)
    if contract.end_date < contract.start_date:
        raise UserError("contract_ends_before_start", **here)
    if contract.supplier is None and not contract.is_internal:
        raise UserError("supplier_missing", **here)
    for name in ("responsible", "board"):
        if not (getattr(contract, name) or "").strip():
            raise UserError(f"{name}_missing", **here)
    _check_buyers(contract)
    _check_value(contract)
    _check_extensions(contract)
    _check_subcontractors(contract)
    _check_classification(contract)
    for reporter in contract.reporters:
        _check_reporter(contract, reporter)
    _check_requirements(contract)


def _check_buyers(contract: Contract) -> None:
    names = [buyer.name for buyer in contract.buyers]
    for name in names:
        if names.count(name) > 1:
            raise UserError("buyer_twice", contract=contract.number, buyer=name)
    shares = [buyer.share for buyer in contract.buyers if buyer.share is not None]
    if shares and (len(shares) != len(names) or sum(shares) != 1 or min(shares) < 0):
        raise UserError("buyer_shares", contract=contract.number)


def _check_value(contract: Contract) -> None:
    if contract.value is not None and contract.value < 0:
        raise UserError("contract_value", contract=contract.number)
    if contract.value is not None and not contract.currency:
        raise UserError("currency_missing", contract=contract.number)
    if contract.currency and not _CURRENCY.fullmatch(contract.currency):
        raise UserError("currency", contract=contract.number, text=contract.currency)


def _check_extensions(contract: Contract) -> None:
    """Each begins the day after what goes before it ends, and none is decided before that one."""
    last, is_decided = contract.end_date, True
    for option in sorted(contract.extensions, key=lambda e: e.from_date):
        here = {"contract": contract.number, "day": option.from_date}
        if option.from_date != last + ONE_DAY:
            raise UserError("extension_from", **here, last=last)
        if option.to_date < option.from_date:
            raise UserError("extension_days", **here)
        if option.notice_date is not None and option.notice_date > last:
            raise UserError("extension_notice", **here, last=last)
        if option.decided_date is not None and not is_decided:
            raise UserError("extension_order", **here)
        last, is_decided = option.to_date, option.decided_date is not None


def _check_subcontractors(contract: Contract) -> None:
    for sub in contract.subcontractors:
        if not sub.name.strip():
            raise UserError("subcontractor_name_missing", contract=contract.number)
        _check_days(contract, sub.name, sub.valid_from, sub.valid_to)


def _check_days(contract: Contract, name: str, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise UserError("part_days", contract=contract.number, name=name)


def _check_classification(contract: Contract) -> None:
    classed = contract.classification
    if classed is None:
        return
    for score in classed.scores:
        if not 0 <= score.points <= MOST_POINTS:
            raise UserError("score_points", contract=contract.number, most=MOST_POINTS)
    if classed.grade is not None and not classed.reason.strip():
        raise UserError("grade_reason_missing", contract=contract.number)


def _check_reporter(contract: Contract, reporter: Reporter) -> None:
    """Refuse what could be stored but never followed up: nobody would see a report missing."""
    here = {"contract": contract.number, "reporter": reporter.name}
    if not reporter.name.strip():
        raise UserError("reporter_name_missing")
    if reporter.frequency not in MONTHS:
        raise UserError("reporter_frequency", **here, frequency=reporter.frequency)
    if reporter.report_type not in REPORT_FACTS:
        raise UserError("reporter_type", **here, type=reporter.report_type)
    if reporter.due_days < 0:
        raise UserError("reporter_due_days", **here, days=reporter.due_days)
    _check_days(contract, reporter.name, reporter.valid_from, reporter.valid_to)
    same = (r for r in contract.reporters
            if (r.name, r.report_type) == (reporter.name, reporter.report_type))  # fmt: skip
    if _overlap(_days(r.valid_from, r.valid_to) for r in same):
        raise UserError("reporter_twice", **here)


def _days(first: date | None, last: date | None) -> Period:
    return Period(first or date.min, last or date.max)


def _overlap(spans: Iterable[Period]) -> bool:
    return any(later.start <= earlier.end for earlier, later in pairwise(sorted(spans)))


def _check_requirements(contract: Contract) -> None:
    identifiers = [r.identifier for r in contract.requirements]
    if len(set(identifiers)) != len(identifiers):
        raise UserError("requirement_twice", contract=contract.number)
    for requirement in contract.requirements:
        days = [step.valid_from for step in requirement.limits.steps]
        if len(set(days)) != len(days):
            raise UserError("step_twice", requirement=requirement.identifier)
