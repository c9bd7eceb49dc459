"""The notes of one sheet: the texts in the comments part, the boxes in the old drawing part."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from followup.render.marked.cells import Place, column_letters
from followup.render.marked.plan import COLOURS
from followup.render.marked.splice import (
    Edit,
    Element,
    appended,
    changed,
    elements,
    local,
    prefix,
    quoted,
)
from followup.render.marked.styles import MAIN

NO_COMMENTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}">'
    "<authors></authors><commentList></commentList></comments>"
).encode()
_SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = "".join(f' xmlns:{name}="{space}"' for name, space in _SPACES.items())
NO_DRAWING = f"<xml{_DECLARED}></xml>".encode()
_BOX = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
    'margin-top:5pt;width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden"'
    ' fillcolor="#{colour}" o:insetmode="auto"><v:fill color2="#{colour}"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_NUMBERS = re.compile(rb"""<o:idmap\b[^>]*?\bdata\s*=\s*["']([\d,\s]*)["']""")
_SHAPE_NUMBER = re.compile(rb'"_x0000_s(\d{1,9})"')
SHAPES_A_BLOCK = 1_024
LINE_POINTS, LINE_CHARACTERS, BOX_POINTS = 13, 46, 240
Remark = tuple[str, str]  # how bad, and the text: its first line is bold


def with_comments(content: bytes, remarks: Mapping[Place, Remark], author: str) -> bytes:
    """The comments part with our remarks; what stood on a cell before stands first."""
    found = elements(content, "authors", "author", "commentList", "comment", "text", "t")
    mark = prefix(found[0].name)
    lists = {local(e.name): e for e in found}
    if not {"authors", "commentList"} <= set(lists):
        at = appended(content, NO_COMMENTS[NO_COMMENTS.index(b"<authors>") : -11], found[0])
        return with_comments(changed(content, at), remarks, author)
    number = sum(local(e.name) == "author" for e in found)
    name = b"<%bauthor>%b</%bauthor>" % (mark, quoted(author), mark)
    edits = appended(content, name, lists["authors"])
    there = {e.attributes.get("ref", ""): e for e in found if local(e.name) == "comment"}
    new: list[bytes] = []
    for (row, column), (_, text) in sorted(remarks.items()):
        address = f"{column_letters(column)}{row}"
        if address in there:
            if _joined(text) in _joined(text_of(content, there[address])):
                continue  # from the last time it was sent back
            edits += _added(content, found, there[address], _runs(text, mark, "\n\n"))
            continue
        body = b"<%btext>%b</%btext>" % (mark, _runs(text, mark), mark)
        ref = b'<%bcomment ref="%b" authorId="%d">' % (mark, address.encode(), number)
        new.append(b"%b%b</%bcomment>" % (ref, body, mark))
    edits += appended(content, b"".join(new), lists["commentList"])
    return changed(content, edits)


def text_of(content: bytes, comment: Element) -> str:
    """What a comment says."""
    said = re.sub(rb"<[^>]*>", b"", content[comment.opens : comment.closes])
    return html.unescape(said.decode("utf-8", "replace")).strip()


def _joined(text: str) -> str:
    return "".join(text.split())


def _runs(text: str, mark: bytes, before: str = "") -> bytes:
    lead, _, rest = text.partition("\n")
    return _run(before + lead, mark, is_bold=True) + (_run("\n" + rest, mark) if rest else b"")


def _run(text: str, mark: bytes, *, is_bold: bool = False) -> bytes:
    look = f'{"<b/>" if is_bold else ""}<sz val="9"/><rFont val="Tahoma"/><family val="2"/>'
    inner = look.encode().replace(b"<", b"<" + mark)
    said = b'<%bt xml:space="preserve">%b</%bt>' % (mark, quoted(text), mark)
    return b"<%br><%brPr>%b</%brPr>%b</%br>" % (mark, mark, inner, mark, said, mark)


def _added(content: bytes, found: list[Element], comment: Element, runs: bytes) -> list[Edit]:
    """Edits that put our text after what a comment says; a bare text becomes a run first."""
    stop = comment.closes or comment.opens
    inside = [e for e in found if comment.opens <= e.start < stop]
    edits: list[Edit] = []
    for element in inside:
        short, end = local(element.name), element.closes
        if short == "t" and element.parent == "text" and end is not None:
            mark = prefix(element.name)
            after = content.index(b">", end) + 1 if not element.is_empty else end
            edits.append((element.start, element.start, b"<%br>" % mark))
            edits.append((after, after, b"</%br>" % mark))
    texts = [e for e in inside if local(e.name) == "text"]
    return edits + (appended(content, runs, texts[0]) if texts else [])


def with_boxes(
    content: bytes, remarks: Mapping[Place, Remark], there: frozenset[Place], block: int
) -> tuple[bytes, int]:
    """The drawing part with a box for each cell that has none, and the next free block.

    Boxes are numbered in blocks of 1,024 that no other sheet uses. The part is not always
    well-formed XML, so only its end is looked for.
    """
    if any(f"xmlns:{name}".encode() not in content for name in _SPACES):
        content = re.sub(rb"<xml\b[^>]*>", NO_DRAWING[:-6], content, count=1)
    shapes: list[str] = [] if b'"_x0000_t202"' in content else [_BOX]
    new = [(place, said) for place, said in sorted(remarks.items()) if place not in there]
    for index, (place, (severity, text)) in enumerate(new):
        number = block * SHAPES_A_BLOCK + 1 + index + index // (SHAPES_A_BLOCK - 1)
        shapes.append(_shape(place, severity, text, number, index + 1))
    blocks = range(block, block + 1 + len(new) // (SHAPES_A_BLOCK - 1))
    at = content.rfind(b"</xml>")
    if known := _NUMBERS.search(content):
        own = b",".join([known[1].strip(), *(b"%d" % n for n in blocks)])
        content = content[: known.start(1)] + own.strip(b",") + content[known.end(1) :]
        at = content.rfind(b"</xml>")
    else:
        said = ",".join(map(str, blocks))
        shapes.insert(0, '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" '
                         f'data="{said}"/></o:shapelayout>')  # fmt: skip
    return content[:at] + "".join(shapes).encode() + content[at:], blocks.stop


def _shape(place: Place, severity: str, text: str, number: int, z: int) -> str:
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + len(line) // LINE_CHARACTERS for line in text.split("\n"))
    height = (lines + 1) * LINE_POINTS
    # The box covers whole default columns and rows: 64 pixels wide, 20 high.
    across, down = column + 1 + BOX_POINTS * 4 // 3 // 64, row + 1 + height * 4 // 3 // 20
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {across + 1}, 15, {down}, 4"
    return _SHAPE.format(
        id=number, width=BOX_POINTS, height=height, z=z, anchor=anchor, row=row, column=column,
        colour=COLOURS[severity][2:],
    )  # fmt: skip


def highest_block(content: bytes) -> int:
    """The highest block of numbers that a drawing part names or uses, 0 where there is none."""
    said = b",".join(match[1] for match in _NUMBERS.finditer(content))
    named = [int(n) for n in said.split(b",") if n.strip().isdigit()]
    used = [int(n) // SHAPES_A_BLOCK for n in _SHAPE_NUMBER.findall(content)]
    return max([*named, *used], default=0)
