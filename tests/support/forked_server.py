"""The real server again and again, from one process that has loaded everything it needs.

Run as a program: each line read is a port to serve on and, as JSON, the environment of that
server; answers with the id of the process that does. What it serves is ended from outside, by
SIGKILL. An empty line ends the program.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Servers:
    """The program, and the port that these servers of it take one after the other.

    ``extra``: environment of these servers alone, over that of the program.
    """

    program: subprocess.Popen[str]
    port: int
    extra: dict[str, str] = field(default_factory=dict)

    def start(self) -> int:
        """Start a server and wait until it answers; returns its process id."""
        assert self.program.stdin
        assert self.program.stdout
        self.program.stdin.write(f"{self.port} {json.dumps(self.extra)}\n")
        self.program.stdin.flush()
        process = int(self.program.stdout.readline())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, "the server never answered"
            time.sleep(0.02)
        return process

    def kill(self, process: int) -> None:
        """End a server as a power cut would, and wait until it is gone."""
        os.kill(process, signal.SIGKILL)
        with suppress(ProcessLookupError):
            while True:
                os.kill(process, 0)
                time.sleep(0.005)

    def _answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


@contextmanager
def servers(home: Path, port: int, extra: dict[str, str] | None = None) -> Iterator[Servers]:
    """Servers of a data folder; nothing of them is left after the block.

    Use ``replace`` for more of the same program, at another port and with another environment.
    """
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, "FOLLOWUP_HOME": str(home), "FOLLOWUP_THREADS": "1",
                   "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1",
                   # It warms up on a file of its own, also where the tests run on a lake.
                   "FOLLOWUP_TEST_STORE": ""}  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.forked_server"], cwd=ROOT, env=environment,
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:  # fmt: skip
        try:
            yield Servers(program, port, extra or {})
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)


def _load() -> None:
    """Import what a first visit would, once for all servers."""
    for package in ("followup.ui", "followup.services", "plotly.graph_objects", "streamlit.web"):
        found = importlib.import_module(package)
        if package.startswith("followup"):
            for module in pkgutil.walk_packages(found.__path__, package + "."):
                importlib.import_module(module.name)
    for name in ("streamlit.web.bootstrap", "streamlit.web.server.starlette", "uvicorn", "pandas"):
        importlib.import_module(name)
    _warm()


def _warm() -> None:
    """Take a report in once, in a folder that goes again: what a first visit reads stays read."""
    import pytest
    import streamlit as st

    from tests.pages.conftest import opened
    from tests.support.pages import filled
    from tests.support.workbooks import workbook

    rows = [["Reg.nr", "Produkt", "Liter", "Månad"], ["ABC123", "HVO100", 900, "2025-01"]]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        home = Path(folder) / "home"
        filled(home, lambda world: world.sign())
        app = opened(home, patch).run()
        app.query_params["contract"] = "T-2025-001"
        app.switch_page("pages/upload.py").run()
        app.file_uploader[0].set_value(("x.xlsx", workbook(rows), "")).run()
        app.button(key="upload_save_valid").click().run()
        st.cache_resource.clear()
        st.cache_data.clear()


def _serve(port: str, extra: dict[str, str]) -> None:
    from followup.ui import serve

    os.environ.update(extra)
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(quiet, number)
    sys.argv = ["serve", "--server.port", port]
    serve.main()


def main() -> None:
    """Fork a server for each port asked for."""
    _load()
    # Nobody waits for a server that was killed.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if not line.strip():
            return
        process = os.fork()
        if process == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            port, extra = line.split(" ", 1)
            _serve(port, json.loads(extra))
            os._exit(0)
        print(process, flush=True)  # noqa: T201 - the answer to whoever asked


if __name__ == "__main__":
    main()
