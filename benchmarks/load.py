"""How many people one server takes at once: real WebSocket sessions on this machine's loopback.

    python -m benchmarks.load [--home FOLDER | --size 200k] [--crowd 10 20]
        [--modes facts sums] [--seconds 15] [--warm 8] [--pause 2 8] [--upload 5]
    (whole: --size 10M --crowd 5 10 20 30 --seconds 60 --warm 60 --upload 15)

Serves a nation (``benchmarks.worlds.nation``) with the real server and lets so many visitors, each
signed in for an organisation of its own, change filters and pages with a pause between, in the
mix of ``benchmarks.worlds.visitors``. For each mode and number of visitors a server of its own is
started, so nothing is kept from the one before. ``--upload N`` stores a report every N seconds
meanwhile (0: none), and it ends where the store afterwards has not a report for each. Prints for
each how long a rerun took from the message sent to the page standing still (p50, p95, n), reruns a
second, the server's processor time per rerun and its highest memory; and last the largest crowd
whose p95 stays under half a second, in each mode.

``facts`` is the same server with kept sums left unread. Only the ratio means something. The
visitors run on the same cores as the server. It ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from urllib.request import urlopen

from benchmarks.worlds import nation, visitors
from benchmarks.worlds.visitors import Told
from followup.services import installation
from followup.settings import from_environment
from followup.storage.database import cursor

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS = 0.5
START_SECONDS = 900
LEAST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What one crowd met."""

    mode: str
    count: int
    told: Sequence[Told]
    seconds: float
    cpu_seconds: float
    peak_mib: float
    uploads: Sequence[float]

    @property
    def reruns(self) -> list[float]:
        """Seconds of each rerun."""
        return sorted(s for t in self.told for s in t.seconds)

    def percentile(self, share: float) -> float:
        """The time that so large a share of the reruns took at most."""
        return self.reruns[min(int(len(self.reruns) * share), len(self.reruns) - 1)]

    def line(self) -> str:
        """For the reader."""
        if not self.reruns:
            return f"{self.mode} {self.count}: no rerun ended; {self._failed()}"
        uploads = (
            f", {len(self.uploads)} uploads p50 {statistics.median(self.uploads):.1f} s"
            if self.uploads else ""
        )  # fmt: skip
        return (
            f"{self.mode:5} {self.count:3} sessions: n={len(self.reruns):4}  "
            f"p50 {1000 * self.percentile(0.5):6.0f} ms  p95 {1000 * self.percentile(0.95):6.0f} ms"
            f"  {len(self.reruns) / self.seconds:5.1f} reruns/s  "
            f"{1000 * self.cpu_seconds / len(self.reruns):5.0f} ms of processor each  "
            f"peak {self.peak_mib:5.0f} MiB{uploads}{self._failed()}"
        )

    def pages(self) -> Iterator[str]:
        """The same for each page."""
        by_page: dict[str, list[float]] = defaultdict(list)
        for told in self.told:
            for page, seconds in zip(told.page, told.seconds, strict=True):
                by_page[page].append(seconds)
        for page, seconds in sorted(by_page.items()):
            middle, most = 1000 * statistics.median(seconds), 1000 * max(seconds)
            yield f"      {page:12} n={len(seconds):4} p50 {middle:6.0f} max {most:6.0f} ms"

    def _failed(self) -> str:
        failed = [why for t in self.told for why in t.failed]
        return f"  {len(failed)} FAILED: {failed[0]}" if failed else ""


