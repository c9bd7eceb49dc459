"""Clean vehicles (rule 24): what is counted, what is clean, and whether it is enough.

The law is the catalogue's own, so that a wrong figure there fails here too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from followup.domain.clean_vehicle import ProcuredVehicle
from followup.domain.parties import Buyer, Contract
from followup.rules.clean_count import Count, count, needed
from followup.rules.clean_vehicles import judge
from followup.services.clean.law import law_of
from tests.reference.world import LOADED
from tests.support.world import agreement

TODAY = date(2026, 2, 16)
LAST = date(2031, 1, 1)
LAW = law_of(LOADED, "SE", TODAY)
BUYER = "Påhittad kommun"
BOUGHT = agreement(
    award_date=date(2024, 5, 2), procedure_start=date(2024, 1, 15), is_above_threshold=True
)
NOW = replace(BOUGHT, award_date=date(2026, 1, 20))
CAR = ProcuredVehicle("T-2025-001", "ABC123", form="purchase", eu_category="M1")
BUS = replace(CAR, eu_category="M3", bus_class="I", total_weight_kg=18_000, is_double_decker=False)
TRUCK = replace(CAR, eu_category="N3", total_weight_kg=26_000)
ELECTRIC = replace(CAR, drive="electric", co2_g_km=Decimal(0))
PETROL = replace(CAR, drive="petrol", co2_g_km=Decimal(121))
PLUG_IN = replace(
    CAR, drive="plug_in_hybrid", co2_g_km=Decimal(41),
    rde_nox_share=Decimal("0.31"), rde_pn_share=Decimal("0.22"),
)  # fmt: skip


def _clean(vehicle: ProcuredVehicle, contract: Contract = BOUGHT) -> tuple[bool | None, str]:
    found = judge(LAW, vehicle, contract)
    (answer,) = found.clean.values()
    return answer.value, answer.reason


@pytest.mark.parametrize(
    ("changes", "contract", "expected"),
    [
        ({"co2_g_km": "50"}, BOUGHT, (True, "co2_rde_within")),
        ({"co2_g_km": "50.01"}, BOUGHT, (False, "co2_above")),
        # "Mindre än 80 procent": at 80 % the vehicle is not clean.
        ({"rde_nox_share": "0.80"}, BOUGHT, (False, "rde_above")),
        ({"rde_nox_share": "0.799999"}, BOUGHT, (True, "co2_rde_within")),
        ({"rde_pn_share": "1.43"}, BOUGHT, (False, "rde_above")),
        ({"rde_pn_share": None}, BOUGHT, (None, "rde_missing")),
        ({"co2_g_km": None}, BOUGHT, (None, "co2_missing")),
        # From 2026 only what emits nothing is clean: the plug-in of 2025 no longer counts.
        ({}, NOW, (False, "co2_above")),
        ({"co2_g_km": None}, NOW, (False, "has_exhaust")),
        ({"co2_g_km": None, "drive": None}, NOW, (None, "co2_missing")),
        ({"co2_g_km": "0", "drive": None}, NOW, (True, "co2_zero")),
        ({"co2_g_km": "0", "drive": "petrol"}, NOW, (None, "co2_drive_differ")),
        ({"co2_g_km": None, "drive": "electric"}, NOW, (True, "no_exhaust")),
        ({"co2_g_km": "12", "drive": "electric"}, BOUGHT, (None, "co2_drive_differ")),
    ],
)
def test_a_light_vehicle_is_clean_by_the_limits_of_its_period(
    changes: dict[str, str | None], contract: Contract, expected: tuple[bool | None, str]
) -> None:
    numbers = {name: value if name == "drive" or value is None else Decimal(value)
               for name, value in changes.items()}  # fmt: skip
    assert _clean(replace(PLUG_IN, **numbers), contract) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("drive", "fuel", "evidence", "expected"),
    [
        ("electric", None, None, (True, "drive_clean")),
        ("plug_in_hybrid", None, None, (True, "drive_clean")),
        ("gas", None, None, (True, "drive_clean")),
        ("diesel", "lpg", None, (True, "fuel_clean")),
        ("diesel", "hvo100", "Avtalets punkt 4.2 (påhittat)", (True, "fuel_unblended")),
        ("diesel", "hvo100", None, (None, "evidence_missing")),
        ("diesel", "hvo100", "  ", (None, "evidence_missing")),
        ("ethanol", "ed95", "Intyg (påhittat)", (True, "fuel_unblended")),
        ("ethanol", "e85", "Intyg (påhittat)", (False, "fuel_blended")),
        ("diesel", "diesel_mk1", "Intyg (påhittat)", (False, "fuel_blended")),
        ("diesel", None, None, (None, "fuel_missing")),
        (None, None, None, (None, "drive_missing")),
    ],
)
def test_a_heavy_vehicle_is_clean_by_drive_or_by_an_unblended_fuel_with_evidence(
    drive: str | None, fuel: str | None, evidence: str | None, expected: tuple[bool | None, str]
) -> None:
    made = replace(TRUCK, drive=drive, fuel=fuel, fuel_evidence=evidence)
    assert _clean(made) == expected
    # The definition of heavy vehicles is the same in both periods.
    assert _clean(made, NOW) == expected


@pytest.mark.parametrize(
    ("vehicle", "contract", "state", "reasons"),
    [
        (CAR, BOUGHT, "in", ()),
        (CAR, replace(BOUGHT, award_date=date(2021, 8, 1)), "out", ("outside_periods",)),
        # Procedures begun after 2 August 2021, not on it.
        (CAR, replace(BOUGHT, procedure_start=date(2021, 8, 2)), "out", ("procedure_before",)),
        (CAR, replace(BOUGHT, procedure_start=date(2021, 8, 3)), "in", ()),
        (CAR, replace(BOUGHT, procedure_start=None), "unknown", ("procedure_missing",)),
        (CAR, replace(BOUGHT, is_above_threshold=False), "out", ("below_threshold",)),
        (CAR, replace(BOUGHT, is_above_threshold=None), "unknown", ("threshold_missing",)),
        (CAR, replace(BOUGHT, award_date=None), "unknown", ("award_missing",)),
        (replace(CAR, exception="ambulance"), BOUGHT, "out", ("exception_ambulance",)),
        (replace(CAR, eu_category=None), BOUGHT, "unknown", ("category_missing",)),
        # A purchase is covered whatever its code; a service by its code alone.
        (replace(CAR, form="service"), replace(BOUGHT, cpv=("90511000",)), "in", ()),
        (replace(CAR, form="service"), replace(BOUGHT, cpv=("60120000",)), "out",
         ("cpv_not_listed",)),
        (replace(CAR, form="service"), replace(BOUGHT, cpv=("90511200",)), "unknown",
         ("cpv_under_listed",)),
        (replace(CAR, form="service"), BOUGHT, "unknown", ("cpv_missing",)),
        (replace(CAR, form=None), BOUGHT, "unknown", ("form_missing",)),
        (BUS, BOUGHT, "in", ()),
        (replace(BUS, bus_class="III"), BOUGHT, "out", ("coach",)),
        (replace(BUS, bus_class=None), BOUGHT, "unknown", ("bus_class_missing",)),
        (CAR, replace(BOUGHT, buyers=(Buyer(BUYER), Buyer("Annan kommun"))), "unknown",
         ("buyer_missing",)),
    ],
)  # fmt: skip
def test_what_is_counted_and_why_not(
    vehicle: ProcuredVehicle, contract: Contract, state: str, reasons: tuple[str, ...]
) -> None:
    found = judge(LAW, vehicle, contract)
    assert (found.state, found.reasons) == (state, reasons)


def test_the_class_follows_the_weight_and_the_period_the_call_off() -> None:
    small = replace(CAR, eu_category="M2", total_weight_kg=5_000)
    assert judge(LAW, small, BOUGHT).classes == ("light",)
    assert judge(LAW, replace(small, total_weight_kg=5_001), BOUGHT).classes == ("light", "bus")
    # Called off in 2026 from an agreement awarded in 2024: the new definition.
    late = replace(PLUG_IN, awarded=date(2026, 1, 1))
    assert judge(LAW, late, BOUGHT).periods == ("second",)
    assert _clean(late) == (False, "co2_above")
    assert _clean(replace(late, awarded=date(2025, 12, 31))) == (True, "co2_rde_within")


def _fleet(*groups: tuple[int, ProcuredVehicle], contract: Contract = BOUGHT,
           one: str = "light", as_of: date = TODAY, law: object = LAW) -> Count:  # fmt: skip
    made = [replace(v, vehicle_id=f"F{g}N{n}") for g, (many, v) in enumerate(groups)
            for n in range(many)]  # fmt: skip
    judged = [judge(law, v, contract) for v in made]  # type: ignore[arg-type]
    period = "second" if contract is NOW else "first"
    return count(law, judged, BUYER, period, one, as_of)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clean", "of", "asked", "verdict"),
    [
        (5, 13, 6, "not_met"),  # 13 * 0.385 = 5.005, so 6; 5 / 13 = 38.46 %, printed 38.5 %
        (6, 13, 6, "met"),
        (77, 200, 77, "met"),  # 200 * 0.385 = 77.0 exactly: "minst" is enough
        (76, 200, 77, "not_met"),
        (0, 1, 1, "not_met"),  # 1 * 0.385 = 0.385, so 1
    ],
)
def test_whole_vehicles_are_compared_with_the_share_of_the_whole_number(
    clean: int, of: int, asked: int, verdict: str
) -> None:
    found = _fleet((clean, ELECTRIC), (of - clean, PETROL))
    assert (found.clean.least, found.clean.most) == ((clean, of), (clean, of))
    assert (found.clean.needed_least, found.clean.verdict) == (asked, verdict)
    assert needed(Decimal("0.385"), of) == asked


def test_an_unknown_vehicle_is_counted_at_both_ends() -> None:
    nameless = replace(CAR, drive=None)  # emissions and drive unknown
    # 5 to 6 of 13: 6 are asked, so the one that is not known decides.
    found = _fleet((5, ELECTRIC), (7, PETROL), (1, nameless))
    assert (found.clean.least, found.clean.most) == ((5, 13), (6, 13))
    assert (found.clean.verdict, found.clean.reason) == ("not_assessable", "unknown_decides")
    assert (found.yes, found.no, found.unknown) == (5, 7, 1)
    # 4 to 5 of 13 fail at both ends, 6 to 7 hold at both.
    assert _fleet((4, ELECTRIC), (8, PETROL), (1, nameless)).clean.verdict == "not_met"
    assert _fleet((6, ELECTRIC), (6, PETROL), (1, nameless)).clean.verdict == "met"


def test_a_vehicle_that_may_not_be_counted_is_left_out_where_that_is_worse() -> None:
    maybe = replace(ELECTRIC, eu_category=None)  # clean, if it is a light one
    found = _fleet((2, ELECTRIC), (3, PETROL), (1, maybe))
    # Worst 2 of 5 (it is another class): 5 * 0.385 = 1.925, so 2. Best 3 of 6.
    assert (found.clean.least, found.clean.most) == ((2, 5), (3, 6))
    assert found.clean.verdict == "met"
    dirty = replace(TRUCK, eu_category=None, drive="diesel", fuel="diesel_mk1")
    assert _fleet((1, maybe), one="truck").clean.verdict == "not_assessable"
    assert _fleet((1, dirty), one="truck").clean.reason == "unknown_decides"


def test_nothing_is_not_something_and_a_period_that_goes_on_has_no_verdict() -> None:
    assert _fleet(one="truck").clean.reason == "no_vehicles"
    found = _fleet((1, ELECTRIC), contract=NOW)
    assert (found.clean.verdict, found.clean.reason) == ("not_due", "period_open")
    assert _fleet((1, ELECTRIC), contract=NOW, as_of=LAST).clean.verdict == "met"


BATTERY = replace(BUS, drive="electric")
GAS = replace(BUS, drive="gas")
DIESEL = replace(BUS, drive="diesel", fuel="diesel_mk1")


@pytest.mark.parametrize(
    ("battery", "gas", "diesel", "clean", "zero", "asked"),
    [
        # 20 * 0.45 = 9 clean asked; 20 * 0.5 * 0.45 = 4.5, so 5 of them without emissions.
        (5, 4, 11, "met", "met", (9, 5)),
        (4, 5, 11, "met", "not_met", (9, 5)),
        # Half of the mandated share, not of all clean buses: 5 of 15 clean are enough.
        (5, 10, 5, "met", "met", (9, 5)),
        (4, 4, 12, "not_met", "not_met", (9, 5)),
    ],
)
def test_half_of_the_mandated_share_of_buses_is_without_emissions(
    battery: int, gas: int, diesel: int, clean: str, zero: str, asked: tuple[int, int]
) -> None:
    found = _fleet((battery, BATTERY), (gas, GAS), (diesel, DIESEL), one="bus")
    assert found.zero is not None
    assert (found.clean.verdict, found.zero.verdict) == (clean, zero)
    assert (found.clean.needed_least, found.zero.needed_least) == asked
    # The other reading is told beside it: half of all clean ones.
    assert found.half_of_clean == -(-(battery + gas) // 2)


def test_mostly_double_deckers_halve_what_is_asked_without_emissions() -> None:
    double = [replace(v, is_double_decker=True) for v in (BATTERY, GAS, DIESEL)]
    # 20 * 0.25 * 0.45 = 2.25, so 3, when more than 80 % have two floors (17 of 20 = 85 %).
    found = _fleet((3, double[0]), (6, double[1]), (8, double[2]), (3, DIESEL), one="bus")
    assert found.zero is not None
    assert (found.zero.needed_least, found.zero.verdict) == (3, "met")
    # Not known of 17: 3 are too few without the easing, and enough with it.
    asked = [replace(v, is_double_decker=None) for v in (BATTERY, GAS, DIESEL)]
    found = _fleet((3, asked[0]), (6, asked[1]), (8, asked[2]), (3, DIESEL), one="bus")
    assert found.zero is not None
    assert (found.zero.verdict, found.zero.reason) == ("not_assessable", "floors_unknown")


def test_danish_targets_nobody_has_checked_give_no_verdict() -> None:
    law = law_of(LOADED, "DK", TODAY)
    danish = replace(BOUGHT, country="DK")
    found = _fleet((1, BATTERY), one="bus", contract=danish, law=law)
    assert found.zero is not None
    assert (found.clean.verdict, found.clean.reason) == ("not_assessable", "target_unverified")
    assert (found.zero.verdict, found.zero.reason) == ("not_assessable", "target_unverified")
    # 13 * 0.374 = 4.862, so 5: in Denmark 5 of 13 light ones are enough.
    found = _fleet((5, ELECTRIC), (8, PETROL), contract=danish, law=law)
    assert (found.clean.needed_least, found.clean.verdict) == (5, "met")
