"""Everything a page says to a reader, whatever it was drawn with, and the words a language has.

The walk takes every text of every element as it is sent to the browser, but for the fields named
in ``UNSEEN``: a new kind of widget is read without anyone adding it here.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pyarrow as pa
from babel.dates import get_day_names, get_month_names
from google.protobuf.message import Message
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from followup.i18n import text
from followup.reference import catalogue
from followup.storage import database
from followup.storage.database import Database

# Addresses, kinds, icons and style: nobody reads them. The style's own words stand in the texts.
UNSEEN = {"id", "form_id", "uuid", "styles", "icon", "type", "theme", "config", "tag", "page",
          "page_script_hash", "query_string", "query_param_key", "deferred_file_id", "url",
          "max_chars", "language", "body_html"}  # fmt: skip
# What a reader meets in a figure: titles, names, labels, and what stands at the pointer.
FIGURE = {"text", "name", "title", "hovertext", "hovertemplate", "texttemplate", "ticktext",
          "ticksuffix", "tickprefix", "labels", "customdata", "x", "y"}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{2,}")
CODE = re.compile(r"(?<![\w./=-])[a-z]+(?:_[a-z]+)+(?![\w.])")
# The last is the beginning of a checksum.
MARKUP = re.compile(
    r"<br>|:material/\w+:|:[a-z-]+\[|\]\([^()\s]+\)|https?:\S+|\bdocplayer\.\S+"
    r"|\b(?=[a-f]*\d)[0-9a-f]{12}\b"
)


def said(app: AppTest) -> list[str]:
    """Every text on the page."""
    return [bare(found) for node in _nodes(app._tree) for found in _texts(node)]


def in_workbook(content: bytes) -> Iterator[str]:
    """Every text in an Excel file: cells, sheet names, and what is said of a wrong choice."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows():
            # A formula is read by the spreadsheet; its words stand in cells of their own.
            yield from (c.value for c in row if isinstance(c.value, str) and c.data_type == "s")
        for rule in sheet.data_validations.dataValidation:
            told = (rule.error, rule.errorTitle, rule.prompt, rule.promptTitle)
            yield from (text for text in told if text)


def bare(written: str) -> str:
    """Without what only keeps Markdown and lines in place."""
    return MARKUP.sub(" ", written.replace("\\", "").replace("\N{WORD JOINER}", ""))


def words(texts: Iterable[str]) -> set[str]:
    """The words of some texts, in small letters."""
    return {word for one in texts for word in WORD.findall(one.casefold())}


@cache
def vocabulary(lang: str) -> frozenset[str]:
    """The words a page may say in a language: its texts, and the names of days and months."""
    kinds = [(width, context) for width in ("wide", "abbreviated") for context in
             ("format", "stand-alone")]  # fmt: skip
    days = [name for width, context in kinds for get in (get_month_names, get_day_names)
            for name in get(width, context, text.LOCALES[lang]).values()]  # fmt: skip
    names = [text.language_name(other, inside) for other in text.LANGUAGES
             for inside in (None, lang)]  # fmt: skip
    texts = [re.sub(r"{[^{}]*}", " ", bare(one)) for one in text._texts(lang).values()]
    return frozenset(words([*texts, *days, *names, text.join(("1", "2", "3"), lang)]))


@cache
def of_the_catalogue() -> frozenset[str]:
    """The names in the reference data, which stand as they are in every language."""
    known = catalogue.load()
    sources = [part for s in known.sources for part in (s.publisher, s.title, s.year, s.address)]
    rows = [row.figure.where for row in known.rows()]
    names = [*(a.name for a in known.areas), *(goal.owner for goal in known.goals),
             *(partner.name for partner in known.partners),
             *(ground.provision for ground in known.grounds)]  # fmt: skip
    return frozenset(words(str(part) for part in (*sources, *rows, *names)))


def of_the_data(opened: Database) -> set[str]:
    """The words people and suppliers have written: every text in the store."""
    with database.cursor(opened) as run:
        columns = run.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_catalog = 'store' AND data_type LIKE '%VARCHAR%'"
        ).fetchall()
        found: set[str] = set()
        for table, column in columns:
            cells = run.execute(f'SELECT DISTINCT "{column}"::VARCHAR FROM store."{table}"')
            found |= words(_by_people(cell) for (cell,) in cells.fetchall() if cell)
    return found


def _by_people(cell: str) -> str:
    """A cell without the lines that a case keeps in every language: those are our own words."""
    if '"frozen"' not in cell:
        return cell
    return json.dumps({**json.loads(cell), "frozen": None}, ensure_ascii=False)


def _nodes(block: Block) -> Iterator[object]:
    yield block
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _nodes(child)
        else:
            yield child


def _texts(node: object) -> Iterator[str]:
    sent = getattr(node, "proto", None)
    # Styles are no reading matter, and commands are the same in every language.
    if isinstance(sent, Message) and sent.DESCRIPTOR.name not in {"Html", "Code"}:
        yield from _fields(sent)


def _fields(sent: Message, heading: bool = True) -> Iterator[str]:
    heading = heading and not getattr(sent, "hide_header", False)
    for field, value in sent.ListFields():
        if field.name in UNSEEN:
            continue
        for one in value if field.is_repeated else [value]:
            if field.type == field.TYPE_MESSAGE:
                yield from _fields(one, heading) if isinstance(one, Message) else ()
            elif field.type == field.TYPE_BYTES:
                yield from _table(one, heading)
            elif field.name in {"spec", "columns"} and field.type == field.TYPE_STRING:
                yield from _json(json.loads(one), field.name == "columns")
            elif field.type == field.TYPE_STRING:
                yield one


def _table(sent: bytes, heading: bool) -> Iterator[str]:
    with pa.ipc.open_stream(sent) as stream:
        frame = stream.read_all()
    for name, column in zip(frame.column_names, frame.columns, strict=True):
        if heading and not name.startswith("__index"):
            yield name
        yield from (cell for cell in column.to_pylist() if isinstance(cell, str))


def _json(node: object, seen: bool) -> Iterator[str]:
    if isinstance(node, str):
        yield from [node] if seen else []
    elif isinstance(node, dict):
        for name, value in node.items():
            inside = name in FIGURE if isinstance(value, str | list) else False
            yield from _json(value, (seen and name not in UNSEEN and name != "width") or inside)
    elif isinstance(node, list):
        for value in node:
            yield from _json(value, seen)
