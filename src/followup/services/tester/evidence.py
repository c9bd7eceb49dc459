"""What a tried clause needs to see, how many suppliers already hand it in, and what is lacking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from followup.domain.requirement import Assessment
from followup.rules import trial as rule
from followup.services.asks import Inquiry, ask_table, reports_needed
from followup.services.installation import Installation
from followup.services.proof.row import ProofRow, row_of
from followup.services.remedy import missing
from followup.services.tester.outcomes import Result, by_supplier, members
from followup.services.tester.trial import Tried
from followup.storage import exemptions as exemption_store
from followup.storage import measures, submissions

# The kind of report in which a proof that clauses ask for is handed in; the others are papers
# that no report holds.
REPORT_OF: Final[Mapping[str, str]] = {
    "vehicle_list": "vehicles", "registration_numbers": "vehicles", "machine_list": "machines",
    "tool_list": "machines", "fuel_statistics": "fuel", "fuel_list": "fuel",
    "energy_account": "fuel", "transport_statistics": "activity",
    "gas_certificate": "certificates", "mass_balance": "certificates",
    "green_electricity": "certificates",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Needed:
    """A proof or report that the clause needs; ``suppliers`` hand it in, ``of`` so many.

    ``kind`` is its kind of report, None for a paper that no report holds: then nobody can tell
    from what is stored, and ``suppliers`` is None.
    """

    code: str
    kind: str | None
    suppliers: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """What an answer waits for, by the code of ``remedy.missing``, with so many suppliers."""

    code: str
    suppliers: int


def needed(installation: Installation, result: Result, name: str) -> tuple[Needed, ...]:
    """The reports that the measure is built on, then the proofs that the clause names."""
    sent: dict[str, set[str]] = defaultdict(set)
    for report in submissions.current(installation.database, result.trial.as_of):
        sent[report.contract].add(report.report_type)
    suppliers = by_supplier(members(result.trial, name)).values()
    sends = [set[str]().union(*(sent[t.contract.number] for t in own)) for own in suppliers]
    clause = result.trial.proposed
    kinds = reports_needed(clause.spec)
    asked: list[tuple[str, str | None]] = [(kind, kind) for kind in kinds]
    asked += [(e, REPORT_OF.get(e)) for e in clause.evidence if REPORT_OF.get(e) not in kinds]
    return tuple(
        Needed(code, kind, None if kind is None else sum(kind in own for own in sends), len(sends))
        for code, kind in asked
    )


def lacking(installation: Installation, result: Result, name: str) -> tuple[Lacking, ...]:
    """What a group's suppliers without an answer wait for, the most common first.

    Nothing is told where the group's outcomes are hidden.
    """
    group = result.group(name)
    if group is None or group.counts is None:
        return ()
    year = result.year
    waiting = [
        own for own in by_supplier(members(result.trial, name)).values()
        if rule.together(rule.outcome(t.of_year(year)) for t in own) == "unclear"
    ]  # fmt: skip
    rows = _rows(installation, [t for own in waiting for t in own], result)
    counted = Counter(
        code for own in waiting for code in {c for t in own for c in _codes(t, result, rows)}
    )
    return tuple(Lacking(code, count) for code, count in counted.most_common())


def _codes(tried: Tried, result: Result, rows: Mapping[int, Sequence[ProofRow]]) -> Iterator[str]:
    clause = tried.contract.requirements[0]
    for inquiry, found in _open(tried, result):
        yield from (m.code for m in missing.of(clause, found, rows.get(inquiry.ask_id, ())))


def _open(tried: Tried, result: Result) -> Iterator[tuple[Inquiry, Assessment]]:
    """The year's questions that got no answer."""
    by_period = {i.window.period: i for i in tried.inquired}
    for found in tried.of_year(result.year):
        if found.verdict == "not_assessable" and "no_report_expected" not in found.reasons:
            yield by_period[found.period], found


def _rows(
    installation: Installation, tried: Sequence[Tried], result: Result
) -> Mapping[int, Sequence[ProofRow]]:
    """The counted rows behind each open question, in one query."""
    asked = [inquiry for t in tried for inquiry, _ in _open(t, result)]
    if not asked:
        return {}
    exemptions = exemption_store.granted(installation.database, result.trial.as_of)
    table = measures.rows(
        installation.database,
        result.trial.proposed.spec.sql,
        ask_table(asked, exemptions),
        result.trial.as_of,
    )
    found: dict[int, list[ProofRow]] = {}
    for record in table.to_pylist():
        if record["why"] is None:
            found.setdefault(record["ask_id"], []).append(row_of(record))
    return found
