"""A goal's ledger: the sums behind its figure at two standpoints and at the steps between.

``goals.ledger`` publishes the rule and splits; here its states are asked for. Each is the same
query as the goal's own figure, by contract, in a data folder that is imagined a little otherwise:
with reports held back, or valued by the figures of a later year (``storage.database.Database``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from followup.domain.goal import MEASURE, Goal
from followup.domain.parties import Contract
from followup.domain.period import Period, add_months, calendar_period
from followup.domain.requirement import MEASURES
from followup.goals import ledger as rule
from followup.goals.ledger import Cause, Part, State, Sums
from followup.i18n.text import MASTER
from followup.services.goal import status
from followup.services.goal.figures import YearAsk, ask_table, series_of, year_asks
from followup.services.goal.moved_factors import FactorMoved, changed
from followup.services.goal.moved_reports import ReportMoved, moved
from followup.services.installation import Installation, as_known
from followup.storage import briefs, measures

# What a figure is of; another target, title or note leaves it the same figure.
_IDENTITY = ("indicator", "scope", "geography", "unit")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A day, the year whose figure was told on it, and the last act that was known (None: all)."""

    as_of: date
    year: Period
    upto_act: int | None = None


@dataclass(frozen=True, slots=True)
class End:
    """One end of a ledger: the share of what was known, and the part that was unknown beside it.

    Both are exact. ``reason`` says why there is no figure; then ``value`` is None.
    """

    standpoint: Standpoint
    value: Fraction | None
    unknown: Fraction | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A goal's change from one standpoint to another in parts that sum to it exactly.

    ``parts`` is empty where ``reasons`` says why it cannot be told. ``reports`` are those of the
    earlier year that were corrected or came late; ``contracts`` those of either end, by number.
    """

    goal: Goal
    then: End
    now: End
    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    reports: tuple[ReportMoved, ...]
    contracts: Mapping[str, Contract]

    @property
    def difference(self) -> Fraction | None:
        """What the parts sum to; None where an end has no figure."""
        if self.then.value is None or self.now.value is None:
            return None
        return self.now.value - self.then.value


# Why there is nothing to compare: no whole year with a figure now, or then, or another figure then.
Untold = Literal["no_year", "no_earlier_year", "redefined"]


def standpoint(
    installation: Installation, goal: Goal, as_of: date, upto_act: int | None = None
) -> Standpoint | None:
    """The standpoint of who looked at the goal on a day: its newest whole year with a figure.

    None where no whole year had one, and for a goal that no contract feeds.
    """
    seen = _at(installation, Standpoint(as_of, calendar_period(as_of, "year"), upto_act))
    points = series_of(seen, [goal], as_of)[goal.identifier]
    told = [p.day for p in points if p.is_complete and p.low is not None and p.measured]
    return Standpoint(as_of, calendar_period(told[-1], "year"), upto_act) if told else None


def last_time(installation: Installation, goal: Goal, as_of: date) -> tuple[date, int | None]:
    """When the goal was told of before ``as_of``, and up to which act: in the last brief on it,
    else a year earlier.
    """
    for issued in briefs.listed(installation.database, as_of):
        if goal.identifier in issued.goals and issued.as_of < as_of:
            return issued.as_of, issued.known_act
    return a_year_before(as_of), None


def a_year_before(day: date) -> date:
    """The same day of the year before; the last of February for its 29th."""
    return add_months(day, -12)


def since(
    installation: Installation, goal: Goal, then: tuple[date, int | None], as_of: date
) -> Ledger | Untold:
    """What moved the goal's figure since a day, as it was told then and is told on ``as_of``."""
    now = standpoint(installation, goal, as_of)
    if now is None:
        return "no_year"
    before = standpoint(installation, goal, *then)
    if before is None:
        return "no_earlier_year"
    seen = _at(installation, before)
    # Shown or not then: what was put away tells another figure as well.
    known = (*status.goals(seen, before.as_of, MASTER), *status.others(seen, before.as_of, MASTER))
    was = next((g for g in known if g.identifier == goal.identifier), None)
    if was is not None and not is_same_figure(was, goal):
        return "redefined"
    return ledger(installation, goal, before, now)


def ledger(installation: Installation, goal: Goal, then: Standpoint, now: Standpoint) -> Ledger:
    """What moved the goal's figure from ``then`` to ``now``, by the goal as it is now.

    Whether it was another figure then is for ``since`` to see.
    """
    asked = _asked(installation, goal, then), _asked(installation, goal, now)
    changed = moved(_at(installation, then), then.as_of, _at(installation, now), now.as_of)
    steps = list(_states(installation, then, now, asked, changed))
    ends = _end(then, steps[0][1]), _end(now, steps[-1][1])
    reasons = tuple(
        f"{code}_{e.reason}" for code, e in zip(("then", "now"), ends, strict=True) if e.reason
    )
    of_then = _days(asked[0])
    return Ledger(
        goal=goal,
        then=ends[0],
        now=ends[1],
        parts=() if reasons else rule.split(steps[0][1], [(c, s) for c, s in steps[1:] if c]),
        reasons=reasons,
        reports=tuple(
            m for m in changed
            if m.report.contract in of_then and m.report.period.overlap(then.year)
        ),
        contracts={contract.number: contract for ask in asked for contract, _ in ask.clipped},
    )  # fmt: skip


