"""The region's page: paces in words, hidden figures, a refusal with its reason, a decision."""

from __future__ import annotations

from pathlib import Path

from followup.domain.parties import Buyer
from tests.support.pages import page, words
from tests.support.world import World, clause, monthly

GOAL = "KRON_FBF_2030_CONTRACTS"
BUYERS = {"Växjö kommun": "PQR", "Alvesta kommun": "STU", "Ljungby kommun": "VWX",
          "Lessebo kommun": "Y"}  # fmt: skip


def fill(world: World) -> None:
    for buyer, suppliers in BUYERS.items():
        for place, number in enumerate(suppliers):
            world.sign(
                clause(contract=number, limit="0.1"), supplier=number, buyers=(Buyer(buyer),),
                reporters=(monthly(frequency="year", due_days=31),),
            )  # fmt: skip
            litres = 300 if buyer.startswith("V") else 100 + 100 * place
            rows = f"{number}1 | hvo100 | {litres}\n{number}2 | diesel_b0_offroad | 300"
            world.fuel("2025", f"vehicle | fuel | quantity\n{rows}", contract=number)


def test_the_region_at_different_speeds(home_copy: Path) -> None:
    app = page(
        "comparison", goal=GOAL, left="Växjö kommun", right="Ljungby kommun", who="Växjö kommun"
    )
    app.text_input(key="name_in_header").set_value("Kim Exempel").run()
    said = words(app)
    assert "Varje leverans räknas en gång" in said
    assert "Siffror som inte visas: 2." in said
    # Lessebo has one supplier, and Alvesta is what keeps it from being computed.
    assert "Siffran visas inte: Alvesta kommun, Lessebo kommun" in said
    assert "Växjö kommun ligger" in said
    assert "procentenheter högre än Ljungby kommun 2025" in said
    app.text_input(key="adopt_Växjö kommun_target").set_value("100")
    app.text_input(key="adopt_Växjö kommun_day").set_value("2028-12-31")
    app.text_area(key="adopt_Växjö kommun_path").set_value("2025-12-31: 40")
    app.button(key="FormSubmitter:adopt_Växjö kommun-Spara").click().run()
    assert [e.value for e in app.error] == [
        "Skriv beslutets beteckning och dag. Utan dem kan ingen hitta beslutet."
    ]
    app.text_input(key="adopt_Växjö kommun_decision").set_value("KS 2025/1 (påhittat)")
    app.text_input(key="adopt_Växjö kommun_decided").set_value("2025-06-01")
    app.button(key="FormSubmitter:adopt_Växjö kommun-Spara").click().run()
    assert not app.error
    said = words(app)
    assert "Före det gemensamma målet" in said
    assert "100 % senast 2028-12-31 · på vägen 40 % 2025-12-31" in said
    assert "I rätt takt" in said
    assert "KS 2025/1 (påhittat)" in said
    app.selectbox(key="address_right").set_value("Lessebo kommun").run()
    said = words(app)
    assert "Siffran för Lessebo kommun visas inte." in said
    assert "procentenheter högre än" not in said
    told = words(page("goals", goal=GOAL))
    assert "Andra organisationer, i sin egen takt" in told
    assert "Växjö kommun: Före det gemensamma målet · I rätt takt" in told.replace("*", "")
