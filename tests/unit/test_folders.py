"""One's own folder and the sample's: where they lie, and that a build is whole or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from followup import settings
from followup.errors import UserError
from followup.services import folders, installation
from followup.services.folders import Folders
from followup.services.sample import builds as sample_builds
from followup.services.sample import sample
from followup.settings import Settings


def both(home: Path, **environment: str) -> Folders:
    named = {"FOLLOWUP_HOME": str(home), **environment}
    return folders.folders(settings.from_environment(named))


def alone(_: Settings) -> AbstractContextManager[None]:
    return nullcontext()


def build(found: Folders) -> None:
    folders.build(found, "sv", lambda *_: None, alone)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def one(here: Settings, lang: str, progress: Callable[[int, int], None]) -> None:
        here.home.mkdir(parents=True)
        installation.clock_path(here).write_text('{"today": "2026-02-16"}')

    monkeypatch.setattr(sample, "build", one)


def test_the_sample_never_shares_a_database_or_originals(tmp_path: Path) -> None:
    found = both(
        tmp_path, FOLLOWUP_DATABASE="ducklake:lake", FOLLOWUP_ORIGINALS=str(tmp_path / "shared")
    )
    assert found.own.database == "ducklake:lake"
    assert found.sample.home == tmp_path / "exempel"
    for place in (found.sample.database, found.sample.originals):
        assert Path(place).is_relative_to(found.sample.home)
    elsewhere = both(tmp_path, FOLLOWUP_SAMPLE_HOME=str(tmp_path / "visning" / "a"))
    assert elsewhere.sample.home == tmp_path / "visning" / "a"


def test_what_a_killed_build_left_is_swept_away(tmp_path: Path, quick: None) -> None:
    found = both(tmp_path)
    (found.workshop.originals / "halvt").mkdir(parents=True)
    build(found)
    assert [path.name for path in tmp_path.iterdir()] == ["exempel"]
    assert [path.name for path in found.sample.home.iterdir()] == ["clock.json"]


def test_a_build_that_breaks_off_leaves_nothing_and_hides_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(here: Settings, *_: object) -> None:
        here.originals.mkdir(parents=True)
        raise KeyError("a fault of ours")

    monkeypatch.setattr(sample, "build", break_off)
    with pytest.raises(KeyError):
        build(both(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_one_builds_and_the_others_wait_for_it(tmp_path: Path) -> None:
    builds, go, begun = sample_builds.Builds(), threading.Event(), []

    def work(progress: Callable[[int, int], None]) -> None:
        begun.append(threading.get_ident())
        progress(3, 9)
        assert go.wait(10)

    first, second = (sample_builds.ask(builds, tmp_path, work) for _ in range(2))
    assert first is second
    go.set()
    first.outcome.result(10)
    assert len(begun) == 1
    assert (first.done, first.of) == (3, 9)


def test_one_that_failed_is_tried_again(tmp_path: Path) -> None:
    builds = sample_builds.Builds()

    def fail(_: object) -> None:
        raise UserError("disk_full", path=tmp_path)

    with pytest.raises(UserError):
        sample_builds.ask(builds, tmp_path, fail).outcome.result(10)
    sample_builds.ask(builds, tmp_path, lambda _: None).outcome.result(10)
