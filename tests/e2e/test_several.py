"""Several processes behind the web server of the example: each visitor comes back to the same."""

from __future__ import annotations

import http.client
import os
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.support import proxy

VISITORS = 40
# What a page asks of its own process, and how: the page itself, its WebSocket, what it gives out
# and what it is sent.
ASKED = (
    ("GET", "/", {}),
    ("GET", "/_stcore/stream", {"Upgrade": "websocket", "Connection": "Upgrade"}),
    ("GET", "/media/0123.xlsx", {}),
    ("PUT", "/_stcore/upload_file/a-session/a-file", {}),
)


class Process(BaseHTTPRequestHandler):
    """Stands for a process of the app: answers with the port it listens on."""

    def do_GET(self) -> None:
        assert self.headers["Host"].startswith(proxy.HOST)
        is_socket = self.headers.get("Upgrade") == "websocket"
        self.send_response(101 if is_socket else 200)
        self.send_header("X-Port", str(self.server.server_port))  # type: ignore[attr-defined]
        self.send_header("Connection", "Upgrade" if is_socket else "close")
        self.send_header(*(("Upgrade", "websocket") if is_socket else ("Content-Length", "0")))
        self.end_headers()
        self.close_connection = True

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Visitor:
    """A browser, as far as cookies go."""

    def __init__(self, address: str) -> None:
        self.at, self.cookie = urlsplit(address), ""

    def ask(self, method: str, path: str, headers: dict[str, str]) -> int:
        """The process that answers."""
        trusting = ssl._create_unverified_context()
        asked = http.client.HTTPSConnection(
            self.at.hostname or "", self.at.port, timeout=20, context=trusting
        )
        given = {"Cookie": self.cookie} if self.cookie else {}
        asked.request(method, path, b"x" if method == "PUT" else None, {**headers, **given})
        answer = asked.getresponse()
        assert answer.status in (101, 200)
        if said := answer.getheader("Set-Cookie"):
            assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(said.split("; "))
            self.cookie = said.split(";")[0]
        asked.close()
        return int(answer.getheader("X-Port") or 0)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[str, dict[int, ThreadingHTTPServer]]]:
    """nginx with the example before two processes: its address, and the processes by port."""
    if proxy.PROGRAM is None:
        if os.environ.get("FOLLOWUP_REQUIRE_BROWSER"):
            pytest.fail("no nginx on this machine")
        pytest.skip("no nginx on this machine")
    with ExitStack() as running:
        apps = [ThreadingHTTPServer(("127.0.0.1", 0), Process) for _ in range(2)]
        for app in apps:
            running.callback(app.server_close)
            Thread(target=app.serve_forever, args=(0.05,), daemon=True).start()
        ports = (apps[0].server_port, apps[1].server_port)
        folder = tmp_path / "nginx"
        address = running.enter_context(proxy.before_several(ports, folder, proxy.free_port()))
        yield address, dict(zip(ports, apps, strict=True))
        for app in apps:
            app.shutdown()


def test_each_visitor_comes_back_to_the_same_process_and_all_of_them_are_used(
    two: tuple[str, dict[int, ThreadingHTTPServer]],
) -> None:
    address, processes = two
    visitors = [Visitor(address) for _ in range(VISITORS)]
    own = []
    for visitor in visitors:
        found = {visitor.ask(*asked) for asked in ASKED * 2}
        assert len(found) == 1
        own.append(found.pop())
    # None of the two is left with next to nothing.
    assert min(Counter(own).get(port, 0) for port in processes) > VISITORS // 8
    # Of one that is down the other takes over; who was there already stays.
    gone, left = processes
    processes[gone].shutdown()
    processes[gone].server_close()
    assert {visitor.ask(*ASKED[0]) for visitor in visitors} == {left}
