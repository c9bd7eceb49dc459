"""An organisation's own versions of reference values: what one would change, and saving it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from followup.domain.goal import Progress
from followup.domain.own_figure import OwnFigure
from followup.domain.period import Period
from followup.domain.requirement import Assessment
from followup.errors import UserError
from followup.reference import catalogue as reference
from followup.reference import own as own_reference
from followup.services import compliance
from followup.services.factors import checks
from followup.services.goal import status as goal_status
from followup.services.installation import Actor, Installation
from followup.services.upload.submit import Change, changes
from followup.storage import acts, editions, originals, own_figures
from followup.storage.acts import Act

KIND = "own_figure"


@dataclass(frozen=True, slots=True)
class GoalChange:
    """A goal before and after."""

    before: Progress
    after: Progress


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change of reference values changes today, of how many verdicts and goals."""

    verdicts: tuple[Change, ...]
    goals: tuple[GoalChange, ...]
    verdict_count: int
    goal_count: int


def every(installation: Installation) -> tuple[OwnFigure, ...]:
    """The organisation's own values, withdrawn ones included, in the order they came."""
    return own_figures.load(installation.database)


def preview(
    installation: Installation, new: Sequence[OwnFigure], as_of: date, lang: str
) -> Effects:
    """What saving values would change in verdicts and goals; nothing is stored.

    Computed by the very tables that saving would give. Raises UserError as ``checks`` does.
    """
    named = [replace(f, identifier=f"new-{n}") for n, f in enumerate(new, start=1)]
    _check(installation, named)
    return _effects(installation, (*every(installation), *named), as_of, lang)


def preview_withdrawal(
    installation: Installation, identifier: str, as_of: date, lang: str
) -> Effects:
    """What taking a value back would change; nothing is stored.

    Raises UserError ``unknown_factor``.
    """
    gone = _holding(installation, identifier)
    figures = [replace(f, withdrawn_on=as_of) if f == gone else f for f in every(installation)]
    return _effects(installation, tuple(figures), as_of, lang)


def save(
    installation: Installation, new: Sequence[OwnFigure], actor: Actor, reason: str,
    now: datetime, file: tuple[str, bytes] | None = None,
) -> None:  # fmt: skip
    """Store values of one's own, known from the day they say; ``file`` is kept as it came.

    Raises UserError ``reason_missing``, ``nothing_to_save``, and as ``checks`` does.
    """
    _require(reason)
    if not new:
        raise UserError("nothing_to_save")
    _check(installation, new)
    subject = " ".join(dict.fromkeys(f.subject for f in new))
    detail: dict[str, object] = {"reason": reason.strip(), "figures": [asdict(f) for f in new]}
    if file is not None:
        kept = originals.keep(installation.settings.originals, file[1])
        detail |= {"file": file[0], "sha256": kept}
    act = Act(actor.stored, KIND, subject, now, detail)
    acts.commit(installation.database, act, lambda own, n: own_figures.insert(own, n, new))


def withdraw(
    installation: Installation, identifier: str, actor: Actor, reason: str, today: date,
    now: datetime,
) -> None:  # fmt: skip
    """Take a value back from today on; what it said, and when it held, stays on file.

    Raises UserError ``reason_missing`` and ``unknown_factor``.
    """
    _require(reason)
    gone = _holding(installation, identifier)
    detail = {"reason": reason.strip(), "withdrawn": identifier}
    act = Act(actor.stored, KIND, gone.subject, now, detail)
    acts.commit(
        installation.database, act, lambda own, n: own_figures.withdraw(own, n, gone, today)
    )


def _require(reason: str) -> None:
    if not reason.strip():
        raise UserError("reason_missing")


def _holding(installation: Installation, identifier: str) -> OwnFigure:
    for figure in every(installation):
        if figure.identifier == identifier and figure.withdrawn_on is None:
            return figure
    raise UserError("unknown_factor")


def _check(installation: Installation, new: Sequence[OwnFigure]) -> None:
    checks.check(reference.load(), new)
    trial = own_reference.laid_over((*every(installation), *new))
    checks.check_life_cycle(trial, new)


def _effects(
    installation: Installation, figures: tuple[OwnFigure, ...], as_of: date, lang: str
) -> Effects:
    held = installation.database
    trial = replace(
        installation,
        database=replace(held, edition=editions.made(held, figures), kept={}),
        catalogue=own_reference.laid_over(figures),
    )
    before, after = _verdicts(installation, as_of), _verdicts(trial, as_of)
    was = {p.goal.identifier: p for p in goal_status.progress(installation, as_of, lang)}
    goals = [(was[p.goal.identifier], p) for p in goal_status.progress(trial, as_of, lang)]
    return Effects(
        verdicts=changes(before, after),
        goals=tuple(GoalChange(*pair) for pair in goals if _told(pair[0]) != _told(pair[1])),
        verdict_count=len(after),
        goal_count=len(goals),
    )


def _verdicts(installation: Installation, as_of: date) -> dict[tuple[str, Period], Assessment]:
    return {(a.requirement, a.period): a for a in compliance.assessments(installation, as_of)}


def _told(progress: Progress) -> tuple[object, ...]:
    """What of a goal a reader would see change."""
    return progress.status, progress.reasons, progress.series
