"""A PostgreSQL of the tests' own: no password, no port, and nothing of it left afterwards.

It listens on a Unix socket in a folder of its own. Who runs the tests as root has it run as
``nobody``, for PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

USER: Final = "followup"
PATIENCE_SECONDS: Final = 60
# Nothing here outlives the tests, so nothing needs to reach the disk; but a server that is killed
# and started again must know what it acknowledged, so commits are written (synchronous_commit).
_OPTIONS: Final = {
    "listen_addresses": "", "fsync": "off", "full_page_writes": "off",
    "max_connections": "200", "shared_buffers": "64MB", "autovacuum": "off", "jit": "off",
}  # fmt: skip


def program(name: str) -> Path | None:
    """One of PostgreSQL's programs; Debian keeps them where no path leads."""
    found = [Path(there)] if (there := shutil.which(name)) else []
    found += sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server that runs, by the folder of its socket; ``processes`` holds the one that does."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start the server; what it held before it was killed is there."""
        who = _account()
        said = [part for name, value in _OPTIONS.items() for part in ("-c", f"{name}={value}")]
        asked = [program("postgres"), "-D", self.folder / "data", "-k", self.folder, *said]
        self.processes[:] = [subprocess.Popen(
            list(map(str, asked)), cwd=self.folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True, **who,
        )]  # fmt: skip
        _wait(self.folder, self.processes[0])

    def kill(self) -> None:
        """Let the server go at once, as when its machine does."""
        for server in self.processes:
            server.send_signal(signal.SIGQUIT)
            server.wait(PATIENCE_SECONDS)
        self.processes.clear()

    def address(self, name: str) -> str:
        """Where a database of it is, in libpq's own words."""
        return f"dbname={name} host={self.folder} user={USER}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database, as a copy of another; returns its address."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"', "postgres")
        return self.address(name)

    def run(self, statement: str, name: str) -> str:
        """Run a statement in a database; returns what psql prints."""
        asked = [str(program("psql")), "-qAtX", "-v", "ON_ERROR_STOP=1", "-d", self.address(name)]
        done = subprocess.run(
            [*asked, "-c", statement], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def running() -> Iterator[Postgres]:
    """A fresh server, as long as the block lasts."""
    # A socket's path may have about a hundred signs: pytest's own folders are too deep.
    folder = Path(mkdtemp(prefix="lake"))
    who = _account()
    if who:
        shutil.chown(folder, who["user"], who["group"])
    data = folder / "data"
    try:
        _ask([program("initdb"), "-D", data, "-U", USER, "--auth=trust", "-E", "UTF8",
              "--locale=C", "--no-sync"], who)  # fmt: skip
        server = Postgres(folder)
        try:
            server.start()
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> dict[str, Any]:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if is_root else {}


def _ask(words: list[Any], who: dict[str, Any]) -> None:
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, check=False, cwd="/", **who
    )
    assert done.returncode == 0, done.stderr


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    asked = [str(program("pg_isready")), "-q", "-h", str(folder)]
    while subprocess.run(asked, check=False).returncode:
        assert server.poll() is None, "PostgreSQL stopped at once"
        assert time.monotonic() < deadline, "PostgreSQL never answered"
        time.sleep(0.05)
