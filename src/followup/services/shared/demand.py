"""What organisations will require of suppliers in a coming year, measure by measure.

Only what is decided counts: clauses of contracts that run in the year, at the level that holds on
the last of their days in it, and published requirements that are decided to be asked for by then.
Ideas are left out and counted; what nobody can deliver yet is told by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.domain.measure import MEASURES, MeasureSpec
from followup.domain.parties import Contract, buyer_key
from followup.domain.period import Period, calendar_period
from followup.domain.requirement import Requirement
from followup.domain.shared_requirement import Shared
from followup.services.requirement.requirements import has_fixed_limit


@dataclass(frozen=True, slots=True)
class What:
    """What is asked for: the measure, what counts, the level asked of a vehicle, and which way."""

    measure: str
    comparator: str
    fuel_set: str | None = None
    level: str | None = None
    vehicle_set: str | None = None

    @property
    def spec(self) -> MeasureSpec:
        """The measure's unit and scale."""
        return MEASURES[self.measure]


@dataclass(frozen=True, slots=True)
class Asked:
    """One organisation's demand: in ``contracts`` running contracts and ``published`` decisions.

    ``least`` and ``most`` are the mildest and strictest of its limits as numbers, ``since`` the
    first day that one of them holds.
    """

    organisation: str
    least: Decimal
    most: Decimal
    since: date
    contracts: int
    published: int


@dataclass(frozen=True, slots=True)
class Line:
    """What is asked for, and by whom, by name."""

    what: What
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """A year's demand, what most ask for first.

    ``ideas`` counts published requirements that are not decided; ``undelivered`` are those that
    are asked for and not on the market; ``organisations`` all that ask for something.
    """

    year: int
    lines: tuple[Line, ...]
    organisations: tuple[str, ...]
    undelivered: tuple[Shared, ...]
    ideas: int


@dataclass(frozen=True, slots=True)
class _Ask:
    what: What
    organisation: str
    limit: Decimal
    since: date
    is_contract: bool


def of_year(contracts: Iterable[Contract], published: Sequence[Shared], year: int) -> Demand:
    """The demand of a year; ``published`` are the versions in force."""
    days = calendar_period(date(year, 1, 1), "year")
    undelivered = tuple(s for s in published if s.status == "not_on_market")
    decided = [s for s in published if s not in undelivered and is_decided(s, days.end)]
    asks = [*_of_contracts(contracts, days), *_of_published(decided, days)]
    found: dict[What, list[_Ask]] = defaultdict(list)
    for ask in asks:
        found[ask.what].append(ask)
    lines = [Line(what, _by_organisation(own)) for what, own in found.items()]
    names = {buyer_key(a.organisation): a.organisation for a in asks}
    return Demand(
        year,
        tuple(sorted(lines, key=lambda x: (-len(x.asked), x.what.measure, str(x.what)))),
        tuple(sorted(names.values(), key=str.casefold)),
        undelivered,
        len(published) - len(decided) - len(undelivered),
    )


def is_decided(one: Shared, by: date) -> bool:
    """Whether an organisation has decided to ask for it in new contracts by a day."""
    return bool(one.decision) and one.applies_from is not None and one.applies_from <= by


def _of_contracts(contracts: Iterable[Contract], days: Period) -> Iterator[_Ask]:
    for contract in contracts:
        held = contract.days.overlap(days)
        if contract.is_internal or held is None:
            continue
        for clause in contract.requirements:
            steps = () if has_fixed_limit(clause.measure) else clause.limits.within(held)
            for buyer in contract.buyers if steps else ():
                last = steps[-1]
                yield _Ask(what_of(clause), buyer.name.strip(), last.value, last.valid_from, True)


def _of_published(decided: Iterable[Shared], days: Period) -> Iterator[_Ask]:
    for one in decided:
        if has_fixed_limit(one.clause.measure) or one.applies_from is None:
            continue
        if (limit := _limit(one, days)) is not None:
            yield _Ask(what_of(one.clause), one.organisation, limit, one.applies_from, False)


def _limit(one: Shared, days: Period) -> Decimal | None:
    """The level of a year: the newest that has begun by date, else that of a contract's start."""
    steps = one.clause.steps
    dated = sorted((s.at, s.limit) for s in steps if s.clock == "date" and s.at)
    begun = [limit for at, limit in dated if date.fromisoformat(at) <= days.end]
    of_start = [s.limit for s in steps if not s.at or s.clock != "date"]
    return begun[-1] if begun else next(iter(of_start), None)


def what_of(clause: Requirement) -> What:
    """What a clause asks for, so that those that ask for the same stand together."""
    fuel_set = clause.fuel_set or clause.spec.fuel_set
    return What(clause.measure, clause.comparator, fuel_set, clause.level, clause.vehicle_set)


def _by_organisation(asks: Iterable[_Ask]) -> tuple[Asked, ...]:
    found: dict[str, list[_Ask]] = defaultdict(list)
    for ask in asks:
        found[buyer_key(ask.organisation)].append(ask)
    made = (
        Asked(
            own[0].organisation,
            min(a.limit for a in own),
            max(a.limit for a in own),
            min(a.since for a in own),
            sum(a.is_contract for a in own),
            sum(not a.is_contract for a in own),
        )
        for own in found.values()
    )
    return tuple(sorted(made, key=lambda a: a.organisation.casefold()))
