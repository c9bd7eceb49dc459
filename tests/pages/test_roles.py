"""Every role on every page, in a world of two organisations: what opens, and whose it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from followup.domain import access
from followup.domain.access import ROLES, Role, Scope
from followup.domain.parties import Buyer
from followup.i18n.text import t
from followup.ui import identity
from followup.ui.navigation import PAGES
from tests.support import figures
from tests.support.pages import words
from tests.support.world import World, clause

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-02-16"
# What each organisation alone has: its name, its contract, its supplier and its vehicles.
OURS: Final = {
    "name": "Norrköpingehult kommun", "contract": "N-2025-1", "supplier": "Nordåkeriet (påhittat)",
    "title": "Nordfärder", "plate": "NOR11A", "litres": "7411",
}  # fmt: skip
THEIRS: Final = {
    "name": "Söderängens kommun", "contract": "S-2025-1", "supplier": "Söderlasten (påhittat)",
    "title": "Söderfärder", "plate": "SOD22B", "litres": "9533",
}  # fmt: skip
BOTH: Final = (OURS, THEIRS)


def fill(world: World) -> None:
    for own in BOTH:
        reporter = monthly(own["supplier"])
        world.sign(
            clause(contract=own["contract"], title=f"Krav i {own['title']}"),
            title=own["title"], supplier=own["supplier"], buyers=(Buyer(own["name"]),),
            reporters=(reporter,), board=f"Nämnden i {own['name']}",
            responsible=f"Ansvarig i {own['name']}",
        )  # fmt: skip
        world.fuel(
            "2025-01", f"""
            2025-01-15  hvo100  {own['litres']} l  {own['plate']}
            """,
            contract=own["contract"], reporter=own["supplier"], file_name=f"{own['title']}.xlsx",
        )  # fmt: skip
