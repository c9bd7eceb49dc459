"""A document as PDF/UA-1: tagged, with its language and title, charts drawn with their words.

The layout is ``paper/document.typ``; whatever people wrote goes there as data, where no sign is
markup. Nothing is fetched, no file is read but our typeface (Source Sans 3, SIL Open Font License
1.1, beside it). The same document gives the same bytes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from followup.render import palette, plot
from followup.render.document import Block, Chart, Document, Heading, Links, rewritten, table_of

PDF: Final = "application/pdf"
_PAPER: Final = Path(__file__).with_name("paper")  # the only folder the layout could read
_NOWHERE: Final = _PAPER / "no-packages"  # does not exist, so that no package is ever found
_COLOURS: Final[Mapping[str, str]] = {
    "accent": palette.ACCENT, "line": palette.LINE, "needed": palette.NEEDED,
    "ink": palette.INK, "quiet": palette.QUIET, "rule": palette.RULE,
    "ground": palette.GROUND, "band": palette.BAND, "link": palette.LINK,
}  # fmt: skip
# Signs for which our typeface and those within typst have a shape, held by a test: PDF/UA-1 asks
# for one. Others (emoji, control and direction signs) become the replacement character.
SHOWN: Final = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x45F),
    (0x2010, 0x2027), (0x202F, 0x2040), (0x2044, 0x205E), (0x2070, 0x2071),
    (0x2074, 0x2079), (0x2080, 0x2089), (0x20A0, 0x20BF), (0x2190, 0x2195),
    (0x2196, 0x2199), (0x21A9, 0x21AA), (0x21C4, 0x21C4), (0x2212, 0x2212), (0x2248, 0x2248),
    (0x2260, 0x2260), (0x2264, 0x2265), (0x25CB, 0x25CB), (0x25CF, 0x25CF), (0x25D4, 0x25D4),
    (0x25E6, 0x25E6), (0x2691, 0x2691), (0x2713, 0x2713),
)  # fmt: skip
_NOT_SHOWN: Final = re.compile(
    "[^\\n" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in SHOWN) + "]"
)
_SIGNS: Final = str.maketrans({"\u2715": "\u00d7", "\t": " ", "\r": ""})


def pdf(document: Document) -> bytes:
    """The bytes of the file."""
    return _compile(document, "pdf")[0]


def pictures(document: Document, dots_per_inch: float = 100) -> list[bytes]:
    """The pages as PNG, for a preview."""
    return _compile(document, "png", dots_per_inch)


def _compile(
    document: Document, form: Literal["pdf", "png"], dots_per_inch: float | None = None
) -> list[bytes]:
    made: bytes | list[bytes] | None = typst.compile(
        str(_PAPER / "document.typ"),
        None,
        root=str(_PAPER),
        font_paths=_fonts(),
        format=form,
        ppi=dots_per_inch,
        sys_inputs={"document": json.dumps(_data(rewritten(document, _shown)))},
        pdf_standards=["ua-1"] if form == "pdf" else [],
        package_path=str(_NOWHERE),
        package_cache_path=str(_NOWHERE),
        timestamp=0,
    )
    return [] if made is None else made if isinstance(made, list) else [made]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[_PAPER])


def _data(document: Document) -> Any:
    depth, blocks = 0, []
    for block in document.blocks:
        laid = _block(block, document.lang)
        if isinstance(block, Heading):  # a level that is left out is an error in PDF/UA-1
            depth = laid["level"] = min(max(block.level, 1), depth + 1)
        blocks.append(laid)
    return {
            "title": document.title, "lang": document.lang, "footer": document.footer,
            "colours": _COLOURS, "blocks": blocks,
        }  # fmt: skip


def _block(block: Block, lang: str) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Links):
        return {"type": kind, "items": [{**asdict(i), "leads": i.leads} for i in block.items]}
    if not isinstance(block, Chart):
        return {"type": kind, **asdict(block)}
    marks = plot.lines(block, lang) if block.kind == "line" else plot.rows(block)
    return {
        "type": kind, "title": block.title, "alt": block.alt, "unit": block.unit,
        "kind": block.kind, "is_low": block.is_low, "plot": asdict(marks),
        "legend": plot.legend(block), "table": asdict(table_of(block)),
    }  # fmt: skip


def _shown(text: str) -> str:
    return _NOT_SHOWN.sub("\ufffd", unicodedata.normalize("NFC", text).translate(_SIGNS))
