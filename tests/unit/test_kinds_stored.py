"""Every kind of report stored and read back: rows with their cells, certificates used once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pyarrow as pa
import pytest

from followup.errors import UserError
from followup.ingest.draft import Draft
from followup.services.installation import Actor
from followup.services.proof import explain
from followup.services.report import reports, send_back
from followup.services.upload import destination, nil_file, submit
from followup.services.upload.submit import Receipt
from followup.storage import decisions, originals, submissions
from followup.ui import kind_rows
from tests.support.workbooks import read_bytes, workbook
from tests.support.world import NUMBER, SUPPLIER, World, clause, monthly, period

AS_OF = date(2026, 6, 30)
NOW = datetime.fromisoformat("2026-06-30T12:00:00")
CERTIFICATES = ["Intygsnummer", "Utfärdare", "Typ av intyg", "Mängd", "Enhet", "Period"]
GAS = ["GG-1", "Påhittat Register", "Grön gas", 120, "MWh", "2025-Q1"]

KINDS = [
    [["Reg.nr", "Drivmedel", "Liter", "Period"], ["ABC123", "HVO100", 40, "2025-Q1"]],
    [["Reg.nr", "Period", "Antal resor"], ["ABC123", "2025-01", 310]],
    [["Maskin", "Steg", "Effekt (kW)"], ["GM-1", "Steg V", 110]],
    [["Period", "Andel fossilfritt"], ["2025-Q1", "85 %"]],
    [CERTIFICATES, GAS],
    [["Period", "Klass enligt hierarkin", "Vikt (kg)"], ["2025-Q1", "Går att återvinna", 12]],
    [["Period", "Anskaffning", "Antal möbler", "Miljömärkt"], ["2025-Q1", "Begagnad", 4, "ja"]],
    [
        ["Period", "Slag av matsvinn", "Matsvinn (kg)", "Antal portioner"],
        ["2025-Q1", "Tallrikssvinn", 3, 100],
    ],
]


def send(
    world: World, content: bytes, name: str = "rapport.xlsx", mode: str = "add", **answers: str
) -> Receipt:
    """Read a file and store it."""
    draft = read_bytes(content, name, answers=answers)
    contract = destination.contract_of(world.installation, NUMBER)
    wheres = destination.destinations(draft, contract, AS_OF, mode=mode)
    return submit.submit(
        world.installation, content, draft, wheres, Actor("Test"), NOW, as_of=AS_OF
    )


def test_a_file_of_several_kinds_is_one_act_and_every_row_opens_to_its_cell(world: World) -> None:
    world.sign(clause())
    content = workbook({f"Blad{n}": rows for n, rows in enumerate(KINDS, 1)})
    receipt = send(world, content)
    stored = [plan.submission for plan in receipt.plans]
    kinds = [s.report_type for s in stored]
    assert kinds == [
        "fuel", "activity", "machines", "declared", "certificates", "packaging", "furniture",
        "food_waste",
    ]  # fmt: skip
    held = {s.report_type: reports.content(world.installation, s).rows for s in stored}
    assert {k: rows["cell"].to_pylist() for k, rows in held.items() if rows is not None} == {
        "activity": ["310"], "machines": ["GM-1"], "declared": ["85 %"], "certificates": ["GG-1"],
        "packaging": ["12"], "furniture": ["4"], "food_waste": ["3"],
    }  # fmt: skip
    line = kind_rows.line("certificate", held["certificates"].to_pylist()[0], "sv")  # type: ignore[union-attr]
    assert (line["certificate_kind"], line["quantity"], line["place"]) == (
        "Grön gas", "120\u00a0000", "Blad5!A2",
    )  # fmt: skip
    shown = {kind: kind_rows.line(kind, held[kind].to_pylist()[0], "sv")  # type: ignore[union-attr]
             for kind in ("packaging", "furniture", "food_waste")}  # fmt: skip
    # A class nobody can read stands as the supplier wrote it, and is asked about.
    assert shown["packaging"]["packaging_class"] == "Går att återvinna"
    assert (shown["furniture"]["acquisition"], shown["furniture"]["is_ecolabelled"]) == (
        "Återbrukad", "ja",
    )  # fmt: skip
    assert shown["food_waste"]["waste_scope"] == "Tallrikssvinn"
    assert send(world, content).is_repeat


def test_a_certificate_in_a_second_report_is_told_and_holds_once(world: World) -> None:
    world.sign(clause())
    send(world, workbook([CERTIFICATES, GAS]), "första.xlsx")
    receipt = send(world, workbook([CERTIFICATES, ["gg 1", *GAS[1:5], "2025-Q2"]]), "andra.xlsx")
    found = [(f.code, f.row, f.column, f.params["file"]) for f in receipt.plans[0].findings]
    assert found == [("certificate_elsewhere", 2, "A", "första.xlsx")]
    stored = submissions.findings(
        world.installation.database, receipt.plans[0].submission.submission
    )
    assert [f.code for f in stored] == ["certificate_elsewhere"]
    proof = explain.explain(world.installation, NUMBER, "K1", period("2025"), AS_OF)
    assert [(c.file, c.is_used_before) for c in proof.certificates] == [
        ("första.xlsx", False), ("andra.xlsx", True),
    ]  # fmt: skip
    assert proof.assessment.measured.denominator == 0  # shown beside the measure, not counted


# Rule 8: a nil report as a file is the act it says

NIL = [["Nollrapport"], ["Period", "Orsak"], ["juli 2025", "Sommaruppehåll"]]


def nil_draft() -> tuple[bytes, Draft]:
    content = workbook(NIL)
    return content, read_bytes(content, "noll.xlsx")


def test_a_nil_report_as_a_file_meets_the_reporting_clause_and_exempts_the_share(
    world: World,
) -> None:
    month = {"assessment_period": "month"}
    contract = world.sign(
        clause(limit="0.5", **month), clause("report_in_time", "1", short="K2", **month)
    )
    content, draft = nil_draft()
    assert nil_file.is_nil(draft)
    nils = nil_file.nil_reports(draft, contract, date(2025, 8, 5))
    changed = nil_file.store(world.installation, content, nils, Actor("Test"), NOW, AS_OF)
    assert {(c.requirement, c.after.outcome) for c in changed} == {
        (f"{NUMBER}/K1", "no_activity"), (f"{NUMBER}/K2", "met"),
    }  # fmt: skip
    kept = decisions.nil_reports(world.installation.database)[0]
    assert (kept.reporter, kept.reason, str(kept.period)) == (SUPPLIER, "Sommaruppehåll", "2025-07")
    assert kept.place is not None
    assert (kept.place.file_name, kept.place.row, kept.place.column) == ("noll.xlsx", 3, "A")
    folder = world.installation.settings.originals
    assert originals.read(folder, kept.place.sha256) == content
    assert nil_file.is_known(world.installation, nils)
    # A report of the same days is told of it, one of others or of another kind is not.
    where = destination.Destination(NUMBER, "fuel", SUPPLIER, period("2025-Q3"), AS_OF)
    others = [replace(where, period=period("2025-08")), replace(where, report_type="x")]
    assert nil_file.beside(world.installation, [where]) == (kept,)
    assert nil_file.beside(world.installation, others) == ()


def test_a_nil_report_speaks_for_every_report_its_sender_owes(world: World) -> None:
    contract = world.sign(
        clause(), reporters=(monthly(), monthly(report_type="vehicles"), monthly("Påhittad UE AB"))
    )
    _, draft = nil_draft()
    with pytest.raises(UserError, match="choose_reporter"):
        nil_file.nil_reports(draft, contract, AS_OF)
    nils = nil_file.nil_reports(draft, contract, AS_OF, SUPPLIER)
    assert [nil.report_type for nil in nils] == ["fuel", "vehicles"]


def test_a_nil_report_in_doubt_or_that_nobody_waits_for_is_not_stored(world: World) -> None:
    contract = world.sign(clause())
    _, draft = nil_draft()
    facts = draft.facts[nil_file.KIND]
    at = facts.column_names.index("is_questioned")
    doubted = facts.set_column(at, "is_questioned", pa.array([True]))
    for changed, own, code in (
        (replace(draft, facts={nil_file.KIND: doubted}), contract, "nil_questioned"),
        (draft, replace(contract, reporters=()), "no_report_owed"),
    ):
        with pytest.raises(UserError, match=code):
            nil_file.nil_reports(changed, own, AS_OF)


def test_a_report_and_a_nil_report_in_one_file_are_asked_apart(world: World) -> None:
    world.sign(clause())
    with pytest.raises(UserError, match="nil_beside_report"):
        send(world, workbook({"Bränsle": KINDS[0], "Nollrapport": NIL}))


def test_what_goes_back_is_what_was_found_when_that_report_was_stored(world: World) -> None:
    world.sign(clause())
    content = workbook([KINDS[0][0], ["ABC123", "HVO", 40, "2025-Q1"]])
    asked = send(world, content)
    answered = send(world, content, mode="replace", **{"fuel:HVO": "hvo100"})
    found = [
        [
            f.code
            for f in send_back.stored_draft(world.installation, one.plans[0].submission)[1].findings
        ]
        for one in (asked, answered)
    ]
    assert found == [["fuel_needs_mapping"], []]
