"""The same report in every format: the same facts, findings and words about the file.

``files/messy.*`` is one invented workbook as LibreOffice saves it: dates counted from 1904, a
merged title, a hidden row, a hidden sheet, an error cell, a formula with its value, a time of day.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from struct import pack

import pytest

from followup.ingest.draft import Draft
from followup.ingest.read import read_many
from followup.settings import Limits
from tests.support.workbooks import TODAY, codes, fuel_facts, part, repack, total, workbook

FILES = Path(__file__).parent / "files"
HEADER = ["Reg.nr", "Drivmedel", "Mängd", "Enhet", "Datum"]
ROW = ["ABC123", "HVO100", 12.5, "l", "2025-03-04"]


def drafts(files: dict[str, bytes]) -> dict[str, Draft]:
    found = read_many([(c, n, None) for n, c in files.items()], limits=Limits(), today=TODAY)
    return dict(zip(files, found, strict=True))


def record(kind: int, content: bytes) -> bytes:
    """One record of an .xlsb; kinds from 128 on take two bytes."""
    name = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return name + bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) + content


def wide(text: str) -> bytes:
    return pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook() -> bytes:
    """A small .xlsb: a header, a row, a hidden row, and a row whose amount is an error."""
    rows = [
        (HEADER, False),
        (ROW, False),
        (["ABC124", *ROW[1:]], True),
        (["ABC125", *ROW[1:]], False),
    ]
    sheet = record(129, b"") + record(148, pack("<4I", 0, 3, 0, 4)) + record(145, b"")
    for number, (cells, is_hidden) in enumerate(rows):
        sheet += record(
            0, pack("<IIHBBB", number, 0, 300, 0, 0x10 if is_hidden else 0, 0) + bytes(4)
        )
        for column, value in enumerate(cells):
            head = pack("<II", column, 0)
            if number == 3 and column == 2:
                sheet += record(3, head + b"\x07")
            elif isinstance(value, float):
                sheet += record(5, head + pack("<d", value))
            else:
                sheet += record(6, head + wide(str(value)))
    sheet += record(146, b"") + record(130, b"")
    book = record(131, b"") + record(153, pack("<II", 1, 0) + wide("")) + record(143, b"")
    book += record(156, pack("<II", 0, 1) + wide("rId1") + wide("Blad1"))
    book += record(144, b"") + record(132, b"")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/_rels/workbook.bin.rels", relations)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return out.getvalue()


def open_document(row: str) -> bytes:
    """The .ods with one row of cells put last in its first sheet."""
    content = (FILES / "messy.ods").read_bytes()
    xml = part(content, "content.xml").decode()
    place = xml.index("</table:table>")
    return repack(content, {"content.xml": (xml[:place] + row + xml[place:]).encode()})


CELL = '<table:table-cell {}office:value-type="float" office:value="1"/>'


@pytest.fixture(scope="module")
def read_files() -> dict[str, Draft]:
    """Every good file, read by one child process."""
    good = workbook([HEADER, ROW])
    prefixed = part(good, "xl/worksheets/sheet1.xml").replace(b"12.5", b"")
    cell = b'<x:c r="C2"><x:f>1+1</x:f><x:v></x:v></x:c>'
    start, end = prefixed.index(b'<c r="C2"'), prefixed.index(b'<c r="D2"')
    prefixed = prefixed[:start] + cell + prefixed[end:]
    prefixed = prefixed.replace(
        b"<worksheet ",
        b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ', 1,
    )  # fmt: skip
    lines = ["Reg.nr;Drivmedel;Mängd;Enhet;Datum", "ABC123;HVO100;12,5;l;2025-03-04"]
    text = "\r\n".join(lines) + "\r\n"
    comma = 'Reg.nr,Drivmedel,Mängd,Enhet,Datum\nABC123,HVO100,"12,5",l,2025-03-04\n'
    return drafts(
        {path.name: path.read_bytes() for path in FILES.iterdir()}
        | {
            "x.xlsb": binary_workbook(),
            "macros.xlsm": repack(good, {"xl/vbaProject.bin": b"x"}),
            "links.xlsx": repack(good, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
            "prefixed.xlsx": repack(good, {"xl/worksheets/sheet1.xml": prefixed}),
            "semicolon.csv": text.encode("cp1252"),
            "bom.txt": text.encode("utf-8-sig"),
            "wide.csv": text.encode("utf-16"),
            "tab.tsv": text.replace(";", "\t").encode(),
            "pipe.csv": text.replace(";", "|").encode(),
            "comma.csv": comma.encode(),
            "sep.csv": ("sep=;\r\n" + text).encode(),
            "blank.csv": (text + ";;;;\r\n\r\n\r\n").encode(),
            "break.csv": text.replace("ABC123", '"ABC123\n"').encode(),
            "stray.csv": (text + '"ABC124;HVO100;7;l;2025-03-05\nABC125;HVO100;8;l;').encode(),
        }
    )  # fmt: skip


def test_xls_and_ods_tell_what_their_xlsx_twin_tells(read_files: dict[str, Draft]) -> None:
    twin = read_files["messy.xlsx"]
    assert codes(twin) == [
        (5, "implausible_quantity"), (7, "error_cell"), (9, "hidden_row"), (10, "invalid_date"),
    ]  # fmt: skip
    assert set(twin.file_findings) == {"date_system_1904", "hidden_sheet_with_data"}
    assert total(twin) == {"diesel_mk1|l": "1260.5", "hvo100|l": "12.5"}
    for name in ("messy.xls", "messy.ods"):
        draft = read_files[name]
        assert (codes(draft), draft.file_findings) == (codes(twin), twin.file_findings), name
        assert fuel_facts(draft) == fuel_facts(twin), name


def test_xlsb_tells_dates_from_1904_hidden_rows_and_errors(read_files: dict[str, Draft]) -> None:
    draft = read_files["x.xlsb"]
    assert codes(draft) == [(3, "hidden_row"), (4, "error_cell")]
    assert draft.file_findings == ("date_system_1904",)
    assert total(draft) == {"hvo100|l": "25"}


def test_macros_and_links_are_told_and_the_cells_read(read_files: dict[str, Draft]) -> None:
    for name, note in (("macros.xlsm", "has_macros"), ("links.xlsx", "external_links")):
        assert read_files[name].file_findings == (note,)
        assert total(read_files[name]) == {"hvo100|l": "12.5"}


def test_a_formula_without_value_is_told_under_any_prefix(read_files: dict[str, Draft]) -> None:
    assert codes(read_files["prefixed.xlsx"]) == [(2, "formula_without_cached_value")]


@pytest.mark.parametrize(
    "name",
    ["semicolon.csv", "bom.txt", "wide.csv", "tab.tsv", "pipe.csv", "comma.csv", "sep.csv",
     "blank.csv", "break.csv"],
)  # fmt: skip
def test_a_text_table_is_read_however_it_is_written(
    read_files: dict[str, Draft], name: str
) -> None:
    facts = fuel_facts(read_files[name])
    assert [(f["vehicle_id"], f["fuel"], str(f["quantity"])) for f in facts] == [
        ("ABC123", "hvo100", "12.500")
    ]
    assert facts[0]["row"] == (3 if name == "sep.csv" else 2)


def test_a_quotation_mark_that_nothing_closes_swallows_no_row(read_files: dict[str, Draft]) -> None:
    assert total(read_files["stray.csv"]) == {"hvo100|l": "27.5"}


HOSTILE = {
    "a cell repeated a million times": (
        open_document(
            '<table:table-row table:number-rows-repeated="1000000">'
            + CELL.format('table:number-columns-repeated="1000" ')
            + "</table:table-row>"
        ),
        "too_many_cells",
    ),
    "a locked document": (
        repack((FILES / "messy.ods").read_bytes(), {
            "META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>",
        }),
        "encrypted",
    ),
    "an old workbook cut short": ((FILES / "messy.xls").read_bytes()[:3000], "corrupt"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_of_another_format_is_refused(name: str) -> None:
    content, code = HOSTILE[name]
    (draft,) = read_many([(content, "x.ods", None)], limits=Limits(), today=TODAY)
    assert draft.refusal is not None
    assert draft.refusal.code == code
