"""The page of the brief: what is chosen is what stands, and what is stored stays."""

from __future__ import annotations

from pathlib import Path

from followup.services.brief.brief import write
from followup.services.brief.export import FORMS
from followup.ui import navigation
from tests.support.briefs import facts
from tests.support.pages import page, words
from tests.support.world import World, clause, monthly

GOAL, OTHER = "KRON_FBF_2030_CONTRACTS", "KRON_FBF_2030_TRANSPORT"
NAME, MEETING = "Kim Exempel", "Påhittad nämnd 10 mars"


def fill(world: World) -> None:
    yearly = monthly(frequency="year", due_days=31)
    world.sign(
        clause(limit="0.99"), board="Trafiknämnden", reporters=(yearly,),
        days="2024-01-01..2026-12-31",
    )  # fmt: skip
    for year, litres in ((2024, 500), (2025, 900)):
        rows = f"A | hvo100 | {litres}\nB | diesel_b0_offroad | {1000 - litres}"
        world.fuel(str(year), f"vehicle | fuel | quantity\n{rows}", received=f"{year + 1}-01-20")


def test_a_brief_is_chosen_seen_stored_and_compared(home_copy: Path) -> None:
    app = page("brief", goals=GOAL)
    assert not app.exception
    said = words(app)
    for heading in ("Var vi står", "Vad vi inte vet", "Vad ni kan besluta"):
        assert heading in said
    assert "Läget 2026-02-16" in said
    assert "Brist" not in said  # nobody has confirmed it (rule 27)
    assert "1 avvikelse är under granskning" in said
    # And the description that lies beside the CSV file.
    assert len(app.get("download_button")) == len(FORMS) + 1
    app.text_input(key="name_in_header").set_value(NAME).run()
    app.text_input(key="brief_meeting").set_value(MEETING)
    next(b for b in app.button if b.label == "Spara underlaget").click().run()
    assert not app.exception
    assert NAME in words(app)
    stored = page("brief", brief="UL-2026-001")
    assert "Vad ni kan besluta" in words(stored)
    assert MEETING in words(stored)
    next(b for b in stored.button if b.label == "Räkna om och jämför").click().run()
    assert "blir varje siffra densamma" in " ".join(s.value for s in stored.success)
    danish = words(page("brief", goals=OTHER, **{"in": "da"}))
    assert "Hvad I kan beslutte" in danish
    assert "Välj minst ett mål" in words(page("brief", goals=","))


def test_every_figure_leads_to_a_page_of_the_menu() -> None:
    told = write(facts())
    paths = {spec.url_path for spec in navigation.PAGES}
    assert {f.place.partition("?")[0] for f in told.figures} <= paths
