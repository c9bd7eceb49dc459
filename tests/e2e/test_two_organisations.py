"""Two browsers, two organisations: nothing that the server sends one speaks of the other.

Every message of the WebSocket and every body over HTTP is searched for what the other wrote. What
is on the screen tells too little: a table sends its rows whether anybody scrolls to them or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from followup.domain import access
from followup.domain.access import Role
from followup.i18n.text import t
from followup.ui.navigation import PAGES, PageSpec
from tests.support import figures, login, looking, two_owners
from tests.support.pages import filled
from tests.support.two_owners import BOTH, Owner

pytestmark = pytest.mark.browser
KOMMUNEN: Final = "Påhittat nätverk"
# The claims' words for the roles, and for the organisations: one provider vouches for both.
ROLES: Final[tuple[Role, ...]] = ("strategist", "administrator")
PEOPLE: Final = {
    f"{role}-{n}": {"name": f"{role} {n}", "roles": [role], "org": str(n)}
    for n in range(len(BOTH)) for role in ROLES
}  # fmt: skip
ACCESS: Final = f"""[access.kommunen]
label = "{KOMMUNEN}"
role_claim = "roles"
roles = {{ {", ".join(f'{role} = "{role}"' for role in ROLES)} }}
organisation_claim = "org"
organisations = {{ {", ".join(f'{n} = "{owner.name}"' for n, owner in enumerate(BOTH))} }}"""
# How many pages are walked each time; all of them in the long run.
DRAWN: Final = 2


@dataclass(slots=True)
class Visitor:
    """Somebody of an organisation with a browser of their own, and all that was sent to it."""

    page: Any
    address: str
    own: Owner
    other: Owner
    frames: int = 0
    bodies: int = 0
    asked: list[Any] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    at: str = ""

    def listen(self) -> None:
        """Read every message and every body from now on."""
        heard = lambda sent: self._frame(sent)  # noqa: E731 - no name of ours is set on it
        self.page.on("websocket", lambda ws: ws.on("framereceived", heard))
        self.page.on("requestfinished", lambda request: self.asked.append(request))

    def sign_in(self, subject: str) -> None:
        """Out to the provider and back."""
        self.at = "sign in"
        self.page.goto(self.address)
        self.page.get_by_role("button", name=f"Logga in med {KOMMUNEN}").click()
        self.page.get_by_role("button", name=subject, exact=True).click()
        self.page.wait_for_url(f"{self.address}/**")
        # A browser keeps no body of the pages that it was sent on from.
        self.asked.clear()
        self._settle()

    def walk(self, spec: PageSpec) -> None:
        """Go to a page by the menu."""
        self.at = spec.script
        title = t(spec.title_key, "sv")
        links = self.page.locator("[data-testid=stSidebarNavLink]")
        links.get_by_text(title, exact=True).click()
        self.page.locator("h1", has_text=title).wait_for()
        self._settle()

    def open(self, path: str) -> None:
        """Go to an address that somebody wrote."""
        self.at = path
        self.page.goto(f"{self.address}/{path}")
        self._settle()

    def _settle(self) -> None:
        """Wait until all is said, and read the bodies that came meanwhile."""
        looking.settled(self.page)
        asked, self.asked = self.asked, []
        for request in asked:
            self._body(request)

    def _frame(self, sent: bytes | str) -> None:
        self.frames += 1
        self._search(sent.encode() if isinstance(sent, str) else sent)

    def _body(self, request: Any) -> None:
        answer = request.response()
        # What is the same for everybody, and says so, is the program itself.
        if answer is None or "/static/" in request.url or not 200 <= answer.status < 300:
            return
        self.bodies += 1
        self._search(answer.body())

    def _search(self, sent: bytes) -> None:
        self.leaks += [f"{self.at}: {word}" for word in two_owners.found(self.other, sent)]
        self.heard |= set(two_owners.found(self.own, sent))


def test_of_some_pages_nothing_of_the_other_organisation_is_sent(
    browser: Any, serve: Callable[..., str], tmp_path: Path
) -> None:
    opened = [page for page in PAGES if access.opens("strategist", page.script)]
    drawn = Random(9).sample(opened, DRAWN)
    _walked(browser, serve, tmp_path, {"strategist": drawn})


@pytest.mark.long
def test_of_every_page_nothing_of_the_other_organisation_is_sent(
    browser: Any, serve: Callable[..., str], tmp_path: Path
) -> None:
    every: dict[Role, list[PageSpec]] = {
        role: [page for page in PAGES if access.opens(role, page.script)] for role in ROLES
    }
    visitors = _walked(browser, serve, tmp_path, every)
    figures.keep(
        "frames read", frames=sum(one.frames for one in visitors),
        bodies=sum(one.bodies for one in visitors),
        pages=len({page.script for pages in every.values() for page in pages}),
        of_the_other=sum(len(one.leaks) for one in visitors),
    )  # fmt: skip


def _walked(
    browser: Any, serve: Callable[..., str], tmp_path: Path, asked: dict[Role, list[PageSpec]]
) -> list[Visitor]:
    """Both organisations on these pages, turn by turn, so that each finds what the other left."""
    port = login.free_port()
    with login.issuer(PEOPLE) as issuer:
        secrets = login.secrets(tmp_path / "secrets", port, {"kommunen": issuer}, ACCESS)
        # A clock stands in the folder, as it does where a sample was copied: it opens nothing.
        filled(tmp_path / "home", two_owners.fill)
        address = serve(tmp_path / "home", "--secrets.files", str(secrets), port=port)
        every = []
        for role, pages in asked.items():
            both = [_visitor(browser, address, n) for n in range(len(BOTH))]
            for n, one in enumerate(both):
                one.sign_in(f"{role}-{n}")
            for spec in pages:
                for one in both:
                    one.walk(spec)
            for one in both:
                _pry(one)
                one.page.context.close()
            every += both
    # Each was shown what is its own, or the search would find nothing anywhere.
    assert [one.own.mark for one in every if one.own.mark.lower() not in one.heard] == []
    assert [leak for one in every for leak in one.leaks] == []
    return every


def _visitor(browser: Any, address: str, n: int) -> Visitor:
    context = browser.new_context(locale="sv-SE")
    # The provider's own page asks for its looks elsewhere.
    context.route("https://**", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(60_000)
    made = Visitor(page, address, BOTH[n], BOTH[1 - n])
    made.listen()
    return made


def _pry(one: Visitor) -> None:
    """Addresses of the other's things: nothing comes of them but what was asked with."""
    known = len(one.leaks)
    number = one.other.contract
    for path in (f"avtal?contract={number}", f"rapporter?contract={number}",
                 f"efterlevnad?contract={number}"):  # fmt: skip
        one.open(path)
    asked = number.lower()
    one.leaks[known:] = [leak for leak in one.leaks[known:] if not leak.endswith(f": {asked}")]
