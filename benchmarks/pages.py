"""What pages cost in a real browser, beside an empty page of the same server program.

    python benchmarks/pages.py [--home FOLDER] [--runs 7] [--chromium /usr/bin/chromium]

Serves the sample world (or ``--home``) and a script that draws a title and a checkbox, and
visits both in turn, each time as somebody who was never there before: nothing is kept in the
browser. Prints:
- the first chart of a goal's page, against 1.5 times an empty page and the goal page's own
  script's time, which the server says by its first and last message of the run;
- a changed filter of the compliance matrix, redrawn, against 3 times a changed checkbox on the
  empty page.

Only the ratios mean something; seconds belong to the machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[1]
GOAL = "KRON_FBF_2030_CONTRACTS"
MOST_FIRST, MOST_FILTER = 1.5, 3.0
PATIENCE_MS = 120_000
EMPTY = """import streamlit as st
st.title("Empty")
st.text("on" if st.checkbox("Change") else "off")
"""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update",
         "--disable-sync")  # fmt: skip
# Two frames on from the last message everything that it said has been drawn.
DRAWN = "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"


@dataclass(slots=True)
class Script:
    """When the server began and ended the page's runs, by the clock of this process."""

    begun: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)

    def listen(self, socket_: WebSocket) -> None:
        """Take down the messages that begin and end a run."""
        socket_.on("framereceived", lambda frame: self._read(frame))

    def _read(self, frame: str | bytes) -> None:
        if isinstance(frame, str):
            return
        message = ForwardMsg()
        message.ParseFromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.begun.append(time.perf_counter())
        elif kind == "script_finished":
            self.ended.append(time.perf_counter())

    @property
    def seconds(self) -> float:
        """How long the runs took, those that led to the page included."""
        return sum(b - a for a, b in zip(self.begun, self.ended, strict=False))


def main() -> None:
    """Serve, visit in turn, and tell."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = _home(asked.home, Path(folder))
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=list(FLAGS))
        app = [sys.executable, "-m", "followup.ui.serve"]
        plain = [sys.executable, "-m", "streamlit", "run", str(script)]
        with _served(app, home) as ours, _served(plain, home) as empty:
            _first_chart(browser, ours, empty, asked.runs)
            _filter(browser, ours, empty, asked.runs)
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What pages cost in a browser")
    parser.add_argument("--home", type=Path, help="a data folder filled with the sample")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    return parser.parse_args()


def _home(given: Path | None, folder: Path) -> Path:
    """A copy of the given folder, or the sample world built anew."""
    home = folder / "home"
    if given is not None:
        shutil.copytree(given, home)
        return home
    command = [sys.executable, "-m", "followup", "sample"]
    subprocess.run(command, check=True, env=_environment(home), cwd=ROOT, capture_output=True)
    return home


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"FOLLOWUP_HOME": str(home)}


@contextmanager
def _served(command: list[str], home: Path) -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    options = ["--server.port", str(port), "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, *options], cwd=ROOT, env=_environment(home),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@contextmanager
def _visitor(browser: Browser) -> Iterator[tuple[Page, Script]]:
    """A browser that has never been here, and what its page is told by the server."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    script = Script()
    page.on("websocket", lambda opened: script.listen(opened))
    try:
        yield page, script
    finally:
        context.close()


def _first_chart(browser: Browser, ours: str, empty: str, runs: int) -> None:
    chart = ".js-plotly-plot .main-svg"
    address = f"{ours}/mal?goal={GOAL}&lang=sv"
    _visit(browser, address, chart)  # the first visit of all reads what later ones find kept
    _visit(browser, empty, "h1")
    found = [(_visit(browser, empty, "h1")[0], *_visit(browser, address, chart))
             for _ in range(runs)]  # fmt: skip
    base, whole, script = (statistics.median(column) for column in zip(*found, strict=True))
    most = MOST_FIRST * base + script
    ratio = statistics.median((w - s) / e for e, w, s in found)
    print(f"an empty page: {base:.2f} s; the goal page's own script: {script:.2f} s")
    print(f"first chart of the goal page: {whole:.2f} s, at most {most:.2f}; "
          f"without its script {ratio:.2f} empty pages, at most {MOST_FIRST}")  # fmt: skip


def _visit(browser: Browser, address: str, wanted: str) -> tuple[float, float]:
    """Seconds until something is drawn, and of them the script's."""
    with _visitor(browser) as (page, script):
        begun = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(wanted, state="visible")
        page.evaluate(DRAWN)
        seconds = time.perf_counter() - begun
        _settle(page, script, 0)
        return seconds, script.seconds


def _filter(browser: Browser, ours: str, empty: str, runs: int) -> None:
    """The matrix for one verdict and for all again, beside a checkbox set and cleared."""
    with _visitor(browser) as (page, script), _visitor(browser) as (plain, plain_script):
        page.goto(f"{ours}/efterlevnad?lang=sv")
        plain.goto(empty)
        box = plain.get_by_test_id("stCheckbox")
        page.get_by_test_id("stDataFrame").first.wait_for()
        chosen = page.locator(".st-key-matrix_counts button", has_text="Uppfyllt").first
        for each, told in ((page, script), (plain, plain_script)):
            _settle(each, told, 0)
        change = lambda: _change(page, script, chosen.click)  # noqa: E731
        check = lambda: _change(plain, plain_script, box.click)  # noqa: E731
        change(), check()
        found = [(check(), change()) for _ in range(2 * runs)]
    base, changed = (statistics.median(column) for column in zip(*found, strict=True))
    ratio = statistics.median(c / b for b, c in found)
    print(f"a changed filter: {changed:.3f} s beside {base:.3f} s for an empty rerun: "
          f"{ratio:.2f}, at most {MOST_FILTER}")  # fmt: skip


def _change(page: Page, script: Script, act: Callable[[], None]) -> float:
    done = len(script.ended)
    begun = time.perf_counter()
    act()
    _settle(page, script, done)
    return time.perf_counter() - begun


def _settle(page: Page, script: Script, done: int) -> None:
    """Wait until a run more than ``done`` has ended and nothing runs, and until it is drawn."""
    while len(script.ended) <= done or len(script.ended) < len(script.begun):
        page.wait_for_timeout(5)
    page.evaluate(DRAWN)


if __name__ == "__main__":
    main()
