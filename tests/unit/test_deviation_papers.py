"""Proof, letter and export carry the same words, and nothing that anybody wrote runs in them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from followup.cli import main
from followup.domain.deviation import Detail, Subject
from followup.domain.period import parse_period
from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.render.document import Bullets, Document, Heading, Paragraph, Table
from followup.render.document_docx import write_docx
from followup.services import compliance, installation
from followup.services.deviation import deviations, letter
from followup.services.deviation import export as deviation_export
from followup.services.deviation import freeze as deviation_freeze
from followup.services.deviation.matter import Desk, Matter
from followup.services.deviation.steps import Deed, NewStep, take
from followup.services.installation import Actor, Installation
from followup.services.proof import explain
from followup.services.proof import export as proof_export
from tests.support.world import NUMBER, World, clause, close_world, monthly, settings

TODAY = date(2026, 2, 16)
OTHER = "T-2025-002"
NOW = datetime.fromisoformat("2026-02-16T10:00:00")
KIM, ROBIN = Actor("Kim Avtal"), Actor("Robin Jurist")
# What a supplier, or whoever writes the contract, may put where words belong.
NASTY = '=HYPERLINK("http://x")<w:fldSimple w:instr="DDE"/>&amp; ]]>\x0b{ INCLUDEPICTURE }'
TABLE = """
    vehicle | fuel              | quantity
    ABC123  | hvo100            | 700
    ABC123  | diesel_b0_offroad | 300
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("papers")
    opened = installation.open_installation(settings(home))
    world = World(opened)
    world.sign(
        clause(clause=f"Minst 80 procent. {NASTY}"), title=f"Skolskjuts {NASTY}", supplier=NASTY,
        reporters=(monthly(frequency="year"),),
    )  # fmt: skip
    world.fuel("2025", TABLE)
    matter = _desk(opened).proposals[0]
    deed = Deed(KIM, NOW, TODAY)
    name = take(opened, matter, NewStep("confirm", TODAY, f"Kontrollerat. {NASTY}"), deed)
    told = Detail(reply_date=date(2026, 3, 2), sent_to=NASTY)
    take(opened, _find(opened, name), NewStep("notify", TODAY, f"Svara. {NASTY}", told), deed)
    _dismiss_and_correct(world, opened)
    yield opened
    close_world(world)


def _dismiss_and_correct(world: World, opened: Installation) -> None:
    """A breach dismissed as an error of the file; the corrected file is a breach, too."""
    world.sign(clause(contract=OTHER), number=OTHER, reporters=(monthly(frequency="year"),))
    first = world.fuel("2025", TABLE, contract=OTHER)
    other = next(m for m in _desk(opened).proposals if m.contract.number == OTHER)
    take(opened, other, NewStep("dismiss", TODAY, "Fel i filen."), Deed(KIM, NOW, TODAY))
    assert [m for m in _desk(opened).proposals if m.contract.number == OTHER] == []
    world.fuel("2025", TABLE.replace("700", "600"), contract=OTHER, replaces=(first,))


def _desk(own: Installation) -> Desk:
    contracts = compliance.contracts_on(own, TODAY)
    return deviations.desk(own, contracts, compliance.assessments(own, TODAY), TODAY)


def _find(own: Installation, name: str) -> Matter:
    found = _desk(own).find(name)
    assert found is not None
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_proof_letter_and_export_say_the_same(own: Installation, lang: str) -> None:
    proof = explain.explain(own, NUMBER, "K1", parse_period("2025"), TODAY)
    lines = proof_export.book(proof, own.catalogue, lang).lines
    assert len(lines) == 10
    matter = _find(own, "AV-2026-001")
    assert matter.frozen is not None
    document = letter.notice(matter, matter.frozen, letter.usual(matter, TODAY, 14, lang))
    assert Table(lines) in document.blocks
    sheet = load_workbook(io.BytesIO(deviation_export.workbook([matter], TODAY, lang))).worksheets[
        0
    ]
    headings, values = ([c.value for c in sheet[row]] for row in (3, 4))
    found = dict(zip(headings, values, strict=True))
    for label, words in lines:
        # A sign that no spreadsheet can hold is written as its code.
        assert str(found[label]).replace("_x000B_", "\x0b") == words
    cases = json.loads(deviation_export.document([matter], TODAY, lang))["cases"]
    assert cases[0]["lines"] == [list(line) for line in lines]


def test_a_dismissed_breach_comes_back_when_its_numbers_are_others(own: Installation) -> None:
    again = [m for m in _desk(own).proposals if m.contract.number == OTHER]
    assert [m.state for m in again] == ["proposed"]
    # The case of the old numbers stays, and its name leads to it.
    assert _find(own, "AV-2026-002").state == "dismissed"


