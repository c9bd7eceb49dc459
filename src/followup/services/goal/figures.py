"""What feeds a goal: shares over the contracts of its scope, or what ``official`` finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import pyarrow as pa

from followup.domain.goal import MEASURE, Goal, Point
from followup.domain.parties import Contract, buyer_key
from followup.domain.period import Period, calendar_period
from followup.domain.requirement import MEASURES, MeasureSpec, Requirement
from followup.domain.timeline import Timeline
from followup.reference.catalogue import Catalogue
from followup.rules.division import Cut, Stretch, stretches
from followup.services.asks import framed, settings_of
from followup.services.compliance import as_measured
from followup.services.goal.area import buyer_of as buyer_of
from followup.services.goal.area import country_of as country_of
from followup.services.goal.logged import logged
from followup.services.goal.official import points_of
from followup.services.installation import Installation
from followup.storage import contracts, divisions, measures
from followup.storage.measures import Coverage, Total

# Which contracts a scope holds, by whether they are the organisation's own fleet (rule 28).
PURCHASES = "purchases"
CONTRACT_SCOPES = {
    "own_fleet": frozenset({True}),
    "bought_transport": frozenset({False}),
    # What is bought and what is taken from one's own store, for circular goals.
    PURCHASES: frozenset({False, True}),
}


@dataclass(frozen=True, slots=True)
class YearAsk:
    """One figure to find: a goal's measure over all its contracts in one calendar year.

    ``clipped`` pairs each contract with its own days of the year. ``buyer`` is whose part of the
    joint ones is asked for, by ``stretches`` of the contracts that are divided; None asks for all.
    """

    ask_id: int
    goal: Goal
    spec: MeasureSpec
    year: Period
    clipped: tuple[tuple[Contract, Period], ...]
    buyer: str | None = None
    stretches: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)


def series_of(
    installation: Installation, goals: Sequence[Goal], as_of: date
) -> dict[str, tuple[Point, ...]]:
    """The points of each goal's indicator known on ``as_of``; none where nothing feeds it."""
    found = points_of(installation, goals, as_of) | logged(installation, goals, as_of)
    asked = year_asks(installation, goals, as_of)
    for goal, point in measured_points(installation, asked, as_of):
        found[goal.identifier] += (point,)
    return found


def year_asks(installation: Installation, goals: Iterable[Goal], as_of: date) -> list[YearAsk]:
    """Every year in which a contract of a goal's scope had days by ``as_of``, numbered."""
    known = contracts.load(installation.database, as_of)
    asked: list[YearAsk] = []
    for goal in goals:
        spec = MEASURES.get(goal.indicator.removeprefix(MEASURE))
        if spec is None or not goal.indicator.startswith(MEASURE):
            continue
        begun = [c for c in _in_scope(installation.catalogue, goal, known) if c.start_date <= as_of]
        first = min((c.start_date.year for c in begun), default=as_of.year + 1)
        for number in range(first, as_of.year + 1):
            year = calendar_period(date(number, 1, 1), "year")
            clipped = tuple((c, days) for c in begun if (days := c.days.overlap(year)))
            if clipped:
                ask = YearAsk(len(asked), goal, spec, year, clipped)
                owner = buyer_of(installation.catalogue, goal.geography)
                asked.append(parted(installation, ask, owner, as_of) if owner else ask)
    return asked


def parted(installation: Installation, ask: YearAsk, buyer: str, as_of: date) -> YearAsk:
    """The question for one buyer's part of the contracts, named by its key.

    Only sums of rows are divided so; what is counted whole, as vehicles are, stays undivided here.
    """
    if ask.spec.sql not in measures.OF_ROWS:
        return ask
    said = divisions.in_force(installation.database, as_of)
    found = {
        c.number: stretches(c, said.get(c.number, ()), days)
        for c, days in ask.clipped
        if len(c.buyers) > 1
    }
    return replace(ask, buyer=buyer, stretches=found)


def share_of(ask: YearAsk, contract: str) -> Fraction | None:
    """The part of a contract that an ask counts; None where it is no fixed share of the days."""
    found = ask.stretches.get(contract, ()) if ask.buyer is not None else ()
    shares = {
        (None if s.by_row else s.cuts[ask.buyer].weight if ask.buyer in s.cuts else Fraction(0))
        if s.is_divided
        else Fraction(1)
        for s in found
    }
    return Fraction(1) if not shares else shares.pop() if len(shares) == 1 else None


