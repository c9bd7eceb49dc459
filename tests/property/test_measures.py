"""What must not change a measure, and what must follow from the rows that are listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup.domain.period import Period, cut
from followup.domain.requirement import Measured
from followup.rules.assess import compare
from followup.services.asks import ask_table, inquiries
from followup.storage import contracts, exemptions, measures
from tests.oracle.naive import Dispens, FuelRow, Report, cut_off
from tests.oracle.worlds import Made, clauses, fill, fuel_rows, spans, worlds
from tests.support import reference
from tests.support.search import most
from tests.support.world import World, close_world, open_world

# Worlds are large and print themselves; making a failing one smaller would take minutes.
FEW = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}
_numbers = count()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    opened = open_world(tmp_path_factory.mktemp("property"), reference.fixed_tables())
    yield opened
    close_world(opened)


def measured(world: World, made: Made) -> list[Measured]:
    """What the engine measures in a world, under a number of its own."""
    number = f"P{next(_numbers):06}"
    own = tuple(
        replace(c, contract=number, identifier=f"{number}/{c.identifier.split('/')[1]}")
        for c in made.clauses
    )
    fresh = replace(made, number=number, clauses=own)
    fill(world, fresh)
    found = world.assess(str(made.as_of), contract=number)
    return [a.measured for a in found]


def amounts(found: list[Measured]) -> list[object]:
    """Numbers and coverage without how many rows they took."""
    return [
        (m.numerator, m.denominator, m.unknown, m.expected, m.covered, m.nil, m.pending)
        for m in found
    ]


@st.composite
def plain_worlds(draw: st.DrawFn) -> Made:
    """A world with one fuel report and no dispens."""
    made = draw(worlds())
    sent = Report(
        "fuel", made.facts.expected[0].reporter, Period(*_ends(made)), made.as_of.replace(day=1),
        tuple(draw(st.lists(fuel_rows(), min_size=1, max_size=5))),
    )  # fmt: skip
    facts = replace(made.facts, reports=(sent,), nils=(), dispenses=())
    own = tuple(draw(clauses(made.number, short, facts.days)) for short in ("K1", "K2"))
    return replace(made, facts=facts, clauses=own)


def _ends(made: Made) -> tuple[object, object]:
    return made.facts.days.start, made.facts.days.end


def with_rows(made: Made, *rows: tuple[FuelRow, ...]) -> Made:
    """The same report sent in as many files as there are lists of rows."""
    sent = made.facts.reports[0]
    return replace(
        made, facts=replace(made.facts, reports=tuple(replace(sent, rows=own) for own in rows))
    )


@settings(max_examples=most(2, 12), **FEW)
@given(made=plain_worlds(), random=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(world: World, made: Made, random: object) -> None:
    shuffled = list(made.facts.reports[0].rows)
    random.shuffle(shuffled)
    assert measured(world, made) == measured(world, with_rows(made, tuple(shuffled)))


@settings(max_examples=most(2, 12), **FEW)
@given(made=plain_worlds(), at=st.integers(0, 5))
def test_splitting_a_file_changes_nothing(world: World, made: Made, at: int) -> None:
    rows = made.facts.reports[0].rows
    split = with_rows(made, rows[:at], rows[at:])
    assert amounts(measured(world, made)) == amounts(measured(world, split))


@settings(max_examples=most(2, 12), **FEW)
@given(made=plain_worlds(), part=st.integers(0, 1000))
def test_splitting_a_days_row_changes_nothing(world: World, made: Made, part: int) -> None:
    """Amounts of one day, in two rows; over many days thousandths may fall on other days."""
    rows = tuple(
        replace(r, days=Period(r.days.start, r.days.start) if r.days else made.facts.days)
        for r in made.facts.reports[0].rows
        if r.days and (r.quantity is None or r.quantity > 0) and (r.km is None or r.km > 0)
    )
    whole = with_rows(made, rows)
    split = with_rows(made, tuple(half for row in rows for half in _halves(row, part)))
    assert amounts(measured(world, whole)) == amounts(measured(world, split))


def _halves(row: FuelRow, part: int) -> tuple[FuelRow, FuelRow]:
    def share(amount: int | None) -> int | None:
        return None if amount is None else amount * part // 1000

    first = replace(row, quantity=share(row.quantity), km=share(row.km))
    rest = replace(
        row,
        quantity=None if row.quantity is None else row.quantity - (first.quantity or 0),
        km=None if row.km is None else row.km - (first.km or 0),
    )
    return first, rest


@settings(max_examples=100)
@given(
    thousandths=st.integers(-(10**12), 10**12),
    days=st.integers(1, 800),
    borders=st.lists(st.integers(0, 800), max_size=6),
)
def test_the_parts_of_a_row_sum_to_the_row_for_any_borders(
    thousandths: int, days: int, borders: list[int]
) -> None:
    """The rule of splitting itself, as the SQL and the oracle both apply it."""
    edges = sorted({0, days, *(b for b in borders if b < days)})
    parts = [
        cut_off(thousandths, b, days) - cut_off(thousandths, a, days) for a, b in pairwise(edges)
    ]
    assert sum(parts) == thousandths
    assert all(part == 0 or (part > 0) == (thousandths > 0) for part in parts)


@settings(max_examples=most(2, 12), **FEW)
@given(made=plain_worlds(), litres=st.integers(1, 10**6))
def test_more_fossil_free_never_lowers_the_share(world: World, made: Made, litres: int) -> None:
    positive = tuple(r for r in made.facts.reports[0].rows if r.quantity is None or r.quantity > 0)
    more = FuelRow("ABC123", "hvo100", litres, "l", litres, None)
    kinds = ("renewable_energy_share", "renewable_volume_share")
    chosen = tuple(
        replace(c, measure=m, fuel_set="renewable", assessment_period="half_year")
        for c, m in zip(made.clauses, kinds, strict=True)
    )
    before = with_rows(replace(made, clauses=chosen), positive)
    after = with_rows(before, (*positive, more))
    for old, new in zip(measured(world, before), measured(world, after), strict=True):
        if old.unknown is not None and not old.is_nothing and new.unknown is not None:
            # n / (d + u) <= n' / (d' + u'), without dividing; both ends of the interval
            old_all, new_all = old.denominator + old.unknown, new.denominator + new.unknown
            assert old.numerator * new_all <= new.numerator * old_all
            high, higher = old.numerator + old.unknown, new.numerator + new.unknown
            assert high * new_all <= higher * old_all


def _sum(values: list[Decimal | None]) -> Decimal:
    return sum((v for v in values if v is not None), Decimal(0))


@settings(max_examples=most(4, 24), **FEW)
@given(made=worlds())
def test_the_listed_rows_give_the_totals_and_the_same_verdict(world: World, made: Made) -> None:
    fill(world, made)
    database = world.installation.database
    signed = [c for c in contracts.load(database, made.as_of) if c.number == made.number]
    away = exemptions.granted(database, made.as_of)
    assessed = {
        (a.requirement, a.period): a for a in world.assess(str(made.as_of), contract=made.number)
    }
    for clause in made.clauses:
        inquired = inquiries(signed, made.as_of, clause.identifier)
        asks = ask_table(inquired, away)
        listed = measures.rows(database, clause.spec.sql, asks, made.as_of).to_pylist()
        for inquiry in inquired:
            rows = [r for r in listed if r["ask_id"] == inquiry.ask_id and r["why"] is None]
            again = Measured(
                _sum([r["numerator"] for r in rows]),
                _sum([r["denominator"] for r in rows]),
                None if any(r["unbounded"] for r in rows) else _sum([r["unknown"] for r in rows]),
            )
            found = assessed[clause.identifier, inquiry.window.period]
            engine = found.measured
            assert (again.numerator, again.denominator, again.unknown) == (
                engine.numerator, engine.denominator, engine.unknown,
            )  # fmt: skip
            if found.verdict in ("met", "not_met"):
                assert compare(clause.comparator, found.limit, again)[0] == found.verdict


@settings(max_examples=most(2, 12), **FEW)
@given(made=worlds(), days=spans(), kind=st.sampled_from([None, "Lastbil"]))
def test_a_dispens_for_a_vehicle_changes_no_measure_in_which_it_has_no_rows(
    world: World, made: Made, days: Period, kind: str | None
) -> None:
    given_ = Dispens(days, date(2025, 1, 1), () if kind else ("XYZ999",), category=kind)
    more = replace(made, facts=replace(made.facts, dispenses=(*made.facts.dispenses, given_)))
    assert measured(world, more) == measured(world, made)


@given(
    start=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 2000),
    days=st.lists(st.dates(date(1999, 1, 1), date(2036, 1, 1)), max_size=8),
)
def test_a_cut_span_loses_and_repeats_no_day(start: date, length: int, days: list[date]) -> None:
    span = Period(start, start + timedelta(days=length))
    parts = list(cut(span, days))
    assert (parts[0].start, parts[-1].end) == (span.start, span.end)
    assert sum(part.days for part in parts) == span.days
