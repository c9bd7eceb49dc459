"""Does a spot check find misreporting with fewer receipts than pure chance? In invented worlds.

    python benchmarks/spot_checks.py [--worlds 200] [--seed 1]

Each world is a contract's dated fillings over a quarter, some of renewable diesel, with the
oddities that honest reports have. Into each one kind of misreporting is planted, about three rows
in a hundred:

- relabelled: diesel that is reported as HVO100, amounts untouched;
- swollen: a filling of HVO100 with 1.4 to 2.5 times its amount;
- made_up: vehicles that do not exist, with one to three fillings each;
- twice: a filling that stands in another contract's report too;
- mixed: any of these four, each row by lot;
- omitted: diesel rows with half their amount. It speaks for the supplier without standing in the
  numerator, so that neither weight nor oddity leads to it: only the random part does.

Receipts are asked for as the product does it, in lists of ten rows, each from the rows not asked
for yet, until a list holds a planted row; its rows are opened in their order on the list. Chance
alone does the same with every row alike. ``hit`` is the part of the worlds in which the first
twenty rows hold one. The amounts, days and oddities are invented; what a real supplier hides is
not known, so the figures compare two ways to draw and promise nothing about any supplier.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import mean, median

from followup.domain.period import Period
from followup.domain.spot_check import FuelRow, Oddity, Part
from followup.reference import catalogue
from followup.rules import sampling
from followup.rules.oddity import oddities
from followup.services.spot_check.rule import SpotCheckRule, rule_of

MIXED = ("relabelled", "swollen", "made_up", "twice")
KINDS = (*MIXED, "mixed", "omitted")
CHANCE: Mapping[Part, Decimal] = {"weight": Decimal(0), "odd": Decimal(0), "random": Decimal(1)}
FIRST = date(2025, 1, 1)
WEEKS = 13
MJ_PER_LITRE = Decimal(34)  # invented and round: only proportions matter here
LIST = 10
WHOLE = 20
PLANTED = 0.03
AS_OF = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class World:
    """A contract's rows, and the places of those that are planted."""

    rows: tuple[FuelRow, ...]
    planted: frozenset[int]


def world(kind: str, seed: int) -> World:
    """An invented quarter with one kind of misreporting in it, the same for the same seed."""
    chance = random.Random(f"{kind} {seed}")
    honest = _honest(chance)
    count = max(3, round(PLANTED * len(honest)))
    rows = list(honest)
    planted: set[int] = set()
    for number in range(count):
        name = kind if kind != "mixed" else chance.choice(MIXED)
        _PLANT[name](rows, planted, chance, number)
    return World(tuple(rows), frozenset(planted))


def receipts(found: World, rule: SpotCheckRule, shares: Mapping[Part, Decimal], seed: str) -> int:
    """How many receipts are opened until the first planted row, in lists of ten."""
    left, opened = list(found.rows), 0
    while left:
        named = sampling.identified(left)
        plan = sampling.plan(named, oddities(named, rule.oddity), shares, LIST)
        listed = sampling.draw(plan, f"{seed} {opened}")
        for drawn in listed:
            opened += 1
            if drawn.row.row in found.planted:
                return opened
        asked = {drawn.row.row for drawn in listed}
        left = [row for row in left if row.row not in asked]
    raise LookupError("nothing planted")


def compare(kind: str, worlds: int, seed: int) -> tuple[list[int], list[int]]:
    """Receipts until the first find in each world: by the rule in force, and by chance alone."""
    rule = rule_of(catalogue.load(), AS_OF)
    drawn, alike = [], []
    for number in range(worlds):
        made = world(kind, seed * 10_000 + number)
        drawn.append(receipts(made, rule, rule.shares, f"{seed} {number}"))
        alike.append(receipts(made, rule, CHANCE, f"{seed} {number}"))
    return drawn, alike


def _honest(chance: random.Random) -> list[FuelRow]:
    rows: list[FuelRow] = []
    share = chance.uniform(0.4, 0.95)
    for vehicle in range(chance.randint(10, 24)):
        usual = chance.uniform(40, 320)
        plate = f"ABC{vehicle:03}"
        # A car on loan has a few fillings, and nothing is wrong with them.
        weeks = (
            chance.sample(range(WEEKS), chance.randint(1, 3))
            if chance.random() < 0.1
            else (range(WEEKS))
        )
        for week in weeks:
            rows.append(_row(len(rows), plate, week, usual, chance.random() < share, chance))
    return rows


