"""The page of reference values: a version of one's own shows what it changes before it is saved."""

from __future__ import annotations

from pathlib import Path

from tests.support.pages import page, words
from tests.support.world import World, clause

HEAD = "Slag;Drivmedel;Land;Enhet;Värde;Gäller från;Status;Utgivare;Källa;Läst i"
FIELDS = {
    "value": "50", "valid_from": "2025-01-01", "publisher": "Påhittad leverantör",
    "title": "Deklaration (påhittat)", "read_at": "s. 1",
}  # fmt: skip


def fill(world: World) -> None:
    world.sign(clause())
    world.fuel("2025", "vehicle | fuel | quantity\n A | hvo100 | 900\n B | diesel_b0_offroad | 100")


def test_a_version_is_seen_before_it_is_saved_and_can_be_taken_back(home_copy: Path) -> None:
    app = page("factors", fuel="hvo100")
    assert "34,02 MJ/l" in words(app)
    app.text_input(key="name_in_header").set_value("Kim Exempel").run()
    app.selectbox(key="factors_kind").set_value("renewable_share")
    for name, text in FIELDS.items():
        app.text_input(key=f"factors_{name}").set_value(text)
    app.run()
    app.button(key="factors_preview").click().run()
    assert not app.exception
    said = words(app)
    assert "Ändrar siffrorna i 1 av 1 bedömningar, varav 1 får en annan bedömning" in said
    assert "Bekräftade avvikelser behåller" in said
    assert "Uppfyllt" in said
    assert "Brist" in said
    app.button(key="factors_save").click().run()
    assert [e.value for e in app.error] == ["Skriv varför. Skälet sparas."]
    app.text_input(key="factors_reason").set_value("Ny deklaration (påhittat)").run()
    app.button(key="factors_save").click().run()
    said = words(app)
    assert "Den egna versionen är sparad" in said
    assert "Egen uppgift: Påhittad leverantör, Deklaration (påhittat)" in said
    assert "Kim Exempel" in said
    # The proof and the method page say whose figure it is.
    method = words(page("method", find="Deklaration", view="view_figures"))
    assert "Egen uppgift: Påhittad leverantör" in method
    app.text_input(key="factors_why_3-1").set_value("Fel papper").run()
    app.button(key="factors_withdraw_do").click().run()
    assert "återtaget" in words(app)
    assert "Egen uppgift" not in words(app)
    file = "\n".join((HEAD, "Förnybar andel;HVO100;SE;%;40;2025-01-01;Publicerat;P;Källa;s. 1"))
    app.file_uploader(key="factors_file").set_value(("egna.csv", file.encode(), "text/csv")).run()
    app.text_input(key="factors_load_reason").set_value("Flera på en gång (påhittat)").run()
    app.button(key="factors_load_save").click().run()
    assert "De egna värdena är sparade" in words(app)
    assert "40 %" in words(app)
