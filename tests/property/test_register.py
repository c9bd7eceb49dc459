"""A register that is written and read back is the same register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from followup.domain.parties import (
    Buyer,
    Classification,
    Contract,
    Extension,
    Reporter,
    Score,
    Subcontractor,
)
from followup.domain.penalty import PenaltyRule
from followup.domain.timeline import StepRule
from followup.i18n.text import LANGUAGES
from followup.reference import catalogue as reference
from followup.services.contract import export as contract_export
from followup.services.contract import register as contract_register
from followup.services.contract.checks import check
from followup.services.requirement import requirements
from tests.support.search import most
from tests.support.workbooks import read_bytes
from tests.support.world import agreement, clause

NAME = st.text(st.sampled_from("abcåäöøæÅÄÖ ABC-&/.'+"), min_size=3, max_size=14).map(
    lambda s: f"Påhittad {' '.join(s.split())} x"
)
DAY = st.dates(date(2021, 1, 1), date(2024, 12, 31))
MAYBE_DAY = st.none() | DAY
BONUS = PenaltyRule("price_supplement", "bonus", Decimal("5.125"), "DKK")
LATE = PenaltyRule(
    "per_point",
    "shortfall",
    Decimal("1000.505"),
    is_started=False,
    cap_units=Decimal(10),
    cap_amount=Decimal(300000),
    cap_scope="breach",
    excuses_blocked=True,
)
# Settings of every kind, also where a library entry says otherwise.
SETTINGS = st.fixed_dictionaries({
    "source": st.sampled_from([None, "renewable_energy", "lund_steps", "skane_biogas"]),
    "comparator": st.sampled_from([">=", "<="]),
    "fuel_set": st.sampled_from(["renewable", "el_biogas_hydrogen"]),
    "electricity": st.sampled_from(["all", "origin_labelled", "unknown"]),
    "accepts_green_gas": st.booleans(), "accepts_mass_balance": st.booleans(),
    "accepts_declared": st.booleans(), "vehicle_set": st.sampled_from([None, "heavy"]),
    "vehicle_count": st.sampled_from(["used", "on_day", "vehicle_days"]),
    "vehicle_level": st.sampled_from([Decimal(1), Decimal("0.125")]),
    "coverage_floor": st.sampled_from([Decimal(1), Decimal("0.905")]),
    "limit_origin": st.sampled_from(["clause", "bid"]),
    "factor_set": st.sampled_from(["statutory", "official_wtw"]),
    "evidence": st.sampled_from([(), ("vehicle_list", "Eget papper (påhittat)")]),
    "consequence, penalty": st.sampled_from([
        ("none", None), ("penalty", None), ("termination", None), ("bonus", BONUS),
        ("penalty", LATE),
    ]),
    "consequence_text": st.sampled_from(["", "500 kr per dag (påhittat)"]),
    "review_date": st.sampled_from([None, date(2027, 5, 1)]),
})  # fmt: skip
SHARES = st.sampled_from([None, ("0.5", "0.5"), ("0.333333", "0.666667"), ("0.005", "0.995")])


@cache
def book() -> reference.Catalogue:
    return reference.load()


@st.composite
def contracts(draw: st.DrawFn, number: str) -> Contract:
    start = draw(DAY)
    end = start + timedelta(days=draw(st.integers(400, 2000)))
    options, day = [], end + timedelta(days=1)
    for _ in range(draw(st.integers(0, 2))):
        until = day + timedelta(days=364)
        decided = draw(MAYBE_DAY) if not options or options[-1].decided_date else None
        notice = draw(st.sampled_from([None, day - timedelta(days=60)]))
        options.append(Extension(day, until, notice, decided))
        day = until + timedelta(days=1)
    shares = draw(SHARES)
    buyers = tuple(
        Buyer(f"Påhittad kommun {n}", Decimal(shares[n]) if shares else None) for n in range(2)
    )
    made = agreement(
        number=number, title=draw(NAME), supplier=draw(NAME), buyers=buyers,
        start_date=start, end_date=end, country=draw(st.sampled_from(["SE", "DK"])),
        category=draw(st.none() | NAME), board=draw(NAME), responsible=draw(NAME),
        diary_number=draw(st.sampled_from([None, "KS 2025/17", "0042"])),
        cpv=draw(st.sampled_from([(), ("60130000",), ("90511000", "09134100")])),
        value=draw(st.none() | st.decimals(0, 10**11, places=2)), currency="SEK",
        extensions=tuple(options),
        reporters=(
            Reporter("Påhittad A", "fuel", "month", 15, "supplier", None, date(2023, 5, 5)),
            Reporter("Påhittad B", "fuel", "quarter", 30, "subcontractor", date(2023, 5, 6)),
        ),
        subcontractors=tuple(Subcontractor(draw(NAME), "556677-8899", d, None)
                             for d in draw(st.lists(MAYBE_DAY, max_size=1))),
        classification=draw(st.sampled_from([
            None,
            Classification((Score("value", 3, "Störst (påhittat)"), Score("market", 0))),
            Classification((), "B", "Nytt upplägg (påhittat)"),
        ])),
    )  # fmt: skip
    return replace(made, requirements=tuple(draw(requirement(made, n)) for n in range(1, 3)))


@st.composite
def requirement(draw: st.DrawFn, contract: Contract, place: int) -> object:
    steps = draw(st.sampled_from([
        (StepRule(Decimal("0.8")),),
        (StepRule(Decimal("0.005"), "date", "2025-03-01"), StepRule(Decimal("0.12345"), "date",
                                                                    "2026-01-01")),
        (StepRule(Decimal("0.5"), "contract_year", "1"), StepRule(Decimal(1), "contract_year",
                                                                  "2")),
        (StepRule(Decimal("0.5"), "months_after_start", "6"),
         StepRule(Decimal("0.9"), "extension", "1")),
    ]))  # fmt: skip
    made = clause(
        contract=contract.number, short=f"K{place}", title=draw(NAME),
        clause="Rad ett (påhittad)\nrad två", source="renewable_energy",
        fuel_set="renewable", assessment_period=draw(st.sampled_from(["year", "contract_year"])),
    )  # fmt: skip
    chosen = draw(SETTINGS)
    chosen["consequence"], chosen["penalty"] = chosen.pop("consequence, penalty")
    made = replace(made, steps=steps, **chosen)
    if place == 2 and draw(st.booleans()):
        made = replace(made, part_of=f"{contract.number}/K1")
    return requirements.finished(book(), contract, made)


@given(contracts("PH-1"), contracts("PH 2/25"), st.sampled_from(LANGUAGES))
@settings(max_examples=most(4, 36), deadline=None)
def test_a_register_written_and_read_back_is_the_same(
    one: Contract, two: Contract, lang: str
) -> None:
    entered = tuple(
        replace(c, currency=c.currency if c.value is not None else None) for c in (one, two)
    )
    for contract in entered:
        check(contract)
    draft = read_bytes(contract_export.workbook(entered, lang))
    assert contract_register.from_register(book(), draft, lang) == entered
