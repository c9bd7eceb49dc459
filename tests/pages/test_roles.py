"""Every role on every page for each organisation: what opens, and that nothing else is sent.

A page that is refused says nothing of any contract, one that opens nothing of the other
organisation, and nobody is sent a registration number whose role does not read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path
from random import Random
from typing import Final

import pytest
from streamlit.testing.v1 import AppTest

from followup.domain import access
from followup.domain.access import EVERYTHING, ROLES, Role, Scope
from followup.i18n.text import t
from followup.services.access.standing import BY_CONTRACT
from followup.ui import identity
from followup.ui.navigation import PAGES
from tests.pages.conftest import close_all, opened, texts
from tests.support import figures, two_owners
from tests.support.two_owners import BOTH, OURS, Owner
from tests.support.world import World

Cell = tuple[Owner, Role, str]
EVERY: Final[list[Cell]] = [*product(BOTH, ROLES, [page.script for page in PAGES])]
DRAWN: Final = 10


def fill(world: World) -> None:
    two_owners.fill(world)


@pytest.fixture
def matrix(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    close_all()


def test_a_drawn_share_of_roles_pages_and_organisations(
    matrix: pytest.MonkeyPatch, home: Path
) -> None:
    _try(Random(9).sample(EVERY, DRAWN), home, matrix)


@pytest.mark.long
def test_every_role_on_every_page_of_each_organisation(
    matrix: pytest.MonkeyPatch, home: Path
) -> None:
    closed, wrong = _try(EVERY, home, matrix)
    figures.keep("roles pages organisations", cells=len(EVERY), refused=closed,
                 of_the_other=len(wrong))  # fmt: skip


@pytest.mark.parametrize("role", ["viewer", None])
def test_who_does_not_see_all_is_told_whose_contracts_a_page_counts(
    matrix: pytest.MonkeyPatch, home: Path, role: Role | None
) -> None:
    scope = EVERYTHING if role is None else _scope(OURS, role)
    matrix.setattr(identity, "current", lambda: scope)
    app = opened(home, matrix).run()
    for page in ("start", "goals", "comparison", "brief"):
        app.query_params["role"] = "politician"
        app.switch_page(f"pages/{page}.py").run()
        told = t("whose.bought", "sv", names=OURS.name) in texts(app)
        assert told == (role is not None), page


def _try(cells: list[Cell], home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """Open each; gives how many were refused, and what was sent that should not be."""
    closed, wrong, heard = 0, [], set[str]()
    for owner, some in groupby(sorted(cells, key=lambda cell: cell[0].mark), key=lambda c: c[0]):
        app = opened(home, monkeypatch)
        for _, role, page in some:
            scope = _scope(owner, role)
            monkeypatch.setattr(identity, "current", lambda scope=scope: scope)
            # The start page first: Streamlit knows the others from there.
            if not app.title:
                app.run()
            app.switch_page(f"pages/{page}.py").run()
            assert not app.exception, (role, page)
            is_open = access.opens(role, page)
            closed += not is_open
            key = next(p.title_key for p in PAGES if p.script == page)
            said = t(key if is_open else "may.closed_title", "sv")
            assert app.title[0].value == said, (role, page)
            sent = _sent(app)
            wrong += [
                f"{owner.mark} {role} {page}: {what}" for what in _secret(owner, role, page, sent)
            ]
            heard |= set(two_owners.found(owner, sent))
    assert wrong == []
    # What is one's own is there, or the search would find nothing anywhere.
    assert {owner.mark.lower() for owner in BOTH} <= heard
    return closed, wrong


def _scope(owner: Owner, role: Role) -> Scope:
    contracts = frozenset({owner.contract}) if role in BY_CONTRACT else None
    return Scope(role, frozenset({owner.name}), contracts)


def _secret(owner: Owner, role: Role, page: str, sent: bytes) -> list[str]:
    """What was sent and should not be."""
    own = two_owners.found(owner, sent)
    other = [what for one in BOTH if one is not owner for what in two_owners.found(one, sent)]
    if not access.opens(role, page):
        return [*own, *other]
    plates = [] if access.sees_registrations(role) else [p for p in own if p in _plates(owner)]
    return [*plates, *other]


def _plates(owner: Owner) -> list[str]:
    return [plate.lower() for plate in owner.plates]


def _sent(app: AppTest) -> bytes:
    """Everything the page sends, hidden parts, choices and rows of tables too."""
    protos = (getattr(element, "proto", None) for element in app._tree)
    return b"\n".join(proto.SerializeToString() for proto in protos if proto is not None)
