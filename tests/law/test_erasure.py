"""Erased is gone: no byte of the data folder holds it, figures stand, and the chain still holds."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from followup import settings
from followup.cli import main
from followup.domain.parties import Exemption
from followup.domain.period import parse_period
from followup.domain.retention import RetentionRule
from followup.errors import UserError
from followup.services import compliance, doctor, installation
from followup.services.backup import daily
from followup.services.installation import Actor, Installation
from followup.services.law import decisions, due, erase
from followup.settings import Settings
from followup.storage import chain, erasures, exemptions, history, retention
from tests.support import figures
from tests.support.workbooks import workbook
from tests.support.world import NUMBER, SUPPLIER, World, clause, prepared

PLATES = ("KLM417", "NOP528", "QRS639")
PERSONS = ("Evert Ansvarsson", "Doris Beslutare")
WORDS = ("Skåpbilen vid Åsa", "Fordonet stod på verkstad i Brunnby", "HVO-tanken hos Nils")
OTHER_PLATE = "TUV741"
OTHER = "T-2021-002"
SECRET = (*PLATES, *(p.lower() for p in PLATES), *PERSONS, *WORDS, "KLM 417", "maj hos Gunvor")
TODAY = date(2026, 11, 22)
NOW = datetime.fromisoformat("2026-11-22T12:00:00")
ACTOR = Actor("Testperson")


def here(home: Path) -> Settings:
    return settings.from_environment({"FOLLOWUP_HOME": str(home)})


def report(station: str, *plates: str) -> bytes:
    """A fuel report of one month; the second plate runs on what nobody knows."""
    rows = [("Fordon", "Datum", "Drivmedel", "Mängd (l)", "Station")]
    for n, plate in enumerate(plates):
        fuel = WORDS[2] if n == 1 else "HVO100"
        rows.append((f"{plate[:3]} {plate[3:]}", date(2021, 5, 10 + n), fuel, 100 + n, station))  # type: ignore[arg-type]
    return workbook(rows)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two contracts that have ended, each with a report, one with a dispens; a rule of 3 years."""
    home = prepared(tmp_path_factory.mktemp("law") / "home")
    with installation.opened(here(home)) as opened:
        world = World(opened)
        world.sign(clause(), days="2021", responsible=PERSONS[0], known_on="2021-01-01")
        world.sign(
            clause(contract=OTHER), days="2021", responsible="Tor Kvar", known_on="2021-01-01"
        )
        made = Exemption(
            NUMBER, parse_period("2021-05"), date(2021, 5, 1), WORDS[1], vehicles=(PLATES[0],),
            approved_by=PERSONS[1],
        )  # fmt: skip
        world.act(lambda own, n: exemptions.insert(own, n, made))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLLOWUP_HOME", str(home))
        for number, plates in ((NUMBER, PLATES), (OTHER, (OTHER_PLATE,))):
            file = home.parent / f"{number} {'maj hos Gunvor' if number == NUMBER else ''}.xlsx"
            file.write_bytes(report(WORDS[0] if number == NUMBER else "Macken", *plates))
            named = ("--contract", number, "--reporter", SUPPLIER, "--received", "2021-06-02")
            assert (
                main(["import", str(file), *named, "--period", "2021-05", "--accept", "valid"]) == 0
            )
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(built, tmp_path / "home"))
    monkeypatch.setenv("FOLLOWUP_HOME", str(copy))
    return copy


