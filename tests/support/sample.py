"""The sample world, built once per run however many processes test it."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import nullcontext
from pathlib import Path

from followup import settings
from followup.services import folders
from followup.services.sample import builds as sample_builds

PATIENCE_SECONDS = 300


def built_once(shared: Path) -> Path:
    """The sample world's data folder under ``shared``; the first caller builds it."""
    home, done = shared / "sample", shared / "sample.done"
    try:
        os.close(os.open(shared / "sample.building", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not done.exists():
            assert time.monotonic() < deadline, "the sample world was never finished"
            time.sleep(0.2)
        return home
    own = {"FOLLOWUP_HOME": str(shared / "own"), "FOLLOWUP_SAMPLE_HOME": str(home)}
    found = folders.folders(settings.from_environment(own))
    # On a thread and moved in when whole, as the app does it.
    build = sample_builds.ask(
        sample_builds.Builds(),
        home,
        lambda progress: folders.build(found, "sv", progress, lambda _: nullcontext()),
    )
    build.outcome.result()
    done.touch()
    return home


def copied(home: Path, to: Path) -> Path:
    """A copy that a test may open and change."""
    return Path(shutil.copytree(home, to))
