"""Several files in one stream, on their way to the reader process and back."""

from __future__ import annotations

from collections.abc import Iterator

_HEAD = 9  # the first letter of a kind, and a length in 8 bytes


def parcel(kind: str, content: bytes) -> bytes:
    """One of many: the first letter of its kind, its length, and itself."""
    return kind[:1].encode() + len(content).to_bytes(_HEAD - 1, "big") + content


def parcels(stream: bytes) -> Iterator[tuple[str, bytes]]:
    """The kinds' first letters and the contents that ``parcel`` put together."""
    start = 0
    while start < len(stream):
        begins = start + _HEAD
        ends = begins + int.from_bytes(stream[start + 1 : begins], "big")
        yield stream[start : start + 1].decode(), stream[begins:ends]
        start = ends
