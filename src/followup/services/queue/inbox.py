"""What needs a person now, and what comes next: the work queue of the start page.

Everything is derived: a line disappears when its cause does, and one cause gives one line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from followup.domain.parties import Contract
from followup.domain.requirement import Assessment
from followup.services.contract import classes as contract_class
from followup.services.contract.classes import Graded
from followup.services.deviation import deviations
from followup.services.installation import Installation
from followup.services.joint import claims
from followup.services.plan import held as follow_up_held
from followup.services.price_index import overview as price_indices
from followup.services.queue import lines as inbox_lines
from followup.services.queue.item import NO_GRADE, Item, order
from followup.services.queue.lines import Sources, latest
from followup.services.queue.waiting import waiting
from followup.services.report.overview import Report
from followup.services.shared import copies
from followup.storage import exemptions, questions, spot_checks


@dataclass(frozen=True, slots=True)
class Inbox:
    """The queue, and one line of counts.

    ``reports_in`` of ``reports_expected`` newest reports have come; ``verdicts`` counts each
    requirement's newest verdict as it is told (``Assessment.outcome``).
    ``next_due`` is the next day on which any report is due.
    """

    items: tuple[Item, ...]
    reports_in: int
    reports_expected: int
    verdicts: Mapping[str, int]
    next_due: date | None


def build(
    installation: Installation,
    contracts: Sequence[Contract],
    found: Sequence[Assessment],
    as_of: date,
    reports: Iterable[Report] | None = None,
) -> Inbox:
    """The queue on ``as_of`` from the verdicts of that day; ``reports`` where they are listed."""
    classes = contract_class.graded(installation.catalogue, contracts, as_of)
    sources = _sources(installation, contracts, found, as_of, classes, reports)
    by_clause, owed = sources.by_clause, sources.owed
    items = [
        replace(item, grade=classes[item.contract.number].grade or NO_GRADE)
        for item in inbox_lines.lines(sources)
    ]
    newest = [latest(each) for each in by_clause.values()]
    counted = [a.outcome for a in newest if a is not None]
    coming = [w.upcoming.day for w in owed if w.upcoming is not None]
    coming += [d.day for w in owed for d in w.missing if d.day >= as_of]
    return Inbox(
        items=tuple(sorted(items, key=order)),
        reports_in=sum(1 for w in owed if w.is_last_in),
        reports_expected=sum(1 for w in owed if w.is_last_in is not None),
        verdicts={v: counted.count(v) for v in dict.fromkeys(counted)},
        next_due=min(coming, default=None),
    )


def _sources(
    installation: Installation,
    contracts: Sequence[Contract],
    found: Sequence[Assessment],
    as_of: date,
    classes: Mapping[str, Graded],
    reports: Iterable[Report] | None,
) -> Sources:
    """Everything read once."""
    by_clause: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in found:
        by_clause[assessment.requirement].append(assessment)
    database = installation.database
    held = follow_up_held.log(installation, as_of)
    return Sources(
        as_of=as_of,
        contracts={c.number: c for c in contracts},
        clauses={r.identifier: r for c in contracts for r in c.requirements},
        by_clause=by_clause,
        owed=tuple(waiting(installation, contracts, as_of)),
        desk=deviations.desk(installation, contracts, found, as_of, reports),
        questions=questions.open_questions(database, as_of),
        applications=[e for e in exemptions.known(database, as_of) if e.state == "pending"],
        spot_checks=spot_checks.load(database, as_of),
        claims=claims.claims(installation, as_of),
        copied=copies.outdated(installation, contracts, as_of),
        indexed=price_indices.indexed(installation, contracts, as_of),
        follow_ups=[*follow_up_held.awaited(installation, contracts, classes, held, as_of)],
    )
