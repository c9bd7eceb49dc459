"""Verdicts: measure every clause in every window, and assess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa

from followup.domain.measure import MeasureSpec
from followup.domain.parties import Contract, Exemption
from followup.domain.period import Period
from followup.domain.requirement import Assessment, Measured
from followup.errors import UserError
from followup.rules.assess import assess
from followup.rules.windows import exempting
from followup.services.asks import Inquiry, ask_table, concerns, inquiries
from followup.services.installation import Installation
from followup.storage import contracts, measures
from followup.storage import exemptions as exemption_store
from followup.storage.measures import Coverage, Total

# What the state of the figures behind a share means for the reader of a verdict.
_NOTE_OF_STATUS = {
    "assumption": "assumed_share",
    "unverified": "unverified_reference",
    "missing": "share_unknown",
    "declared": "declared_share",
    "certificate": "certificates_counted",
}
_NOTE_OF_EXCLUSION = {
    "exempt": "dispens_part",
    "declared": "declared_only",
    "declared_beside": "declared_beside",
    "other_basis": "rows_outside_basis",
    "other_unit": "rows_outside_basis",
}
_NOTHING_EXPECTED = Coverage()


def assessments(
    installation: Installation,
    as_of: date,
    *,
    contract: str | None = None,
    requirement: str | None = None,
    period: Period | None = None,
) -> list[Assessment]:
    """Assessments as seen on ``as_of``, by contract, requirement and first day.

    Raises UserError ``unknown_contract`` when a named contract is not there.
    """
    known = contracts_on(installation, as_of, contract)
    inquired = inquiries(known, as_of, requirement)
    if period is not None:
        inquired = [i for i in inquired if _belongs(i.window.period, period)]
    return assessed(installation, inquired, as_of)


def assessed(
    installation: Installation, inquired: Sequence[Inquiry], as_of: date
) -> list[Assessment]:
    """The assessments of some inquiries, by contract, requirement and first day."""
    exemptions = exemption_store.granted(installation.database, as_of)
    measured = measure_all(installation, inquired, exemptions, as_of)
    of: dict[str, list[Exemption]] = defaultdict(list)
    for exemption in exemptions:
        of[exemption.contract].append(exemption)
    found = [_assessed(i, measured[i.ask_id], of[i.contract.number], as_of) for i in inquired]
    return sorted(found, key=lambda a: (a.contract, a.requirement, a.period.start, a.period.end))


def contracts_on(
    installation: Installation, as_of: date, number: str | None = None
) -> tuple[Contract, ...]:
    """The contracts known on a day, or the one with ``number``.

    Raises UserError ``unknown_contract``.
    """
    known = contracts.load(installation.database, as_of)
    if number is None:
        return known
    chosen = tuple(c for c in known if c.number == number)
    if not chosen:
        raise UserError("unknown_contract", contract=number)
    return chosen


def measure_all(
    installation: Installation,
    inquired: Sequence[Inquiry],
    exemptions: Sequence[Exemption],
    as_of: date,
) -> dict[int, Measured]:
    """What was measured for each inquiry, by ``ask_id``; one query per kind of measure."""
    database = installation.database
    by_measure: dict[str, list[Inquiry]] = defaultdict(list)
    for inquiry in inquired:
        by_measure[inquiry.requirement.spec.sql].append(inquiry)
    covered = measures.coverage(database, ask_table(inquired, exemptions), as_of)
    found: dict[int, Measured] = {}
    for measure, group in by_measure.items():
        totals = measures.totals(database, measure, ask_table(group, exemptions), as_of)
        whole = _uncut(installation, group, totals, exemptions, as_of)
        for inquiry in group:
            found[inquiry.ask_id] = _measured(inquiry, totals, whole, covered)
    return found


def assessment_with_rows(
    installation: Installation, inquiry: Inquiry, exemptions: Sequence[Exemption], as_of: date
) -> tuple[Assessment, pa.Table]:
    """One verdict with the rows behind it, as ``measures.rows`` gives them.

    The sums are taken over these very rows. ``exemptions`` are all that are granted.
    """
    database, measure = installation.database, inquiry.requirement.spec.sql
    asks = ask_table([inquiry], exemptions)
    covered = measures.coverage(database, asks, as_of)
    rows, totals = measures.rows_and_totals(database, measure, asks, as_of)
    whole = _uncut(installation, [inquiry], totals, exemptions, as_of)
    measured = _measured(inquiry, totals, whole, covered)
    own = [e for e in exemptions if e.contract == inquiry.contract.number]
    return _assessed(inquiry, measured, own, as_of), rows


def _uncut(
    installation: Installation,
    group: Sequence[Inquiry],
    totals: Mapping[int, Total],
    exemptions: Sequence[Exemption],
    as_of: date,
) -> dict[int, Total]:
    """The totals with whole rows where a row crosses the window's border (rule 2)."""
    split = [i for i in group if (t := totals.get(i.ask_id)) and t.split_start]
    if not split:
        return {}
    asks = ask_table(split, exemptions, uncut=True)
    return measures.totals(installation.database, split[0].requirement.spec.sql, asks, as_of)


