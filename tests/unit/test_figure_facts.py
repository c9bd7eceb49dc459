"""What the help says of a figure comes from the catalogue, for the days and the country at hand."""

from __future__ import annotations

from datetime import date

from followup.domain.period import parse_period
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue
from followup.services.goal import knowledge as goal_knowledge
from followup.services.proof import figure_facts

TODAY = date(2026, 2, 16)


def test_a_period_over_a_change_of_the_duty_names_both_levels() -> None:
    known = catalogue.load()
    levels = figure_facts.duty_levels(known, "SE", "diesel", parse_period("2025"), TODAY)
    assert [(date.fromordinal(c.start), c.reading.ends[0]) for c in levels] == [
        (date(2024, 1, 1), 6),
        (date(2025, 7, 1), 10),
    ]


def test_a_level_nobody_could_know_yet_is_not_named() -> None:
    known = catalogue.load()
    early = date(2024, 12, 1)
    levels = figure_facts.duty_levels(known, "SE", "diesel", parse_period("2025-H2"), early)
    assert 10 not in [c.reading.ends[0] for c in levels]


def test_the_rule_for_goals_is_told_with_the_catalogues_own_figures() -> None:
    known = catalogue.load()
    rule = goal_knowledge.rule_of(known, TODAY)
    for lang in LANGUAGES:
        (line,) = figure_facts.of_goals(known, TODAY, lang)
        assert f"{rule.coverage_floor * 100:.0f}" in line
        assert f" {rule.minimum_points} " in line
