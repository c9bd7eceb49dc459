"""Planted misreporting is found with fewer receipts than by pure chance; the figures are printed.

docs/spot_checks.md has the same by kind over many more worlds, also where chance does better.
"""

from __future__ import annotations

import sys

from benchmarks import spot_checks as simulated


def test_the_rule_finds_planted_rows_with_fewer_receipts_than_chance() -> None:
    drawn, alike = simulated.compare("mixed", worlds=25, seed=7)
    sys.stdout.write(simulated.line("mixed", drawn, alike) + "\n")
    assert sum(drawn) < sum(alike)
    within = [sum(1 for n in found if n <= simulated.WHOLE) for found in (drawn, alike)]
    assert within[0] >= within[1]


def test_a_world_is_the_same_for_the_same_seed_and_holds_what_is_planted() -> None:
    for kind in simulated.KINDS:
        made = simulated.world(kind, 3)
        assert made == simulated.world(kind, 3)
        assert 3 <= len(made.planted) <= 0.1 * len(made.rows)
