"""Change some bytes of an XML part and leave the others as they are.

Parsing and writing a part anew would lose prefixes, spacing and whatever the writer does not
know. Here the parser only says where things stand; new bytes are put in at those places. They
are ASCII alone, so that they fit whatever encoding the part is written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from followup.render.marked.plan import Unmarkable

_TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
# What XML 1.0 cannot hold at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# How a spreadsheet writes a character that XML cannot hold: the text itself must not look so.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
Edit = tuple[int, int, bytes]  # from, to, what stands there instead


def quoted(text: str) -> bytes:
    """A text as it stands inside an element or an attribute."""
    clean = _ESCAPED.sub("_x005F_", _FORBIDDEN.sub("", text))
    for mark, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("\r", "#13")):
        clean = clean.replace(mark, f"&{name};")
    return clean.encode("ascii", "xmlcharrefreplace")


def in_bytes(content: bytes) -> bytes:
    """The part in an encoding where our bytes fit: UTF-16 becomes UTF-8."""
    if content[:2] not in _UTF16:
        return content
    return re.sub(r"^<\?xml[^>]*\?>", "", content.decode("utf-16")).encode()


def changed(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with every edit made; edits at one place keep their order."""
    pieces: list[bytes | memoryview] = []
    whole = memoryview(content)  # a large sheet is not copied twice
    done = 0
    for start, stop, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < done:
            raise Unmarkable
        pieces += [whole[done:start], new]
        done = stop
    return b"".join([*pieces, whole[done:]])


@dataclass(slots=True)
class Element:
    """Where an element stands: its start tag, and the end of its content (None: not yet met)."""

    name: str
    attributes: Mapping[str, str]
    start: int
    opens: int
    closes: int | None = None
    is_empty: bool = False
    parent: str = ""
    children: int = 0


def tag_end(content: bytes, start: int) -> int:
    """The index behind a start tag."""
    found = _TAG.match(content, start)
    if found is None:
        raise Unmarkable
    return found.end()


def with_attributes(tag: bytes, values: Mapping[str, str | None]) -> bytes:
    """A start tag with attributes set, or taken away where the value is None."""
    found = _TAG.fullmatch(tag)
    if found is None:
        raise Unmarkable
    kept = [
        pair[0] for pair in _ATTRIBUTE.finditer(found[2]) if pair[1].decode("latin-1") not in values
    ]
    new = [b' %b="%b"' % (k.encode(), quoted(v)) for k, v in values.items() if v is not None]
    return b"<%b%b%b>" % (found[1], b"".join(kept + new), b"/" if found[3] else b"")


def local(name: str) -> str:
    """An element's name without prefix."""
    return name.rpartition(":")[2]


def prefix(name: str) -> bytes:
    """The prefix of a name with its colon, for elements of the same kind."""
    return name[: -len(local(name))].encode()


@dataclass(slots=True)
class _Scan:
    wanted: frozenset[str]
    content: bytes
    parser: expat.XMLParserType
    found: list[Element] = field(default_factory=list)
    path: list[tuple[str, Element | None]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short, here = local(name), None
        if self.path and self.path[-1][1]:
            self.path[-1][1].children += 1
        if short in self.wanted or not self.path:
            index = self.parser.CurrentByteIndex
            opens = tag_end(self.content, index)
            here = Element(name, attributes, index, opens)
            here.is_empty = self.content[opens - 2 : opens] == b"/>"
            here.parent = self.path[-1][0] if self.path else ""
            self.found.append(here)
        self.path.append((short, here))

    def end(self, name: str) -> None:  # noqa: ARG002
        _, here = self.path.pop()
        if here:
            here.closes = here.opens if here.is_empty else self.parser.CurrentByteIndex


def elements(content: bytes, *names: str) -> list[Element]:
    """The root and every element with one of the names, in the order they begin.

    Raises Unmarkable for broken XML and for a document type of its own.
    """
    parser = new_parser()
    scan = _Scan(frozenset(names), content, parser)
    parser.StartElementHandler, parser.EndElementHandler = scan.start, scan.end
    parse(parser, content)
    return scan.found


def new_parser() -> expat.XMLParserType:
    """A parser that takes no document type: entities can neither grow nor reach out."""

    def refuse(*_: object) -> None:
        raise Unmarkable

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser


def parse(parser: expat.XMLParserType, content: bytes) -> None:
    """Run a parser over a whole part."""
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise Unmarkable from error


def appended(content: bytes, addition: bytes, into: Element) -> list[Edit]:
    """The edits that put something at the end of an element's content."""
    if into.closes is None:
        raise Unmarkable
    if not into.is_empty:
        return [(into.closes, into.closes, addition)]
    tag = content[into.start : into.opens].rstrip(b">").rstrip(b"/").rstrip()
    return [(into.start, into.opens, b"%b>%b</%b>" % (tag, addition, into.name.encode()))]
