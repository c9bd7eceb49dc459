"""Packaging, furniture and food waste: what counts, what does not, and what is not known."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from followup.domain.measure import MEASURES
from followup.domain.period import calendar_period
from followup.domain.requirement import Assessment
from followup.services.proof import explain
from followup.services.remedy import text as remedy_text
from followup.storage import circular
from followup.storage.circular import Sum
from tests.support.circular import send, yearly
from tests.support.world import NUMBER, World, clause, period

AS_OF = date(2026, 6, 30)
Sums = dict[tuple[str, str | None, str], tuple[Any, int]]


def verdicts(world: World, kind: str, text: str, *names: str) -> dict[str, Assessment]:
    """What each measure makes of one report."""
    clauses = [clause(name, "0.5", short=name) for name in names]
    world.sign(*clauses, reporters=(yearly(kind),))
    send(world, kind, text)
    return {a.measure: a for a in world.assess()}


def figures(found: dict[str, Assessment]) -> dict[str, tuple[Any, ...]]:
    """Numerator, denominator and unknown of each measure."""
    told = {name: a.measured for name, a in found.items() if a.measured}
    return {n: (m.numerator, m.denominator, m.unknown) for n, m in told.items()}


def sums(found: tuple[Sum, ...]) -> Sums:
    """Amount and rows without one, by what, class and unit."""
    return {(s.what, s.code, s.unit): (s.amount, s.rows_unknown) for s in found}


PACKAGING = """
class    | kg  | units | rotations | content | returned | flags
reuse    | 120 | 40    | 14        |         | 118      |
recycled | 60  | 200   |           | 0.9     | 0        |
biobased | 10  | 10    |           | 0       | 0        |
other    | 10  | 50    |           | 0       | 0        |
other    | 10  | 50    |           | 0       | 0        | duplicate
"""


def test_packaging_is_shared_by_class_in_kilograms_and_apart_in_packages(world: World) -> None:
    names = [n for n, s in MEASURES.items() if s.basis.startswith(("packaging", "recycled", "rot"))]
    assert figures(verdicts(world, "packaging", PACKAGING, *names)) == {
        "reused_packaging_share": (120, 200, 0),
        "recycled_packaging_share": (60, 200, 0),
        "biobased_packaging_share": (10, 200, 0),
        "reused_packaging_unit_share": (40, 300, 0),
        "recycled_packaging_unit_share": (200, 300, 0),
        "biobased_packaging_unit_share": (10, 300, 0),
        # The reused packaging does not say what it holds of recycled material.
        "recycled_content_share": (54, 80, 120),
        "packaging_return_share": (118, 200, 0),
        "packaging_rotations": (560, 40, 0),
    }
    found = sums(
        circular.packaging_sums(world.installation.database, [NUMBER], [period("2025")], AS_OF)
    )
    assert found["weight", "reuse", "kg"] == (120, 0)
    assert found["units", "other", "package"] == (50, 0)
    assert found["recycled_material", "recycled", "kg"] == (54, 0)
    assert found["recycled_material", "reuse", "kg"] == (0, 1)
    assert found["uses", "reuse", "rotation"] == (560, 0)
    assert ("uses", "other", "rotation") not in found


UNREAD = """
class    | kg  | units | rotations | returned | flags
reuse    | 120 | 40    | 14        | 100      |
?        | 60  | 20    |           |          |
other    | 20  |       |           | 20       | questioned
recycled |     | 10    |           |          |
"""


def test_a_class_nobody_can_read_is_unknown_and_never_other(world: World) -> None:
    found = verdicts(
        world, "packaging", UNREAD, "reused_packaging_share", "biobased_packaging_unit_share",
        "packaging_rotations",
    )  # fmt: skip
    kilograms = found["reused_packaging_share"]
    assert (kilograms.verdict, kilograms.measured.unknown) == ("not_assessable", None)  # type: ignore[union-attr]
    assert {"amount_missing", "missing_activity"} <= {*kilograms.reasons}
    # A questioned row without packages bounds nothing either.
    assert found["biobased_packaging_unit_share"].measured.unknown is None  # type: ignore[union-attr]
    assert "class_unknown" in found["packaging_rotations"].reasons
    told = sums(
        circular.packaging_sums(world.installation.database, [NUMBER], [period("2025")], AS_OF)
    )
    assert told["weight", None, "kg"] == (80, 0)
    assert told["weight", "recycled", "kg"] == (0, 1)
    assert told["returned", "reuse", "kg"] == (100, 0)
    assert told["returned", None, "kg"] == (0, 2)
    assert ("weight", "other", "kg") not in told


FURNITURE = """
how         | pieces | value | avoided | co2  | factor | source | label | fixed | back | out | route
reused      | 24     | 24000 | 60000   | 1080 | 45     | Källa  |       | yes   | 8    |     |
refurbished | 6      | 6000  | 12000   | 300  |        |        |       | yes   | 0    |     |
internal    | 10     | 0     | 20000   |      |        |        |       | no    | 0    |     |
hired       | 5      | 5000  |         |      |        |        |       | no    | 0    |     |
new         | 15     | 45000 |         |      |        |        | yes   | no    | 0    |     |
new         | 40     | 20000 |         |      |        |        | no    | no    | 0    |     |
            |        |       |         |      |        |        |       |       |      | 30  | reuse
