"""A nil report that comes as a file: the same act as one entered by hand, with its row (rule 8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from followup.domain.facts import REPORT_FACTS
from followup.domain.parties import Contract, NilReport, Place
from followup.domain.period import Period
from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.services.installation import Actor, Installation
from followup.services.upload import submit
from followup.services.upload.destination import Destination
from followup.services.upload.submit import Change
from followup.storage import acts, decisions, originals
from followup.storage.acts import Act

KIND = "nil_report"


def is_nil(draft: Draft) -> bool:
    """True for a file that says nothing was delivered, and holds nothing else."""
    return KIND in draft.facts and not any(f in draft.facts for f in REPORT_FACTS.values())


def nil_reports(
    draft: Draft, contract: Contract, received: date, reporter: str | None = None
) -> tuple[NilReport, ...]:
    """What a file says was nothing: for the kind of report it names, else for all that are owed.

    Raises UserError ``no_report_owed``, ``choose_reporter``, ``unknown_reporter``,
    ``nil_questioned``, ``nil_without_reason``, ``period_unknown`` or ``outside_contract``.
    """
    name = _reporter(contract, reporter)
    owed = [r.report_type for r in contract.reporters if r.name == name]
    found: list[NilReport] = []
    for row in draft.facts[KIND].to_pylist():
        if row["is_duplicate"]:
            continue
        if not row["reason"]:
            raise UserError("nil_without_reason")
        if row["is_questioned"]:
            raise UserError("nil_questioned", row=row["row"])
        if row["period_start"] is None or row["period_end"] is None:
            raise UserError("period_unknown")
        said = Period(row["period_start"], row["period_end"])
        within = said.overlap(contract.days)
        if within is None:
            raise UserError(
                "outside_contract", contract=contract.number, period=said, days=contract.days
            )
        place = Place(draft.file_name, draft.sha256, row["sheet"], row["row"], row["column"])
        kinds = [row["report_type"]] if row["report_type"] else owed
        found += [
            NilReport(contract.number, name, kind, within, row["reason"], received, place)
            for kind in kinds
        ]
    return tuple(found)


def _reporter(contract: Contract, said: str | None) -> str:
    names = sorted({r.name for r in contract.reporters})
    if not names:
        raise UserError("no_report_owed", contract=contract.number)
    if said is None and len(names) > 1:
        raise UserError("choose_reporter", contract=contract.number, reporters=", ".join(names))
    if said is not None and said not in names:
        raise UserError("unknown_reporter", reporter=said, reporters=", ".join(names))
    return said or names[0]


def is_known(installation: Installation, nils: Sequence[NilReport]) -> bool:
    """True when all of it was said before, by whichever file or hand."""
    stored = {_word(nil) for nil in decisions.nil_reports(installation.database)}
    return all(_word(nil) in stored for nil in nils)


def beside(installation: Installation, wheres: Sequence[Destination]) -> tuple[NilReport, ...]:
    """The nil reports that speak of the same days as a report about to be stored."""
    return tuple(
        nil
        for nil in decisions.nil_reports(installation.database)
        if any(
            (nil.contract, nil.reporter, nil.report_type)
            == (where.contract, where.reporter, where.report_type)
            and nil.period.overlap(where.period)
            for where in wheres
        )
    )


def _word(nil: NilReport) -> tuple[object, ...]:
    return (nil.contract, nil.reporter, nil.report_type, nil.period, nil.reason)


def store(
    installation: Installation,
    content: bytes,
    nils: Sequence[NilReport],
    actor: Actor,
    now: datetime,
    as_of: date,
) -> tuple[Change, ...]:
    """Keep the file and store what it says, in one act; the verdicts it changed.

    What was said before is not stored again. Raises UserError ``nothing_to_save`` and ``busy``.
    """
    contract = nils[0].contract

    def attempt(version: int) -> tuple[Change, ...]:
        new = [nil for nil in nils if not is_known(installation, [nil])]
        if not new:
            raise UserError("nothing_to_save")
        originals.keep(installation.settings.originals, content)
        before = submit.verdicts(installation, contract, as_of)

        def write(own: acts.Cursor, act_id: int) -> None:
            for nil in new:
                decisions.insert_nil_report(own, act_id, nil)

        acts.commit(installation.database, _act(new, actor, now), write, planned_on=version)
        return submit.changes(before, submit.verdicts(installation, contract, as_of))

    return acts.planned(installation.database, attempt)


def _act(new: Sequence[NilReport], actor: Actor, now: datetime) -> Act:
    first = new[0]
    return Act(actor.stored, KIND, first.contract, now, {
        "sha256": first.place.sha256 if first.place else None, "nil_reports": [
            {"reporter": nil.reporter, "report_type": nil.report_type,
             "period": str(nil.period), "reason": nil.reason}
            for nil in new
        ],
    })  # fmt: skip
