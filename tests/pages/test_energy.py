"""Energy saved per tender on its page, on its contract's, and the mix of fuels beside."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from followup.domain.energy_saving import EnergyMeasured, EnergySaving
from followup.services import compliance
from followup.services.energy import export, mix, mix_words, rows, savings
from followup.services.installation import Actor, now_utc
from followup.ui import resources
from tests.pages.conftest import NAME
from tests.support.pages import TODAY, page, words
from tests.support.world import NUMBER, World

DAY = date.fromisoformat(TODAY)
KIM = Actor(NAME)
LAMPS = EnergySaving(
    "", "Belysning <b>i hall</b>", "buildings", "Påhittad kommun", NUMBER,
    baseline_kind="previous_tender", baseline_kwh=Decimal(180_000),
    baseline_source="Elmätare 2023", expected_kwh=Decimal(80_000), expected_year=2025,
    expected_source="Anbudet", grams_per_kwh=Decimal(25), factor_source="Påhittad faktor",
)  # fmt: skip


def fill(world: World) -> None:
    """A tender measured, one without a baseline, and a year of one fuel."""
    world.sign()
    for month in range(1, 13):
        world.fuel(f"2025-{month:02}", "fuel | quantity | unit\nhvo100 | 1000 | l")
    act = savings.save(world.installation, LAMPS, KIM, now_utc(), DAY)
    measured = EnergyMeasured(savings.name_of(act), 2025, Decimal(95_000), None, "Elmätare")
    savings.measure(world.installation, measured, KIM, now_utc(), DAY)
    bare = replace(LAMPS, title="Utan utgångsläge", contract=None, baseline_kwh=None,
                   baseline_kind=None, baseline_source=None)  # fmt: skip
    savings.save(world.installation, bare, KIM, now_utc(), DAY)


def test_the_sums_stand_apart_open_to_their_working_and_take_a_year(home_copy: Path) -> None:
    app = page("energy")
    said = words(app) + "".join(m.value.replace("\N{NO-BREAK SPACE}", " ") for m in app.metric)
    # 180 - 80 and 180 - 95 MWh, 25 g/kWh
    for told in ("0,100 GWh", "0,085 GWh", "2,5 t", "2,1 t", "0,2 % av de 54 GWh",
                 "1 av 2 upphandlingar", "Utan utgångsläge: Utgångsläge saknas"):  # fmt: skip
        assert told in said, told
    own = resources.installation()
    found = savings.overview(own, DAY)
    name = found.savings[0].identifier
    book = load_workbook(io.BytesIO(export.workbook(found, DAY, "sv")))
    assert [sheet.max_row > 2 for sheet in book] == [True, True]
    assert sum(row[10] for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)
               if isinstance(row[10], int | float)) == 185_000  # fmt: skip
    behind = rows.workbook(own, compliance.contracts_on(own, DAY)[0], 2025, DAY, "sv")
    held = load_workbook(io.BytesIO(behind)).active.iter_rows(min_row=4, values_only=True)
    # The rows sum to what is offered: 12 x 1 000 l at 9.45 kWh
    assert sum(row[10] for row in held) == 113_400
    app = page("energy", saving=name, user=NAME)
    assert "180 MWh − 95,0 MWh = 85,0 MWh sparat" in words(app)
    # What the contract's own reports hold: 12 000 l of HVO100 at 9.45 kWh
    assert "113 MWh levererat" in words(app)
    app.button(key="offer_2025").click().run()
    assert app.text_input(key="measured_mwh").value == "113,4"
    save = next(b for b in app.button if b.label == "Spara det uppmätta året")
    save.click().run()
    assert not app.exception
    assert "Det uppmätta året är sparat" in words(app)
    assert "180 MWh − 113 MWh = 66,6 MWh sparat" in words(app)


def test_one_fuel_too_many_is_told_with_the_index_and_leads_to_the_contract(home: Path) -> None:
    app = page("fuel_mix", level="contract")
    said = words(app)
    assert "Ett drivmedel dominerar" in said or "dominerar. Fundera" in said
    assert "motsvarar **1,0** lika stora drivmedel (Herfindahls index 1,00)" in said
    assert NUMBER in said
    own = resources.installation()
    contracts = compliance.contracts_on(own, DAY)
    found = mix.mixes(own, contracts, DAY)
    content = mix_words.workbook(found, contracts, own.catalogue, DAY, "sv")
    assert load_workbook(io.BytesIO(content)).worksheets[0].max_row == 3 + len(found)
