"""Files made to break a reader: each ends as a refusal, and the program lives on."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import replace

import pytest

from followup import isolated
from followup.settings import Limits
from tests.support import forked_reader
from tests.support.workbooks import fuel_facts, part, read_bytes, repack, workbook

HEADER = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Period"]
ROW = ["ABC123", "HVO100", 12.5, "l", "2025-03"]
GOOD = workbook([HEADER, ROW])
SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.fixture(autouse=True)
def _started_as_by_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "started", forked_reader.programs_own())


def with_sheet(old: bytes, new: bytes) -> bytes:
    xml = part(GOOD, SHEET)
    assert old in xml
    return repack(GOOD, {SHEET: xml.replace(old, new)})


def shared_strings(count: bytes) -> bytes:
    text = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    return repack(GOOD, {"xl/sharedStrings.xml": text + count + b"><si><t>x</t></si></sst>"})


def twice(name: str) -> bytes:
    out = io.BytesIO(GOOD)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(name, b"<x/>")
    return out.getvalue()


BOMB = (
    b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
SEVEN_BITS = BOMB.replace(b"<", b"+ADw-").replace(b"!", b"+ACE-")


def with_method(method: int) -> bytes:
    """The good workbook packed in another way than spreadsheets are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package, zipfile.ZipFile(io.BytesIO(GOOD)) as old:
        for name in old.namelist():
            package.writestr(name, old.read(name))
    return out.getvalue()


def overlapping() -> bytes:
    """A package whose last entry begins inside the first one."""
    found = bytearray(GOOD)
    last = found.rindex(b"PK\1\2")
    found[last + 42 : last + 46] = (10).to_bytes(4, "little")
    return bytes(found)


