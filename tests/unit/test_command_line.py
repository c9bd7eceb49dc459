"""The command line keeps to its contract: words, JSON and exit codes."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from followup import settings
from followup.cli import main
from followup.services import folders, installation
from followup.services.sample import sample
from followup.storage import acts
from followup.storage.acts import Act
from tests.support.sample import copied

REGISTER = sample.FOLDER / "avtal.xlsx"
WASTE = sample.FOLDER / "files" / "avfall_2025-01.xlsx"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture(scope="module")
def register_stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the register was imported, to copy."""
    folder = tmp_path_factory.mktemp("register") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOLLOWUP_HOME", str(folder))
        assert main(["import", str(REGISTER), "--received", "2025-01-01"]) == 0
    return folder


@pytest.fixture
def registered(home: Path, register_stored: Path) -> Path:
    """The register is in the data folder."""
    copied(register_stored, home / "home")
    return home


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """The exit code and the one JSON document on standard output."""
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def workbook(path: Path, rows: list[list[object]]) -> str:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Drivmedel")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return str(path)


HEADER = ["Reg.nr", "Datum", "Drivmedel", "Mängd", "Enhet"]


def test_the_sample_gives_all_five_verdicts(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(sample_copy))
    code, found = run(capsys, "assess")
    assert code == 0
    verdicts = {(a["requirement"], a["period"]): a["verdict"] for a in found}
    assert verdicts[("RK-2024-017/K1", "2025-Q3")] == "not_met"
    assert verdicts[("RK-2024-017/K1", "2025-Q4")] == "not_assessable"
    assert verdicts[("LJ-2025-001/K1", "2025-Q2")] == "exempt"
    assert verdicts[("VX-2024-003/K2", "2025-07")] == "exempt"
    assert set(verdicts.values()) == {"met", "not_met", "not_assessable", "not_due", "exempt"}
    keys = [(a["contract"], a["requirement"], a["period_start"]) for a in found]
    assert keys == sorted(keys)
    assert len({(a["contract"], a["requirement"], a["period"]) for a in found}) == len(found)
    # The nil report behind one of them is taken back by contract and days.
    about = ("undo", "--nil", "VX-2024-003", "--period", "2025-07", "--reason", "fel månad")
    code, undone = run(capsys, *about)
    assert (code, undone["nil_reports"][0]["period"]) == (0, "2025-07")
    changed = {(c["requirement"], c["period"]): c["after"] for c in undone["changes"]}
    assert changed[("VX-2024-003/K2", "2025-07")] == "not_assessable"
    code, refused = run(capsys, *about)
    assert (code, refused["error"]["code"]) == (2, "unknown_nil")
    code, refused = run(capsys, *about[:3], "--reason", "utan dagar")
    assert (code, refused["error"]["code"]) == (2, "undo_what")


def test_the_sample_has_a_requirement_met_exactly_at_its_limit(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(sample_copy))
    _, (half,) = run(capsys, "assess", "--contract", "VX-2024-003", "--period", "2025-H1")
    # 6 x 2931 l HVO100 at 34.02 MJ/l; 6 x 2835 l diesel at 35.172 MJ/l is exactly as much.
    assert Decimal(half["numerator"]) == 6 * 2931 * Decimal("34.02")
    assert Decimal(half["denominator"]) == 2 * Decimal(half["numerator"])
    assert (half["verdict"], half["limit"], half["share_low"]) == ("met", "0.50", "0.5")


def test_the_proof_sums_exactly_to_the_assessment(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(sample_copy))
    words = ("--contract", "RK-2024-017", "--requirement", "K1", "--period", "2025-Q3")
    code, proof = run(capsys, "explain", *words)
    assert code == 0
    for column in ("numerator", "denominator", "unknown"):
        assert sum(Decimal(row[column]) for row in proof["rows"]) == Decimal(proof[column])
    first = proof["rows"][0]
    assert first["file"] == "taxi_2025-Q3.xlsx"
    assert (first["sheet"], first["column"]) == ("Kvartal 3", "D")
    assert len(first["sha256"]) == 64
    assert "80 procent" in proof["clause"]
    assert proof["limit_valid_from"] == "2025-07-01"