"""


def test_only_acquired_furniture_counts_and_pieces_and_money_differ(world: World) -> None:
    names = [n for n, s in MEASURES.items() if s.basis.startswith("furniture")]
    found = verdicts(world, "furniture", FURNITURE, *names)
    assert figures(found) == {
        "circular_furniture_share_pieces": (45, 100, 0),
        "circular_furniture_share_value": (35000, 100000, 0),
        "reused_furniture_share": (40, 100, 0),
        "furniture_ecolabel_share": (15, 55, 0),
        "furniture_repair_share": (30, 100, 0),
        "furniture_take_back_share": (8, 100, 0),
    }
    assert found["reused_furniture_share"].measured.rows_excluded == 1  # type: ignore[union-attr]
    assert found["furniture_ecolabel_share"].measured.rows_excluded == 5  # type: ignore[union-attr]
    told = sums(
        circular.furniture_sums(world.installation.database, [NUMBER], [period("2025")], AS_OF)
    )
    assert told["pieces", "reused", "piece"] == (24, 0)
    assert told["disposed", "reuse", "piece"] == (30, 0)
    assert told["purchase_value", "new", "SEK"] == (65000, 0)
    # CO2e is an amount only with a factor and its source.
    assert told["avoided_co2e", "reused", "kgCO2e"] == (1080, 0)
    assert told["avoided_co2e", "refurbished", "kgCO2e"] == (0, 1)
    assert ("avoided_value", "new", "SEK") not in told


def test_money_in_two_currencies_is_no_share(world: World) -> None:
    table = "how | pieces | value | currency\nreused | 1 | 100 | SEK\nnew | 1 | 100 | DKK"
    found = verdicts(world, "furniture", table, "circular_furniture_share_value")
    assert "mixed_currency" in found["circular_furniture_share_value"].reasons


FOOD = """
kitchen | scope   | kg | portions | from       | to
Norra   | plate   | 8  | 400      | 2025-03-01 | 2025-03-31
Norra   | serving | 4  | 400      | 2025-03-01 | 2025-03-31
norra   | kitchen | 2  |          | 2025-03-01 | 2025-03-31
Södra   | total   | 6  | 100      | 2025-03-01 | 2025-03-31
Södra   | plate   | 3  | 100      | 2025-03-01 | 2025-03-31
"""


def test_portions_are_counted_once_however_many_kinds_of_waste_are_weighed(world: World) -> None:
    found = verdicts(world, "food_waste", FOOD, "food_waste_per_portion", "plate_waste_per_portion")
    assert figures(found) == {
        "food_waste_per_portion": (20000, 500, 0),
        "plate_waste_per_portion": (11000, 500, 0),
    }
    assert found["food_waste_per_portion"].verdict == "not_met"
    database = world.installation.database
    waste = circular.waste_per_portion(database, [NUMBER], [period("2025")], AS_OF)
    assert [(w.grams, w.portions, w.per_portion, w.rows) for w in waste] == [(20000, 500, 40, 4)]


def test_a_kind_of_waste_that_was_not_weighed_is_not_nought(world: World) -> None:
    lacks = {
        "missing_scope": "plate | 8 | 400\nserving | 4 | 400",
        "missing_portions": "total | 8 |",
        "portions_differ": "plate | 8 | 400\nserving | 4 | 300\nkitchen | 1 | 400",
        "class_unknown": "? | 8 | 400",
    }
    world.sign(clause("food_waste_per_portion", "50"), reporters=(yearly("food_waste"),))
    for number, table in enumerate(lacks.values(), 1):
        day = f"2025-{number:02}"
        send(world, "food_waste", f"scope | kg | portions\n{table}", day)
    months = [period(f"2025-{n:02}") for n in range(1, 5)]
    database = world.installation.database
    waste = circular.waste_per_portion(database, [NUMBER], months, AS_OF)
    assert [(w.hindrances, w.per_portion) for w in waste] == [((code,), None) for code in lacks]


def test_the_parts_of_a_row_over_a_border_sum_to_the_row(world: World) -> None:
    text = """
        class | kg  | units | content  | from       | to
        reuse | 100 | 7     | 0.123456 | 2025-01-01 | 2025-06-30
    """
    world.sign(clause("reused_packaging_share"), reporters=(yearly("packaging"),))
    send(world, "packaging", text)
    months = [calendar_period(date(2025, n, 1), "month") for n in range(1, 13)]
    found = circular.packaging_sums(world.installation.database, [NUMBER], months, AS_OF)
    by_what: dict[str, Decimal] = defaultdict(Decimal)
    for one in found:
        by_what[one.what] += one.amount
    assert (by_what["weight"], by_what["units"]) == (100, 7)
    assert by_what["recycled_material"] == Decimal("12.3456")
    assert {one.rows_split for one in found if one.rows_known} == {1}
    assert {one.period for one in found} == {*months[:6]}


def test_a_row_that_another_contract_shares_counts_once_in_the_sums(world: World) -> None:
    other = "T-2025-002"
    world.sign(clause("reused_packaging_share"), reporters=(yearly("packaging"),))
    world.sign(clause("reused_packaging_share", contract=other), number=other,
               reporters=(yearly("packaging"),))  # fmt: skip
    text = "class | kg\nreuse | 100"
    for contract in (NUMBER, other):
        send(world, "packaging", text, contract=contract, sha256="a" * 64)
    database = world.installation.database
    found = circular.packaging_sums(database, [NUMBER, other], [period("2025")], AS_OF)
    assert sum(s.amount for s in found if s.what == "weight") == 100
    alone = circular.packaging_sums(database, [other], [period("2025")], AS_OF)
    assert sum(s.amount for s in alone if s.what == "weight") == 100
    before = circular.packaging_sums(database, [NUMBER], [period("2025")], date(2025, 12, 31))
    assert before == ()
    shown = circular.rows(database, "packaging", [other], period("2025"), AS_OF)
    assert shown["cell"].to_pylist() == ["1"]
    assert circular.rows(database, "packaging", [], period("2025"), AS_OF).num_rows == 0
    covered = circular.coverage(database, "packaging", [other], [period("2025")], AS_OF)
    assert covered[other, period("2025")].covered == 12


def test_a_dispens_takes_its_days_out_and_cuts_the_row_that_crosses_it(world: World) -> None:
    world.sign(clause("reused_packaging_share"), reporters=(yearly("packaging"),))
    text = """
        class | kg  | from       | to
        reuse | 100 | 2025-01-01 | 2025-03-31
        other | 184 | 2025-06-01 | 2025-11-30
        reuse | 50  | 2025-12-01 | 2025-12-31
    """
    send(world, "packaging", text)
    world.dispens("2025-H1")
    measured = world.one("2025").measured
    # Of 183 days in the second row 30 lie before July: 184000 * 30 // 183 = 30163 thousandths.
    assert (measured.numerator, measured.denominator) == (50, 50 + 184 - Decimal("30.163"))
    assert measured.whole is not None


def test_what_had_been_enough_is_said_in_pieces_and_what_is_unknown_by_its_class(
    world: World,
) -> None:
    text = "how | pieces | value\nreused | 3 | 900\nnew | 7 | 7000\n? | 1 | 500"
    found = verdicts(world, "furniture", text, "reused_furniture_share")
    assert found["reused_furniture_share"].verdict == "not_met"
    proof = explain.explain(
        world.installation, NUMBER, "reused_furniture_share", period("2025"), AS_OF
    )
    assert proof.remedy is not None
    assert (proof.remedy.work, proof.remedy.work_unit) == (3, "piece")
    assert not proof.remedy.fewest
    line = remedy_text.line(proof, "sv")
    assert line is not None
    assert "3\u00a0möbler på det som räknas" in line.text


def test_waste_over_the_limit_asks_for_no_other_vehicle(world: World) -> None:
    verdicts(world, "food_waste", FOOD, "food_waste_per_portion")
    proof = explain.explain(
        world.installation, NUMBER, "food_waste_per_portion", period("2025"), AS_OF
    )
    assert (proof.assessment.verdict, proof.remedy) == ("not_met", None)
