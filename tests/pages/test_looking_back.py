"""An earlier day is chosen once and holds on every page, says so, and takes no acts."""

from __future__ import annotations

from pathlib import Path

from tests.support.pages import page, words
from tests.support.world import World, clause, monthly

GOAL = "KRON_FBF_2030_CONTRACTS"
BANNER = "Så som det var känt 2025-03-31."


def fill(world: World) -> None:
    world.sign(
        clause(limit="0.99"), reporters=(monthly(frequency="quarter"),),
        days="2024-01-01..2026-12-31",
    )  # fmt: skip
    for year, litres in ((2024, 500), (2025, 900)):
        for quarter in range(1, 5):
            rows = f"A | hvo100 | {litres}\nB | diesel_b0_offroad | {1000 - litres}"
            world.fuel(f"{year}-Q{quarter}", f"vehicle | fuel | quantity\n{rows}")


def test_an_earlier_day_holds_on_every_page_until_one_goes_home(home: Path) -> None:
    app = page("goals", goal=GOAL, on="2025-03-31")
    then = words(app)
    assert BANNER in then
    assert "2024" in then
    app.switch_page("pages/upload.py").run()
    assert BANNER in words(app)
    assert app.query_params["on"] in ("2025-03-31", ["2025-03-31"])
    assert "Det går inte att spara något förrän du har gått tillbaka" in words(app)
    assert not [field for field in app.text_input if str(field.key).startswith("name_")]
    assert not app.get("file_uploader")
    app.query_params["goal"] = GOAL
    app.switch_page("pages/goals.py").run()
    app.button(key="earlier_home").click().run()
    now = words(app)
    assert "Så som det var känt" not in now
    assert now != then
    assert "on" not in app.query_params
    app.query_params["on"] = "2099-01-01"
    app.run()
    assert "”2099-01-01” går inte att visa." in words(app)
    app.button(key="earlier_0").click().run()
    assert "Så som det var känt 2025-12-31." in words(app)
    assert "går inte att visa" not in words(app)
