"""A real login: an OpenID Connect server, a real browser, and cookies that somebody plays back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from tests.support import login
from tests.support.world import prepared

pytestmark = pytest.mark.browser
WHOSE = "Påhittad kommun"
# As long as a token of the second provider lasts.
SHORT = timedelta(seconds=20)
# More groups than fit in the cookies that a WebSocket takes by itself, and no two alike.
MANY = [str(uuid5(NAMESPACE_OID, str(n))) for n in range(200)]
STAFF = {
    "anna": {"name": "Anna Ek", "roles": ["avtal", *MANY], "org": "k"},
    "eva": {"name": "Eva Chef", "roles": ["admin"], "org": "k"},
    "bo": {"name": "Bo Berg", "email": "bo@kommun.example"},
}
# The same subject as a colleague's, but another vouches for it.
SUPPLIERS = {"anna": {"name": "Anna Ek", "roles": ["avtal"], "org": "k"}, "lo": {"name": "Lo Åker"}}
ACCESS = f"""
[access.kommunen]
label = "{WHOSE}"
role_claim = "roles"
roles = {{ avtal = "contract_manager", admin = "administrator" }}
organisation_claim = "org"
organisations = {{ k = "{WHOSE}" }}
home = "{WHOSE}"
[access.leverantorer]
label = "Påhittad leverantörsinloggning"
role_claim = "role"
roles = {{ chef = "administrator" }}
"""


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, browser: Any, address: str) -> None:
        self.context = browser.new_context(locale="sv-SE")
        # The provider's own page asks for its looks elsewhere.
        self.context.route("https://**", lambda route: route.abort())
        self.page, self.address = self.context.new_page(), address
        self.page.set_default_timeout(30_000)

    def sign_in(self, subject: str, whose: str = WHOSE) -> None:
        """The whole way: our page, the provider's, and back."""
        self.see("Logga in")
        self.page.get_by_role("button", name=f"Logga in med {whose}").click()
        self.page.wait_for_url("**/oauth2/authorize**")
        self.page.get_by_role("button", name=subject, exact=True).click()
        self.page.wait_for_url(f"{self.address}/**")

    def see(self, title: str, path: str = "") -> None:
        """Open the app, unless it is there, and wait for a heading."""
        if path or not self.page.url.startswith(self.address):
            self.page.goto(f"{self.address}/{path}")
        self.page.locator("h1", has_text=title).wait_for()

    def words(self) -> str:
        """What stands on the page."""
        return str(self.page.locator("[data-testid=stMain]").inner_text())

    def wait(self, words: str) -> None:
        """Wait until some words stand there."""
        self.page.get_by_text(words).first.wait_for()


def test_signing_in_out_playing_back_running_out_and_being_shut_out(
    browser: Any, serve: Callable[..., str], tmp_path: Path
) -> None:
    port = login.free_port()
    with login.issuer(STAFF) as staff, login.issuer(SUPPLIERS, SHORT) as suppliers:
        providers = {"kommunen": staff, "leverantorer": suppliers}
        secrets = login.secrets(tmp_path / "secrets", port, providers, ACCESS)
        address = serve(prepared(tmp_path / "home"), "--secrets.files", str(secrets), port=port)

        def visitor() -> Visitor:
            return Visitor(browser, address)

        _out_means_out(visitor)
        _short(visitor)
        _shut_out(visitor)


def _out_means_out(visitor: Callable[[], Visitor]) -> None:
    anna = visitor()
    anna.see("Logga in", "mal")
    assert anna.page.locator("[data-testid=stSidebarNav] a").count() == 0
    anna.sign_in("anna")
    anna.see("Start")
    cookies = anna.context.cookies()
    assert sum(len(c["name"]) + len(c["value"]) for c in cookies) > 8192, "too few groups to tell"
    assert {c["httpOnly"] for c in cookies if c["name"].startswith("_streamlit_user")} == {True}
    anna.page.get_by_role("button", name="Anna Ek").click()
    anna.wait(f"Avtalsansvarig, {WHOSE}")
    anna.page.get_by_role("button", name="Logga ut").click()
    anna.page.wait_for_url("**/oauth2/end_session**")
    anna.page.goto(anna.address)
    anna.see("Logga in")
    # Who has copied the cookie meets the door, on every page.
    thief = visitor()
    thief.context.add_cookies(cookies)
    frames: list[Any] = []
    thief.page.on("websocket", lambda ws: ws.on("framereceived", lambda f: frames.append(f)))
    thief.see("Logga in", "avtal")
    thief.wait("Inloggningen är avslutad")
    sent = b"".join(frame for frame in frames if isinstance(frame, bytes))
    assert b"avslutad" in sent
    assert b"Anna Ek" not in sent
    # The other provider's Anna is somebody else, whatever she calls herself.
    other = visitor()
    other.page.goto(other.address)
    other.sign_in("anna", "Påhittad leverantörsinloggning")
    other.see("Ingen behörighet än")


def _short(visitor: Callable[[], Visitor]) -> None:
    lo = visitor()
    lo.page.goto(lo.address)
    lo.sign_in("lo", "Påhittad leverantörsinloggning")
    signed_in = time.monotonic()
    lo.see("Ingen behörighet än")
    lo.page.wait_for_timeout(
        max(0, SHORT.total_seconds() + 1 - (time.monotonic() - signed_in)) * 1000
    )
    lo.page.get_by_role("button", name="Be om behörighet").click()
    lo.wait("Inloggningen har gått ut")


def _shut_out(visitor: Callable[[], Visitor]) -> None:
    bo, eva = visitor(), visitor()
    for who, subject in ((bo, "bo"), (eva, "eva")):
        who.page.goto(who.address)
        who.sign_in(subject)
    bo.see("Ingen behörighet än")
    bo.page.get_by_role("button", name="Be om behörighet").click()
    bo.wait("Din begäran är skickad")
    eva.see("Start")
    eva.see("Behörigheter", "behorigheter")
    eva.wait("Bo Berg (")
    _give(eva)
    bo.page.reload()
    bo.see("Start")
    eva.page.get_by_text("Spärra någon").click()
    eva.page.get_by_label("Varför").fill("har slutat")
    eva.page.get_by_role("button", name="Spärra", exact=True).click()
    eva.wait("Kontot är spärrat")
    # At his next click, without a new page.
    bo.page.get_by_role("link", name="Mål").click()
    bo.see("Kontot är spärrat")


def _give(eva: Visitor) -> None:
    eva.page.get_by_role("button", name="Ge rollen").click()
    eva.wait("Bo Berg har fått rollen")
