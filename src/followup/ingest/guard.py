"""Cheap checks of a file's bytes before any reader sees them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from followup.ingest.draft import Refusal
from followup.ingest.ooxml import FilledArea, SheetScan, WorkbookPart, read_workbook, whole_rows
from followup.ingest.package import Package, PackageError, name_of
from followup.settings import Limits

_HEAD = 1 << 20
OUR_SHEETS = 1  # the first sheet of a file that was sent back; what is read decides if it is ours
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")
_MARKUP = re.compile(rb"^\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORKBOOK = re.compile(r"(?:.*/)?workbook\d*\.xml", re.IGNORECASE)
_STRINGS = re.compile(rb"<(?:\w{1,20}:)?sst\s[^<>]{0,1000}?\buniqueCount\s*=\s*[\"'](\d{1,20})")

Kind = Literal["xlsx", "xlsb", "xls", "ods", "csv"]


class Refused(Exception):
    """The file is turned away; carries the refusal."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, params)


@dataclass(frozen=True, slots=True)
class Container:
    """What a file is, and what only a look inside its package tells.

    ``rows``: of the longest sheet, as far as the package tells, else a guess from its size.
    ``notes``: codes of what concerns the whole file.
    """

    kind: Kind
    scans: Mapping[str, SheetScan] = field(default_factory=dict)
    notes: frozenset[str] = frozenset()
    rows: int = 0


def inspect(content: bytes, file_name: str, limits: Limits) -> Container:
    """Say what the bytes are; raises Refused when they must not reach a reader."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("empty")
    if len(content) > limits.file_bytes:
        raise _too_large(limits.file_bytes)
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _package(content, limits)
    if content[:8] == _OLE:
        return _compound(content)
    return _text(content, file_name)


def _too_large(limit: int) -> Refused:
    return Refused("too_large", limit_mb=str(limit >> 20))


def _compound(content: bytes) -> Container:
    """An OLE container: an old .xls, or the shell around an encrypted workbook."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("encrypted")
    shift, place = int.from_bytes(content[30:32], "little"), content[48:52]
    if (int.from_bytes(place, "little") + 1) << min(shift, 12) >= len(content):
        raise Refused("corrupt")  # cut off before the list of what it holds
    names = ("Workbook", "Book", "WORKBOOK", "BOOK")
    if not any(name.encode("utf-16-le") in content for name in names):
        raise Refused("not_a_spreadsheet")
    return Container("xls")


def _text(content: bytes, file_name: str) -> Container:
    """A text table, if the name says so and it holds text."""
    head = content[:_HEAD]
    is_utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    named = file_name.casefold().endswith(_TEXT_ENDINGS)
    if not named or _MARKUP.match(head) or (_CONTROL.search(head) and not is_utf16):
        raise Refused("not_a_spreadsheet")
    return Container("csv", rows=content.count(b"\n"))


def _package(content: bytes, limits: Limits) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = Package(archive, limits)
            return _inside(package, _kind({name.casefold() for name in package.names}), limits)
    except PackageError as error:
        raise Refused(error.code, **error.params) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused("corrupt") from error
    except (ParseError, DefusedXmlException, LookupError, ValueError, OSError) as error:
        raise Refused("corrupt") from error
    except RuntimeError as error:  # zipfile: the entry needs a password
        raise Refused("encrypted") from error


def _kind(lower: set[str]) -> Kind:
    if "encryptedpackage" in lower or "encrypted-package" in lower:
        raise Refused("encrypted")
    if any(re.fullmatch(r"(?:.*/)?workbook\d*\.bin", name) for name in lower):
        return "xlsb"
    if any(map(_WORKBOOK.fullmatch, lower)):
        return "xlsx"
    if "mimetype" in lower and "content.xml" in lower:
        return "ods"
    raise Refused("not_a_spreadsheet")


def _inside(package: Package, kind: Kind, limits: Limits) -> Container:
    """Inflate every entry once, counting, and look at what passes."""
    book = _workbook(package, limits) if kind == "xlsx" else WorkbookPart({}, is_1904=False)
    if kind == "ods":
        _check_ods(package)
    notes = _notes(package, book)
    scans: dict[str, SheetScan] = {}
    rows = 0
    for entry in package.rest():
        name = name_of(entry)
        if name in book.sheets:
            scans[book.sheets[name]] = _scan(package, entry, limits)
        elif kind == "ods" and name == "content.xml":
            rows = sum(chunk.count(b"<table:table-row") for chunk in package.inflate(entry))
        else:
            head = next(package.inflate(entry, to_its_end=True), b"")
            if kind == "xlsx" and (said := _STRINGS.search(head[:4096])):
                _check_strings(int(said[1]), entry, package)
    if sum(scan.area for scan in scans.values()) > limits.cells:
        raise Refused("too_many_cells", limit=str(limits.cells))
    if kind == "xlsb":  # a row takes at least this much with a handful of cells
        rows = (limits.unpacked_bytes - package.left) // 100
    rows = max([rows, *(scan.last_row for scan in scans.values())])
    return Container(kind, scans, notes, rows)


def _notes(package: Package, book: WorkbookPart) -> frozenset[str]:
    """What concerns the whole file: macros and links are told of, never run or followed."""
    lower = [name.casefold() for name in package.names]
    found = {"date_system_1904"} if book.is_1904 else set()
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in lower):
        found.add("has_macros")
    if any(re.search(r"/externallinks/[^/]+\.(?:xml|bin)$", name) for name in lower):
        found.add("external_links")
    return frozenset(found)


def _workbook(package: Package, limits: Limits) -> WorkbookPart:
    """The sheets of an .xlsx; refuses a package that has two workbooks, or too many sheets."""
    names = [name for name in package.names if _WORKBOOK.fullmatch(name)]
    if len(names) > 1:
        raise Refused("duplicate_parts")
    folder, _, file = names[0].rpartition("/")
    relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    book = read_workbook(package.small(names[0]), package.small(relations), folder)
    if len(book.sheets) > limits.sheets + OUR_SHEETS:
        raise Refused("too_many_sheets", limit=str(limits.sheets))
    return book


def _check_ods(package: Package) -> None:
    if b"opendocument.spreadsheet" not in package.small("mimetype"):
        raise Refused("not_a_spreadsheet")
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.small(manifest):
        raise Refused("encrypted")


def _check_strings(claimed: int, entry: zipfile.ZipInfo, package: Package) -> None:
    """Refuse a claim of more shared texts than the part has room for; readers believe it."""
    if claimed * len("<si/>") > package.sizes[name_of(entry)]:
        raise Refused("corrupt")


def _scan(package: Package, entry: zipfile.ZipInfo, limits: Limits) -> SheetScan:
    """Look through a sheet; refuse far cells, unless they are empty and only carry a style."""
    scan = SheetScan()
    for chunk in whole_rows(package.inflate(entry)):
        scan.add(chunk)
    if scan.area <= limits.cells and not scan.is_beyond:
        return scan
    filled = FilledArea()
    for chunk in whole_rows(package.again(entry)):
        filled.add(chunk)
    scan.last_row, scan.last_column = filled.last_row, filled.last_column
    if scan.area > limits.cells or scan.is_beyond:
        raise Refused("too_many_cells", limit=str(limits.cells))
    return scan
