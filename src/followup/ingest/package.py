"""A zip package opened with distrust: names, places and sizes are checked, and inflating counts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from followup.settings import Limits

CHUNK = 1 << 20
_SMALL = 16 << 20  # the parts that are parsed whole
_HEADER = 30  # bytes of a local header before the name
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
_ENDINGS = (".xml", ".rels", ".vml")
_ENCODING = re.compile(rb"<\?xml\s[^<>]{0,200}?\bencoding\s*=\s*[\"']([^\"']{0,40})")
# In any other encoding a DOCTYPE could stand unseen.
_ENCODINGS = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")


class PackageError(Exception):
    """The package is turned away; carries a refusal code."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def name_of(entry: zipfile.ZipInfo) -> str:
    """The entry's name with the slashes a package has."""
    return entry.filename.replace("\\", "/")


class Package:
    """The entries of an archive; ``left`` is how much more may be inflated, in bytes."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive, self.limits = archive, limits
        self.left = limits.unpacked_bytes
        self.sizes: dict[str, int] = {}
        entries = archive.infolist()
        if len(entries) > limits.zip_entries:
            raise self._too_large()
        _check_names([name_of(entry) for entry in entries])
        _check_places(archive, entries)
        if any(entry.flag_bits & 1 for entry in entries):
            raise PackageError("encrypted")
        self.names = {name_of(entry): entry for entry in entries}

    def _too_large(self) -> PackageError:
        return PackageError("too_large", limit_mb=str(self.limits.unpacked_bytes >> 20))

    def small(self, name: str) -> bytes:
        """A part that is read whole; raises PackageError when it is missing or large."""
        if name not in self.names:
            raise PackageError("corrupt")
        found = bytearray()
        for chunk in self.inflate(self.names[name]):
            found += chunk
            if len(found) > _SMALL:
                raise self._too_large()
        return bytes(found)

    def rest(self) -> Iterator[zipfile.ZipInfo]:
        """The entries that have not been inflated yet."""
        yield from (entry for name, entry in self.names.items() if name not in self.sizes)

    def again(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of an entry that has been inflated and checked before."""
        with self.archive.open(entry) as stream:
            yield from iter(lambda: stream.read(CHUNK), b"")

    def inflate(self, entry: zipfile.ZipInfo, *, to_its_end: bool = False) -> Iterator[bytes]:
        """The entry's bytes, or with ``to_its_end`` only the first, all of them checked.

        Raises PackageError once they pass what is left of the limit, or at a DOCTYPE.
        """
        name = name_of(entry)
        size, tail, first = 0, b"", b""
        is_markup = name.casefold().endswith(_ENDINGS)
        for chunk in self.again(entry):
            if not size:
                first = chunk
                is_markup = is_markup or chunk.lstrip()[:4].startswith(_MARKUP)
                if is_markup:
                    _check_encoding(chunk)
            size += len(chunk)
            self.left -= len(chunk)
            if self.left < 0:
                raise self._too_large()
            if is_markup and any(mark in tail + chunk for mark in _DOCTYPE):
                raise PackageError("unsafe_xml")
            tail = chunk[-32:]
            if not to_its_end:
                yield chunk
        self.sizes[name] = size
        if to_its_end:
            yield first


def _check_encoding(chunk: bytes) -> None:
    """Refuse markup in an encoding in which we could not see what it holds."""
    head = chunk[:4096].lstrip()
    is_wide = head[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
    if is_wide or head[:1] not in b"<\xef\xff\xfe\0":
        raise PackageError("unsafe_xml")
    said = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    if said and said[1].lower() not in _ENCODINGS:
        raise PackageError("unsafe_xml")


def _check_names(names: list[str]) -> None:
    if any(n.startswith("/") or ".." in n.split("/") or re.match(r"[A-Za-z]:", n) for n in names):
        raise PackageError("unsafe_path")
    if len({posixpath.normpath(name).casefold() for name in names}) < len(names):
        raise PackageError("duplicate_parts")


def _check_places(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes, hide before or behind the archive, or need odd methods."""
    if b"PK\5\6" in archive.comment or any(e.compress_type not in _METHODS for e in entries):
        raise PackageError("corrupt")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end or (not end and entry.header_offset):
            raise PackageError("corrupt")
        # The name may take fewer bytes in the header than we know characters, never none.
        end = entry.header_offset + _HEADER + entry.compress_size
