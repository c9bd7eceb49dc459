"""The page of reports: what is missing, what became of the rest, and one report opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.pages import keep_original, page, words
from tests.support.world import NUMBER, SUPPLIER, World, clause, monthly

FUEL = "fuel | quantity\n hvo100 | 900"
TODAY = "2025-06-16"
EVIL = "Åkeri ![x](http://example.invalid/p.png)"


def fill(world: World) -> None:
    world.sign(clause(), reporters=(monthly(), monthly(EVIL, frequency="quarter")))
    first = world.fuel("2025-01", FUEL, received="2025-02-10")
    world.fuel("2025-01", FUEL, received="2025-05-10", replaces=(first,), row_count=7)
    world.fuel("2025-02", FUEL, received="2025-03-20")
    world.nil("2025-03")
    sha = keep_original(world, b"rapport")
    gone = world.fuel("2025-04", FUEL, received="2025-05-02", sha256=sha)
    world.withdraw(gone, "2025-05-03")


def _rows(app: AppTest) -> list[list[str]]:
    [table] = app.table
    return [[str(cell).replace("\\", "") for cell in row] for row in table.value.to_numpy()]


def _open(period: str, reporter: str = SUPPLIER) -> AppTest:
    return page("reports", contract=NUMBER, reporter=reporter, kind="fuel", period=period)


def test_without_contracts_the_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path))
    assert "Lägg in ett avtal med vem som rapporterar" in words(page("reports"))


def test_the_late_stand_first_and_every_report_has_one_word(home: Path) -> None:
    app = page("reports")
    assert not app.exception
    said = words(app)
    # January to May from one, the first quarter from the other: six were due, three are late.
    assert "3 av 6 rapporter är inne" in said
    late = ["! Försenad 62 dagar", "! Försenad 32 dagar", "! Försenad 1 dag"]
    assert [row[0] for row in _rows(app)[:3]] == late
    assert {row[0] for row in _rows(app)} == {
        *late, "… Väntas", "✓ Mottagen i tid", "↓ Kom 5 dagar för sent",
        "○ Nollrapport",
    }  # fmt: skip
    assert all(cell for row in _rows(app) for cell in row[:7])


def test_filters_stand_in_the_address(home: Path) -> None:
    assert {row[0] for row in _rows(page("reports", status="nil"))} == {"○ Nollrapport"}
    assert {row[2] for row in _rows(page("reports", by=SUPPLIER))} == {SUPPLIER}
    changed = page("reports", changed="1")
    assert len(_rows(changed)) == 2
    changed.toggle(key="address_changed").set_value(False).run()
    assert "changed" not in changed.query_params
    assert len(_rows(changed)) == 8
    assert "Ingen rapport passar urvalet" in words(page("reports", status="exempt"))


def test_each_late_reporter_gets_a_letter_to_copy(home: Path) -> None:
    letters = [code.value for code in page("reports", "en").code]
    assert len(letters) == 2
    mine = next(letter for letter in letters if SUPPLIER in letter)
    # In the contract's language, whoever reads the page.
    assert f"avtal {NUMBER}" in mine
    assert "drivmedelsrapport för apr. 2025. Sista dag var 2025-05-15, 32 dagar sedan." in mine


def test_a_replaced_report_opens_with_all_its_versions(home: Path) -> None:
    app = _open("2025-01")
    assert not app.error
    said = words(app)
    assert said.index("Version 2") < said.index("Version 1")
    assert "7 rader" in said
    assert "En senare rättelse gör inte rapporten försenad" in said
    badges = [badge.value for badge in app.markdown if "Ersatt" in badge.value]
    assert len(badges) == 1
    assert "Ersatt av v2" in badges[0]
    # The newer one beside the older says that no row differs, or which.
    app.session_state["compare_versions"] = True
    app.run()
    assert not app.exception
    assert "Alla 1 rader säger samma sak i båda versionerna" in words(app)


def test_a_withdrawn_report_is_late_again_and_tells_by_whom(home: Path) -> None:
    app = _open("2025-04")
    said = words(app)
    assert "Tillbakadragen av Testperson" in said
    assert len(app.code) == 1
    assert [b.key for b in app.get("download_button")]


def test_an_address_that_names_no_report_says_so(home: Path) -> None:
    assert "Det finns ingen sådan rapport" in words(_open("2031-01"))
    assert "Det finns ingen sådan rapport" in words(_open("i fjol"))


def test_words_of_others_are_never_read_as_markdown(home: Path) -> None:
    for app in (page("reports"), _open("2025-Q1", EVIL)):
        spoken = [e.value for kind in (app.markdown, app.subheader, app.caption) for e in kind]
        assert not [text for text in spoken if "![x](" in text]


def test_a_withdrawal_here_needs_a_reason_and_makes_the_report_missing(home_copy: Path) -> None:
    app = _open("2025-02")
    app.text_input(key="name_in_header").set_value("Kim Exempel").run()
    button = next(b for b in app.button if (b.key or "").startswith("undo-now-"))
    button.click().run()
    assert "Skriv varför" in app.error[0].value
    field = next(f for f in app.text_input if (f.key or "").startswith("undo-reason-"))
    field.set_value("fel månad").run()
    next(b for b in app.button if (b.key or "").startswith("undo-now-")).click().run()
    said = words(app)
    assert "Tillbakadragen av Kim Exempel (ej kontrollerat)" in said
    assert "fel månad" in said
    assert "Sista dagen har passerat" in said
