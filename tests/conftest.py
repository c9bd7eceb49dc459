"""What every test shares: strict texts, and the browser that looks at the pages."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Before any import of followup: a missing text or a bug is a failure here, a message for a user.
os.environ["FOLLOWUP_STRICT"] = "1"
os.environ["FOLLOWUP_LANG"] = "sv"
# Tests run side by side, and on their small stores a second thread only costs.
os.environ["FOLLOWUP_THREADS"] = "1"

# The suite tries the same examples every time, so that it says the same on every machine; make
# test-long looks for new ones.
# No example is timed: a busy machine is no fault of the code.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("search" if os.environ.get("FOLLOWUP_SEARCH") else "suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the sample first: while one process builds it, the other has others to do."""
    items.sort(key=lambda item: "sample_home" not in getattr(item, "fixturenames", ()))


def pytest_sessionstart() -> None:
    """Fork the readers of files, of which the tests start hundreds."""
    from tests.support import forked_reader

    forked_reader.take_over()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what is of a file alone where the tests run on a lake, and the other way round."""
    from tests.support import stores

    for kind, is_here in (("embedded", not stores.IS_POSTGRES), ("postgres", stores.IS_POSTGRES)):
        if item.get_closest_marker(kind) and not is_here:
            pytest.skip(f"of {kind} stores alone")


def pytest_collection_finish() -> None:
    """What was imported and collected stays, and need not be looked through again for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium; skips without one unless FOLLOWUP_REQUIRE_BROWSER is set."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "no Chromium on this machine"
        if os.environ.get("FOLLOWUP_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[object]:
    """A fresh installation with the invented round reference numbers."""
    from tests.support.world import fixed_world, lent_world

    with lent_world(tmp_path, fixed_world) as lent:
        yield lent


@pytest.fixture(params=["embedded", pytest.param("lake", marks=pytest.mark.long)])
def each_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[object]:
    """The same on an embedded file and on a lake with a file catalogue."""
    from tests.support import reference
    from tests.support.world import close_world, fixed_world, lent_world, open_world

    if request.param == "embedded":
        with lent_world(tmp_path, fixed_world) as lent:
            yield lent
    else:
        opened = open_world(tmp_path, reference.fixed_tables(), lake=True)
        yield opened
        close_world(opened)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample world's data folder, to copy and not to open."""
    from tests.support.sample import built_once

    own = tmp_path_factory.getbasetemp()
    return built_once(own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own)


@pytest.fixture
def sample_copy(sample_home: Path, tmp_path: Path) -> Path:
    """The sample world in a folder of the test's own."""
    from tests.support.sample import copied

    return copied(sample_home, tmp_path / "sample")
