"""The builds of the sample in one process: each folder's one at a time, whoever asks for it.

A build runs on a thread of its own, so that a reader who reloads or goes elsewhere stops nothing
and finds the same build under way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Build:
    """A build under way: ``done`` of ``of`` steps; ``of`` is 0 until the first is done.

    ``outcome`` is done with the build, and raises what the build raised.
    """

    done: int = 0
    of: int = 0
    outcome: Future[None] = field(default_factory=Future)

    def tell(self, done: int, of: int) -> None:
        """Take in how far the build has come."""
        self.done, self.of = done, of


@dataclass(frozen=True, slots=True)
class Builds:
    """What is under way in this process, by the sample's folder."""

    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    lock: threading.Lock = field(default_factory=threading.Lock)
    by_folder: dict[Path, Build] = field(default_factory=dict)


def ask(builds: Builds, folder: Path, work: Callable[[Callable[[int, int], None]], None]) -> Build:
    """The build of a folder that is under way, or a new one; ``work(progress)`` does it."""
    with builds.lock:
        build = builds.by_folder.get(folder)
        if build is None or build.outcome.done():
            build = Build()
            build.outcome = builds.pool.submit(work, build.tell)
            builds.by_folder[folder] = build
        return build
