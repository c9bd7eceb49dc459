"""The app behind the web server of the example: nothing open that need not be, nothing broken."""

from __future__ import annotations

import http.client
import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from followup.domain.access import opens
from followup.ui import folder, navigation
from tests.e2e.test_accessible import walk
from tests.pages.conftest import workbook
from tests.support import figures, login, looking, planted, proxy
from tests.support.pages import filled
from tests.support.world import clause

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the policy stopped, as the page itself is told of it.
LISTEN = """window.stopped = []; document.addEventListener("securitypolicyviolation", event =>
  window.stopped.push(`${event.violatedDirective} ${event.blockedURI}`))"""
# Streamlit's bundle tries a faster way with large whole numbers, and goes on without.
ALONE = {"script-src wasm-eval"}
# Each tries what a planted text could, or a fault in the app.
TRIED = """host => {
  const add = (name, values) => document.body.append(
    Object.assign(document.createElement(name), values));
  add("img", {src: `https://${host}/p.png`});
  add("script", {src: `https://${host}/s.js`});
  add("script", {textContent: "window.ran = 1"});
  add("iframe", {src: `https://${host}/`});
  add("link", {rel: "stylesheet", href: `https://${host}/s.css`});
  document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='window.ran = 2'>");
  setTimeout("window.ran = 3");
  try { new WebSocket(`wss://${host}/`); } catch { }
  return fetch(`https://${host}/`).catch(() => null); }"""
DIRECTIVES = {"img-src", "script-src-elem", "script-src-attr", "frame-src", "style-src-elem",
              "script-src", "connect-src"}  # fmt: skip
SECURED = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": proxy.policy(),
}
# Somebody of many groups, and what their role means here.
CLAIMS = {"name": "Kim Exempel", "roles": ["Ansvarig"], "org": "1",
          "groups": [sha256(bytes([n])).hexdigest()[:36] for n in range(200)]}  # fmt: skip
ACCESS = """[access.kommunen]
label = "Kommunen"
role_claim = "roles"
roles = { "Ansvarig" = "$role" }
organisation_claim = "org"
organisations = { "1" = "Påhittad kommun" }"""
CLOSED = ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/%6Detrics", "//_stcore//metrics",
          "/x/../_stcore/metrics", "/_stcore/agent", "/_stcore/agent/mcp",
          "/kalender/../_stcore/metrics")  # fmt: skip


@pytest.fixture
def behind(serve: Callable[..., str], tmp_path: Path) -> Iterator[Callable[[Path, str], str]]:
    """Start the app with a login, and nginx before it; gives the address of nginx.

    Whoever signs in has the role that is asked for.
    """
    if proxy.PROGRAM is None:
        if os.environ.get("FOLLOWUP_REQUIRE_BROWSER"):
            pytest.fail("no nginx on this machine")
        pytest.skip("no nginx on this machine")
    with ExitStack() as running:

        def start(home: Path, role: str) -> str:
            port = proxy.free_port()
            issuers = {"kommunen": running.enter_context(login.issuer({"kim": CLAIMS}))}
            at, access = f"https://{proxy.HOST}", ACCESS.replace("$role", role)
            file = login.secrets(tmp_path / "secrets", port, issuers, access, at)
            app = serve(home, "--secrets.files", str(file))
            return running.enter_context(proxy.before(app, tmp_path / "nginx", port))

        yield start


def _page(browser: Any, asked: set[str]) -> Any:
    page = browser.new_page(ignore_https_errors=True, locale="sv-SE")
    page.set_default_timeout(30_000)
    page.add_init_script(LISTEN)
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
    return page


def _ask(address: str, path: str, **headers: str) -> http.client.HTTPResponse:
    """An answer to a path that nobody tidied up on its way."""
    trusting = ssl._create_unverified_context()
    at = urlsplit(address)
    asked = http.client.HTTPSConnection(at.hostname or "", at.port, timeout=20, context=trusting)
    asked.request("GET", path, headers=headers)
    return asked.getresponse()


