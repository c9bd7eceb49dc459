"""Cheap checks of a file's bytes before any reader sees them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from followup.ingest.draft import Refusal
from followup.ingest.ooxml import FilledArea, SheetScan, read_workbook, whole_rows
from followup.settings import Limits

CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")
_MARKUP = re.compile(rb"^\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

Kind = Literal["xlsx", "xlsb", "xls", "ods", "csv"]


class Refused(Exception):
    """The file is turned away; carries the refusal."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, params)


@dataclass(frozen=True, slots=True)
class Container:
    """What a file is, and what only a look inside its package tells."""

    kind: Kind
    scans: Mapping[str, SheetScan] = field(default_factory=dict)
    is_1904: bool = False
    has_macros: bool = False

    @property
    def rows(self) -> int:
        """Rows of the longest sheet, as far as the package tells."""
        return max((scan.last_row for scan in self.scans.values()), default=0)


def inspect(content: bytes, file_name: str, limits: Limits) -> Container:
    """Say what the bytes are; raises Refused when they must not reach a reader."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("empty")
    if len(content) > limits.file_bytes:
        raise Refused("too_large", limit_mb=str(limits.file_bytes >> 20))
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _package(content, limits)
    if content[:8] == _OLE:
        return _compound(content)
    return _text(content, file_name)


def _compound(content: bytes) -> Container:
    """An OLE container: an old .xls, or the shell around an encrypted workbook."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("encrypted")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refused("not_a_spreadsheet")
    return Container("xls")


def _text(content: bytes, file_name: str) -> Container:
    """A text table, if the name says so and it holds text."""
    head = content[:CHUNK]
    is_utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    named = file_name.casefold().endswith(_TEXT_ENDINGS)
    if not named or _MARKUP.match(head) or (_CONTROL.search(head) and not is_utf16):
        raise Refused("not_a_spreadsheet")
    return Container("csv")


def _package(content: bytes, limits: Limits) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _check_names(entries, limits)
            kind = _kind({_name(entry) for entry in entries})
            return _inside(package, kind, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused("corrupt") from error
    except (ParseError, DefusedXmlException, UnicodeDecodeError, ValueError, OSError) as error:
        raise Refused("corrupt") from error
    except RuntimeError as error:  # zipfile: the entry needs a password
        raise Refused("encrypted") from error


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _check_names(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.zip_entries:
        raise Refused("too_large", limit_mb=str(limits.unpacked_bytes >> 20))
    names = [_name(entry) for entry in entries]
    if len({name.casefold() for name in names}) < len(names):
        raise Refused("duplicate_parts")
    if any(n.startswith("/") or ".." in n.split("/") or re.match(r"[A-Za-z]:", n) for n in names):
        raise Refused("unsafe_path")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("encrypted")


def _kind(names: set[str]) -> Kind:
    lower = {name.casefold() for name in names}
    if "encryptedpackage" in lower:
        raise Refused("encrypted")
    if any(re.fullmatch(r"(?:.*/)?workbook\d*\.bin", name) for name in lower):
        return "xlsb"
    if any(re.fullmatch(r"(?:.*/)?workbook\d*\.xml", name) for name in lower):
        return "xlsx"
    if "mimetype" in lower and "content.xml" in lower:
        return "ods"
    raise Refused("not_a_spreadsheet")


def _inside(package: zipfile.ZipFile, kind: Kind, limits: Limits) -> Container:
    """Inflate every entry once, counting, and look at what passes."""
    left = limits.unpacked_bytes
    parts: dict[str, bytes] = {}
    scans: dict[str, SheetScan] = {}
    for entry in package.infolist():
        name = _name(entry)
        scan = SheetScan() if "/worksheets/" in name and name.endswith(".xml") else None
        kept = bytearray() if _is_small_part(name) else None
        for chunk in whole_rows(_inflate(package, entry, left, limits, name)):
            left -= len(chunk)
            if scan:
                scan.add(chunk)
            if kept is not None:
                kept += chunk
        if scan:
            _check_area(package, entry, scan, limits)
            scans[name] = scan
        if kept is not None:
            parts[name] = bytes(kept)
    if kind == "ods" and b"opendocument.spreadsheet" not in parts.get("mimetype", b""):
        raise Refused("not_a_spreadsheet")
    if kind != "xlsx":
        return Container(kind)
    return _workbook(parts, scans, limits)


def _is_small_part(name: str) -> bool:
    return bool(re.fullmatch(r"mimetype|(?:.*/)?workbook\d*\.xml(?:\.rels)?|.*vbaProject.*", name))


def _inflate(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: Limits, name: str
) -> Iterator[bytes]:
    """The entry's bytes; raises Refused once they pass what is left of the limit."""
    is_xml = name.casefold().endswith((".xml", ".rels", ".vml"))
    tail = b""
    with package.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Refused("too_large", limit_mb=str(limits.unpacked_bytes >> 20))
            if is_xml and any(mark in tail + chunk for mark in _DOCTYPE):
                raise Refused("unsafe_xml")
            tail = chunk[-32:]
            yield chunk


def _check_area(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, scan: SheetScan, limits: Limits
) -> None:
    """Refuse far cells, unless the far ones are empty and only carry a style."""
    if scan.area <= limits.cells and not scan.is_beyond:
        return
    filled = FilledArea()
    with package.open(entry) as stream:
        for chunk in whole_rows(iter(lambda: stream.read(CHUNK), b"")):
            filled.add(chunk)
    scan.last_row, scan.last_column = filled.last_row, filled.last_column
    if scan.area > limits.cells or scan.is_beyond:
        raise Refused("too_many_cells", limit=str(limits.cells))


def _workbook(
    parts: Mapping[str, bytes], scans: Mapping[str, SheetScan], limits: Limits
) -> Container:
    names = [n for n in parts if re.fullmatch(r"(?:.*/)?workbook\d*\.xml", n, re.IGNORECASE)]
    folder, _, file = names[0].rpartition("/")
    relations = parts.get(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
    if relations is None:
        raise Refused("corrupt")
    book = read_workbook(parts[names[0]], relations, folder)
    if len(book.sheets) > limits.sheets:
        raise _too_many(limits)
    if sum(scan.area for scan in scans.values()) > limits.cells:
        raise Refused("too_many_cells", limit=str(limits.cells))
    by_sheet = {book.sheets[name]: scan for name, scan in scans.items() if name in book.sheets}
    macros = any("vbaProject" in name for name in parts)
    return Container("xlsx", by_sheet, book.is_1904, macros)


def _too_many(limits: Limits) -> Refused:
    return Refused("too_many_sheets", limit=str(limits.sheets))
