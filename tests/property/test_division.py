"""A joint contract's parts sum to the row, the file and the goal, however it is divided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.domain.division import Division, Part
from followup.domain.parties import Buyer, buyer_key
from followup.domain.period import Period
from followup.ingest.draft import Draft
from followup.rules.division import cuts, part, stretches
from followup.services.joint import sums
from followup.services.upload.destination import Destination
from followup.services.upload.plausibility import examined
from followup.storage import divisions
from tests.support.facts import fuel_facts
from tests.support.world import NUMBER, SUPPLIER, World, agreement, clause, fixed_world, lent_world

AS_OF = date(2026, 6, 30)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
NAMES = ("Alfaköping (påhittat)", "Betastad (påhittat)", "Gammaby (påhittat)")
BUYERS = tuple(Buyer(name) for name in NAMES)
WEIGHTS = st.lists(st.decimals(0, 10**6, places=6), min_size=1, max_size=6)


@given(WEIGHTS, st.integers(-(10**15), 10**15))
@settings(max_examples=50)
def test_the_parts_of_any_amount_sum_to_it_and_lie_within_a_thousandth(
    weights: list[Decimal], amount: int
) -> None:
    found = cuts([(str(n), w) for n, w in enumerate(weights)])
    assert bool(found) == (sum(weights) > 0)
    if found:
        parts = [part(amount, cut) for cut in found.values()]
        assert sum(parts) == amount
        exact = [Fraction(amount) * Fraction(w) / Fraction(sum(weights)) for w in weights]
        assert all(abs(p - e) <= 1 for p, e in zip(parts, exact, strict=True))
        assert sum(c.weight for c in found.values()) == 1


def test_weights_that_cannot_be_are_refused() -> None:
    for wrong in (Decimal(-1), Decimal("0.0000001")):
        with pytest.raises(ValueError, match="weight"):
            cuts([("a", wrong)])


@given(st.dictionaries(st.integers(1, 12), st.sampled_from([None, "column", "key"]), max_size=4))
@settings(max_examples=25)
def test_every_day_has_one_rule_and_before_the_first_word_the_agreed_shares_hold(
    words: dict[int, str | None],
) -> None:
    half = tuple(replace(b, share=Decimal("0.5")) for b in BUYERS[:2])
    made = replace(agreement(clause()), buyers=half)
    parts = tuple(Part(b.name, Decimal(n)) for n, b in enumerate(half, 1))
    said = [
        Division(NUMBER, date(2025, month, 1), rule, parts if rule == "key" else ())  # type: ignore[arg-type]
        for month, rule in words.items()
    ]
    found = stretches(made, said, YEAR)
    assert sum(s.days.days for s in found) == YEAR.days
    for month in range(1, 13):
        rule = next((words[m] for m in range(month, 0, -1) if m in words), None)
        (held,) = [s for s in found if s.days.start <= date(2025, month, 1) <= s.days.end]
        weights = [held.cuts[buyer_key(b.name)].weight for b in half] if held.cuts else []
        expected = {None: [Fraction(1, 2)] * 2, "key": [Fraction(1, 3), Fraction(2, 3)]}
        assert (held.by_row, weights) == (rule == "column", expected.get(rule, []))


ROWS = st.lists(
    st.tuples(
        st.decimals("-99.999", "9999.999", places=3), st.integers(1, 12), st.integers(0, 3),
        st.booleans(),
    ),
    min_size=1, max_size=6,
)  # fmt: skip
KEYS = st.lists(st.decimals("0", "999.999", places=3), min_size=3, max_size=3).filter(any)


@given(ROWS, KEYS, st.sampled_from(["shares", "key", "column"]), st.integers(2, 12))
@settings(max_examples=4)
def test_what_the_buyers_have_and_what_nobody_named_sum_to_the_file(
    rows: list[tuple[Decimal, int, int, bool]], weights: list[Decimal], rule: str, month: int
) -> None:
    lines = ["fuel | quantity | km | from | to | buyer"]
    for litres, first, buyer, is_long in rows:
        end = "2025-12-31" if is_long else f"2025-{first:02}-15"
        name = NAMES[buyer].upper() if buyer < len(NAMES) else "Någon annan"
        lines.append(f"hvo100 | {litres} | {abs(litres)} | 2025-{first:02}-01 | {end} | {name}")
    parts = tuple(Part(n, w) for n, w in zip(NAMES, weights, strict=True))
    said = Division(
        NUMBER, date(2025, month, 1), rule, () if rule == "column" else parts,  # type: ignore[arg-type]
        note="prov", known_from=date(2025, 1, 1),
    )  # fmt: skip
    with TemporaryDirectory() as home, lent_world(Path(home), fixed_world) as world:
        made = world.sign(clause(), buyers=tuple(replace(b, share=s) for b, s in zip(
            BUYERS, map(Decimal, ("0.333333", "0.333333", "0.333334")), strict=True)))  # fmt: skip
        world.act(lambda own, n: divisions.insert(own, n, said))
        world.fuel("2025", "\n".join(lines))
        found = sums.of_contract(world.installation, made, YEAR, AS_OF)
        (line,) = [one for one in found.lines if one.fuel == "hvo100"]
        whole = sum((litres for litres, *_ in rows), Decimal(0))
        assert line.whole == whole
        assert sum(line.parts.values(), line.unplaced) == whole
        assert found.ties
        unnamed = [r for r in rows if r[2] == len(NAMES)]
        if rule != "column" or not unnamed:
            assert line.unplaced == 0


def test_each_buyer_has_the_rows_that_name_it_and_an_unnamed_row_is_anybodys(world: World) -> None:
    made = world.sign(clause(), buyers=BUYERS[:2])
    said = Division(NUMBER, date(2025, 1, 1), "column", known_from=date(2025, 1, 1))
    world.act(lambda own, n: divisions.insert(own, n, said))
    world.fuel(
        "2025-01",
        f"""
        fuel       | quantity | buyer
        hvo100     | 100      | {NAMES[0]}
        diesel_mk1 | 50       | {NAMES[1]}
        hvo100     | 7        |
    """,
    )
    found = sums.of_contract(world.installation, made, YEAR, AS_OF)
    said_of = {one.fuel: (one.whole, *one.parts.values(), one.unplaced) for one in found.lines}
    assert said_of == {
        "diesel_mk1": (Decimal(50), 0, Decimal(50), 0),
        "hvo100": (Decimal(107), Decimal(100), 0, Decimal(7)),
    }  # fmt: skip
    assert found.unplaced_rows == 1
    incoming = fuel_facts(f"""
        fuel   | quantity | buyer
        hvo100 | 7        | Annan ort
        hvo100 | 8        |
        hvo100 | 9        | {NAMES[1]}
    """)
    draft = Draft("ny.xlsx", "1" * 64, facts={"fuel_delivery": incoming})
    where = Destination(
        NUMBER, "fuel", SUPPLIER, Period(date(2025, 2, 1), date(2025, 2, 28)), AS_OF
    )
    asked = examined(world.installation, draft, [where], AS_OF).findings
    assert [(f.code, f.row, f.value) for f in asked] == [
        ("buyer_unknown", 2, "Annan ort"), ("buyer_not_named", 3, None),
    ]  # fmt: skip