def test_the_numbers_stay_and_the_case_says_when_todays_are_others(own: Installation) -> None:
    kept = _find(own, "AV-2026-002").frozen
    assert kept is not None
    today = deviation_freeze.freeze(own, _find(own, "AV-2026-002"), TODAY)
    assert kept.numerator == Decimal("700") * Decimal("34.02")
    assert today.numerator == Decimal("600") * Decimal("34.02")
    assert not kept.says_the_same(today)
    assert kept.says_the_same(replace(kept, as_of=date(2026, 3, 1)))


def test_nothing_anybody_wrote_is_a_field_or_markup_in_the_letter(own: Installation) -> None:
    matter = _find(own, "AV-2026-001")
    assert matter.frozen is not None
    wanted = letter.usual(matter, TODAY, 14)
    content = write_docx(letter.notice(matter, matter.frozen, replace(wanted, ask=NASTY)))
    assert content == write_docx(letter.notice(matter, matter.frozen, replace(wanted, ask=NASTY)))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    body = parts["word/document.xml"]
    assert re.findall(r"<w:(fldSimple|instrText|hyperlink|altChunk)", body) == []
    assert re.findall(r'w:instr="([^"]*)"', parts["word/footer1.xml"]) == [" PAGE "]
    assert "\x0b" not in body
    assert "=HYPERLINK(" in body  # as plain words
    assert "TargetMode" not in parts["word/_rels/document.xml.rels"]


def test_every_block_stands_in_the_file() -> None:
    blocks = (
        Heading("Ett", 2), Paragraph("rad 1\nrad 2"), Bullets(("punkt",)),
        Table((("a", "b"),), ("A", "B")), Table(()),
    )  # fmt: skip
    content = write_docx(Document("Titel", "da", TODAY, blocks))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
        styles = package.read("word/styles.xml").decode()
    for words in ("Titel", "Ett", "rad 1", "rad 2", "punkt", "A", "b"):
        assert f">{words}<" in body
    assert (body.count("<w:tbl>"), body.count("<w:br/>")) == (1, 1)
    assert 'w:lang w:val="da-DK"' in styles


def test_the_export_runs_nothing(own: Installation) -> None:
    matter = replace(_find(own, "AV-2026-001"))
    book = load_workbook(io.BytesIO(deviation_export.workbook([matter], TODAY, "sv")))
    assert [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"] == []
    text = deviation_export.table([matter], TODAY, "sv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 3
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    assert f"'{NASTY}" in rows[1]


def test_a_step_that_somebody_else_took_meanwhile_is_not_taken_twice(own: Installation) -> None:
    old = _find(own, "AV-2026-001")
    assert old.case is not None
    stale = replace(old, case=replace(old.case, steps=old.case.steps[:1]))
    new = NewStep("notify", TODAY, "Svara.", Detail(reply_date=TODAY, sent_to="post"))
    with pytest.raises(UserError, match="deviation_changed"):
        take(own, stale, new, Deed(ROBIN, NOW, TODAY))
    opened = Subject(NUMBER, "not_met", parse_period("2025"), f"{NUMBER}/K1")
    twice = replace(old, case=None, subject=opened, identifier=opened.key)
    with pytest.raises(UserError, match="deviation_changed"):
        take(own, twice, NewStep("confirm", TODAY, "Igen."), Deed(ROBIN, NOW, TODAY))


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewStep("reply", TODAY, " "), "reason_missing"),
        (NewStep("approve", TODAY, "ja"), "deviation_step_not_allowed"),
        (NewStep("meeting", TODAY, "prat"), "deviation_missing_attendees"),
        (NewStep("reply", date(2026, 2, 17), "i morgon"), "deviation_day_ahead"),
        (NewStep("reply", date(2026, 2, 15), "i går"), "deviation_day_before"),
        (NewStep("decide", TODAY, "nej", Detail(remedy="penalty", legal_note="9.2")),
         "deviation_missing_amount"),
    ],
)  # fmt: skip
def test_a_step_that_says_too_little_is_not_taken(
    own: Installation, new: NewStep, code: str
) -> None:
    before = own.data_version
    with pytest.raises(UserError) as problem:
        take(own, _find(own, "AV-2026-001"), new, Deed(KIM, NOW, TODAY))
    assert (problem.value.code, own.data_version) == (code, before)


def test_the_export_command_writes_by_the_files_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOLLOWUP_HOME", str(tmp_path / "home"))
    file = tmp_path / "avvikelser.json"
    assert main(["export", "deviations", str(file), "--as-of", "2026-02-16"]) == 0
    assert json.loads(file.read_text()) == {"as_of": "2026-02-16", "cases": []}
    assert main(["export", "deviations", str(tmp_path / "x.pdf")]) == 2
    assert ".xlsx, .csv, .json" in capsys.readouterr().err