def test_a_late_report_is_one_row_of_the_proof(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(sample_copy))
    words = ("--contract", "RK-2024-017", "--requirement", "K2", "--period", "2025-Q4")
    _, proof = run(capsys, "explain", *words)
    missing = [row for row in proof["rows"] if row["file"] is None]
    assert [(row["numerator"], row["denominator"]) for row in missing] == [("0", "1")]
    assert (proof["numerator"], proof["denominator"], proof["verdict"]) == ("1", "2", "not_met")


def test_goals_tell_the_bought_transport_apart_from_the_own_fleet(
    sample_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(sample_copy))
    code, found = run(capsys, "goals")
    goals = {g["goal"]: g for g in found}
    contracts, county = goals["KRON_FBF_2030_CONTRACTS"], goals["KRON_FBF_2030_TRANSPORT"]
    assert code == 0
    assert Decimal(contracts["latest_low"]) < Decimal(contracts["latest_high"])
    assert Decimal(contracts["coverage"]) < 1
    # The county's transport emissions: no numeric target is set, so no status is given.
    assert (county["latest"], county["status"]) == ("443634.23", "not_assessable")
    assert county["target"] is None


def test_a_register_and_a_report_are_imported_and_told_apart_from_a_repeat(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, (register,) = run(capsys, "import", str(REGISTER), "--received", "2025-01-01")
    assert (code, register["status"]) == (0, "stored")
    words = (str(WASTE), "--contract", "VX-2024-003", "--received", "2025-02-10")
    code, (first,) = run(capsys, "import", *words)
    assert (code, first["status"], first["rows"]) == (0, "stored", 8)
    assert first["totals"] == {"diesel_mk1|l": "2835", "hvo100|l": "2931"}
    code, (again,) = run(capsys, "import", *words)
    assert (code, again["status"]) == (0, "already_received")
    assert again["submission"] == first["submission"]


def test_rows_of_another_contract_are_asked_about(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "import", str(WASTE), "--contract", "VX-2024-003")
    code, (refused,) = run(capsys, "import", str(WASTE), "--contract", "LJ-2025-001")
    assert (code, refused["error"]["code"]) == (2, "rows_with_other_buyer")
    # Another buyer's contract is not named.
    assert "VX-2024-003" not in json.dumps(refused)
    assert "Växjö" not in json.dumps(refused, ensure_ascii=False)
    words = (str(WASTE), "--contract", "LJ-2025-001", "--set", "shared=yes")
    code, (stored,) = run(capsys, "import", *words)
    assert (code, stored["status"]) == (0, "stored")


def test_an_error_keeps_the_whole_file_out_until_the_valid_rows_are_asked_for(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        HEADER,
        ["STN 101", "2025-03-03", "HVO100", 100, "l"],
        ["STN 102", "2025-02-31", "HVO100", 120, "l"],
    ]
    path = workbook(registered / "mars.xlsx", rows)
    words = (path, "--contract", "VX-2024-003")
    code, (kept_out,) = run(capsys, "import", *words)
    assert (code, kept_out["status"], kept_out["submission"]) == (1, "not_stored", None)
    (found,) = [f for f in kept_out["findings"] if f["severity"] == "error"]
    assert (found["code"], found["sheet"], found["row"]) == ("invalid_date", "Drivmedel", 3)
    code, (stored,) = run(capsys, "import", *words, "--accept", "valid")
    assert (code, stored["status"], stored["rows"]) == (1, "stored", 1)


def test_an_unknown_fuel_is_asked_once_and_remembered_for_the_next_file(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = [HEADER, ["STN 101", "2025-03-03", "Förnybar diesel", 100, "l"]]
    second = [HEADER, ["STN 101", "2025-04-03", "Förnybar diesel", 110, "l"]]
    path = workbook(registered / "mars.xlsx", first)
    _, read = run(capsys, "read", path)
    assert [f["code"] for f in read["findings"]] == ["fuel_needs_mapping"]
    assert read["questions"] == [
        {"field": "fuel:Förnybar diesel", "value": "Förnybar diesel",
         "code": "fuel_needs_mapping", "rows": 1}
    ]  # fmt: skip
    contract = ("--contract", "VX-2024-003")
    answer = ("--set", "fuel:Förnybar diesel=hvo100")
    _, (stored,) = run(capsys, "import", path, *contract, *answer)
    assert stored["totals"] == {"hvo100|l": "100"}
    path = workbook(registered / "april.xlsx", second)
    _, (later,) = run(capsys, "import", path, *contract)
    assert later["totals"] == {"hvo100|l": "110"}
    assert later["findings"] == []


def test_columns_nobody_knows_are_pointed_out_once_and_known_in_the_next_file(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = [["Påhittad lapp"], ["Vad", "Vem", "Hur mycket"]]
    paths = [
        workbook(registered / f"{month}.xlsx", [*head, ["HVO100", "STN 101", amount]])
        for month, amount in (("2025-03", 40), ("2025-04", 50))
    ]
    said = ("header:Drivmedel=2", "column:A=fuel", "column:B=vehicle_id", "column:C=quantity")
    answers = [word for one in (*said, "unit=l") for word in ("--set", one)]
    where = ("--contract", "VX-2024-003", "--period")
    _, (first,) = run(capsys, "import", paths[0], *where, "2025-03", *answers)
    assert first["status"] == "stored"
    _, (later,) = run(capsys, "import", paths[1], *where, "2025-04")
    assert (later["status"], later["totals"]) == ("stored", {"hvo100|l": "50"})


def test_the_same_file_with_an_answer_replaces_the_one_without(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["Reg.nr", "Datum", "Liter"], ["STN 101", "2025-03-03", 100]]
    path = workbook(registered / "mars.xlsx", rows)
    words = (path, "--contract", "VX-2024-003")
    _, (open_question,) = run(capsys, "import", *words)
    assert open_question["totals"] == {"unknown|l": "100"}
    _, (answered,) = run(capsys, "import", *words, "--set", "fuel=diesel_mk1")
    assert (answered["status"], answered["totals"]) == ("stored", {"diesel_mk1|l": "100"})
    assert answered["supersedes"] == [open_question["submission"]]
    assert open_question["difference"] == {"new": 1, "changed": 0, "gone": 0, "unchanged": 0}
    assert answered["difference"] == {"new": 0, "changed": 1, "gone": 0, "unchanged": 0}
    # Undone, the first is in force again; the number may be written as the receipt shows it.
    code, undone = run(capsys, "undo", answered["submission"][:8], "--reason", "fel svar")
    assert (code, undone["status"]) == (0, "undone")
    assert undone["restored"] == [open_question["submission"]]
    _, (again,) = run(capsys, "import", *words)
    assert (again["status"], again["submission"]) == (
        "already_received", open_question["submission"],
    )  # fmt: skip
    code, refused = run(capsys, "undo", answered["submission"], "--reason", "igen")
    assert (code, refused["error"]["code"]) == (2, "unknown_report")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tom.xlsx", b"", "empty"),
        ("brev.xlsx", b"%PDF-1.7 hej", "not_a_spreadsheet"),
        ("prislista.csv", "Vara;Pris\nÄpple;3\nPäron;4\n".encode("cp1252"), "no_known_table"),
    ],
)
def test_a_file_that_is_no_report_is_refused_and_nothing_is_stored(
    registered: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, code: str
) -> None:
    path = registered / name
    path.write_bytes(content)
    exit_code, (entry,) = run(capsys, "import", str(path), "--contract", "VX-2024-003")
    assert (exit_code, entry["status"], entry["refusal"]["code"]) == (2, "refused", code)
    assert entry["refusal"]["message"].endswith(".")
    _, health = run(capsys, "doctor")
    assert health["healthy"]
    assert [c["files"] for c in health["checks"] if c["name"] == "originals"] == [0]


def test_people_stop_a_file_until_their_columns_are_taken_away(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[*HEADER, "Förare"]]
    rows += [[f"ABC12{n}", "2025-03-05", "HVO100", 10, "l", f"Påhittad {n}"] for n in range(4)]
    path = workbook(home / "mars.xlsx", rows)
    code, refused = run(capsys, "read", path)
    assert (code, refused["refusal"]["code"]) == (2, "personal_data")
    code, taken = run(capsys, "read", path, "--strip-people")
    assert (code, taken["record_count"], taken["totals"]) == (0, 4, {"hvo100|l": "40"})
    assert taken["stripped"] == "Drivmedel!F (Förare)"
    assert taken["received_sha256"] == refused["sha256"] != taken["sha256"]
    run(capsys, "import", str(REGISTER), "--received", "2025-01-01")
    words = ("import", path, "--contract", "VX-2024-003", "--received", "2025-04-02")
    _, (entry,) = run(capsys, *words, "--strip-people")
    assert (entry["status"], entry["rows"]) == ("stored", 4)
    kept = [p.read_bytes() for p in (home / "home").rglob("*") if p.is_file()]
    assert kept
    assert not any("Påhittad 1".encode() in content for content in kept)


def test_an_unknown_contract_is_wrong_use(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, refused = run(capsys, "assess", "--contract", "FINNS-INTE")
    assert (code, refused["error"]["code"]) == (2, "unknown_contract")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("assess", "--as-of", "i går"), "invalid_day"),
        (("goals", "--as-of", "2025-02-30"), "invalid_day"),
        (("assess", "--period", "2025-Q5"), "invalid_period"),
        (("import", str(WASTE), "--received", "2025-13-01"), "invalid_day"),
        (("import", str(WASTE), "--set", "fuel=hv0100"), "bad_answer"),
        (("read", str(WASTE), "--set", "bränsle=hvo100"), "bad_answer"),
        (("read", "finns-inte.xlsx"), "file_missing"),
        (("read", "/"), "file_missing"),
        (("explain", "--contract", "X"), "wrong_use"),
        (("import", str(WASTE), "--mode", "skriv-över"), "wrong_use"),
        (("kör",), "wrong_use"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_as_json(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], error: str
) -> None:
    code = main([*words, "--json"])
    said = capsys.readouterr()
    refused = json.loads(said.out)
    assert (code, refused["error"]["code"]) == (2, error)
    assert said.err.strip() == refused["error"]["message"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("template", "fuel", "finns-inte/mall.xlsx"), "finns-inte/mall.xlsx"),
        (("template", "recept", "mall.xlsx"), "followup template"),
    ],
)
def test_a_template_that_cannot_be_written_is_wrong_use(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], place: str
) -> None:
    assert main(words) == 2
    assert place in capsys.readouterr().err


