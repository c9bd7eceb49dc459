"""A requirement as it is built, said in a sentence, compared with the library, and as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followup.domain.parties import Contract, Extension
from followup.domain.penalty import PenaltyRule
from followup.domain.requirement import Requirement
from followup.domain.timeline import StepRule
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.services.contract.defaults import defaults_of
from followup.services.requirement import hint as follow_up_hint
from followup.services.requirement import requirements
from followup.services.requirement import rows as requirement_rows
from followup.services.requirement import text as requirement_text
from followup.services.requirement.limits import form_limit, register_limit
from followup.services.requirement.requirements import RequirementEntry, build_requirement
from tests.reference.world import LOADED
from tests.support.world import agreement, monthly

CONTRACT = agreement(days="2025-01-01..2028-12-31")
EXTENDED = replace(CONTRACT, extensions=(Extension(date(2028, 1, 1), date(2029, 12, 31)),))


def built(measure: str, *steps: StepRule, **settings: Any) -> Requirement:
    entry = RequirementEntry("K1", "", steps, settings={"measure": measure, **settings})
    return build_requirement(LOADED, CONTRACT, entry, "sv")


def copied(code: str, contract: Contract = CONTRACT, **changes: Any) -> Requirement:
    made = requirements.from_library(LOADED, contract, code, "K1", "sv")
    return requirements.finished(LOADED, contract, replace(made, **changes))


def said(requirement: Requirement, contract: Contract = CONTRACT, lang: str = "sv") -> str:
    words = requirement_text.sentence(contract, requirement, lang)
    return words.replace("\N{NO-BREAK SPACE}", " ")


EIGHTY = StepRule(Decimal("0.8"))
TWENTY = StepRule(Decimal("0.2"))


@pytest.mark.parametrize(
    ("code", "measure", "steps", "settings"),
    [
        ("unknown_measure", "share_of_something", (EIGHTY,), {}),
        ("limit_missing", "renewable_energy_share", (), {}),
        ("limit_out_of_range", "renewable_energy_share", (StepRule(Decimal(2)),), {}),
        ("limit_out_of_range", "report_in_time", (EIGHTY,), {}),
        ("invalid_step", "renewable_energy_share",
         (StepRule(Decimal("0.8"), "contract_year", "två"),), {}),
        ("invalid_level", "euro_class_share", (EIGHTY,), {"level": "IX"}),
        ("invalid_level", "vehicle_age_share", (EIGHTY,), {}),
        ("review_date_missing", "not_on_market", (), {}),
        ("unknown_fuel_set", "renewable_energy_share", (EIGHTY,), {"fuel_set": "grönt"}),
        ("unknown_vehicle_set", "euro_class_share", (EIGHTY,),
         {"level": "VI", "vehicle_set": "moped"}),
    ],
)  # fmt: skip
def test_what_could_never_be_followed_up_is_refused(
    code: str, measure: str, steps: tuple[StepRule, ...], settings: dict[str, Any]
) -> None:
    with pytest.raises(UserError) as raised:
        built(measure, *steps, **settings)
    assert raised.value.code == code


def test_a_level_in_grams_is_no_share() -> None:
    made = built("ghg_per_km", StepRule(Decimal(95)), StepRule(Decimal(80), "contract_year", "2"))
    assert [s.value for s in made.limits.steps] == [95, 80]
    assert said(made) == ("Klimatutsläppen ska i medeltal vara högst 95 g/km, räknat per "
                          "kalenderår, från 2026-01-01 80 g/km.")  # fmt: skip


@pytest.mark.parametrize(
    ("requirement", "sentence"),
    [
        (built("renewable_energy_share", EIGHTY, StepRule(Decimal("0.9"), "date", "2026-01-01")),
         "Av energin i drivmedlet ska minst 80 % komma från förnybara drivmedel, räknat per "
         "kalenderår, från 2026-01-01 90 %."),
        (built("renewable_energy_share", StepRule(Decimal("0.4"), "months_after_start", "12"),
               fuel_set="el_biogas_hydrogen", part_of=f"{CONTRACT.number}/K7"),
         "Av energin i drivmedlet ska minst 40 % komma från el, biogas eller vätgas, räknat per "
         "kalenderår, från och med 2026-01-01. Det är en del av krav K7."),
        (built("euro_class_share", StepRule(Decimal(1)), level="VI", vehicle_set="heavy"),
         "Av de tunga fordonen ska 100 % vara i euroklass VI eller bättre, räknat per "
         "kalenderår."),
        (built("renewable_vehicle_count", StepRule(Decimal(3)), consequence="penalty"),
         "Minst 3 av fordonen ska köras på förnybara drivmedel, räknat per kalenderår. Vite om "
         "kravet inte uppfylls."),
        (built("not_on_market", review_date=date(2027, 1, 1)),
         "Kravet vilar. Den 2027-01-01 ska någon ta ställning till om det kan börja gälla."),
    ],
)  # fmt: skip
def test_a_requirement_says_in_one_sentence_what_it_will_mean(
    requirement: Requirement, sentence: str
) -> None:
    assert said(requirement) == sentence


def test_a_step_of_an_extension_waits_for_the_extension() -> None:
    made = copied("lund_steps")
    assert [s.value for s in made.limits.steps] == [Decimal("0.50")]
    assert "100 % vid förlängning 1" in said(made)
    agreed = requirements.redated(EXTENDED, made)
    assert agreed.limits.on(date(2028, 6, 1)).value == 1
    assert "från 2028-01-01 100 %" in said(agreed, EXTENDED)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_of_the_library_has_a_sentence_in_every_language(lang: str) -> None:
    for made in LOADED.requirement_templates:
        requirement = requirements.from_library(LOADED, CONTRACT, made.id, "K1", lang)
        words = said(requirement, CONTRACT, lang)
        assert words.endswith(".")
        assert "{" not in words


def test_a_copy_keeps_its_link_and_says_what_was_changed() -> None:
    same = copied("renewable_outside_mandate")
    assert requirement_text.library_line(LOADED, same, "sv") == (
        "Från biblioteket: Förnybar andel utanför reduktionsplikten."
    )
    harder = copied(
        "renewable_outside_mandate", steps=(StepRule(Decimal("0.3")),), assessment_period="year"
    )
    line = requirement_text.library_line(LOADED, harder, "sv")
    assert line is not None
    assert line.endswith("Ändrat här: nivåerna och bedömningsperioden.")
    # Where the library leaves the level to the buyer, setting one changes nothing.
    own = copied("two_curves_general", steps=(EIGHTY,))
    assert "Ändrat" not in str(requirement_text.library_line(LOADED, own, "sv"))
    assert requirement_text.library_line(LOADED, replace(own, source=None), "sv") is None


def test_a_specific_curve_finds_its_general_one() -> None:
    general = copied("two_curves_general", steps=(EIGHTY,))
    with_one = requirements.with_requirement(CONTRACT, general, None)
    made = requirements.from_library(LOADED, with_one, "two_curves_specific", "K2", "sv")
    assert made.part_of == general.identifier
    both = requirements.with_requirement(
        with_one, requirements.finished(LOADED, with_one, replace(made, steps=(TWENTY,))), None
    )
    renamed = replace(general, identifier=f"{CONTRACT.number}/K9")
    after = requirements.with_requirement(both, renamed, general.identifier)
    assert {r.part_of for r in after.requirements} == {None, renamed.identifier}
    alone = requirements.without(after, renamed.identifier)
    assert [r.part_of for r in alone.requirements] == [None]
    with pytest.raises(UserError, match="requirement_twice"):
        requirements.with_requirement(both, replace(made, identifier=general.identifier), None)


def test_what_no_report_says_is_hinted_at_and_the_reporter_added() -> None:
    carried = built("renewable_tonne_km_share", EIGHTY)
    found = follow_up_hint.hint(CONTRACT, carried)
    assert found.missing == ("activity",)
    more = follow_up_hint.with_reporters(CONTRACT, found.missing, defaults_of(LOADED))
    assert follow_up_hint.hint(more, carried).is_followed
    assert (more.reporters[-1].name, more.reporters[-1].frequency) == (CONTRACT.supplier, "month")
    judged = follow_up_hint.hint(CONTRACT, built("evidence"))
    assert (judged.is_followed, judged.is_by_hand) == (True, True)
    accepted = built("renewable_tonne_km_share", EIGHTY, accepts_declared=True)
    declares = replace(CONTRACT, reporters=(monthly(report_type="declared"),))
    assert follow_up_hint.hint(declares, accepted).is_followed


FULL = built(
    "renewable_vehicle_share", EIGHTY, StepRule(Decimal("0.925"), "extension", "1"),
    title="Allt på en gång", clause="Minst ...", comparator="<=", fuel_set="alternative_fuels",
    electricity="origin_labelled", accepts_green_gas=True, accepts_mass_balance=True,
    accepts_declared=True, vehicle_set="truck", vehicle_count="vehicle_days",
    vehicle_level=Decimal("0.75"), coverage_floor=Decimal("0.9"), limit_origin="bid",
    factor_set="official_wtw", evidence=("vehicle_list", "Ett eget intyg"),
    consequence="penalty", consequence_text="1 000 kr per vecka", assessment_period="half_year",
    penalty=PenaltyRule(
        "per_week", "follow_up", Decimal("1000.50"), "DKK", is_started=False,
        cap_units=Decimal(10), cap_amount=Decimal(9000), cap_scope="breach", excuses_blocked=True,
    ),
    part_of=f"{CONTRACT.number}/K2", review_date=date(2027, 5, 1),
)  # fmt: skip
KINDS = (
    FULL, replace(FULL, vehicle_set=None, evidence=(), consequence_text=""),
    copied("ostergotland_specific"), copied("contractor_machine_stage"), copied("own_words"),
    copied("not_yet_on_market", review_date=date(2027, 1, 1)), copied("haulage_count"),
    built("ghg_per_km", StepRule(Decimal("95.5"), "date", "2025-07-01")),
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_goes_out_to_the_register_and_comes_back(lang: str) -> None:
    for requirement in KINDS:
        rows = requirement_rows.rows(requirement, lang)
        # What the reader of workbooks makes of a cell: words of lists as codes, and yes or no.
        read = [_as_read(row, requirement, place) for place, row in enumerate(rows)]
        entry = requirement_rows.entry(LOADED, read, lang)
        assert build_requirement(LOADED, CONTRACT, entry, lang) == requirement


def _as_read(row: dict[str, Any], requirement: Requirement, place: int) -> dict[str, Any]:
    flags = ("accepts_green_gas", "accepts_mass_balance", "accepts_declared")
    cells = {**row, "assessment_period": requirement.assessment_period}
    cells |= {name: getattr(requirement, name) for name in flags if name in row}
    if requirement.penalty and "penalty_started" in row:
        cells["penalty_started"] = requirement.penalty.is_started
        cells["penalty_excused"] = requirement.penalty.excuses_blocked
    return cells | {"clock": requirement.steps[place].clock}


def test_words_of_earlier_registers_are_still_read_and_unknown_ones_are_named() -> None:
    row = {"contract": CONTRACT.number, "requirement": "K1", "limit": "80"}
    old = requirement_rows.entry(LOADED, [{**row, "template": "två kurvor allmän"}], "sv")
    assert (old.template, old.steps[0].limit) == ("two_curves_general", Decimal("0.8"))
    with pytest.raises(UserError) as raised:
        requirement_rows.entry(
            LOADED, [{**row, "template": old.template, "fuel_set": "grönt"}], "sv"
        )
    assert raised.value.code == "unknown_requirement_word"
    with pytest.raises(UserError) as raised:
        requirement_rows.entry(LOADED, [{**row, "limit": "", "measure": "ghg_per_km"}], "sv")
    assert raised.value.params["field"] == "”Gräns (%)”"


def test_a_limit_is_read_on_the_measures_own_scale() -> None:
    assert form_limit("renewable_energy_share", "82,5 %") == Decimal("0.825")
    assert form_limit("ghg_per_km", "95,5") == Decimal("95.5")
    assert register_limit("renewable_energy_share", "0.8") == Decimal("0.8")
    assert register_limit("renewable_vehicle_count", "1 fordon") == 1
    assert register_limit("ghg_per_km", "95,5 g/km") == Decimal("95.5")
    for measure, text in (("renewable_energy_share", "101"), ("ghg_per_km", "-1")):
        with pytest.raises(UserError):
            form_limit(measure, text)
        assert register_limit(measure, text) is None
