"""How many suppliers would have met a tried clause, with the hiding rule of comparisons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from followup.domain.parties import buyer_key
from followup.domain.requirement import Assessment
from followup.goals import hiding
from followup.goals.hiding import HidingRule, Stake
from followup.rules import trial as rule
from followup.rules.trial import TRIED, Outcome
from followup.services.asks import ask_table
from followup.services.goal.pace_figures import TOTAL as TOTAL
from followup.services.goal.pace_figures import supplier_of
from followup.services.installation import Installation
from followup.services.tester.trial import Trial, Tried
from followup.storage import measures

LEVELS: Final = tuple(Decimal(tenth) / 10 for tenth in range(1, 11))


@dataclass(frozen=True, slots=True)
class Group:
    """Contracts of one category, or all of them, and their suppliers' outcomes in a year.

    ``tried`` suppliers have delivered something the clause asks about; ``no_report`` are those
    from whom no such report is expected, ``nothing`` those without a verdict. ``counts`` of the
    tried is None where too few stand behind them.
    """

    name: str
    contracts: int
    suppliers: int
    tried: int
    no_report: int
    nothing: int
    counts: Mapping[Outcome, int] | None


@dataclass(frozen=True, slots=True)
class AtLevel:
    """How many of the tried suppliers would have met a level for sure, and who is open."""

    level: Decimal
    met: int
    unclear: int
    not_met: int


@dataclass(frozen=True, slots=True)
class Result:
    """A trial in one year: all contracts together first, then category by category."""

    trial: Trial
    year: int
    groups: tuple[Group, ...]

    def group(self, name: str) -> Group | None:
        """The group of a name; None where the year has none."""
        return next((g for g in self.groups if g.name == name), None)


def of_year(installation: Installation, trial: Trial, year: int, by: HidingRule) -> Result:
    """The outcomes of a year, hidden so that no supplier and no vehicle can be read out of them."""
    parts = _parts(trial)
    judged = {t.contract.number for t in trial.tried if rule.outcome(t.of_year(year)) in TRIED}
    groups = {
        name: {t.contract.number: Fraction(1) for t in own if t.contract.number in judged}
        for name, own in parts.items()
    }
    stakes = _stakes(installation, trial, year, judged, by)
    away = hiding.hidden(groups, stakes, by, TOTAL)
    made = (_group(name, own, year, name in away) for name, own in parts.items())
    return Result(trial, year, tuple(made))


def curve(result: Result, name: str) -> tuple[AtLevel, ...]:
    """The shown suppliers of a group by level, 10 to 100 per cent; none where they are hidden.

    Only a share has such levels.
    """
    group = result.group(name)
    is_share = result.trial.proposed.spec.scale == "share"
    if group is None or group.counts is None or not group.tried or not is_share:
        return ()
    own = _parts(result.trial)[name]
    return tuple(_at(own, level, result) for level in LEVELS)


def members(trial: Trial, name: str) -> tuple[Tried, ...]:
    """The contracts of a group."""
    return tuple(_parts(trial).get(name, ()))


def by_supplier(tried: Iterable[Tried]) -> dict[str, list[Tried]]:
    """Contracts by who the supplier is; those that nobody has named count as one."""
    found: dict[str, list[Tried]] = defaultdict(list)
    for one in tried:
        found[supplier_of(one.contract)].append(one)
    return found


def _parts(trial: Trial) -> dict[str, list[Tried]]:
    """All contracts, and those of each category by its words."""
    names: dict[str, str] = {}
    parts: dict[str, list[Tried]] = {TOTAL: list(trial.tried)}
    for one in sorted(trial.tried, key=lambda t: buyer_key(t.contract.category or "")):
        words = (one.contract.category or "").strip()
        if words:
            parts.setdefault(names.setdefault(buyer_key(words), words), []).append(one)
    return parts


def _group(name: str, own: Sequence[Tried], year: int, is_hidden: bool) -> Group:
    suppliers = by_supplier(own)
    outcomes = [_outcome(each, year) for each in suppliers.values()]
    counted = rule.count(outcomes)
    return Group(
        name, len(own), len(suppliers), sum(counted[o] for o in TRIED), counted["no_report"],
        counted["nothing"], None if is_hidden else {o: counted[o] for o in TRIED},
    )  # fmt: skip


def _outcome(own: Iterable[Tried], year: int) -> Outcome:
    return rule.together(rule.outcome(t.of_year(year)) for t in own)


def _at(own: Sequence[Tried], level: Decimal, result: Result) -> AtLevel:
    def moved(one: Tried) -> list[Assessment]:
        clause, day = one.contract.requirements[0], result.trial.as_of
        return [rule.at_level(clause, a, level, day) for a in one.of_year(result.year)]

    outcomes = [
        rule.together(rule.outcome(moved(t)) for t in each) for each in by_supplier(own).values()
    ]
    counted = rule.count(outcomes)
    return AtLevel(level, counted["met"], counted["unclear"], counted["not_met"])


def _stakes(
    installation: Installation, trial: Trial, year: int, judged: set[str], by: HidingRule
) -> dict[str, Stake]:
    """Who stands behind each judged contract's rows of the year."""
    asked = [
        i for t in trial.tried if t.contract.number in judged
        for i in t.inquired if i.window.period.end.year == year
    ]  # fmt: skip
    if not asked:
        return {}
    named = measures.vehicles_by_contract(
        installation.database, ask_table(asked, ()), by.least_vehicles, trial.as_of
    )
    vehicles: dict[str, set[str]] = defaultdict(set)
    for (_, contract), held in named.items():
        vehicles[contract] |= held
    return {
        t.contract.number: Stake(
            supplier_of(t.contract),
            # Rows that name no vehicle stand for one: nobody knows of more.
            frozenset(vehicles.get(t.contract.number) or {f"?{t.contract.number}"}),
        )
        for t in trial.tried if t.contract.number in judged
    }  # fmt: skip
