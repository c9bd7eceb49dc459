"""The matrix and its proof, walked through the door that users take."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from followup.i18n.text import LANGUAGES
from tests.pages.conftest import tables
from tests.support.pages import page, rows, words
from tests.support.world import NUMBER, World, clause, monthly

FUEL = "vehicle | fuel | quantity"
EVIL = '=HYPERLINK("http://example.invalid","![x](http://example.invalid/p.png)")'


def fill(world: World) -> None:
    world.sign(
        clause(short="K1", assessment_period="quarter"),
        clause(short="K2", limit="0.3", assessment_period="year"),
        title=EVIL,
        reporters=(monthly(frequency="quarter"),),
    )
    world.fuel("2025-Q1", f"{FUEL}\nABC123 | hvo100 | 900\nABC124 | diesel_b0_offroad | 100")
    world.fuel("2025-Q2", f"{FUEL}\nABC123 | hvo100 | 500\nABC124 | diesel_b0_offroad | 500")


def _opened(app: AppTest) -> dict[str, str]:
    asked = {k: app.query_params.get(k) for k in ("requirement", "period")}
    return {k: v if isinstance(v, str) else v[0] for k, v in asked.items() if v}


def test_without_contracts_the_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path))
    assert "Lägg in ett avtal" in words(page("compliance"))


def test_each_cell_has_sign_word_and_figure_and_the_newest_period_comes_first(home: Path) -> None:
    frame = page("compliance", length="quarter").dataframe[0].value
    assert frame.loc[0, "2025 Q1"] == "✓ Uppfyllt 90\N{NO-BREAK SPACE}%"
    assert frame.loc[0, "2025 Q2"].startswith("✕ Brist 49")
    assert frame.loc[0, "2025 Q3"] == "? Kan inte bedömas"
    assert list(frame).index("2025 Q1") > list(frame).index("2025 Q2")
    assert frame.iloc[0, 0].startswith(f"{NUMBER} K1")


def test_a_click_opens_the_proof_and_stands_in_the_address(home: Path) -> None:
    app = page("compliance", length="quarter")
    key = app.session_state["matrix_seen"][0]
    app.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": [(0, "2025 Q2")]}}
    app.run()
    assert _opened(app) == {"requirement": f"{NUMBER}/K1", "period": "2025-Q2"}
    assert "49,1 % mot minst 80 %" in words(app)
    app.button(key="proof_close").click().run()
    assert _opened(app) == {}


def test_a_link_opens_the_same_six_lines_in_every_language(home: Path) -> None:
    for lang in LANGUAGES:
        app = page("compliance", lang, contract=NUMBER, requirement="K1", period="2025-Q2")
        assert not app.exception
        assert not app.error
        lines = app.table[1].value
        assert len(lines) == 6
        assert {"da": "17.010 MJ"}.get(lang, "17 010 MJ") in words(app)
        assert "304 l" in app.info[-1].value.replace("\xa0", " ")


def test_a_row_shows_the_factor_as_it_weighs_so_that_it_can_be_multiplied(home: Path) -> None:
    app = page("compliance", contract=NUMBER, requirement=f"{NUMBER}/K1", period="2025-Q1")
    assert "hvo100|900|l|34,02|100,0 %|30 618|30 618|0|" in tables(app)


def test_a_filter_in_the_address_leaves_only_its_rows(home: Path) -> None:
    everything = page("compliance").dataframe[0].value
    assert len(everything) == 2
    none_met = page("compliance", length="year", verdict="met")
    assert "Inget krav passar" in words(none_met)


def test_a_link_to_a_period_that_is_not_says_so(home: Path) -> None:
    app = page("compliance", contract=NUMBER, requirement="K1", period="2031-Q1")
    assert len(app.error) == 1


def test_words_of_others_are_never_read_as_markdown(home: Path) -> None:
    app = page("compliance", contract=NUMBER, requirement="K1", period="2025-Q2")
    spoken = [
        e.value for kind in (app.markdown, app.header, app.subheader, app.caption) for e in kind
    ]
    cells = [str(c) for table in app.table for row in rows(table.value) for c in row]
    assert not [text for text in (*spoken, *cells) if "![x](" in text]


def test_a_figure_in_the_proof_leads_to_its_own_line_among_all_figures(home: Path) -> None:
    app = page("compliance", contract=NUMBER, requirement="K1", period="2025-Q2")
    factors = app.table[-1].value
    hvo = next(row for row in factors.to_numpy().tolist() if "HVO100" in row[0])
    for cell, value in zip(hvo[1:], ("34,02 MJ/l", "1 andel"), strict=True):
        (href,) = re.findall(r"\]\(([^)]*)\)", cell)
        path, _, query = href.partition("?")
        assert path == "metod"
        (line,) = page("method", **dict(parse_qsl(query))).table[0].value.to_numpy().tolist()
        assert "HVO100" in line[0]
        assert value in line[1].replace("\\", "")