def ask_table(asked: Iterable[YearAsk]) -> pa.Table:
    """The frame the measures join: one ``ask_id`` over all contracts, so a fact counts once.

    No clause stands behind it, so no dispens takes anything out of a goal.
    """
    every = list(asked)
    settings = [settings_of(as_clause(ask.spec)) | {"requirement": None} for ask in every]
    columns: dict[str, list[object]] = {name: [] for name in _OWN_COLUMNS}
    chosen: list[int] = []
    for place, ask in enumerate(every):
        for contract, days in ask.clipped:
            base = {"ask_id": ask.ask_id, "contract": contract.number,
                    "window_start": days.start, "window_end": days.end}  # fmt: skip
            for part in _parts(ask, contract, days):
                row = {**base, **part}
                for name, column in columns.items():
                    column.append(row.get(name))
                chosen.append(place)
    columns["is_uncut"] = [False] * len(chosen)
    return framed(columns, settings, chosen)


_OWN_COLUMNS = (
    "ask_id", "contract", "window_start", "window_end", "start_date", "end_date", "why",
    "buyer", "buyers", "part_before", "part_through", "part_whole",
)  # fmt: skip


def _parts(ask: YearAsk, contract: Contract, days: Period) -> Iterator[Mapping[str, object]]:
    """The days asked about, stretch by stretch of the rule that divides them for the buyer."""
    found = ask.stretches.get(contract.number) if ask.buyer is not None else None
    for stretch in found or (Stretch(days, {}),):
        yield {
            "start_date": stretch.days.start, "end_date": stretch.days.end,
            **buyer_part(stretch, ask.buyer, contract),
        }  # fmt: skip


def buyer_part(stretch: Stretch, buyer: str | None, contract: Contract) -> Mapping[str, object]:
    """What an ask says of a buyer's part on days of one rule; nothing where all is asked for."""
    if buyer is None or not stretch.is_divided:
        return {}
    if stretch.by_row:
        return {"buyer": buyer, "buyers": [buyer_key(b.name) for b in contract.buyers]}
    cut = stretch.cuts.get(buyer, Cut(0, 0, 1))
    return {"buyer": buyer, "part_before": cut.before, "part_through": cut.through,
            "part_whole": cut.whole}  # fmt: skip


def _in_scope(catalogue: Catalogue, goal: Goal, known: Iterable[Contract]) -> list[Contract]:
    """The contracts of a goal: of its kind, its country, and of the buyer whose goal it is.

    A county's or a country's goal holds every contract here, since buyers are free words; the
    goal of one municipality or region holds only contracts it buys on itself.
    """
    kinds = CONTRACT_SCOPES.get(goal.scope, frozenset())
    country = country_of(catalogue, goal.geography)
    owner = buyer_of(catalogue, goal.geography)
    return [
        c
        for c in known
        if c.is_internal in kinds
        and country in (None, c.country)
        and owner in (None, *(buyer.name.strip().casefold() for buyer in c.buyers))
    ]


def as_clause(spec: MeasureSpec) -> Requirement:
    """A goal asks a measure as a clause without choices of its own would."""
    return Requirement("", "", "", "", spec.name, spec.comparator, Timeline(()), "year")


def measured_points(
    installation: Installation, asked: Sequence[YearAsk], as_of: date
) -> Iterator[tuple[Goal, Point]]:
    """Each asked goal with the figure of its year; every measure is asked once."""
    covered = measures.coverage(installation.database, ask_table(asked), as_of)
    by_measure: dict[str, list[YearAsk]] = defaultdict(list)
    for ask in asked:
        by_measure[ask.spec.sql].append(ask)
    for measure, group in by_measure.items():
        totals = measures.totals(installation.database, measure, ask_table(group), as_of)
        for ask in group:
            coverage = covered.get(ask.ask_id, Coverage())
            yield ask.goal, figure_of(ask, totals.get(ask.ask_id), coverage, as_of)


def figure_of(ask: YearAsk, total: Total | None, coverage: Coverage, as_of: date) -> Point:
    """A year's share; no value, low or high where nothing was delivered (rule 13)."""
    measured = as_measured(total, ask.spec, coverage)
    has_value = measured.denominator > 0 and not measured.is_impossible
    return Point(
        day=ask.year.end,
        value=measured.numerator * measured.times / measured.denominator if has_value else None,
        low=measured.low,
        high=measured.high,
        coverage=measured.coverage,
        is_complete=ask.year.end < as_of and not measured.pending,
        measured=measured,
    )
