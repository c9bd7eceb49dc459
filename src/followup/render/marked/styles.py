"""The styles part: for each style a marked cell had, the same one with a fill."""

from __future__ import annotations

from dataclasses import dataclass, field

from followup.render.marked.plan import COLOURS, Unmarkable
from followup.render.marked.splice import (
    Edit,
    Element,
    appended,
    changed,
    elements,
    prefix,
    with_attributes,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
).encode()
_INK = '<color rgb="FF1F2A30"/>'
# Fonts of the first sheet: size and what else; each name of a look has one of them.
_FONTS = {
    "plain": f'<sz val="11"/>{_INK}<name val="Calibri"/><family val="2"/>',
    "bold": f'<b/><sz val="11"/>{_INK}<name val="Calibri"/><family val="2"/>',
    "big": f'<b/><sz val="18"/>{_INK}<name val="Calibri"/><family val="2"/>',
    "link": '<u/><sz val="11"/><color rgb="FF0B4F8A"/><name val="Calibri"/><family val="2"/>',
    "quiet": '<sz val="9"/><color rgb="FF5B666C"/><name val="Calibri"/><family val="2"/>',
}
_LOOKS = {  # font, fill
    "title": ("big", None), "label": ("bold", None), "text": ("plain", None),
    "quiet": ("quiet", None), "head": ("bold", "head"), "link": ("link", None),
    "value": ("plain", None), "error": ("bold", "error"), "question": ("bold", "question"),
    "note": ("bold", "note"),
}  # fmt: skip
_FILLS = COLOURS | {"head": "FFE8ECEE"}


@dataclass(slots=True)
class Styles:
    """A styles part and what is added to it as it is asked for."""

    content: bytes
    parts: dict[str, Element]
    formats: list[Element]
    added: list[bytes] = field(default_factory=list)
    known: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def _fills_before(self) -> int:
        return self.parts["fills"].children

    def restyle(self, base: int, severity: str) -> int:
        """The style that is ``base`` with the colour of a severity."""
        if (base, severity) not in self.known:
            own = self.formats[self._origin(base)]
            fill = self._fills_before + list(_FILLS).index(severity)
            tag = self.content[own.start : own.opens]
            new = with_attributes(tag, {"fillId": str(fill), "applyFill": "1"})
            self._add((base, severity), new + self._rest(own))
        return self.known[base, severity]

    def _origin(self, base: int) -> int:
        """The style in the file that a style is, or was made from."""
        made = next((key[0] for key, number in self.known.items() if number == base), base)
        if not 0 <= made < len(self.formats):
            raise Unmarkable
        return made

    def _rest(self, own: Element) -> bytes:
        if own.is_empty or own.closes is None:
            return b""
        return self.content[own.opens : own.closes] + b"</%b>" % own.name.encode()

    def look(self, name: str) -> int:
        """The style of a look on the first sheet."""
        key = (-1, name)
        if key not in self.known:
            font, fill = _LOOKS[name]
            fonts = self.parts["fonts"].children + list(_FONTS).index(font)
            fills = self._fills_before + list(_FILLS).index(fill) if fill else 0
            # What a supplier wrote stays text when the cell is edited (quotePrefix).
            quote = ' quotePrefix="1"' if name in ("value", "text", "link") else ""
            mark = prefix(self.parts["cellXfs"].name).decode()
            self._add(key, (
                f'<{mark}xf numFmtId="49" fontId="{fonts}" fillId="{fills}" borderId="0" xfId="0"'
                f' applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"{quote}>'
                f'<{mark}alignment vertical="top" wrapText="1"/></{mark}xf>'
            ).encode())  # fmt: skip
        return self.known[key]

    def _add(self, key: tuple[int, str], xf: bytes) -> None:
        self.known[key] = len(self.formats) + len(self.added)
        self.added.append(xf)

    def without_our_fills(self) -> dict[int, int]:
        """For each style with one of our colours, the same one without."""
        ours = {colour.casefold() for colour in COLOURS.values()}
        fills = [
            b"".join(self.content[e.opens : e.closes].split()).lower()
            for e in elements(self.content, "fill")
            if e.parent == "fills"
        ]
        marks = [f'fgcolorrgb="{colour}"'.encode() for colour in ours]
        marked = {str(n) for n, fill in enumerate(fills) if any(m in fill for m in marks)}
        plain: dict[int, int] = {}
        for number, own in enumerate(self.formats):
            if own.attributes.get("fillId") in marked:
                tag = self.content[own.start : own.opens]
                new = with_attributes(tag, {"fillId": "0", "applyFill": None})
                self._add((number, "plain"), new + self._rest(own))
                plain[number] = self.known[number, "plain"]
        return plain

    def finished(self) -> bytes:
        """The part with every style that was asked for."""
        mark = prefix(self.parts["fills"].name).decode()
        fills = [
            f'<{mark}fill><{mark}patternFill patternType="solid"><{mark}fgColor rgb="{colour}"/>'
            f'<{mark}bgColor indexed="64"/></{mark}patternFill></{mark}fill>'
            for colour in _FILLS.values()
        ]
        fonts = [f"<{mark}font>{_prefixed(inner, mark)}</{mark}font>" for inner in _FONTS.values()]
        edits: list[Edit] = []
        for name, new in (
            ("fonts", [font.encode() for font in fonts]),
            ("fills", [fill.encode() for fill in fills]),
            ("cellXfs", self.added),
        ):
            part = self.parts[name]
            tag = self.content[part.start : part.opens]
            counted = with_attributes(tag, {"count": str(part.children + len(new))})
            edits.append((part.start, part.opens, counted))
            edits += appended(self.content, b"".join(new), part)
        return changed(self.content, edits)


def _prefixed(inner: str, mark: str) -> str:
    return inner.replace("<", f"<{mark}")


def read_styles(content: bytes) -> Styles:
    """The styles of a workbook; raises Unmarkable where a list that cells need is missing."""
    names = ("fonts", "fills", "cellXfs")
    found = elements(content, *names, "xf")
    if not found[0].children:
        return read_styles(EMPTY)
    parts = {e.name.rpartition(":")[2]: e for e in found if e.parent == "styleSheet"}
    if any(name not in parts or not parts[name].children for name in names):
        raise Unmarkable
    formats = [e for e in found if e.name.endswith("xf") and e.parent == "cellXfs"]
    return Styles(content, parts, formats)
