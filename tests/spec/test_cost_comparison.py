"""Saved comparisons of life-cycle costs: what they come to, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from followup.domain.cost_comparison import Alternative, Comparison, CostInput, Version
from followup.errors import UserError
from followup.reference import catalogue
from followup.render.document import Paragraph
from followup.services.cost import comparisons, export, hinges, text, working, written
from followup.services.installation import Actor, now_utc
from tests.support.world import fixed_world, lent_world

D = Decimal
TODAY = date(2026, 3, 2)


def inputs(**values: object) -> tuple[CostInput, ...]:
    return tuple(
        CostInput(name.replace("__", ":"), None if value is None else D(str(value)), "påhittad")
        for name, value in values.items()
    )


BUY = Alternative("Köp", "buy", "electricity", inputs(
    price=1000, establishment=100, consumption=20, service=50, tyres=10, tax=5, insurance=35,
    disposal=0, residual=400,
))  # fmt: skip
LEASE = Alternative("Leasing", "lease", "electricity", inputs(
    lease_first=0, lease_month=20, establishment=100, consumption=20, service=0, tyres=0, tax=5,
    insurance=35,
))  # fmt: skip
CARS = Comparison(
    "", "Bilar (påhittat)", "vehicle", "Lindtorpa kommun (påhittad)", "SEK", "end",
    inputs(quantity=2, years=2, rate_percent=0, inflation_percent=None, km=1000,
           energy_price__electricity=2, energy_growth_percent__electricity=None, carbon_price=None,
           emission__electricity=None), (BUY, LEASE),
)  # fmt: skip


def stated(told: Comparison, name: str, value: str | None) -> Comparison:
    """The comparison with one input stated otherwise, wherever it stands."""

    def change(given: tuple[CostInput, ...]) -> tuple[CostInput, ...]:
        new = None if value is None else D(value)
        return tuple(replace(one, value=new) if one.name == name else one for one in given)

    return replace(
        told, inputs=change(told.inputs),
        alternatives=tuple(replace(a, inputs=change(a.inputs)) for a in told.alternatives),
    )  # fmt: skip


def totals(told: Comparison) -> list[Decimal | None]:
    return [one.total for one in working.result(told).costed]


def test_the_total_is_every_payment_for_every_piece() -> None:
    # Two years at 0 %: 1 000 km x 20 kWh/100 km x 2 kr = 400 kr a year.
    # Buy: 1000 + 100 + 2 x (400 + 50 + 10 + 5 + 35) - 400 = 1 700 a car, two cars.
    # Lease: 100 + 2 x (12 x 20 + 400 + 5 + 35) = 1 460 a car.
    done = working.result(CARS)
    assert totals(CARS) == [D(3400), D(2920)]
    assert done.cheapest == ("Leasing",)
    # A year: half of it; a km: over 2 000 km a year.
    assert [one.per_year for one in done.costed] == [D(1700), D(1460)]
    assert [one.per_use for one in done.costed] == [D("0.85"), D("0.73")]


def test_a_rate_moves_the_future_and_inflation_makes_it_real() -> None:
    # 10 %: 1100 + 500 / 1.1 + (500 - 400) / 1.21 a car.
    [bought, _] = totals(stated(CARS, "rate_percent", "10"))
    assert bought is not None
    assert abs(bought - 2 * (1100 + 500 / D("1.1") + 100 / D("1.21"))) < D("1e-20")
    # A nominal rate equal to inflation is a real rate of nought.
    real = stated(stated(CARS, "rate_percent", "2"), "inflation_percent", "2")
    assert totals(real) == totals(CARS)
    assert "realräntan" in text.discounting(working.result(real), "sv")


def test_an_unknown_cost_leaves_that_alternative_without_a_total_and_nobody_cheapest() -> None:
    told = stated(CARS, "residual", None)
    done = working.result(told)
    assert totals(told) == [None, D(2920)]
    assert done.costed[0].missing == ("residual",)
    assert done.cheapest == ()
    assert text.missing(done, "sv") == ("Köp har ingen summa. Det saknas: Restvärde.",)
    assert "Det går inte att säga" in text.answer(done, "sv")
    # Nought is a statement, and so is what may be left out.
    assert totals(stated(CARS, "residual", "0"))[0] == D(4200)


def test_carbon_stands_beside_the_cost_and_never_in_it() -> None:
    priced = stated(CARS, "carbon_price", "1000")
    # Priced, but nobody has said what a kWh emits: the cost stands, the carbon is unknown.
    done = working.result(priced).costed[0]
    assert (done.total, done.carbon, done.with_carbon) == (D(3400), None, None)
    assert done.carbon_missing == ("emission:electricity",)
    # 200 kWh x 0.1 kg = 20 kg a car and year at 1 kr/kg; two cars, two years.
    done = working.result(stated(priced, "emission:electricity", "0.1")).costed[0]
    assert (done.total, done.carbon, done.with_carbon) == (D(3400), D(80), D(3480))
    assert done.emitted_t == D("0.08")
    assert working.result(CARS).costed[0].carbon is None


def test_a_thing_that_wears_out_is_bought_anew() -> None:
    desk = Alternative("Begagnad", "buy", None, inputs(
        price=100, establishment=0, service=0, life_years=4, disposal=0, residual=0))  # fmt: skip
    told = Comparison("", "Bord", "furniture", "", "DKK", "end", inputs(
        quantity=1, years=10, rate_percent=0, inflation_percent=None), (desk, desk))  # fmt: skip
    assert totals(told)[0] == D(300)


def test_where_two_meet_both_cost_the_same_and_the_words_say_which_side() -> None:
    diesel = replace(BUY, name="Diesel", fuel="diesel_mk1")
    told = replace(stated(CARS, "price", "1500"), alternatives=(
        replace(BUY, name="El", inputs=stated(CARS, "price", "1500").alternatives[0].inputs),
        replace(diesel, inputs=tuple(
            replace(i, value=D(8)) if i.name == "consumption" else i for i in BUY.inputs)),
    ))  # fmt: skip
    prices = inputs(energy_price__diesel_mk1=20, energy_growth_percent__diesel_mk1=None)
    told = replace(told, inputs=(*told.inputs, *prices))
    # El 500 dearer to buy; a km costs 0.40 against 1.60: even after 500 / (2 x 1.2) km a year.
    [km] = [m for m in hinges.meetings(working.result(told)) if m.quantity == "km"]
    assert (km.below, km.above) == ("Diesel", "El")
    assert km.at is not None
    assert abs(km.at - D(500) / D("2.4")) < D("1e-15")
    even = totals(stated(told, "km", str(km.at)))
    assert abs((even[0] or 0) - (even[1] or 1)) < D("1e-15")
    assert hinges.payback(working.result(told))["El"] == D(500) / D(1200)
    # Dearer electricity only, by a tenth.
    extreme = stated(stated(told, "rate_percent", "25"), "inflation_percent", "-25")
    assert all(cost is not None for s in hinges.tried(extreme, "rate_percent") for cost in
               s.costs.values())  # fmt: skip
    steps = {s.change_percent: s.costs for s in hinges.tried(told, "acquired")}
    assert steps[D(10)]["El"] == (totals(told)[0] or 0) + 2 * D(150)


def test_versions_are_kept_with_every_input_and_taken_back_with_a_reason(tmp_path: Path) -> None:
    with lent_world(tmp_path, fixed_world) as world:
        own = world.installation

        def save(told: Comparison, why: str = "") -> str:
            return comparisons.save(own, told, why, Actor("Kim"), now_utc(), TODAY)

        name = save(CARS)
        [first] = comparisons.every(own, TODAY)
        assert first.comparison == replace(CARS, identifier=name)
        with pytest.raises(UserError, match="cost_reason"):
            save(stated(first.comparison, "km", "2000"))
        assert save(stated(first.comparison, "km", "2000"), "Längre körsträcka") == name
        before, after = comparisons.every(own, TODAY)
        assert (before, after.number, after.reason) == (first, 2, "Längre körsträcka")
        assert totals(after.comparison) == [D(5000), D(4520)]
        assert comparisons.in_force((before, after)) == (after,)
        assert comparisons.every(own, date(2026, 3, 1)) == ()
        other = save(replace(CARS, title="En till"))
        comparisons.take_back(own, name, "Fel avtal", Actor("Kim"), now_utc(), TODAY)
        assert [v.comparison.identifier for v in comparisons.in_force(
            comparisons.every(own, TODAY))] == [other]  # fmt: skip
        assert len(comparisons.every(own, TODAY)) == 4


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (replace(CARS, title=" "), "cost_title"),
        (replace(CARS, alternatives=(BUY,)), "cost_few"),
        (replace(CARS, alternatives=(BUY, BUY)), "cost_names"),
        (stated(CARS, "price", "-1"), "cost_negative"),
        (stated(CARS, "years", "0"), "cost_above_zero"),
        (stated(CARS, "rate_percent", "26"), "cost_percent"),
        (stated(CARS, "years", "900"), "cost_long"),
        (replace(CARS, inputs=(*CARS.inputs[:7], CostInput("carbon_price", D(1)),
                               CARS.inputs[8])), "cost_source"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_before_anything_is_stored(told: Comparison, code: str) -> None:
    with pytest.raises(UserError, match=code):
        comparisons._check(comparisons._trimmed(told))


def test_numbers_are_read_as_people_write_them() -> None:
    assert written.number("12 500,50", "price") == D("12500.50")
    assert written.number("", "price") is None
    for doubtful in ("12.500", "tolv", "1,2,3", "1e400"):
        with pytest.raises(UserError, match="cost_number"):
            written.number(doubtful, "price")


def test_the_workbook_holds_every_payment_and_sums_to_the_total() -> None:
    told = stated(replace(CARS, identifier="K-1"), "rate_percent", "4")
    made = Version(told, 1, 1, TODAY, "Kim", now_utc())
    book = load_workbook(BytesIO(export.workbook(made, catalogue.load(), "sv")))
    rows = [r for r in book["Beräkning"].iter_rows(min_row=4, values_only=True) if r[0] == "Köp"]
    payments, [total] = [r for r in rows if r[2] is not None], [r for r in rows if r[2] is None]
    assert len(payments) == 14  # establishment, price, disposal, residual and two years of five
    assert sum(r[5] for r in payments) == pytest.approx(total[5])
    assert all(r[3] * r[4] == pytest.approx(r[5]) for r in payments)
    assert {r[1] for r in book["Uppgifter"].iter_rows(min_row=4, values_only=True)} == {
        "Beställaren", "Anbudsgivaren"}  # fmt: skip
    paper = export.document(made, catalogue.load(), "sv", TODAY)
    assert paper.blocks[0] == Paragraph(text.answer(working.result(told), "sv"), is_strong=True)
