"""Own values from a file: words in any language, all rows or none, and nothing guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from followup.services.factors import reading
from followup.services.factors.reading import ReadFigures
from tests.support.world import lent_world, real_world

TODAY = date(2026, 6, 30)
HEAD = (
    "Slag;Drivmedel;Land;Slag av utsläppsfaktor;Enhet;Värde;Gäller från;Status;Utgivare;Källa;"
    "Läst i"
)
ENERGY = "Energiinnehåll;HVO100;SE;;MJ/l;34,5;2025-01-01;Publicerat;Påhittat institut;Rapport;s. 1"
SHARE = "Förnybar andel;HVO100;SE;;%;60;2025-01-01;Publicerat;Påhittat institut;Rapport;s. 2"
GRAMS = "ghg_factor;hvo100;SE;statutory;g/l;700;2025-01-01;published;Påhittat institut;Rapport;s. 3"


def read(home: Path, *rows: str) -> ReadFigures:
    with lent_world(home, real_world) as world:
        content = "\n".join((HEAD, *rows)).encode()
        return reading.read(world.installation, content, "faktorer.csv", TODAY)


def test_each_row_is_a_value_and_shares_are_per_cent(tmp_path: Path) -> None:
    found = read(tmp_path, ENERGY, SHARE, GRAMS)
    assert found.problems == ()
    assert [(f.kind, f.subject, f.part, f.unit, f.value) for f in found.figures] == [
        ("energy_content", "hvo100", "use", "MJ/l", Decimal("34.5")),
        ("renewable_share", "hvo100", "renewable", "share", Decimal("0.6")),
        ("ghg_factor", "hvo100", "statutory", "g/l", Decimal(700)),
    ]
    assert {(f.known_from, f.valid_from, f.valid_to) for f in found.figures} == {
        (TODAY, date(2025, 1, 1), None)
    }


def test_rows_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    found = read(
        tmp_path, SHARE.replace(";60;", ";0,6;"), ENERGY.replace("34,5", "trettio"),
        ENERGY.replace("HVO100", "Kol"), ENERGY, ENERGY.replace("34,5", "34,6"),
        ENERGY.replace(";s. 1", ";"),
    )  # fmt: skip
    assert [p.error.code for p in found.problems] == [
        "factor_percent", "procured_cell", "factor_field", "factor_overlap", "factor_source",
    ]  # fmt: skip
    assert len(found.figures) == 1