def test_a_data_folder_that_is_a_file_is_wrong_use_and_not_healthy(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "home").write_text("x")
    code, refused = run(capsys, "assess")
    assert (code, refused["error"]["code"]) == (2, "home_unusable")
    code, health = run(capsys, "doctor")
    assert (code, health["healthy"]) == (1, False)


def test_a_file_that_cannot_be_used_hinders_no_other_and_the_worst_code_is_given(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(home / "finns-inte.xlsx")
    words = (str(REGISTER), missing, str(WASTE), "--received", "2025-02-10")
    code, entries = run(capsys, "import", *words, "--contract", "VX-2024-003")
    assert code == 2
    assert [e["status"] for e in entries] == ["stored", "not_stored", "stored"]
    assert (entries[1]["file"], entries[1]["error"]["code"]) == ("finns-inte.xlsx", "file_missing")
    assert set(entries[2]) <= set(entries[1])


def test_other_days_that_overlap_are_a_question_until_somebody_says_replace(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    january = [HEADER, ["STN 101", "2025-01-03", "HVO100", 100, "l"]]
    quarter = [*january, ["STN 101", "2025-03-04", "HVO100", 120, "l"]]
    words = ("--contract", "VX-2024-003", "--period")
    first = workbook(registered / "januari.xlsx", january)
    second = workbook(registered / "kvartal.xlsx", quarter)
    _, (month,) = run(capsys, "import", first, *words, "2025-01")
    code, (asked,) = run(capsys, "import", second, *words, "2025-Q1")
    assert (code, asked["status"], asked["error"]["code"]) == (
        2, "not_stored", "overlapping_period",
    )  # fmt: skip
    _, (stored,) = run(capsys, "import", second, *words, "2025-Q1", "--mode", "replace")
    assert (stored["status"], stored["supersedes"]) == ("stored", [month["submission"]])


def test_the_days_may_be_given_as_an_answer(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["Reg.nr", "Drivmedel", "Liter"], ["STN 101", "HVO100", 100]]
    path = workbook(home / "mars.xlsx", rows)
    _, read = run(capsys, "read", path, "--set", "period=2025-03")
    (record,) = read["records"]
    assert (record["period_start"], record["period_end"]) == ("2025-03-01", "2025-03-31")


def test_the_sample_refuses_a_folder_that_holds_something(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "home").mkdir()
    (home / "home" / "viktigt.txt").write_text("x")
    assert main(["sample"]) == 2
    assert "home" in capsys.readouterr().err


def test_a_folder_that_was_only_looked_at_takes_the_sample_and_a_used_one_does_not(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = home / "world"
    world.mkdir()
    (world / "world.yaml").write_text("today: 2026-01-01\nacts: []\n", encoding="utf-8")
    (world / "reports.yaml").write_text("[]", encoding="utf-8")
    _, health = run(capsys, "doctor")
    assert health["healthy"]
    with monkeypatch.context() as patched:
        patched.setattr(sample, "FOLDER", world)
        assert main(["sample"]) == 0
        assert main(["sample"]) == 2
    (home / "home" / "clock.json").unlink()
    run(capsys, "import", str(REGISTER), "--received", "2025-01-01")
    assert main(["sample"]) == 2


def test_a_sample_cut_off_half_way_is_never_taken_for_somebodys_own_data(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sample, "_read", lambda _, steps, __: [None] * len(steps))
    monkeypatch.setattr(sample, "_take", cut_off)
    with pytest.raises(KeyboardInterrupt):
        main(["sample"])
    assert folders.is_built(settings.from_environment())


@pytest.mark.parametrize("template", ["fuel", "vehicles", "contracts"])
def test_templates_are_written_and_hold_no_report_themselves(
    home: Path, capsys: pytest.CaptureFixture[str], template: str
) -> None:
    path = home / "mall.xlsx"
    assert main(["template", template, str(path)]) == 0
    code, read = run(capsys, "read", str(path))
    assert (code, read["refusal"]["code"]) == (2, "empty")
    headers = {m["field"]: m["header"] for table in read["tables"] for m in table["mapping"]}
    assert headers.get("category") == {"vehicles": "Fordonstyp", "contracts": "Kategori"}.get(
        template
    )


def test_a_damaged_original_makes_the_doctor_say_so(
    registered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "import", str(WASTE), "--contract", "VX-2024-003")
    (original,) = (f for f in (registered / "home" / "originals").iterdir() if f.is_file())
    original.write_bytes(b"annat")
    code, health = run(capsys, "doctor")
    assert (code, health["healthy"]) == (1, False)


def test_figures_are_exported_by_the_ending_of_the_file(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    official = "KRON_FBF_2030_TRANSPORT"
    for what in ("brief.json", "brief.csv", "goals.csv", "compliance.xlsx"):
        words = ("--goal", official) if "compliance" not in what else ()
        kind = what.partition(".")[0]
        assert main(["export", kind, str(home / what), "--as-of", "2026-02-16", *words]) == 0
    told = json.loads((home / "brief.json").read_text(encoding="utf-8"))
    assert (told["as_of"], told["licence"]) == ("2026-02-16", None)
    codes = [f["code"] for f in told["figures"]]
    assert f"goal/{official}/latest" in codes
    listed = (home / "brief.csv").read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in listed[1:]] == codes
    assert f"{official}," in (home / "goals.csv").read_text(encoding="utf-8")
    assert (home / "compliance.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("brief", "b.docx"), ".pptx"),
        (("goals", "g.pdf"), ".xlsx, .csv, .json"),
        (("proof", "p.json"), "--requirement"),
        (("brief", "b.json", "--goal", "FINNS_INTE"), "FINNS_INTE"),
        (("goals", "g.csv", "--goal", "FINNS_INTE"), "FINNS_INTE"),
    ],
)
def test_an_export_that_cannot_be_made_is_told_in_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert main(["export", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_audit_is_verified_and_a_change_beside_the_program_is_said_in_words(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with installation.opened(settings.from_environment()) as opened:
        act = Act("Kim Exempel", "test", "x", datetime(2026, 1, 1), {})  # noqa: DTZ001
        acts.commit(opened.database, act, lambda _own, _act_id: None)
    code, found = run(capsys, "verify-audit")
    assert (code, found["holds"], found["acts"], found["faults"]) == (0, True, 1, [])
    assert run(capsys, "verify-audit", "--head", f"1:{found['head']}")[0] == 0
    assert run(capsys, "verify-audit", "--head", "1:abc")[1]["faults"][0]["code"] == "other_chain"
    with installation.opened(settings.from_environment()) as opened:
        opened.database.connection.execute("UPDATE store.main.act SET actor = 'En annan'")
    code, found = run(capsys, "verify-audit")
    assert (code, found["faults"][0]["code"], found["faults"][0]["act"]) == (1, "act_changed", 1)
    code, health = run(capsys, "doctor")
    assert (code, health["healthy"]) == (1, False)
    assert main(["doctor"]) == 1
    assert "verify-audit" in capsys.readouterr().out
