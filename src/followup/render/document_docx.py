"""A document as a Word file, written part by part with the standard library.

Whatever people wrote stands as text in ``w:t``, where nothing is a field, a link or markup; signs
that XML cannot hold are left out. The same document gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from followup.render.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Key,
    Links,
    Paragraph,
    Sources,
    Table,
    table_of,
)

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LOCALES: Final[Mapping[str, str]] = {"sv": "sv-SE", "da": "da-DK", "en": "en-GB"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the oldest day a zip can name
# A4 in twentieths of a point, with 25 mm at the sides; two columns of pairs fill the width.
_PAGE: Final = '<w:pgSz w:w="11906" w:h="16838"/>'
_MARGINS: Final = (
    '<w:pgMar w:top="1134" w:right="1418" w:bottom="1134" w:left="1418" w:header="567" '
    'w:footer="567" w:gutter="0"/>'
)
_WIDTH: Final = 9070
_LABEL: Final = 2600
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def write_docx(document: Document) -> bytes:
    """The bytes of the file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in _parts(document).items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, f"{_HEAD}{content}".encode())
    return out.getvalue()


def _parts(document: Document) -> dict[str, str]:
    office = f"{_PACKAGE}/relationships"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{_override('/word/document.xml', f'{_OFFICE}.document.main+xml')}"
            f"{_override('/word/styles.xml', f'{_OFFICE}.styles+xml')}"
            f"{_override('/word/numbering.xml', f'{_OFFICE}.numbering+xml')}"
            f"{_override('/word/footer1.xml', f'{_OFFICE}.footer+xml')}"
            + _override(
                "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{office}">'
            f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="r2" Type="{office}/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{office}">'
            f'<Relationship Id="r1" Type="{_R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r2" Type="{_R}/footer" Target="footer1.xml"/>'
            f'<Relationship Id="r3" Type="{_R}/numbering" Target="numbering.xml"/>'
            "</Relationships>"
        ),
        "docProps/core.xml": _core(document),
        "word/styles.xml": _styles(_LOCALES[document.lang]),
        "word/numbering.xml": _numbering(),
        "word/footer1.xml": _footer(document),
        "word/document.xml": _body(document),
    }


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


def _core(document: Document) -> str:
    day = f"{document.day.isoformat()}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(document.title)}</dc:title>"
        f"<dc:language>{_LOCALES[document.lang]}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _styles(locale: str) -> str:
    def style(name: str, shown: str, size: int, extra: str = "") -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
            '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
            f'<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>{extra}</w:pPr>'
            f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    levels = "".join(
        style(f"Heading{n}", f"heading {n}", size, f'<w:outlineLvl w:val="{n - 1}"/>')
        for n, size in ((1, 26), (2, 23))
    )
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
        f'<w:lang w:val="{locale}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/><w:qFormat/></w:style>{style("Title", "Title", 34)}{levels}'
        "</w:styles>"
    )


def _numbering() -> str:
    return (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _footer(document: Document) -> str:
    small = '<w:sz w:val="18"/>'
    said = _run(f"{document.footer} · " if document.footer else "", small)
    page = f"<w:r><w:rPr>{small}</w:rPr><w:t>1</w:t></w:r>"
    field = f'<w:fldSimple w:instr=" PAGE ">{page}</w:fldSimple>'
    return f'<w:ftr xmlns:w="{_W}"><w:p>{said}{field}</w:p></w:ftr>'


def _body(document: Document) -> str:
    blocks = "".join(part for block in document.blocks for part in _block(block))
    return (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
        f"{_paragraph(document.title, 'Title')}{blocks}<w:sectPr>"
        f'<w:footerReference w:type="default" r:id="r2"/>{_PAGE}{_MARGINS}</w:sectPr>'
        "</w:body></w:document>"
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _paragraph(block.text, f"Heading{min(block.level, 2)}")
        case Paragraph():
            yield _paragraph(block.text, is_strong=block.is_strong)
        case Bullets():
            yield from (_paragraph(item, is_bullet=True) for item in block.items)
        case Table():
            yield _table(block)
            yield _paragraph("")  # or two tables would become one
        case Key():
            for number in block.numbers:
                yield _paragraph(f"{number.label}: {number.text}", is_strong=True)
                yield from (_paragraph(note) for note in (number.note,) if note)
        case Chart():
            yield _paragraph(block.title, is_strong=True)
            yield _paragraph(block.alt)
            yield from _block(table_of(block))
        case Sources():
            yield from (_paragraph(item) for item in block.items)
        case Links():
            yield from (_paragraph(f"{link.text}: {link.address}") for link in block.items)


def _paragraph(
    text: str, style: str | None = None, *, is_strong: bool = False, is_bullet: bool = False
) -> str:
    shape = f'<w:pStyle w:val="{style}"/>' if style else ""
    shape += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if is_bullet else ""
    return f"<w:p><w:pPr>{shape}</w:pPr>{_run(text, '<w:b/>' if is_strong else '')}</w:p>"


def _run(text: str, look: str = "") -> str:
    lines = _text(text).replace("\r\n", "\n").split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r><w:rPr>{look}</w:rPr>{words}</w:r>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _table(table: Table) -> str:
    count = len(table.headings or table.rows[0]) if table.headings or table.rows else 0
    if not count:
        return ""
    widths = [_WIDTH // count] * count
    if table.widths:
        widths = [_WIDTH * part // sum(table.widths) for part in table.widths]
    elif not table.headings and count == 2:
        widths = [_LABEL, _WIDTH - _LABEL]
    lines = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    border = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="8A8A8A"/>'
    sides = "".join(border.format(s) for s in ("top", "bottom", "insideH"))
    margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
    head = _row(table.headings, widths, is_head=True) if table.headings else ""
    has_labels = not table.headings
    rows = "".join(_row(row, widths, has_label=has_labels) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{sides}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{lines}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(
    cells: tuple[str, ...], widths: list[int], *, is_head: bool = False, has_label: bool = False
) -> str:
    # A heading row is repeated on the next page; no row is cut by the page's end.
    shape = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "") + "</w:trPr>"
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + _paragraph(cell, is_strong=is_head or (has_label and index == 0))
        + "</w:tc>"
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr>{shape}{written}</w:tr>"