def factors(
    installation: Installation, goal: Goal, then: Standpoint, now: Standpoint
) -> tuple[FactorMoved, ...]:
    """The values behind the part ``factors``: those that are others for the same deliveries."""
    asked = _asked(installation, goal, then)
    ahead = now.year.start.year - then.year.start.year
    states = (
        _at(installation, then),
        _imagined(_at(installation, then, now.as_of), years_ahead=ahead),
    )
    rows = (
        measures.rows(state.database, asked.spec.sql, ask_table([asked]), then.as_of)
        for state in states
    )
    return changed(*rows)


def is_same_figure(one: Goal, other: Goal) -> bool:
    """Whether two versions of a goal tell the same figure; a target or title may differ."""
    return all(getattr(one, name) == getattr(other, name) for name in _IDENTITY)


def _states(
    installation: Installation, then: Standpoint, now: Standpoint,
    asked: tuple[YearAsk, YearAsk], changed: Sequence[ReportMoved],
) -> Iterator[tuple[Cause | None, State]]:  # fmt: skip
    """The sums by contract at the earlier end, and after each step of the published order."""
    earlier, later = asked
    ahead = later.year.start.year - earlier.year.start.year
    today = _at(installation, now)
    in_later_year = _imagined(today, years_ahead=ahead)
    yield None, _sums(_at(installation, then), earlier, then.as_of)
    by_now = _at(installation, then, now.as_of)
    state = _sums(_imagined(by_now, years_ahead=ahead), earlier, then.as_of)
    yield "factors", state
    came = tuple(m.report.submission for m in changed if m.change == "late")
    if len(came) < len(changed):
        state = _sums(_imagined(today, came, ahead), earlier, now.as_of)
    yield "corrected", state
    if came:
        state = _sums(in_later_year, earlier, now.as_of)
    yield "late", state
    end = _sums(today, later, now.as_of)
    if ahead == 0:
        yield "contracts", end
    else:
        kept = _kept(_asked(installation, later.goal, replace(now, year=then.year)), *asked)
        if _days(kept) != {c: d for c, d in _days(earlier).items() if c in _days(later)}:
            state = _sums(in_later_year, kept, now.as_of)
        yield "contracts", rule.with_contracts(state, end, set(_days(kept)))
    yield "real", end


def _at(
    installation: Installation, known: Standpoint, reference_day: date | None = None
) -> Installation:
    """As it was known at a standpoint; where that is all there is, what is kept serves on."""
    own = installation.database
    if known.upto_act is None and reference_day is None and not own.looks_back:
        return installation
    upto = own.horizon if known.upto_act is None else known.upto_act
    day = reference_day or known.as_of
    return as_known(installation, upto_act=upto, reference_day=day, day=known.as_of)


def _imagined(
    installation: Installation, held_back: tuple[str, ...] = (), years_ahead: int = 0
) -> Installation:
    """The installation without some reports, and valued by the figures of a later year."""
    otherwise = replace(
        installation.database, held_back=held_back, years_ahead=years_ahead, kept={}
    )
    return replace(installation, database=otherwise)


def _asked(installation: Installation, goal: Goal, known: Standpoint) -> YearAsk:
    """The goal's contracts and their days in the year, as known at the standpoint."""
    found = [
        a for a in year_asks(_at(installation, known), [goal], known.as_of) if a.year == known.year
    ]
    spec = MEASURES[goal.indicator.removeprefix(MEASURE)]
    return found[0] if found else YearAsk(0, goal, spec, known.year, ())


def _kept(known_now: YearAsk, asked: YearAsk, later: YearAsk) -> YearAsk:
    """The earlier year of the contracts that were in it and are in the later year's figure, with
    their days as they are known now.
    """
    stayed = _days(asked).keys() & _days(later).keys()
    return replace(
        known_now, clipped=tuple((c, d) for c, d in known_now.clipped if c.number in stayed)
    )


def _days(asked: YearAsk) -> dict[str, Period]:
    return {contract.number: days for contract, days in asked.clipped}


def _sums(installation: Installation, asked: YearAsk, as_of: date) -> State:
    if not asked.clipped:
        return {}
    found = measures.totals_by_contract(
        installation.database, asked.spec.sql, ask_table([asked]), as_of
    )
    return {contract: Sums(n, d, unknown) for _, contract, n, d, unknown in found}


def _end(known: Standpoint, state: State) -> End:
    reason = rule.hindrance(state)
    return End(known, None if reason else rule.figure(state), rule.unknown(state), reason)
