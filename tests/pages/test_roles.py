"""Every role on every page: what opens, and that what does not says nothing of any contract."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path
from random import Random
from typing import Final

import pytest
from google.protobuf.text_format import MessageToString
from streamlit.testing.v1 import AppTest

from followup.domain import access
from followup.domain.access import ROLES, Role, Scope
from followup.domain.parties import Buyer
from followup.i18n.text import t
from followup.ui import identity
from followup.ui.navigation import PAGES
from tests.pages.conftest import close_all, opened
from tests.support.world import World, clause, monthly

# What stands in a report and its contract, and on no page that is refused.
OURS: Final = {
    "name": "Norrehults kommun", "contract": "N-2025-1", "supplier": "Nordåkeriet",
    "title": "Nordturer", "plate": "NRD11A", "litres": "7411",
}  # fmt: skip
THEIRS: Final = {
    "name": "Söderängs kommun", "contract": "S-2025-1", "supplier": "Söderlasten",
    "title": "Söderturer", "plate": "SDR22B", "litres": "9533",
}  # fmt: skip
BOTH: Final = (OURS, THEIRS)
DRAWN: Final = 20


EVERY: Final = [*product(ROLES, [page.script for page in PAGES])]


def fill(world: World) -> None:
    for own in BOTH:
        number = own["contract"]
        world.sign(
            clause(contract=number), title=own["title"], supplier=own["supplier"],
            buyers=(Buyer(own["name"]),), reporters=(monthly(own["supplier"]),),
            board=f"Nämnden i {own['name']}", responsible=f"Controllern i {own['name']}",
        )  # fmt: skip
        table = f"vehicle | fuel | quantity\n{own['plate']} | hvo100 | {own['litres']}"
        world.fuel("2025-01", table, contract=number, reporter=own["supplier"],
                   file_name=f"{own['title']}.xlsx")  # fmt: skip


@pytest.fixture
def matrix(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    close_all()


def test_a_drawn_share_of_roles_and_pages_opens_or_is_refused_at_the_door(
    matrix: pytest.MonkeyPatch, home: Path
) -> None:
    _try(Random(9).sample(EVERY, DRAWN), home, matrix)


@pytest.mark.long
def test_every_role_on_every_page_opens_it_or_is_refused_at_the_door(
    matrix: pytest.MonkeyPatch, home: Path
) -> None:
    _try(EVERY, home, matrix)


def _try(cells: list[tuple[Role, str]], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role, some in groupby(sorted(cells), key=lambda cell: cell[0]):
        scope = Scope(role)
        monkeypatch.setattr(identity, "current", lambda scope=scope: scope)
        app = opened(home, monkeypatch).run()
        for _, page in some:
            app.switch_page(f"pages/{page}.py").run()
            _look(app, role, page)


def _look(app: AppTest, role: Role, page: str) -> None:
    assert not app.exception, (role, page)
    is_open = access.opens(role, page)
    key = next(p.title_key for p in PAGES if p.script == page)
    assert app.title[0].value == t(key if is_open else "may.closed_title", "sv"), (role, page)
    if not is_open:
        # Everything the page sends, hidden parts and choices too.
        protos = (getattr(element, "proto", None) for element in app._tree)
        sent = "\n".join(MessageToString(p, as_utf8=True) for p in protos if p is not None)
        found = [value for own in BOTH for value in own.values() if value in sent]
        assert found == [], (role, page)