def _is_closed(address: str) -> None:
    for path in ("/", "/_stcore/health", "/static/js/none.js", *CLOSED):
        answer = _ask(address, path)
        told = {name.lower(): value for name, value in answer.getheaders()}
        assert told.items() >= SECURED.items(), path
        assert "nginx/" not in told["server"]
        if path in CLOSED:
            assert answer.status in (400, 404), path


def _sign_in(page: Any, address: str) -> None:
    """Out to the provider and back, as somebody of so many groups that their cookies are many."""
    page.goto(f"{address}/?lang=da")
    page.get_by_role("button", name="Kommunen").click()
    page.get_by_role("button", name="kim").click()
    looking.settled(page)
    kept = page.context.cookies(address)
    assert sum(len(one["value"]) for one in kept) > 10_000
    assert [one["name"] for one in kept if not one["secure"]] == []


def test_behind_the_example_the_app_works_and_the_rest_is_closed(
    browser: Any, behind: Callable[[Path, str], str], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    filled(home, lambda world: world.sign(clause()))
    address = behind(home, "contract_manager")
    _is_closed(address)
    asked: set[str] = set()
    page = _page(browser, asked)
    _sign_in(page, address)
    asked.clear()
    page.goto(f"{address}/ladda-upp?lang=da")
    looking.settled(page)
    # Our own scripts ran.
    assert page.evaluate("() => [document.documentElement.lang, window.followupNames]") == [
        "da", True
    ]  # fmt: skip
    # A file goes in and a file comes out.
    held = {"name": "rapport.xlsx", "mimeType": XLSX, "buffer": workbook(("Reg.nr", "Liter"))}
    page.locator("input[type=file]").first.set_input_files([held])
    page.locator("[data-testid=stFileChip]", has_text="rapport.xlsx").first.wait_for()
    assert set(page.evaluate("() => window.stopped")) <= ALONE
    page.goto(f"{address}/metod?lang=da")
    looking.settled(page)
    with page.expect_download() as taken:
        page.locator("[data-testid=stDownloadButton] button:visible").first.click()
    assert taken.value.path().stat().st_size > 1_000
    assert set(page.evaluate("() => window.stopped")) <= ALONE
    assert asked - {""} == {urlsplit(address).netloc}
    # And what is planted gets nowhere: it is stopped here, not for want of an answer there.
    failed: set[str] = set()
    page.on("requestfailed", lambda request: failed.add(request.failure))
    page.evaluate(TRIED, planted.HOST)
    page.wait_for_function("most => new Set(window.stopped).size > most", arg=len(DIRECTIVES))
    stopped = {one.split()[0] for one in page.evaluate("() => window.stopped")}
    assert stopped >= DIRECTIVES
    assert page.evaluate("() => window.ran") is None
    assert failed <= {"csp"}
    page.close()


@pytest.mark.long
def test_no_page_asks_another_host_or_does_what_the_policy_stops_whatever_was_planted(
    browser: Any, behind: Callable[[Path, str], str], sample_copy: Path
) -> None:
    planted.plant(sample_copy)
    requests: list[str] = []
    address = behind(sample_copy, "strategist")
    page = _page(browser, set())
    _sign_in(page, address)
    page.on("request", lambda request: requests.append(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: requests.append(urlsplit(socket.url).netloc))
    opened = [one for one in navigation.PAGES if opens("strategist", one.script)]
    for spec in walk(page, address, "sv", folder.OWN, tuple(opened)):
        assert set(page.evaluate("() => window.stopped")) <= ALONE, spec.url_path
    page.close()
    others = len([one for one in requests if one not in ("", urlsplit(address).netloc)])
    figures.keep("requests to other hosts", pages=len(opened), requests=len(requests),
                 to_other_hosts=others)  # fmt: skip
    assert others == 0
