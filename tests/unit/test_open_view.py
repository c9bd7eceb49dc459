"""The open view says what everybody may read, and nothing of a single supplier."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from followup.goals.hiding import HidingRule, Stake
from followup.i18n.text import LANGUAGES, t
from followup.render.document import Chart, Document, Table
from followup.render.document_html import web_page
from followup.services.open_view import guard, hidden, public, site
from followup.services.open_view.editions import Edition
from followup.storage.publications import Publication
from tests.support.briefs import AS_OF, BUSES, NAMED, STREETS, facts, of_goal, pull, shares, texts

RULE = HidingRule(3, 3)
Y2024, Y2025 = date(2024, 12, 31), date(2025, 12, 31)


def told(away: dict[str, frozenset[date]] | None = None, **changes: Any) -> public.Open:
    return public.tell(facts(**changes), away or {}, RULE)


def publication(**changes: Any) -> Publication:
    usual: dict[str, Any] = {
        "edition": "2026-1", "published_date": AS_OF, "as_of": AS_OF, "known_act": 9,
        "goals": ("EGNA",), "publisher": "Påhittad kommun", "decision": "KS 12",
        "decided_date": AS_OF, "contact": "oppet@example.org",
    }  # fmt: skip
    return Publication(**usual | changes)


def words(document: Document) -> str:
    return "\n".join(texts(document))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_contracts_stand_by_title_and_board_alone(lang: str) -> None:
    made = told(lang=lang)
    said = words(made.document)
    assert f"{STREETS} (Påhittad nämnd)" in said
    assert f"{BUSES} (Påhittad nämnd)" in said
    for kept_back in ("K1", NAMED.found, "65,6", "7,6", "7.6", "15,11", "40"):
        assert kept_back not in said
    codes = [figure.code for figure in made.figures]
    assert not [c for c in codes if "/pull/" in c or c.startswith(("deviation/", "settled/"))]
    assert "goal/EGNA/latest" in codes
    assert {figure.place for figure in made.figures} == {""}
    assert t("brief.method", lang) not in said
    for code in ("decide", "happened"):
        assert t(f"brief.{code}", lang) not in said.splitlines()


def test_only_confirmed_shortfalls_are_named() -> None:
    assert t("open_view.confirmed", "sv") in words(told().document)
    assert t("open_view.confirmed", "sv") not in words(told(named=()).document)


def test_a_goal_with_few_behind_its_latest_year_is_named_without_figures() -> None:
    made = told({"EGNA": frozenset({Y2025})})
    assert not [f for f in made.figures if f.code.startswith("goal/EGNA/")]
    said = words(made.document)
    assert shares().goal.title in said
    assert "färre än 3 leverantörer" in said
    assert BUSES not in said.split(t("open_view.confirmed", "sv"))[0]
    alone = public.tell(facts(of_goal(shares(), pull("K1", BUSES, "7.6"))),
                        {"EGNA": frozenset({Y2025})}, RULE)  # fmt: skip
    assert web_page(alone.document)
    assert not [f for f in alone.figures if f.code.startswith("goal/")]


def test_an_earlier_year_with_few_behind_it_is_left_out() -> None:
    whole = told()
    made = told({"EGNA": frozenset({Y2024})})
    gone = {f.code for f in whole.figures} - {f.code for f in made.figures}
    assert {"goal/EGNA/point/2024-12-31", "goal/EGNA/latest_per_year"} <= gone
    assert "goal/EGNA/latest" not in gone
    (hidden,) = {f.text for f in whole.figures if f.code == "goal/EGNA/point/2024-12-31"}
    charts = [b for b in made.document.blocks if isinstance(b, Chart)]
    drawn = {text for chart in charts for series in chart.series for text in series.texts}
    assert hidden not in drawn
    assert hidden not in words(made.document)


def test_two_goals_do_not_give_a_small_group_away_by_their_difference() -> None:
    stakes = {
        f"K{n}": Stake(f"supplier {n}", frozenset({f"{n}a", f"{n}b", f"{n}c"})) for n in range(5)
    }
    wide, narrow = stakes, {name: stakes[name] for name in ("K0", "K1", "K2", "K3")}
    assert hidden._away({"wide": wide}, RULE) == frozenset()
    assert len(hidden._away({"wide": wide, "narrow": narrow}, RULE)) == 1
    assert hidden._away({"few": {"K0": stakes["K0"]}}, RULE) == {"few"}


def test_a_private_word_is_known_from_an_ordinary_one() -> None:
    telling = [("vehicle", "ABC123"), ("person", "Kim Exempel"), ("supplier", "Åkeri"),
               ("org_number", "556677-8899"), ("person", "a.b@example.org")]  # fmt: skip
    ordinary = [("vehicle", "1042"), ("vehicle", "Buss"), ("person", "Demo"), ("supplier", "AB")]
    assert all(guard.is_telling(*pair) for pair in telling)
    assert not any(guard.is_telling(*pair) for pair in ordinary)


def test_editions_that_were_replaced_or_taken_back_stay_listed() -> None:
    listed = (
        Edition(publication(edition="2026-3", withdrawn_date=AS_OF, reason="Fel år"), "withdrawn"),
        Edition(publication(edition="2026-2"), "superseded"),
    )
    page = site.page(None, listed, "sv", "sv")
    tables = [b for b in page.blocks if isinstance(b, Table)]
    assert [(row[0], row[-1]) for row in tables[-1].rows] == [
        ("2026-3", "Återkallad 2026-02-16: Fel år"), ("2026-2", "Ersatt"),
    ]  # fmt: skip
    assert t("open_view.none_in_force", "sv") in words(page)
    assert len(tables) == 1


def test_a_figure_leads_to_who_answers_for_it() -> None:
    letter = site.contact_link(publication(), "sv")
    assert letter.address == (
        "mailto:oppet@example.org?subject=Fel%20i%20siffran%2C%20utg%C3%A5va%202026-1"
    )
    assert letter.leads
    place = site.contact_link(publication(contact="https://example.org/fel"), "sv")
    assert (place.address, place.leads) == ("https://example.org/fel", True)
    codes = {row[3] for row in site.figure_rows(told().figures, "sv")}
    assert "goal/EGNA/latest" in codes
    assert not [code for code in codes if "/point/" in code]
