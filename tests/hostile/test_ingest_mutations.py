"""Good reports with bits turned, ends cut off and markup changed: a draft or a refusal, always."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from followup.ingest.biff import scan_xls
from followup.ingest.guard import Refused, inspect
from followup.ingest.odf import scan_ods
from followup.isolated import ChildRefused
from followup.settings import Limits
from tests.hostile.test_ingest_formats import binary_workbook
from tests.support import figures
from tests.support.workbooks import part, read_bytes, repack, workbook

FILES = Path(__file__).parent / "files"
REPORT = workbook(
    {
        "Jan 2025": [
            ["Drivmedel per fordon"],
            ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Datum", "Mil"],
            ["ABC123", "HVO100", 12.5, "l", "2025-01-03", 14],
            ["ABC124", "Diesel", "1 200,5", "l", "2025-01-04", 15],
            ["Summa", None, 1213, None, None, None],
        ],
        "Fordon": [["Reg.nr", "Märke", "Euroklass"], ["ABC123", "Volvo", "VI"]],
    }
)
LINES = "Reg.nr;Drivmedel;Liter;Datum\nABC123;HVO100;12,5;2025-01-03\nABC124;El;7;2025-01-04\n"
TEXT = LINES.encode("cp1252")
PARTS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml")
SWAPS = (
    rb"\d+", b"<v>", b"</c>", b"<row ", b't="s"', b't="inlineStr"', b"<is>", rb'r="[A-Z]+\d+"',
    rb'ref="[^"]*"', b"<sheetData>", rb"<[^<>]*>", b"[a-z]+",
)  # fmt: skip
NEWS = (
    b"", b"-1", b"999999999999", b"1e308", b"NaN", b"<c>", b"<v>", b"\x00", b"&lt;", b"&#0;",
    b'r="XFD1"', b't="e"', b't="d"', b't="b"', b"\xff\xfe", b"2025-01-01T25:61:61",
)  # fmt: skip


def mutants(count: int, seed: int) -> Iterator[tuple[bytes, str]]:
    """Broken copies of a workbook and of a text table, the same ones for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        original, name = (TEXT, "x.csv") if number % 5 == 0 else (REPORT, "x.xlsx")
        kind = chance.choice(("bits", "cut")) if name == "x.csv" else number % 5
        if kind in ("cut", 1):
            yield original[: chance.randrange(1, len(original))], name
        elif kind in ("bits", 2):
            yield _turned(original, chance), name
        else:
            yield _edited(original, chance), name


def _edited(original: bytes, chance: random.Random) -> bytes:
    """A whole package in which one part says something else in one place."""
    target = chance.choice(PARTS)
    xml = part(original, target)
    places = list(re.finditer(chance.choice(SWAPS), xml)) or list(re.finditer(rb"<", xml))
    place = chance.choice(places)
    return repack(
        original, {target: xml[: place.start()] + chance.choice(NEWS) + xml[place.end() :]}
    )


def outcomes(count: int, seed: int) -> list[str]:
    """What became of each mutant of the report."""
    return fates(mutants(count, seed))


def fates(files: Iterator[tuple[bytes, str]]) -> list[str]:
    """What became of each file; an acceptance without a record is named empty."""
    said = []
    for content, name in files:
        draft = read_bytes(content, name)
        if draft.refusal:
            assert draft.record_count == 0 or draft.refusal.code == "personal_data"
            said.append(draft.refusal.code)
        else:
            said.append("read" if draft.record_count else "read with nothing in it")
    return said


def test_broken_workbooks_of_other_formats_are_told_broken_before_the_reader() -> None:
    chance = random.Random(20261122)
    limits, whole = Limits(), 0
    scans = {"xls": scan_xls, "ods": scan_ods}
    for number in range(200):
        ending = ("xls", "ods")[number % 2]
        content = bytearray((FILES / f"messy.{ending}").read_bytes())
        for _ in range(chance.randrange(1, 8)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        try:
            if inspect(bytes(content), f"x.{ending}", limits).kind == ending:
                scans[ending](bytes(content), limits.cells, limits.sheets)
                whole += 1
        except (Refused, ChildRefused, ValueError, KeyError):
            continue
    assert 20 < whole < 180


def test_sixty_broken_reports_end_as_drafts_or_refusals() -> None:
    found = outcomes(60, seed=20261122)
    assert "read with nothing in it" not in found
    # Neither all whole nor all broken: the mutants must reach the reader and the guard.
    assert found.count("read") >= 5
    assert found.count("corrupt") >= 5
    figures.keep("reports_broken", files=len(found), read=found.count("read"),
                 refused=len(found) - found.count("read"), crashes=0)  # fmt: skip


def other_mutants(count: int, seed: int) -> Iterator[tuple[bytes, str]]:
    """Broken copies of workbooks in the other formats: bits, ends and markup."""
    chance = random.Random(seed)
    originals = {
        "x.xls": (FILES / "messy.xls").read_bytes(),
        "x.ods": (FILES / "messy.ods").read_bytes(),
        "x.xlsb": binary_workbook(),
        "x.xlsm": repack(REPORT, {"xl/vbaProject.bin": b"x"}),
    }
    for number in range(count):
        name = list(originals)[number % len(originals)]
        original, kind = originals[name], chance.choice(("bits", "cut", "inside"))
        if kind == "cut":
            yield original[: chance.randrange(1, len(original))], name
        elif kind == "inside" and name == "x.xlsm":
            yield _edited(original, chance), name
        elif kind == "inside" and name != "x.xls":
            inner = "content.xml" if name == "x.ods" else "xl/worksheets/sheet1.bin"
            yield repack(original, {inner: _turned(part(original, inner), chance)}), name
        else:
            yield _turned(original, chance), name


def _turned(original: bytes, chance: random.Random) -> bytes:
    """The bytes with a few bits turned."""
    changed = bytearray(original)
    for _ in range(chance.randrange(1, 9)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def test_a_few_broken_reports_of_other_formats_end_as_drafts_or_refusals() -> None:
    found = fates(other_mutants(12, seed=20261122))
    assert "read with nothing in it" not in found
    assert len(set(found)) > 1
    figures.keep("workbooks_of_other_formats_broken", files=len(found), read=found.count("read"),
                 refused=len(found) - found.count("read"), crashes=0)  # fmt: skip


@pytest.mark.long
def test_many_broken_reports_of_other_formats_end_as_drafts_or_refusals() -> None:
    found = fates(other_mutants(1_500, seed=20261123))
    assert "read with nothing in it" not in found
    figures.keep("workbooks_of_other_formats_broken_long", files=len(found),
                 read=found.count("read"), refused=len(found) - found.count("read"),
                 crashes=0)  # fmt: skip


@pytest.mark.long
def test_thousands_of_broken_reports_end_as_drafts_or_refusals() -> None:
    found = outcomes(3_000, seed=20261123)
    assert "read with nothing in it" not in found
    figures.keep("reports_broken_long", files=len(found), read=found.count("read"),
                 refused=len(found) - found.count("read"), crashes=0)  # fmt: skip
