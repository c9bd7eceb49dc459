"""The container of an .xls: a small file system in a file (MS-CFB), each step bounded."""

from __future__ import annotations

import struct
from array import array
from struct import unpack_from

_FREE = 0xFFFFFFFA  # sector numbers from here on are marks, not places
_HEADER_FAT = 109


def read_compound(content: bytes, wanted: tuple[str, ...]) -> tuple[set[str], bytes | None]:
    """The names in the container, and the first stream that has one of the wanted names.

    Raises ValueError when the container contradicts itself.
    """
    try:
        return _read(content, wanted)
    except (struct.error, IndexError) as error:
        raise ValueError("broken container") from error


def _read(content: bytes, wanted: tuple[str, ...]) -> tuple[set[str], bytes | None]:
    shift, mini_shift = unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise ValueError("unknown sector size")
    big = _Sectors(content[1 << shift :], 1 << shift, array("I"))
    big.table.frombytes(_table(content, big))
    first, cutoff, first_mini = unpack_from("<I4xII", content, 48)
    entries = _entries(big.chain(first))
    names = {name for name, _, _, _ in entries}
    roots = [entry for entry in entries if entry[1] == 5]
    for name in wanted:
        for found, sort, start, size in entries:
            if found == name and sort == 2:
                if size >= cutoff:
                    return names, big.chain(start)[:size]
                mini = _Sectors(big.chain(roots[0][2]), 1 << mini_shift, array("I"))
                mini.table.frombytes(big.chain(first_mini))
                return names, mini.chain(start)[:size]
    return names, None


class _Sectors:
    """Equal pieces of bytes, and a table that says which follows which."""

    def __init__(self, content: bytes, size: int, table: array[int]) -> None:
        self.content, self.size, self.table = content, size, table

    def piece(self, number: int) -> bytes:
        start = number * self.size
        if start >= len(self.content):
            raise ValueError("outside the file")
        return self.content[start : start + self.size].ljust(self.size, b"\0")

    def chain(self, start: int) -> bytes:
        found: list[bytes] = []
        most = len(self.content) // self.size + 1
        while start < _FREE:
            found.append(self.piece(start))
            if len(found) > most:
                raise ValueError("a chain without end")
            start = self.table[start]
        return b"".join(found)


def _table(content: bytes, big: _Sectors) -> bytes:
    """Which sector follows which: its own sectors are listed in the header and beyond it."""
    (following,) = unpack_from("<I", content, 68)
    places = list(unpack_from(f"<{_HEADER_FAT}I", content, 76))
    for _ in range(len(big.content) // big.size + 1):
        if following >= _FREE:
            break
        block = unpack_from(f"<{big.size // 4}I", big.piece(following))
        places += block[:-1]
        following = block[-1]
    places = [place for place in places if place < _FREE]
    if len(places) > len(big.content) // big.size:
        raise ValueError("more table than file")
    return b"".join(big.piece(place) for place in places)


def _entries(directory: bytes) -> list[tuple[str, int, int, int]]:
    """Name, sort (1 folder, 2 stream, 5 root), first sector and size."""
    found = []
    for at in range(0, len(directory) - 127, 128):
        length, sort = unpack_from("<HB", directory, at + 64)
        start, size = unpack_from("<II", directory, at + 116)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if sort:
            found.append((name, sort, start, size))
    return found
