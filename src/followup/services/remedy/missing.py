"""What has to be said before an open verdict can be given: answers and reports, no litres."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from followup.domain.remedy import Missing
from followup.domain.requirement import Assessment, Requirement
from followup.services.asks import CIRCULAR
from followup.services.proof.row import ProofRow

_OF_FUEL = ("energy", "volume", "distance", "emissions")
_OF_ACTIVITY = ("assignment_km", "person_km", "tonne_km", "trips")
# Reasons that name by themselves what is missing.
_BY_REASON = {
    "monthly_rows_needed": "monthly_rows",
    "declared_only": "amounts",
    "evidence_missing": "evidence",
    "no_deliveries": "deliveries",
    "net_negative": "credits",
    "no_report_expected": "reporter",
    "review_due": "review",
}


def of(clause: Requirement, found: Assessment, rows: Sequence[ProofRow]) -> tuple[Missing, ...]:
    """What is missing of a verdict that cannot be given, or that no amount could have met."""
    return tuple(_all(clause, found, rows))


def _all(clause: Requirement, found: Assessment, rows: Sequence[ProofRow]) -> Iterator[Missing]:
    if found.verdict == "not_met":
        yield Missing("evidence_shown" if clause.spec.basis == "evidence" else "declared_share")
        return
    measured = found.measured
    is_late = "missing_report" in found.reasons
    if is_late:
        yield Missing("report", measured.expected - measured.covered)
    for reason, code in _BY_REASON.items():
        if reason in found.reasons and not (is_late and code == "deliveries"):
            yield Missing(code)
    yield from (
        Missing(str(code), count)
        for code, count in Counter(r.unbounded for r in rows if r.unbounded).items()
    )
    if "interval_spans_limit" in found.reasons:
        yield from unknown(clause, rows)


def unknown(clause: Requirement, rows: Sequence[ProofRow]) -> tuple[Missing, ...]:
    """What the amounts of unknown class wait for: fuels, shares, vehicles or certificates."""
    open_rows = [r for r in rows if r.unknown and r.unknown > 0 and r.unbounded is None]
    certificates = [r for r in open_rows if r.share_status == "certificate"]
    others = [r for r in open_rows if r.share_status != "certificate"]
    unnamed = [r for r in others if r.fuel is None]
    named = tuple(sorted({r.fuel for r in others if r.fuel}))
    found = []
    if unnamed:
        found.append(_unnamed(clause, unnamed))
    if named:
        is_grams = clause.spec.basis == "emissions"
        found.append(Missing("factor" if is_grams else "share", len(others) - len(unnamed), named))
    if certificates:
        found.append(Missing("certificate", len(certificates)))
    return tuple(found)


def _unnamed(clause: Requirement, rows: Sequence[ProofRow]) -> Missing:
    if clause.spec.basis in _OF_FUEL:
        return Missing("fuel", len(rows))
    if clause.spec.sql in CIRCULAR:
        return Missing("class_unknown", len(rows))
    vehicles = tuple(sorted({r.vehicle_id for r in rows if r.vehicle_id}))
    if clause.spec.basis in _OF_ACTIVITY:
        return Missing("run", len(rows), vehicles)
    kind = "machine" if clause.spec.unit == "machine" else "vehicle"
    return Missing(kind, len(rows), vehicles)
