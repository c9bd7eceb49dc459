"""Clean vehicles: a verdict holds however what is unknown turns out, and none is held back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from followup.domain.clean_vehicle import ProcuredVehicle
from followup.rules.clean_count import Count, count
from followup.rules.clean_vehicles import judge
from tests.spec.test_clean_vehicles import BOUGHT, BUS, BUYER, ELECTRIC, LAW, NOW, PETROL, TODAY

HEAVY = {"eu_category": "N3", "drive": "diesel", "fuel": "diesel_mk1"}
# A vehicle as it is known, and what it may turn out to be.
KNOWN = (ELECTRIC, PETROL)
DOUBTS = (
    (replace(ELECTRIC, drive=None, co2_g_km=None), (ELECTRIC, PETROL)),
    (replace(ELECTRIC, eu_category=None), (ELECTRIC, replace(ELECTRIC, eu_category="N3"))),
    (replace(PETROL, eu_category=None), (PETROL, replace(PETROL, **HEAVY))),  # type: ignore[arg-type]
)


def _count(vehicles: list[ProcuredVehicle]) -> Count:
    named = [replace(v, vehicle_id=str(n)) for n, v in enumerate(vehicles)]
    return count(LAW, [judge(LAW, v, BOUGHT) for v in named], BUYER, "first", "light", TODAY)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(KNOWN), max_size=9),
    st.lists(st.sampled_from(DOUBTS), min_size=1, max_size=4),
)
def test_a_verdict_is_given_exactly_where_every_outcome_gives_it(
    known: list[ProcuredVehicle],
    doubts: list[tuple[ProcuredVehicle, tuple[ProcuredVehicle, ProcuredVehicle]]],
) -> None:
    found = _count([*known, *(doubt for doubt, _ in doubts)]).clean
    outcomes = {
        _count([*known, *ends]).clean.verdict for ends in product(*(ends for _, ends in doubts))
    }
    if found.verdict == "not_assessable":
        assert len(outcomes) > 1
    else:
        assert outcomes == {found.verdict}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([None, *LAW.drives, "diesel", "hybrid"]),
    st.sampled_from([None, *LAW.fuels]),
    st.sampled_from([None, "0", "0.99", "1", "700"]),
    st.sampled_from([BOUGHT, NOW]),
)
def test_a_bus_without_emissions_is_clean(
    drive: str | None, fuel: str | None, emitted: str | None, contract: object
) -> None:
    co2 = None if emitted is None else Decimal(emitted)
    found = judge(LAW, replace(BUS, drive=drive, fuel=fuel, co2_g_km=co2), contract)  # type: ignore[arg-type]
    ((clean, zero),) = zip(found.clean.values(), found.zero.values(), strict=True)
    if zero.value:
        assert clean.value
    if clean.value is False:
        assert not zero.value