def _measured(
    inquiry: Inquiry,
    totals: Mapping[int, Total],
    whole: Mapping[int, Total],
    covered: Mapping[int, Coverage],
) -> Measured:
    total = totals.get(inquiry.ask_id)
    coverage = covered.get(inquiry.ask_id, _NOTHING_EXPECTED)
    spec = inquiry.requirement.spec
    if spec.basis == "reports":
        coverage = _reports(total)
    measured = as_measured(total, spec, coverage)
    if total is None:
        return measured
    uncut = whole.get(inquiry.ask_id)
    if uncut is None or total.split_start is None or total.split_end is None:
        return measured
    span = Period(total.split_start, total.split_end)
    limits = inquiry.requirement.limits.within(span)
    return replace(
        measured,
        whole=as_measured(uncut, spec),
        limits_in_span=tuple(step.value for step in limits),
    )


def _reports(total: Total | None) -> Coverage:
    """A clause on reporting expects the reports that end in its window, not months of them."""
    if total is None:
        return _NOTHING_EXPECTED
    due = int(total.denominator)
    return Coverage(due + total.rows_pending, due, 0, total.rows_pending)


def as_measured(
    total: Total | None, spec: MeasureSpec, coverage: Coverage = _NOTHING_EXPECTED
) -> Measured:
    """The sums of an ask on its measure's scale, with notes on what they rest on, and the slices
    that were expected and came.
    """
    notes: tuple[str, ...] = ()
    if total is not None:
        notes = tuple(dict.fromkeys(_notes(total)))
    return Measured(
        numerator=total.numerator if total else Decimal(0),
        denominator=total.denominator if total else Decimal(0),
        unknown=total.unknown if total else Decimal(0),
        rows_used=total.rows_used if total else 0,
        rows_excluded=total.rows_excluded if total else 0,
        expected=coverage.expected,
        covered=coverage.covered,
        nil=coverage.nil,
        pending=coverage.pending,
        notes=notes,
        scale=spec.scale,
        times=spec.times,
    )


def _notes(total: Total) -> Iterable[str]:
    yield from total.unbounded
    yield from (_NOTE_OF_STATUS[s] for s in total.statuses if s in _NOTE_OF_STATUS)
    yield from (_NOTE_OF_EXCLUSION[w] for w in total.excluded if w in _NOTE_OF_EXCLUSION)


def _assessed(
    inquiry: Inquiry, measured: Measured, exemptions: Sequence[Exemption], as_of: date
) -> Assessment:
    window = inquiry.window
    free = exempting(window, inquiry.requirement, exemptions) if exemptions else ()
    if exemptions and not free:
        told = _with_dispens(inquiry, measured.notes, exemptions)
        measured = replace(measured, notes=tuple(dict.fromkeys(told)))
    return assess(inquiry.requirement, window.period, window.limit, measured, as_of, exempting=free)


def _with_dispens(
    inquiry: Inquiry, notes: Sequence[str], exemptions: Sequence[Exemption]
) -> Iterable[str]:
    """The notes, and that a dispens takes away rows or days, and if it came after the period."""
    yield from notes
    own = [e for e in exemptions if concerns(e, inquiry)]
    touching = own if "dispens_part" in notes else [e for e in own if e.is_whole]
    if touching:
        yield "dispens_part"
    if any(e.decided_date and e.decided_date > inquiry.window.period.end for e in touching):
        yield "dispens_afterwards"


def _belongs(window: Period, asked: Period) -> bool:
    """A window answers for a period when it lies inside it, or is the period itself."""
    return asked.start <= window.start and window.end <= asked.end
