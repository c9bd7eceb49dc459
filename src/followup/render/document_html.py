"""A document as one static web page: no script, nothing fetched, its own small style.

The page's policy lets in nothing but that style, named by its hash, so it is safe on any server.
Whatever people wrote is escaped text. The same document gives the same bytes.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final

from followup.render import page_chart, palette
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
    rewritten,
    table_of,
)

HTML: Final = "text/html; charset=utf-8"
_SHEET: Final = re.sub(
    r"\b(?:DARK_)?(?:INK|QUIET|RULE|GROUND|ACCENT|LINE|NEEDED|BAND|LINK|PAGE)\b",
    lambda found: str(getattr(palette, found[0])),
    Path(__file__).with_name("page.css").read_text(encoding="utf-8"),
)
_HASH: Final = base64.b64encode(sha256(_SHEET.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
)
_DEEPEST: Final = 4
_MANY: Final = 4  # columns that do not fit on a phone
# Control signs, and those that turn the direction of what follows.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def web_page(document: Document) -> bytes:
    """The bytes of the page."""
    document = rewritten(document, lambda text: _UNSEEN.sub("\ufffd", text))
    depth, parts = 1, []
    for order, block in enumerate(document.blocks):
        if isinstance(block, Heading):  # below the title, and none left out
            depth = min(max(block.level, 1) + 1, depth + 1, _DEEPEST)
            parts.append(f"<h{depth}>{escape(block.text)}</h{depth}>")
        else:
            parts.extend(_block(block, f"b{order}", document.lang))
    footer = f'<footer class="small"><p>{escape(document.footer)}</p></footer>'
    return (
        f'<!doctype html>\n<html lang="{escape(document.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(document.title)}</title>\n<style>{_SHEET}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(document.title)}</h1>\n"
        + "\n".join(parts)
        + f"\n{footer if document.footer else ''}\n</main>\n</body>\n</html>\n"
    ).encode()


def _block(block: Block, name: str, lang: str) -> Iterator[str]:
    match block:
        case Paragraph():
            text = escape(block.text)
            yield f"<p><strong>{text}</strong></p>" if block.is_strong else f"<p>{text}</p>"
        case Key():
            yield _key(block)
        case Table():
            yield _table(block, "")
        case Chart():
            yield page_chart.figure(block, name, lang)
            yield _table(table_of(block), block.title)
        case Sources():
            yield from (f'<p class="small">{escape(item)}</p>' for item in block.items)
        case Bullets() | Links():
            yield _list(block)


def _list(block: Bullets | Links) -> str:
    if isinstance(block, Bullets):
        return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
    items = (
        f'<a href="{escape(item.address)}">{escape(item.text)}</a>'
        if item.leads
        else escape(item.text)
        for item in block.items
    )
    return f'<ul class="links">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _key(block: Key) -> str:
    numbers = (
        f'<div><dt>{escape(n.label)}</dt><dd class="number">{escape(n.text)}</dd>'
        + (f'<dd class="note">{escape(n.note)}</dd>' if n.note else "")
        + "</div>"
        for n in block.numbers
    )
    return f'<dl class="key">{"".join(numbers)}</dl>'


def _table(table: Table, caption: str) -> str:
    """A table that scrolls by itself on a narrow screen, also with the keyboard."""
    if not table.rows:
        return ""
    # The first column names its row: always in a chart's table, else where there are no headings.
    names_rows = bool(caption) or not table.headings
    head = "".join(
        f'<th scope="col"{_side(table, n)}>{escape(text)}</th>'
        for n, text in enumerate(table.headings)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{escape(text)}</th>'
            if names_rows and n == 0
            else f"<td{_side(table, n)}>{escape(text)}</td>"
            for n, text in enumerate(row)
        )
        + "</tr>"
        for row in table.rows
    )
    look = ' class="many"' if len(table.rows[0]) >= _MANY else ""
    label = escape(caption or (table.headings or table.rows[0])[0])
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{label}"><table{look}>'
        + (f"<thead><tr>{head}</tr></thead>" if head else "")
        + f"<tbody>{rows}</tbody></table></div>"
    )


def _side(table: Table, column: int) -> str:
    return ' class="figure"' if column in table.figures else ""