FILES = {
    "far cell": (with_sheet(b'r="E2"', b'r="XFD1048576"'), {"too_many_cells"}),
    "beyond the grid": (with_sheet(b'r="E2"', b'r="ZZZZ99999999"'), {"too_many_cells"}),
    "shared strings that claim 4 billion": (
        shared_strings(b'count="1" uniqueCount="4294967295"'),
        {"corrupt"},
    ),
    "entities in a sheet": (
        repack(GOOD, {SHEET: part(GOOD, SHEET).replace(b"<worksheet", BOMB + b"<worksheet", 1)}),
        {"unsafe_xml"},
    ),
    "entities in UTF-16": (
        repack(GOOD, {"docProps/x.xml": ("\ufeff" + BOMB.decode()).encode("utf-16-le")}),
        {"unsafe_xml"},
    ),
    "entities in an encoding nobody looks into": (
        repack(GOOD, {"docProps/x.xml": b'<?xml version="1.0" encoding="utf-7"?>' + SEVEN_BITS}),
        {"unsafe_xml"},
    ),
    "entities in a part that is named as no XML": (
        repack(GOOD, {"xl/data.bin": b"\n " + BOMB}),
        {"unsafe_xml"},
    ),
    "two workbooks": (twice("other/workbook.xml"), {"duplicate_parts"}),
    "one part under two spellings of its path": (twice("xl/./workbook.xml"), {"duplicate_parts"}),
    "packed by another method": (with_method(zipfile.ZIP_BZIP2), {"corrupt"}),
    "entries over each other": (overlapping(), {"corrupt"}),
    "a package behind another": (GOOD + GOOD, {"corrupt"}),
    "one part twice": (twice("xl/workbook.xml"), {"duplicate_parts"}),
    "one part twice in other letters": (twice("XL/Workbook.xml"), {"duplicate_parts"}),
    "a path out of the package": (twice("../../etc/passwd"), {"unsafe_path"}),
    "an absolute path": (twice("/etc/passwd"), {"unsafe_path"}),
    "a path with backslashes": (twice("..\\..\\evil.xml"), {"unsafe_path"}),
    "encrypted workbook": (
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        {"encrypted"},
    ),
    "old Word document": (
        OLE + bytes(600) + "WordDocument".encode("utf-16-le"),
        {"not_a_spreadsheet"},
    ),
    "broken old workbook": (
        OLE + bytes(600) + "Workbook".encode("utf-16-le"),
        {"corrupt", "reader_limit"},
    ),
    "text with the wrong name": ("Reg.nr;Mängd\nABC123;5\n".encode(), {"not_a_spreadsheet"}),
    "page with the wrong name": (b"<html><table><tr><td>1</td>", {"not_a_spreadsheet"}),
    "nothing": (b"", {"empty"}),
    "zeros": (bytes(5000), {"empty"}),
    "half a workbook": (GOOD[: len(GOOD) // 2], {"corrupt"}),
    "no sheet part": (repack(GOOD, {SHEET: b""}), {"corrupt", "empty"}),
    "no relations": (repack(GOOD, {"xl/_rels/workbook.xml.rels": b""}), {"corrupt"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused(name: str) -> None:
    content, expected = FILES[name]
    draft = read_bytes(content)
    assert draft.refusal is not None
    assert draft.refusal.code in expected
    assert draft.record_count == 0


def test_what_unpacks_beyond_the_limit_is_refused_whatever_it_declares() -> None:
    content = repack(GOOD, {"xl/media/image1.bin": bytes(3_000_000)})
    draft = read_bytes(content, limits=replace(Limits(), unpacked_bytes=2_000_000))
    assert draft.refusal is not None
    assert draft.refusal.code == "too_large"


def test_a_file_larger_than_the_limit_is_refused_unread() -> None:
    draft = read_bytes(GOOD, limits=replace(Limits(), file_bytes=1000))
    assert draft.refusal is not None
    assert draft.refusal.code == "too_large"


def test_too_many_sheets_are_refused() -> None:
    content = workbook({f"Blad{n}": [HEADER, ROW] for n in range(4)})
    draft = read_bytes(content, limits=replace(Limits(), sheets=3))
    assert draft.refusal is not None
    assert draft.refusal.code == "too_many_sheets"


def test_a_table_of_text_with_too_many_cells_is_refused() -> None:
    content = ("a;b;c\n" * 50).encode()
    draft = read_bytes(content, "x.csv", limits=replace(Limits(), cells=100))
    assert draft.refusal is not None
    assert draft.refusal.code == "too_many_cells"


def test_a_reader_that_runs_out_of_time_is_refused() -> None:
    draft = read_bytes(GOOD, limits=replace(Limits(), child_seconds=0))
    assert draft.refusal is not None
    assert draft.refusal.code == "reader_limit"


def test_a_reader_that_runs_out_of_memory_is_refused() -> None:
    rows = [HEADER, *([ROW] * 30_000)]
    draft = read_bytes(workbook(rows), limits=replace(Limits(), child_bytes=60_000_000))
    assert draft.refusal is not None
    assert draft.refusal.code == "reader_limit"


def test_a_styled_empty_cell_far_away_is_no_reason_to_refuse() -> None:
    xml = part(GOOD, SHEET)
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = repack(GOOD, {SHEET: xml.replace(b"</sheetData>", far)})
    assert fuel_facts(read_bytes(content))[0]["vehicle_id"] == "ABC123"


def test_a_wrong_dimension_is_not_believed() -> None:
    xml = part(GOOD, SHEET).replace(b'<dimension ref="A1:E2"', b'<dimension ref="A1:XFD1048576"')
    assert len(fuel_facts(read_bytes(repack(GOOD, {SHEET: xml})))) == 1


def test_strict_ooxml_is_read_or_refused_but_never_taken_as_empty() -> None:
    strict = {}
    for name in ("xl/workbook.xml", SHEET, "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        xml = part(GOOD, name)
        xml = xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        strict[name] = xml.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    draft = read_bytes(repack(GOOD, strict))
    assert draft.record_count == 1 or (draft.refusal and draft.refusal.code != "empty")


def test_the_reader_works_after_an_abort() -> None:
    content, _ = FILES["shared strings that claim 4 billion"]
    assert read_bytes(content).refusal is not None
    assert read_bytes(GOOD).record_count == 1
