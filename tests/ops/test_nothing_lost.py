"""A store comes back from a backup, and from its originals and acts alone, row by row."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from followup import settings
from followup.cli import main
from followup.errors import UserError
from followup.services import installation
from followup.services.backup import daily
from followup.services.installation import Actor
from followup.services.sample import sample
from followup.settings import Settings
from followup.storage import database, history
from followup.storage.logical_hash import LogicalHash, logical_hash
from followup.ui import backups, folder
from followup.ui import opened as app
from tests.support import figures

REPORTER = "Granlunda Taxi AB (påhittat)"
TAXI = ("--contract", "RK-2024-017", "--reporter", REPORTER, "--received")
FILES = sample.FOLDER / "files"
NOW = datetime.fromisoformat("2026-11-22T12:00:00")


def here(home: Path) -> Settings:
    return settings.from_environment({"FOLLOWUP_HOME": str(home)})


def held(home: Path) -> LogicalHash:
    opened = database.open_database(here(home))
    try:
        return logical_hash(opened)
    finally:
        database.close(opened)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register, a report, its correction with an answer, and another contract's report."""
    home = tmp_path_factory.mktemp("ops") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLLOWUP_HOME", str(home))
        assert main(["import", str(sample.FOLDER / "avtal.xlsx"), "--received", "2024-01-01"]) == 0
        taxi = (FILES / "taxi_2025-Q2.xlsx", FILES / "taxi_2025-Q2_rattad.xlsx")
        assert main(["import", str(taxi[0]), *TAXI, "2025-07-21"]) == 0
        assert main(["import", str(taxi[1]), *TAXI, "2025-08-19"]) == 0
        waste = ("import", str(FILES / "avfall_2025-01.xlsx"), "--contract", "VX-2024-003")
        assert main([*waste, "--set", "fuel:Diesel=diesel_mk1"]) == 0
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(built, tmp_path / "home"))
    monkeypatch.setenv("FOLLOWUP_HOME", str(copy))
    return copy


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_built_anew_from_originals_and_acts_every_row_is_the_same(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(home)
    assert before.tables["fuel_delivery"].row_count > 0
    assert not any(kept.is_base for kept in history.every(home / "originals"))
    code, beside = run(capsys, "rebuild")
    assert (code, beside["equal"], beside["placed"]) == (0, True, False)
    _, told = run(capsys, "assess", "--as-of", "2026-01-01")
    (home / "followup.duckdb").unlink()
    code, anew = run(capsys, "rebuild")
    assert (code, anew["placed"], anew["logical_hash"]) == (0, True, before.digest)
    assert run(capsys, "assess", "--as-of", "2026-01-01") == (0, told)
    # It goes on from there.
    with installation.opened(here(home)) as opened:
        assert opened.data_version == anew["acts"]
    after = held(home)
    figures.keep("rebuilds", acts=anew["acts"], rows=after.row_count,
                 tables_differing=len(before.differences(after)))  # fmt: skip


def test_an_original_that_reads_otherwise_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acts = [kept for kept in history.every(home / "originals") if kept.told()["facts"]]
    told = acts[-1].told()
    told["facts"][0]["reading"]["said"]["answers"] = {"fuel": "hvo100"}
    told["facts"][0]["sha256"] = "0" * 64
    acts[-1].file.write_text(json.dumps(told), encoding="utf-8")
    code, found = run(capsys, "rebuild")
    assert (code, len(found["read_otherwise"])) == (1, 1)
    assert found["placed"] is False
    acts[0].file.unlink()
    code, found = run(capsys, "rebuild")
    assert (code, found["error"]["code"]) == (2, "act_gap")


def with_log(home: Path, to: Path) -> LogicalHash:
    """A copy as a power cut would leave it: the newest acts in the write-ahead log alone."""
    with installation.opened(here(home)) as opened:
        remember(opened, 2)
        shutil.copytree(home, to)
        found = logical_hash(opened.database)
    assert (to / "followup.duckdb.wal").stat().st_size > 0
    return found


def remember(opened: installation.Installation, times: int) -> None:
    """Acts of a small kind."""
    from followup.storage import acts, decisions

    for number in range(times):
        act = acts.Act(Actor("Prov").stored, "submit", f"p{number}", NOW, {})
        acts.commit(
            opened.database, act,
            lambda own, n: decisions.remember(own, n, "Påhittad", "f", {"unit:x": "l"}),
        )  # fmt: skip


def test_a_row_that_was_changed_by_an_act_is_rebuilt_as_changed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from followup.domain.wrong_number import Answer, Message
    from followup.storage import acts, wrong_numbers

    asked = Message("f", "Påhittad siffra", "1", "e", "Stämmer den?", "a@exempel.invalid")
    answer = Answer(NOW.date(), "stands", "Ja", "1")
    with installation.opened(here(home)) as opened:
        number = acts.commit(
            opened.database, acts.Act("Prov", "submit", "a", NOW, {}),
            lambda own, n: wrong_numbers.insert_message(own, n, asked, NOW.date()),
        )  # fmt: skip
        acts.commit(
            opened.database, acts.Act("Prov", "submit", "b", NOW, {}),
            lambda own, n: wrong_numbers.insert_answer(own, n, number, answer),
        )  # fmt: skip
        assert wrong_numbers.load(opened.database)[0].message.contact is None
    assert held(home).tables["act_seal"].row_count == 1
    # Who asked is let go of in the kept act too.
    kept = [one.file.read_text("utf-8") for one in history.every(home / "originals")]
    assert any("Stämmer den?" in told for told in kept)
    assert not any("a@exempel.invalid" in told for told in kept)
    code, found = run(capsys, "rebuild", "--replace")
    assert (code, found["equal"], found["placed"]) == (0, True, True)
    assert run(capsys, "verify-audit")[0] == 0


@pytest.mark.parametrize("harm", ["bytes", "gone", "cut"])
def test_a_log_that_cannot_be_replayed_has_a_way_out(
    home: Path, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    broken = tmp_path / "broken"
    whole = with_log(home, broken)
    log = broken / "followup.duckdb.wal"
    content = log.read_bytes()
    if harm == "gone":
        log.unlink()
    else:
        middle = len(content) // 2
        cut = (
            content[: middle - 7] if harm == "cut" else content[:40] + b"\xff" * (len(content) - 40)
        )
        log.write_bytes(cut)
    with pytest.raises(UserError) as refused:
        database.open_database(here(broken))
    assert refused.value.code in ("log_unreadable", "acts_missing")
    monkeypatch.setenv("FOLLOWUP_HOME", str(broken))
    code, found = run(capsys, "rebuild")
    assert (code, found["placed"], found["logical_hash"]) == (0, True, whole.digest)
    assert (Path(found["put_aside"]) / "followup.duckdb").is_file()
    assert held(broken).digest == whole.digest


def test_an_act_that_was_cut_off_leaves_nothing_behind(home: Path) -> None:
    def fail(own: object, act_id: int) -> None:
        raise ZeroDivisionError

    from followup.storage import acts

    folder = home / "originals" / "acts"
    before = held(home), sorted(folder.iterdir())
    with installation.opened(here(home)) as opened:
        act = acts.Act("Prov", "submit", "p", NOW, {})
        with pytest.raises(ZeroDivisionError):
            acts.commit(opened.database, act, fail)
    # Written, and killed before it was committed; and committed, and killed before it was named.
    last = max(folder.iterdir())
    (folder / f"00000099-{'0' * 16}.json.new").write_text("{", encoding="utf-8")
    last.rename(last.with_name(f"{last.name}.new"))
    assert (held(home), sorted(folder.iterdir())) == before


def test_a_backup_gives_back_everything(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = tmp_path / "b.zip", held(home)
    code, made = run(capsys, "backup", str(file))
    assert (code, made["logical_hash"], made["originals"] > 3) == (0, before.digest, True)
    _, told = run(capsys, "assess", "--as-of", "2026-01-01")
    empty = tmp_path / "empty"
    monkeypatch.setenv("FOLLOWUP_HOME", str(empty))
    code, found = run(capsys, "restore", str(file))
    assert (code, found["put_aside"]) == (0, None)
    assert held(empty).digest == before.digest
    assert run(capsys, "assess", "--as-of", "2026-01-01") == (0, told)
    assert run(capsys, "rebuild")[1]["equal"] is True
    # Into a folder with something in it only when told, and what was there stays aside.
    code, refused = run(capsys, "restore", str(file))
    assert (code, refused["error"]["code"]) == (2, "restore_not_empty")
    with installation.opened(here(empty)) as opened:
        remember(opened, 1)
    code, found = run(capsys, "restore", str(file), "--replace")
    assert (code, held(empty).digest) == (0, before.digest)
    assert {p.name for p in Path(found["put_aside"]).iterdir()} >= {"followup.duckdb", "originals"}
    # Cut off between two moves, it is not opened, and restoring again finishes it.
    (empty / database.UNFINISHED).touch()
    (empty / "followup.duckdb").unlink()
    with pytest.raises(UserError, match="restore_unfinished"):
        database.open_database(here(empty))
    assert run(capsys, "restore", str(file))[0] == 0
    after = held(empty)
    assert after.digest == before.digest
    figures.keep("restores", originals=made["originals"], rows=after.row_count,
                 tables_differing=len(before.differences(after)))  # fmt: skip


def test_a_damaged_backup_changes_nothing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = tmp_path / "b.zip", held(home)
    run(capsys, "backup", str(file))
    with ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    original = next(n for n in contents if n.startswith("originals/") and n.count("/") == 1)
    told = json.loads(contents["manifest.json"])
    harms: list[tuple[str, dict[str, bytes | None]]] = [
        ("original_damaged", {original: b"other"}),
        ("backup_damaged", {original: None}),
        ("backup_damaged", {"manifest.json": changed(told, logical_hash="0" * 64)}),
        ("schema_newer", {"manifest.json": changed(told, schema="999_later")}),
        ("backup_unreadable", {"manifest.json": None}),
        ("database_unreadable", {"followup.duckdb": b"x" * 5000}),
    ]
    for code, harm in harms:
        bad = tmp_path / "bad.zip"
        with ZipFile(bad, "w") as archive:
            for name, content in {**contents, **harm, "../out": b"x"}.items():
                if content is not None:
                    archive.writestr(name, content)
        assert run(capsys, "restore", str(bad), "--replace")[1]["error"]["code"] == code
    bad.write_bytes(file.read_bytes()[:-200])
    found = run(capsys, "restore", str(bad), "--replace")[1]
    assert found["error"]["code"] == "backup_unreadable"
    assert held(home).digest == before.digest
    assert not (home / "backups" / "out").exists()


def changed(told: dict[str, Any], **words: str) -> bytes:
    return json.dumps({**told, **words}).encode()


def test_the_app_makes_one_backup_a_day_while_it_is_open(home: Path) -> None:
    with installation.opened(here(home)) as opened:
        made = daily.make_due(opened, NOW)
        assert made is not None
        assert made.file.is_file()
        assert daily.make_due(opened, NOW + timedelta(hours=3)) is None
        assert daily.make_due(opened, NOW + timedelta(days=1)) is not None
    assert list(daily.made(here(home))) == [NOW.date(), NOW.date() + timedelta(days=1)]
    # What was put aside goes with the last backup that could hold the same rows.
    old = home / "backups" / "replaced-20240101-000000-000000"
    old.mkdir()
    (old / "followup.duckdb").touch()
    os.utime(old, (0, 0))
    (home / "backups" / "replaced-now").mkdir()
    daily.sweep(here(home), NOW.date())
    assert (old.exists(), (home / "backups" / "replaced-now").exists()) == (False, True)


def test_the_running_app_backs_up_what_is_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "followup.events")
    backups.make_due()
    backups.make_due()
    assert len(daily.made(here(home))) == 1
    outcomes = [r.event["outcome"] for r in caplog.records if r.msg == "backup"]  # type: ignore[attr-defined]
    assert outcomes == ["done"]
    app.forget(folder.both().own)
    # No store is made for the sake of a backup.
    monkeypatch.setenv("FOLLOWUP_HOME", str(home / "nothing"))
    backups.make_due()
    assert not (home / "nothing").exists()


def test_how_long_backups_are_kept_is_a_setting() -> None:
    said = {"FOLLOWUP_HOME": "x", "FOLLOWUP_BACKUPS_KEPT": "7, 4,3"}
    assert settings.from_environment(said).backups_kept == (7, 4, 3)
    for wrong in ("7,4", "0,1,1", "a,b,c", "7;4;3"):
        with pytest.raises(UserError, match="bad_backups_kept"):
            settings.from_environment({**said, "FOLLOWUP_BACKUPS_KEPT": wrong})


def test_a_store_that_lost_its_newest_acts_does_not_hold(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_log(home, tmp_path / "cut")
    (tmp_path / "cut" / "followup.duckdb.wal").unlink()
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "cut"))
    code, found = run(capsys, "verify-audit")
    assert (code, found["holds"], found["faults"][0]["code"]) == (1, False, "acts_missing")
    code, found = run(capsys, "doctor")
    assert (code, found["checks"][0]["code"]) == (1, "acts_missing")


def test_nothing_to_build_from_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "none"))
    code, found = run(capsys, "rebuild")
    assert (code, found["error"]["code"]) == (2, "nothing_kept")


def test_old_backups_go_and_none_outlives_the_deadline() -> None:
    first, lasting = date(2024, 1, 1), (14, 8, 12)
    chosen = replace(here(Path("x")), backups_kept=lasting)
    assert daily.gone_after_days(chosen) == 372
    found: set[date] = set()
    for today in (first + timedelta(days=n) for n in range(800)):
        found = daily.kept({*found, today}, today, lasting)
        assert all((today - day).days < daily.gone_after_days(chosen) for day in found)
        assert {today - timedelta(days=n) for n in range(14) if today - timedelta(n) >= first} <= (
            found
        )
    assert len({(day.year, day.month) for day in found}) == 12
    assert len({day.isocalendar()[:2] for day in found}) >= 8
    # Made once and never again, the only backup of its month goes with the month.
    lone = date(2025, 1, 1)
    assert daily.kept({lone}, date(2025, 12, 31), lasting) == {lone}
    assert daily.kept({lone}, date(2026, 1, 1), lasting) == set()