def _row(
    place: int, plate: str, week: int, usual: float, is_hvo: bool, chance: random.Random
) -> FuelRow:
    day = FIRST + timedelta(days=7 * week + chance.randrange(7))
    litres = Decimal(max(5.0, chance.gauss(usual, usual * 0.25))).quantize(Decimal("0.1"))
    if chance.random() < 0.03:
        litres = Decimal(round(litres / 50) * 50 or 50)
    return _weighed(FuelRow(
        "T-2025-001", "Påhittat Åkeri AB", "rapport.xlsx", "0" * 64, "Blad1", place, "D", plate,
        "hvo100" if is_hvo else "diesel_mk1", "HVO100" if is_hvo else "Diesel", litres, "l",
        Period(day, day), None, Decimal(0), _known(chance),
    ))  # fmt: skip


def _known(chance: random.Random) -> frozenset[Oddity]:
    """What the store asks about an honest row now and then."""
    found: set[Oddity] = set()
    if chance.random() < 0.02:
        found.add("explained")
    if chance.random() < 0.01:
        found.add("same_elsewhere")
    if chance.random() < 0.02:
        found.add("approximate")
    return frozenset(found)


def _weighed(row: FuelRow) -> FuelRow:
    energy = (row.quantity or Decimal(0)) * MJ_PER_LITRE
    return replace(
        row, energy_mj=energy, weight_mj=energy if row.fuel == "hvo100" else Decimal(0)
    )  # fmt: skip


def _pick(rows: Sequence[FuelRow], taken: set[int], fuel: str, chance: random.Random) -> int:
    free = [n for n, r in enumerate(rows) if r.fuel == fuel and r.row not in taken]
    return chance.choice(free or [n for n, r in enumerate(rows) if r.row not in taken])


def _relabel(rows: list[FuelRow], planted: set[int], chance: random.Random, _: int) -> None:
    at = _pick(rows, planted, "diesel_mk1", chance)
    rows[at] = _weighed(replace(rows[at], fuel="hvo100", fuel_raw="HVO100"))
    planted.add(rows[at].row)


def _swell(rows: list[FuelRow], planted: set[int], chance: random.Random, _: int) -> None:
    at = _pick(rows, planted, "hvo100", chance)
    litres = (rows[at].quantity or Decimal(0)) * Decimal(str(round(chance.uniform(1.4, 2.5), 2)))
    rows[at] = _weighed(replace(rows[at], quantity=litres.quantize(Decimal("0.1"))))
    planted.add(rows[at].row)


def _make_up(rows: list[FuelRow], planted: set[int], chance: random.Random, number: int) -> None:
    for _ in range(chance.randint(1, 3)):
        made = _row(len(rows), f"ZZZ{number:03}", chance.randrange(WEEKS),
                    chance.uniform(40, 320), True, chance)  # fmt: skip
        rows.append(made)
        planted.add(made.row)


def _twice(rows: list[FuelRow], planted: set[int], chance: random.Random, _: int) -> None:
    at = _pick(rows, planted, "hvo100", chance)
    rows[at] = replace(rows[at], known=rows[at].known | {"same_elsewhere"})
    planted.add(rows[at].row)


def _omit(rows: list[FuelRow], planted: set[int], chance: random.Random, _: int) -> None:
    at = _pick(rows, planted, "diesel_mk1", chance)
    half = ((rows[at].quantity or Decimal(0)) / 2).quantize(Decimal("0.1"))
    rows[at] = _weighed(replace(rows[at], quantity=half))
    planted.add(rows[at].row)


_PLANT = {
    "relabelled": _relabel, "swollen": _swell, "made_up": _make_up, "twice": _twice,
    "omitted": _omit,
}  # fmt: skip


def line(kind: str, drawn: Sequence[int], alike: Sequence[int]) -> str:
    """One kind in figures: mean and median receipts, and hits within twenty, for both."""

    def told(found: Sequence[int]) -> str:
        hits = sum(1 for n in found if n <= WHOLE) / len(found)
        return f"{mean(found):8.1f}{median(found):8.1f}{hits:8.0%}"

    return f"{kind:12}{told(drawn)}   {told(alike)}{mean(alike) / mean(drawn):8.2f}"


def main() -> None:
    """Print a line for each kind of misreporting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(f"{chosen.worlds} worlds of each kind, seed {chosen.seed}; receipts to the first find")
    print(f"{'':12}{'by the rule':^24}   {'by chance':^24}{'mean':>8}")
    head = f"{'mean':>8}{'median':>8}{'hit':>8}"
    print(f"{'planted':12}{head}   {head}{'ratio':>8}")
    for kind in KINDS:
        print(line(kind, *compare(kind, chosen.worlds, chosen.seed)), flush=True)


if __name__ == "__main__":
    main()
