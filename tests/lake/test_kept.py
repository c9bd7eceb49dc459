"""A lake is backed up, restored, built anew and moved to like a file, row by row."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from zipfile import ZipFile

import pytest

from followup import settings
from followup.cli import main
from followup.errors import UserError
from followup.services import installation
from followup.services.backup import backup, daily, move
from followup.services.sample import sample
from followup.settings import Settings
from followup.storage import acts, decisions, transfer
from followup.storage.logical_hash import LogicalHash, logical_hash
from tests.support import stores

pytestmark = pytest.mark.postgres
NOW = datetime.fromisoformat("2026-11-23T12:00:00")
FILES = sample.FOLDER / "files"


def here() -> Settings:
    return settings.from_environment()


def held() -> LogicalHash:
    with installation.opened(here()) as opened:
        return logical_hash(opened.database)


def add_act() -> None:
    """An act that is in the store and in no backup made before."""
    with installation.opened(here()) as opened:
        act = acts.Act("Prov", "submit", "efteråt", NOW, {})
        acts.commit(
            opened.database, act,
            lambda own, n: decisions.remember(own, n, "Påhittad", "f", {"unit:x": "l"}),
        )  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register and a report, on an embedded file."""
    home = tmp_path_factory.mktemp("lake") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLLOWUP_HOME", str(home))
        assert main(["import", str(sample.FOLDER / "avtal.xlsx"), "--received", "2024-01-01"]) == 0
        waste = ("import", str(FILES / "avfall_2025-01.xlsx"), "--contract", "VX-2024-003")
        assert main([*waste, "--set", "fuel:Diesel=diesel_mk1"]) == 0
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(built, tmp_path / "home"))
    monkeypatch.setenv("FOLLOWUP_HOME", str(copy))
    return copy


@pytest.fixture
def lakes(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Makes an empty lake whose files lie where the settings say; its address."""

    def made(name: str) -> str:
        monkeypatch.setenv("FOLLOWUP_LAKE", str(home / name / "lake"))
        return stores.empty_lake(home / name)

    return made


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_moved_to_a_lake_everything_is_there_and_the_file_is_put_aside(
    home: Path, lakes: Callable[[str], str], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before, lake = held(), lakes("one")
    code, told = run(capsys, "assess", "--as-of", "2026-01-01")
    assert code == 0
    code, moved = run(capsys, "move", "--to", lake)
    assert (code, moved["logical_hash"]) == (0, before.digest)
    assert (Path(moved["put_aside"]) / "followup.duckdb").is_file()
    # Who starts it as before is told, and does not go on beside the lake.
    assert run(capsys, "assess")[1]["error"]["code"] == "acts_missing"
    monkeypatch.setenv("FOLLOWUP_DATABASE", lake)
    assert run(capsys, "assess", "--as-of", "2026-01-01") == (0, told)
    assert run(capsys, "verify-audit")[0] == 0
    assert run(capsys, "move", "--to", "ducklake:elsewhere")[1]["error"]["code"] == "move_to_same"
    # And back again.
    code, back = run(capsys, "move", "--to", str(home / "back.duckdb"))
    assert (code, back["logical_hash"]) == (0, before.digest)
    monkeypatch.setenv("FOLLOWUP_DATABASE", str(home / "back.duckdb"))
    assert held() == before


def test_what_does_not_arrive_whole_leaves_both_places_as_they_were(
    home: Path, lakes: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, lake = held(), lakes("one")
    whole = transfer.of_store
    monkeypatch.setattr(
        transfer, "of_store", lambda own: replace(found := whole(own), tables={
            **found.tables, "act": replace(found.tables["act"], row_count=0)
        } if _reads_lake(own) else found.tables)
    )  # fmt: skip
    with pytest.raises(UserError, match="store_differs"):
        move.move(here(), lake, NOW)
    monkeypatch.setattr(transfer, "of_store", whole)
    assert held() == before
    monkeypatch.setenv("FOLLOWUP_DATABASE", lake)
    assert held().tables["act"].row_count == 0


def _reads_lake(own: Any) -> bool:
    found = own.execute("SELECT type FROM duckdb_databases() WHERE database_name = 'store'")
    return bool(found.fetchone() == ("ducklake",))


def test_a_lake_comes_back_from_its_backup_and_from_its_acts(
    home: Path, lakes: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lake = lakes("one")
    run(capsys, "move", "--to", lake)
    monkeypatch.setenv("FOLLOWUP_DATABASE", lake)
    before, file = held(), str(tmp_path / "kopia.zip")
    code, made = run(capsys, "backup", file)
    assert (code, made["logical_hash"]) == (0, before.digest)
    with installation.opened(here()) as opened:
        assert daily.make_due(opened, NOW) is not None
    add_act()
    after = held()
    assert after != before
    # Rows are exchanged only where somebody says so, and what gives way is kept.
    assert run(capsys, "restore", file)[1]["error"]["code"] == "restore_not_empty"
    code, back = run(capsys, "restore", file, "--replace")
    assert (code, back["logical_hash"], held()) == (0, before.digest, before)
    assert (Path(back["put_aside"]) / "followup.duckdb").is_file()
    # A lake that lost everything is built anew from the acts and originals alone.
    monkeypatch.setenv("FOLLOWUP_DATABASE", lakes("anew"))
    code, anew = run(capsys, "rebuild")
    assert (code, anew["placed"], anew["logical_hash"]) == (0, True, before.digest)
    assert held() == before
    code, beside = run(capsys, "rebuild")
    assert (code, beside["equal"], beside["placed"]) == (0, True, False)


def test_of_two_processes_with_one_data_folder_one_makes_the_daily_backup(
    home: Path, lakes: Callable[[str], str], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lake_address = lakes("one")
    run(capsys, "move", "--to", lake_address)
    monkeypatch.setenv("FOLLOWUP_DATABASE", lake_address)
    write, meanwhile = backup.write, []
    with installation.opened(here()) as one, installation.opened(here()) as other:

        def writing(*given: Any) -> backup.Backup:
            meanwhile.append(daily.make_due(other, NOW))
            return write(*given)

        monkeypatch.setattr(backup, "write", writing)
        assert daily.make_due(one, NOW) is not None
        assert meanwhile == [None]
        assert daily.make_due(other, NOW) is None
        assert daily.make_due(other, NOW + timedelta(days=1)) is not None
    assert len(daily.made(here())) == 2


def test_a_backup_has_the_act_that_another_process_has_just_committed(
    home: Path, lakes: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lake_address = lakes("one")
    run(capsys, "move", "--to", lake_address)
    monkeypatch.setenv("FOLLOWUP_DATABASE", lake_address)
    finish, committed = acts._finish, Event()

    def slowly(*given: Any) -> None:
        committed.set()
        time.sleep(3)
        finish(*given)

    def killed(*given: Any) -> None:
        """What a process does that ends between its commit and the name of its file."""

    for number, ends in enumerate((slowly, killed)):
        committed.clear()
        monkeypatch.setattr(acts, "_finish", ends)
        with ThreadPoolExecutor(1) as beside:
            other = beside.submit(add_act)
            assert committed.wait(60) or ends is killed
            other.result() if ends is killed else None
            file = tmp_path / f"{number}.zip"
            with installation.opened(here()) as opened:
                made = backup.write(opened, file, NOW)
        with ZipFile(file) as archive:
            kept = [name for name in archive.namelist() if name.endswith(".json")]
        newest = [name for name in kept if f"/{made.data_version:08}-" in name]
        assert len(newest) == 1, kept
