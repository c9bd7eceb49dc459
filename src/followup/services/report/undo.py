"""Take back what was submitted: a new act, after which everything counts as it did before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from followup.domain.parties import NilReport
from followup.domain.period import Period
from followup.errors import UserError
from followup.services.installation import Actor, Installation
from followup.services.upload.submit import Change, changes, verdicts
from followup.storage import acts, decisions, report_acts, submissions
from followup.storage.acts import Act
from followup.storage.report_acts import Storing
from followup.storage.submissions import SHOWN_OF_NUMBER, Submission


@dataclass(frozen=True, slots=True)
class Undone:
    """Reports that were withdrawn, those in force again, and the verdicts that changed."""

    withdrawn: tuple[Submission, ...]
    restored: tuple[Submission, ...]
    changes: tuple[Change, ...]


def hindrance(installation: Installation, submission: str) -> UserError | None:
    """Why a report cannot be undone; None when it can.

    ``unknown_report``: never stored, or withdrawn already. ``newer_report``: another one has come
    for some of its days since, and has to be undone first, or the days would not be as they were.
    """
    try:
        together(installation, submission)
    except UserError as error:
        return error
    return None


def together(installation: Installation, submission: str) -> tuple[Submission, ...]:
    """The reports that are undone at once, since one act stored them.

    Raises UserError ``unknown_report`` or ``newer_report`` (see ``hindrance``).
    """
    kept = submissions.delivered(installation.database)
    by_act = report_acts.storings(installation.database)
    if submission not in {s.submission for s in kept}:
        raise UserError("unknown_report", report=submission)
    act = by_act[submission].act_id
    taken = tuple(s for s in kept if by_act[s.submission].act_id == act)
    newer = _newest(taken, act, kept, by_act)
    if newer is not None:
        raise UserError(
            "newer_report", file=newer.file_name, number=newer.receipt_number,
            day=newer.received_date,
        )  # fmt: skip
    return taken


def undo(
    installation: Installation,
    submission: str,
    actor: Actor,
    reason: str,
    today: date,
    now: datetime,
    *,
    is_compared: bool = True,
) -> Undone:
    """Undo the act that stored a report, as a logged act of its own.

    What it had superseded is in force again and what was answered for it is forgotten; who asks
    what was known before ``today`` still sees it. With ``is_compared`` False the verdicts before
    and after are not worked out. Raises UserError ``reason_missing``, ``unknown_report``,
    ``newer_report`` (see ``hindrance``) and ``busy``.
    """
    if not reason.strip():
        raise UserError("reason_missing")

    def attempt(version: int) -> Undone:
        taken = together(installation, submission)
        names = [s.submission for s in taken]
        contract = taken[0].contract if is_compared else None
        before = verdicts(installation, contract, today)
        in_force = {s.submission for s in _in_force(installation, taken)}
        act = Act(actor.stored, "undo", submission, now, {
            "contract": taken[0].contract, "reason": reason.strip(), "submissions": names,
        })  # fmt: skip
        acts.commit(installation.database, act, _writing(names, today), planned_on=version)
        now_in_force = _in_force(installation, taken)
        restored = tuple(s for s in now_in_force if s.submission not in in_force)
        after = verdicts(installation, contract, today)
        return Undone(taken, restored, changes(before, after))

    return acts.planned(installation.database, attempt)


def _in_force(installation: Installation, taken: Sequence[Submission]) -> list[Submission]:
    """The reports in force on the contracts of those that are taken back."""
    numbers = sorted({s.contract for s in taken})
    each = (submissions.current(installation.database, contract=number) for number in numbers)
    return [report for reports in each for report in reports]


def undo_nil(
    installation: Installation,
    act_id: int,
    actor: Actor,
    reason: str,
    today: date,
    now: datetime,
    *,
    is_compared: bool = True,
) -> tuple[Change, ...]:
    """Take back the nil reports that one act stored; the verdicts that this changed.

    A nil report takes the place of nothing, so any of them can be taken back. Who asks what was
    known before ``today`` still sees it. Raises UserError ``reason_missing``, ``unknown_nil``
    and ``busy``.
    """
    if not reason.strip():
        raise UserError("reason_missing")

    def attempt(version: int) -> tuple[Change, ...]:
        taken = nil_together(installation, act_id)
        contract = taken[0].contract if is_compared else None
        before = verdicts(installation, contract, today)
        said = [{"reporter": nil.reporter, "report_type": nil.report_type,
                 "period": str(nil.period), "reason": nil.reason} for nil in taken]  # fmt: skip
        act = Act(actor.stored, "undo_nil", taken[0].contract, now, {
            "nil_act": act_id, "reason": reason.strip(), "nil_reports": said,
        })  # fmt: skip
        acts.commit(
            installation.database, act,
            lambda own, number: decisions.withdraw_nil_reports(own, number, act_id, today),
            planned_on=version,
        )  # fmt: skip
        return changes(before, verdicts(installation, contract, today))

    return acts.planned(installation.database, attempt)


def nil_together(installation: Installation, act_id: int) -> tuple[NilReport, ...]:
    """The nil reports that are taken back at once, since one act stored them.

    Raises UserError ``unknown_nil`` when there are none, or they were taken back before.
    """
    known = decisions.nil_reports(installation.database)
    taken = tuple(nil for nil in known if nil.act_id == act_id)
    if not taken:
        raise UserError("unknown_nil")
    return taken


def nil_act(installation: Installation, contract: str, period: Period, reporter: str | None) -> int:
    """The act that stored a contract's nil report for exactly these days.

    Raises UserError ``unknown_nil`` when there is none, ``several_nil`` where more than one act
    stored such and no reporter is named that tells them apart.
    """
    found = {
        nil.act_id for nil in decisions.nil_reports(installation.database)
        if (nil.contract, nil.period) == (contract, period) and reporter in (None, nil.reporter)
    }  # fmt: skip
    acts_ = [act_id for act_id in found if act_id is not None]
    if not acts_:
        raise UserError("unknown_nil")
    if len(acts_) > 1:
        raise UserError("several_nil", contract=contract, period=str(period))
    return acts_[0]


def _writing(names: Sequence[str], today: date) -> Callable[[acts.Cursor, int], None]:
    return lambda own, act_id: submissions.supersede(own, act_id, names, None, today)


def number_of(installation: Installation, written: str) -> str:
    """The full number of a report from what its receipt shows of it, or from all of it.

    Raises UserError ``unknown_report`` when it fits none, or more than one.
    """
    known = [s.submission for s in submissions.every(installation.database)]
    fits = [n for n in known if n.startswith(written)] if len(written) >= SHOWN_OF_NUMBER else []
    if written in known or len(fits) != 1:
        fits = [n for n in known if n == written]
    if not fits:
        raise UserError("unknown_report", report=written)
    return fits[0]


def _newest(
    taken: Sequence[Submission],
    act: int,
    kept: Sequence[Submission],
    by_act: Mapping[str, Storing],
) -> Submission | None:
    """The last report that came after an act for some of the days of its reports."""
    later = [
        other
        for other in kept
        if by_act[other.submission].act_id > act
        and any(
            (other.contract, other.report_type, other.reporter)
            == (own.contract, own.report_type, own.reporter)
            and other.period.overlap(own.period)
            for own in taken
        )
    ]
    return max(later, key=lambda s: by_act[s.submission].act_id, default=None)
