"""The reports and vehicles that a penalty counts, each with the days or rows it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from followup.domain.requirement import Requirement
from followup.i18n.text import LANGUAGES, t
from followup.services.deviation.matter import Matter
from followup.services.installation import Installation
from followup.services.penalty.text import NoBasis, Note
from followup.services.proof.explain import Proof, ProofRow, explain
from followup.services.queue.waiting import Due
from followup.services.report import overview as report_list
from followup.services.report.overview import Report
from followup.services.report.standing import standing


@dataclass(frozen=True, slots=True)
class Delay:
    """Something that was due on ``after`` and came on ``until``; open while it has not come."""

    key: str
    after: date
    until: date
    is_open: bool
    note: Note


def reports(
    installation: Installation, matter: Matter, as_of: date, requirement: Requirement
) -> tuple[Report, ...] | NoBasis:
    """The late reports of a case: the one it is about, or those of its clause in its period."""
    if matter.subject.ground == "report":
        report = matter.report and _under(matter.report, requirement, as_of)
        if report is None or not _is_late(report):
            return NoBasis("report_in_time", {"day": as_of})
        return (report,)
    if requirement.spec.unit != "report":
        return NoBasis("not_reports")
    proof = explain(
        installation, matter.contract.number, requirement.identifier, matter.period, as_of
    )
    found, measured = proof.assessment, proof.assessment.measured
    if found.verdict != "not_met":
        return NoBasis("not_not_met", {"day": as_of})
    period = found.period
    last = matter.contract.days.end
    late = [
        r
        for one in report_list.build(installation, [matter.contract], as_of)
        if _is_late(r := _under(one, requirement, as_of))
        and period.start <= min(r.period.end, last) <= period.end
    ]
    if Decimal(len(late)) != measured.denominator - measured.numerator:
        # The verdict and the list of reports must name the same ones.
        return NoBasis("reports_differ")
    return tuple(sorted(late, key=lambda r: (r.due_day or last, r.reporter, r.report_type)))


def _under(report: Report, requirement: Requirement, as_of: date) -> Report:
    """A report as it stands under a clause: days under dispens from it are not asked for."""
    freed = [
        e for e in report.exemptions
        if e.is_whole and e.requirement in (None, requirement.identifier)
    ]  # fmt: skip
    if report.due_day is None or not freed:
        return report
    due = Due(report.reporter, report.report_type, report.period, report.due_day)
    held = report_list.held(report.versions, report.nil_reports, freed)
    return replace(report, standing=standing(due, held, as_of))


def _is_late(report: Report) -> bool:
    return report.due_day is not None and bool(report.standing.days_late)


def of_report(report: Report, due: date, as_of: date) -> Delay:
    """The delay of a late report; until ``as_of`` while it has not come."""
    received = report.standing.received_date
    until = received or as_of
    stored = [
        v.submission.stored_at.date()
        for v in report.versions
        if v.submission.received_date == received
    ]
    entered = min(stored) if stored else received
    kind = {lang: t(f"report_type.{report.report_type}", lang) for lang in LANGUAGES}
    says = {
        "kind": kind, "period": report.period, "reporter": report.reporter, "due": due,
        "received": until, "days": (until - due).days, "entered": entered or until,
    }  # fmt: skip
    text = "report_late" if received else "report_missing"
    key = f"{report.contract.number} {report.report_type} {report.reporter} {report.period}"
    return Delay(key, due, until, received is None, Note("delay", text, says))


def vehicles(proof: Proof) -> Iterator[Note]:
    """The vehicles that do not count, and those nobody can tell, each with its rows."""
    grouped: dict[str, list[ProofRow]] = defaultdict(list)
    for n, row in enumerate(proof.rows):
        grouped[row.vehicle_id or f"\0{n}"].append(row)
    is_least = proof.assessment.comparator == ">="
    yield Note("vehicles", "least_number")
    for name, rows in sorted(grouped.items()):
        counted = sum((r.numerator or Decimal(0) for r in rows), Decimal(0))
        whole = sum((r.denominator or Decimal(0) for r in rows), Decimal(0))
        unknown = sum((r.unknown or Decimal(0) for r in rows), Decimal(0))
        is_wrong = counted < whole if is_least else counted > 0
        if unknown > 0 or is_wrong:
            text = "vehicle_unknown" if unknown > 0 else "vehicle"
            called = {lang: t("penalty.no_number", lang) if name[0] == "\0" else name
                      for lang in LANGUAGES}  # fmt: skip
            yield Note("vehicles", text, {"vehicle": called, "rows": _places(rows)})


def _places(rows: list[ProofRow]) -> dict[str, str]:
    """Where the rows stand: file, sheet and row."""
    known = sorted({(r.file or "", r.sheet or "", r.row or 0) for r in rows if r.file})
    return {
        lang: "; ".join(
            t("penalty.place", lang, file=file, sheet=sheet, row=row) for file, sheet, row in known
        )
        or t("penalty.no_place", lang)
        for lang in LANGUAGES
    }