@pytest.fixture(scope="module")
def gone_once(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a backup from before, in which the first contract has been erased."""
    home = Path(shutil.copytree(built, tmp_path_factory.mktemp("gone") / "home"))
    with installation.opened(here(home)) as opened:
        decide(opened)
        assert daily.make_due(opened, NOW) is not None
        erase.erase(opened, NUMBER, "Tiden har gått", ACTOR, TODAY, NOW)
    installation.close(installation.open_installation(here(home)))
    return home


@pytest.fixture
def gone(gone_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(gone_once, tmp_path / "gone"))
    monkeypatch.setenv("FOLLOWUP_HOME", str(copy))
    return copy


def decide(opened: Installation, years: int = 3) -> None:
    rule = RetentionRule(
        "Påhittad kommun", years, "KS 2026/12", date(2026, 1, 15), date(2026, 2, 1), "Gallringsplan"
    )
    decisions.decide(opened, rule, ACTOR, TODAY, NOW)


def holding(home: Path, *words: str) -> dict[str, list[str]]:
    """The files below a folder in which a word stands, as it is or within a packed file."""
    found: dict[str, list[str]] = {}
    for file in sorted(p for p in home.rglob("*") if p.is_file()):
        content = file.read_bytes()
        for word in words:
            if word.encode() in content or word.encode("utf-16-le") in content:
                found.setdefault(word, []).append(str(file.relative_to(home)))
    return found


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def verdicts(opened: Installation) -> list[tuple[Any, ...]]:
    return [
        (a.requirement, str(a.period), a.verdict, a.measured.numerator, a.measured.denominator,
         a.measured.unknown)
        for a in compliance.assessments(opened, TODAY)
    ]  # fmt: skip


def test_nothing_is_due_without_a_decision_and_then_as_the_longest_says(home: Path) -> None:
    with installation.opened(here(home)) as opened:
        assert {d.state for d in due.due(opened, TODAY)} == {"undecided"}
        assert due.due(opened, TODAY)[0].undecided == ("Påhittad kommun",)
        decide(opened)
        found = due.of_contract(opened, NUMBER, TODAY)
        assert (found.state, found.due_date) == ("due", date(2025, 1, 1))
        assert due.of_contract(opened, NUMBER, date(2024, 12, 31)).state == "undecided"
        decide(opened, years=6)
        assert due.of_contract(opened, NUMBER, TODAY).state == "later"
        with pytest.raises(UserError, match="not_due"):
            erase.erase(opened, NUMBER, "Ändå", ACTOR, TODAY, NOW)


def test_a_dry_run_tells_what_would_go_and_changes_nothing(home: Path) -> None:
    with installation.opened(here(home)) as opened:
        decide(opened)
        before = opened.data_version
        tried = erase.dry_run(opened, NUMBER, TODAY)
        assert tried.moved == ()
        assert tried.gone.rows["fuel_delivery"] == 3
        assert (len(tried.gone.files), tried.gone.files_kept) == (1, ())
        assert tried.backups_gone == TODAY + timedelta(days=93)
        assert opened.data_version == before
    assert set(holding(home, *PLATES)) == set(PLATES)


def test_what_was_erased_is_in_no_byte_of_the_folder_and_every_figure_stands(
    built: Path, gone: Path
) -> None:
    assert set(holding(built, *SECRET)) >= {*PLATES, *PERSONS, WORDS[1]}
    deadline = TODAY + timedelta(days=93)
    daily.sweep(here(gone), deadline - timedelta(days=1))
    assert TODAY in daily.made(here(gone))
    daily.sweep(here(gone), deadline)
    assert daily.made(here(gone)) == {}
    assert holding(gone, *SECRET) == {}
    assert set(holding(gone, OTHER_PLATE)) == set(holding(built, OTHER_PLATE))
    with installation.opened(here(built)) as opened:
        before = verdicts(opened)
    with installation.opened(here(gone)) as opened:
        assert verdicts(opened) == before
        (left,) = retention.erasures(opened.database)
        assert (left.contract, left.decision, left.files) == (NUMBER, "KS 2026/12", 1)
        assert due.of_contract(opened, NUMBER, TODAY).state == "erased"
    checks = {c["name"]: c["status"] for c in doctor.examine(here(gone))["checks"]}
    assert (checks["originals"], checks["audit"]) == ("ok", "ok")
    files = [p for p in gone.rglob("*") if p.is_file()]
    figures.keep("erased_values_searched_for", values=len(SECRET), files=len(files),
                 bytes=sum(p.stat().st_size for p in files), found=0)  # fmt: skip


def test_the_chain_holds_tells_of_the_erasure_and_finds_a_change_after_it(
    gone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = run(capsys, "verify-audit")
    assert (code, found["holds"]) == (0, True)
    assert [(a["day"], a["acts"]) for a in found["sealed_anew"]] == [("2026-11-22", 3)]
    with installation.opened(here(gone)) as opened:
        own = opened.database.connection.cursor()
        own.execute("UPDATE store.main.fuel_delivery SET vehicle_id = 'X' WHERE quantity = 101")
        (fault,) = chain.verify(opened.database).faults
        assert (fault.code, fault.table) == ("rows_changed", "fuel_delivery")


def test_an_erasure_beside_the_program_is_found(home: Path) -> None:
    with installation.opened(here(home)) as opened:
        own = opened.database.connection.cursor()
        own.execute("UPDATE store.main.fuel_delivery SET cell = NULL WHERE quantity = 101")
        assert {f.code for f in chain.verify(opened.database).faults} == {"rows_changed"}


def test_built_anew_nothing_comes_back(gone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, beside = run(capsys, "rebuild")
    assert (code, beside["equal"]) == (0, True)
    (gone / "followup.duckdb").unlink()
    code, anew = run(capsys, "rebuild")
    assert (code, anew["placed"]) == (0, True)
    shutil.rmtree(gone / "backups")
    assert holding(gone, *SECRET) == {}


def test_an_older_backup_restored_is_erased_again(
    gone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = (gone / "backups").glob("*.zip")
    copy = shutil.copyfile(file, tmp_path / "before.zip")
    assert run(capsys, "restore", str(copy), "--replace")[0] == 0
    with installation.opened(here(gone)) as opened:
        (left,) = retention.erasures(opened.database)
        assert (left.contract, left.is_again) == (NUMBER, True)
        assert chain.verify(opened.database).holds
    shutil.rmtree(gone / "backups")
    assert holding(gone, *SECRET) == {}


def test_the_command_line_lists_tries_and_erases(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with installation.opened(here(home)) as opened:
        decide(opened)
    code, found = run(capsys, "retention")
    assert (code, [c["state"] for c in found["contracts"]]) == (0, ["due", "due"])
    assert run(capsys, "retention", "--apply")[1]["error"]["code"] == "reason_missing"
    code, tried = run(capsys, "retention", "--dry-run", "--contract", NUMBER)
    assert (code, tried["dry_run"][0]["rows"]["fuel_delivery"]) == (0, 3)
    code, done = run(capsys, "retention", "--apply", "--reason", "Plan", "--contract", NUMBER)
    assert (code, [e["contract"] for e in done["erased"]]) == (0, [NUMBER])
    assert done["erased"][0]["rows"] == tried["dry_run"][0]["rows"]
    assert holding(home, *SECRET) == {}


def test_a_file_that_another_contract_rests_on_stays(home: Path) -> None:
    with installation.opened(here(home)) as opened:
        (original,) = [p for p in opened.settings.originals.iterdir() if p.is_file()][:1]
        own = opened.database.connection.cursor()
        own.execute("UPDATE store.main.submission SET sha256 = ?", [original.name])
        decide(opened)
        tried = erase.dry_run(opened, NUMBER, TODAY)
    assert (tried.gone.files, tried.gone.files_kept) == ((), (original.name,))


def test_what_a_crash_cut_off_is_finished_when_the_folder_is_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError("full")

    with installation.opened(here(home)) as opened:
        decide(opened)
        with monkeypatch.context() as patch:
            patch.setattr("followup.storage.journal.rewrite", full)
            erase.erase(opened, NUMBER, "Tiden har gått", ACTOR, TODAY, NOW)
        assert erasures.is_pending(opened.database)
    with monkeypatch.context() as patch:
        patch.setattr("followup.storage.copies.write_anew", full)
        with pytest.raises(OSError, match="full"):
            installation.open_installation(here(home))
    with installation.opened(here(home)) as opened:
        assert not erasures.is_pending(opened.database)
    assert holding(home, *SECRET) == {}
    assert all(kept.file.suffix == ".json" for kept in history.every(home / "originals"))