def main() -> None:
    """Serve, let them come, and tell."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or _filled(Path(folder) / "home", asked.size)
        best = dict.fromkeys(asked.modes, 0)
        for mode in asked.modes:
            for count in asked.crowd:
                found = measured(home, Path(folder), mode, count, asked)
                print(found.line(), flush=True)
                for line in found.pages() if asked.by_page else ():
                    print(line, flush=True)
                # Fewer reruns than this say nothing of a twentieth of them.
                if len(found.reruns) >= LEAST_TOLD and found.percentile(0.95) < MOST_SECONDS:
                    best[mode] = count
                elif best[mode]:
                    break
    told = ", ".join(f"{mode} {count}" for mode, count in best.items())
    print(f"largest crowd with p95 under {1000 * MOST_SECONDS:.0f} ms: {told}")
    if best.get("facts") and best.get("sums"):
        print(f"sums / facts: {best['sums'] / best['facts']:.1f}, at least 2.5")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How many sessions one server takes")
    parser.add_argument("--home", type=Path, help="a folder with a nation; uploads are left in it")
    parser.add_argument("--size", type=nation.size, default="200k")
    parser.add_argument("--crowd", type=int, nargs="+", default=[10, 20])
    parser.add_argument("--modes", nargs="+", default=["facts", "sums"], choices=["facts", "sums"])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--warm", type=float, default=8)
    parser.add_argument("--pause", type=float, nargs=2, default=[2, 8])
    parser.add_argument("--upload", type=float, default=5)
    parser.add_argument("--by-page", action="store_true")
    return parser.parse_args()


def _filled(home: Path, facts: int) -> Path:
    settings = from_environment({"FOLLOWUP_HOME": str(home)})
    with installation.opened(settings) as opened:
        nation.build(opened, nation.Nation.of(facts))
    with installation.opened(settings):  # opened again, its sums are made
        return home


def measured(home: Path, folder: Path, mode: str, count: int, asked: argparse.Namespace) -> Result:
    """One crowd at a server of its own."""
    had = _reports(home)
    with _served(home, folder, mode, asked.upload) as (port, process, log):
        before = 0.0

        async def come() -> list[Told]:
            nonlocal before
            pause = (asked.pause[0], asked.pause[1])
            crowd = asyncio.create_task(
                visitors.crowd(port, count, asked.seconds, asked.warm, pause, seed=count)
            )
            await asyncio.sleep(asked.warm)
            before = _cpu(process.pid)
            return await crowd

        told = asyncio.run(come())
        cpu, peak = _cpu(process.pid) - before, _peak(process.pid)
    said = log.read_text()
    uploads = [float(x.split()[1]) for x in said.splitlines() if x.startswith("upload ")]
    stored = _reports(home) - had
    # One that was stored as the server ended may not have been told.
    if not len(uploads) <= stored <= len(uploads) + 1:
        raise RuntimeError(f"{len(uploads)} uploads told, {stored} stored\n{said[-2000:]}")
    if asked.upload and "_upload" in said and "Traceback" in said:
        raise RuntimeError(said[-2000:])
    return Result(mode, count, told, asked.seconds, cpu, peak, uploads)


def _reports(home: Path) -> int:
    """How many reports the store holds, superseded ones too."""
    with (
        installation.opened(from_environment({"FOLLOWUP_HOME": str(home)})) as opened,
        cursor(opened.database) as own,
    ):
        row = own.execute("SELECT count(*) FROM own.submission").fetchone()
        return int(row[0]) if row else 0


@contextmanager
def _served(
    home: Path, folder: Path, mode: str, upload: float
) -> Iterator[tuple[int, subprocess.Popen[bytes], Path]]:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    environment = os.environ | {
        "FOLLOWUP_HOME": str(home), "FACTS_ONLY": "1" if mode == "facts" else "",
        "UPLOAD_SECONDS": str(upload) if upload else "",
    }  # fmt: skip
    command = [
        sys.executable, "-m", "benchmarks.worlds.served", "--server.port", str(port),
        "--server.headless", "true", "--secrets.files", str(visitors.secrets(folder, port)),
        "--server.address", "127.0.0.1",
    ]  # fmt: skip
    log = folder / "server.log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            _wait(port, server, log)
            yield port, server, log
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(log.read_text()[-2000:])


def _cpu(process: int) -> float:
    """Seconds of the processor that a process has used."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: int) -> float:
    """The most memory that a process has had, in MiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(x.split()[1]) / 1024 for x in lines if x.startswith("VmHWM"))


if __name__ == "__main__":
    main()
