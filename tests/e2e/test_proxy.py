"""The app behind the web server of the example: nothing open that need not be, nothing broken."""

from __future__ import annotations

import http.client
import os
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from followup.ui import folder, navigation
from tests.e2e.test_accessible import walk
from tests.pages.conftest import workbook
from tests.support import looking, planted, proxy
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
CLOSED = ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/%6Detrics", "//_stcore//metrics",
          "/x/../_stcore/metrics", "/_stcore/agent", "/_stcore/agent/mcp",
          "/kalender/../_stcore/metrics")  # fmt: skip


@pytest.fixture
def behind(serve: Callable[[Path], str], tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Start the app on a data folder with nginx before it, and give the address of nginx."""
    if proxy.PROGRAM is None:
        if os.environ.get("FOLLOWUP_REQUIRE_BROWSER"):
            pytest.fail("no nginx on this machine")
        pytest.skip("no nginx on this machine")
    running: list[Any] = []

    def start(home: Path) -> str:
        running.append(proxy.before(serve(home), tmp_path / "nginx", proxy.free_port()))
        return str(running[-1].__enter__())

    yield start
    for one in running:
        one.__exit__(None, None, None)


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


def test_behind_the_example_the_app_works_and_the_rest_is_closed(
    browser: Any, behind: Callable[[Path], str], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    filled(home, lambda world: world.sign(clause()))
    address = behind(home)
    for path in ("/", "/_stcore/health", "/static/js/none.js", *CLOSED):
        answer = _ask(address, path)
        told = {name.lower(): value for name, value in answer.getheaders()}
        assert told.items() >= SECURED.items(), path
        assert "nginx/" not in told["server"]
        if path in CLOSED:
            assert answer.status in (400, 404), path
    # Who belongs to many groups.
    assert (
        _ask(address, "/", Cookie="; ".join(f"c{n}={'x' * 3_000}" for n in range(7))).status < 400
    )

    asked: set[str] = set()
    page = _page(browser, asked)
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
    kept = page.context.cookies()
    assert kept
    assert [one["name"] for one in kept if not one["secure"]] == []

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
@pytest.mark.parametrize("data", [folder.OWN, folder.SAMPLE])
def test_no_page_does_what_the_policy_stops_whatever_was_planted(
    browser: Any, behind: Callable[[Path], str], sample_copy: Path, data: str
) -> None:
    planted.plant(sample_copy)
    asked: set[str] = set()
    address = behind(sample_copy)
    page = _page(browser, asked)
    for spec in walk(page, address, "sv", data, navigation.PAGES):
        assert set(page.evaluate("() => window.stopped")) <= ALONE, spec.url_path
    page.close()
    assert asked - {""} == {urlsplit(address).netloc}
