"""What we put into a file the last time it was sent back, taken out before it is marked anew."""

from __future__ import annotations

import re
from collections.abc import Mapping

from followup.render.marked.book import Book
from followup.render.marked.cells import Place, column_number
from followup.render.marked.notes import text_of
from followup.render.marked.package import Package
from followup.render.marked.splice import Element, changed, elements, local
from followup.render.marked.styles import Styles

_STYLED = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bs\s*=\s*["'])(\d+)(?=["'])""")
_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_AT = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>\s*<x:Column>\s*(\d+)\s*</x:Column>")
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


def forget(package: Package, book: Book, styles: Styles, ours: str) -> None:
    """Take away our colours and our comments; ``ours`` is a pattern of what we write in them.

    A program that saved the file may have dropped our name, so a comment is known by its words.
    """
    plain = styles.without_our_fills()
    for part in filter(package.has, book.sheets.values()):
        if plain:
            package.put(part, _plain_cells(package.read(part), plain))
        targets = {relation.kind: relation.target for relation in package.relations(part)}
        comments, drawing = targets.get("comments"), targets.get("vmlDrawing")
        if not comments or not package.has(comments):
            continue
        content = package.read(comments)
        gone = [e for e in elements(content, "comment") if _is_ours(content, e, ours)]
        cut = [(e.start, content.index(b">", e.closes or e.opens) + 1, b"") for e in gone]
        package.put(comments, changed(content, cut))
        if drawing and package.has(drawing):
            places = {place_of(e) for e in gone}
            package.put(drawing, _without_boxes(package.read(drawing), places))


def place_of(comment: Element) -> Place:
    """The cell that a comment is about."""
    found = _ADDRESS.fullmatch(comment.attributes.get("ref", ""))
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def _is_ours(content: bytes, comment: Element, ours: str) -> bool:
    if local(comment.name) != "comment" or comment.is_empty:
        return False
    return bool(re.match(ours, text_of(content, comment), re.DOTALL))


def _plain_cells(content: bytes, plain: Mapping[int, int]) -> bytes:
    def other(found: re.Match[bytes]) -> bytes:
        style = int(found[2])
        return found[1] + b"%d" % plain.get(style, style)

    return _STYLED.sub(other, content)


def _without_boxes(content: bytes, places: set[Place]) -> bytes:
    def kept(found: re.Match[bytes]) -> bytes:
        at = _AT.search(found[0])
        return b"" if at and (int(at[1]) + 1, int(at[2]) + 1) in places else found[0]

    return _SHAPE.sub(kept, content)
