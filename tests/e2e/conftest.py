"""The real app, served from a data folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            assert server.poll() is None, "the server stopped at once"
            assert time.monotonic() < deadline, "the server never answered"
            time.sleep(0.2)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Start the app on a data folder, with nothing else in its home, and give its address."""
    servers = []

    def start(home: Path, *options: str, port: int | None = None) -> str:
        port = port or _free_port()
        empty = tmp_path / "nobody"
        empty.mkdir(exist_ok=True)
        environment = os.environ | {"FOLLOWUP_HOME": str(home), "HOME": str(empty)}
        command = [sys.executable, "-m", "followup.ui.serve", "--server.port", str(port), *options]
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        servers.append(server)
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server)
        return address

    yield start
    for server in servers:
        server.terminate()
        server.wait(timeout=20)
