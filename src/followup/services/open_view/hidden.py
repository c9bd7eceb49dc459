"""The years of goals behind which too few suppliers or vehicles stand to be told openly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from followup.domain.goal import Goal
from followup.goals.hiding import HidingRule, Stake, Weights, hidden
from followup.services.goal.figures import YearAsk, ask_table, share_of, year_asks
from followup.services.goal.pace_figures import supplier_of
from followup.services.installation import Installation
from followup.storage import measures


def years(
    installation: Installation, goals: Sequence[Goal], rule: HidingRule, as_of: date
) -> Mapping[str, frozenset[date]]:
    """The last days of the years that are hidden, by goal; two queries for each measure.

    Goals over some of the same contracts are looked at together, so that no difference of two of
    them gives a small group away.
    """
    by_measure: dict[str, list[YearAsk]] = defaultdict(list)
    for ask in year_asks(installation, goals, as_of):
        by_measure[ask.spec.sql].append(ask)
    found: dict[str, set[date]] = defaultdict(set)
    for sql, asked in by_measure.items():
        stakes, weights = _stakes(installation, sql, asked, rule, as_of)
        for year in {ask.year.end for ask in asked}:
            own = {a.ask_id: a.goal.identifier for a in asked if a.year.end == year}
            behind = {goal: stakes[number] for number, goal in own.items()}
            parts = {goal: weights[number] for number, goal in own.items()}
            for goal in _away(behind, rule, parts):
                found[goal].add(year)
    return {goal: frozenset(days) for goal, days in found.items()}


def _away(
    behind: Mapping[str, Mapping[str, Stake]], rule: HidingRule,
    parts: Mapping[str, Weights] | None = None,
) -> frozenset[str]:  # fmt: skip
    """The goals of one measure and year that are hidden, by who stands behind each contract and
    how much of it each goal counts, all of it where nobody says.
    """
    groups = parts or {goal: dict.fromkeys(own, Fraction(1)) for goal, own in behind.items()}
    stakes = {contract: stake for own in behind.values() for contract, stake in own.items()}
    return hidden(groups, stakes, rule, total="")


def _stakes(
    installation: Installation, sql: str, asked: Sequence[YearAsk], rule: HidingRule, as_of: date
) -> tuple[Mapping[int, Mapping[str, Stake]], Mapping[int, Weights]]:
    """Who stands behind the rows of each contract of each ask, and the part of it that counts."""
    database, table = installation.database, ask_table(asked)
    vehicles = measures.vehicles_by_contract(database, table, rule.least_vehicles, as_of)
    known = {(ask.ask_id, c.number): c for ask in asked for c, _ in ask.clipped}
    found: dict[int, dict[str, Stake]] = defaultdict(dict)
    by_number = {ask.ask_id: ask for ask in asked}
    weights: dict[int, dict[str, Fraction]] = defaultdict(dict)
    sums = measures.totals_by_contract(database, sql, table, as_of)
    whole: dict[tuple[date, str], Fraction] = defaultdict(Fraction)
    for number, contract, _, d, unknown in sums:
        year = by_number[number].year.end, contract
        whole[year] = max(whole[year], Fraction(d + (unknown or 0)))
    for number, contract, _, d, unknown in sums:
        ask = by_number[number]
        share, most = share_of(ask, contract), whole[ask.year.end, contract]
        # Row by row, or by another rule from some day on: what it came to of the most.
        came_to = Fraction(d + (unknown or 0)) / most if most > 0 else Fraction(1)
        weights[number][contract] = came_to if share is None else share
        own = known[number, contract]
        # Rows that name no vehicle stand for one: nobody knows of more.
        named = vehicles.get((number, contract)) or frozenset({f"?{contract}"})
        found[number][contract] = Stake(None if own.is_internal else supplier_of(own), named)
    return found, weights
