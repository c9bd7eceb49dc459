"""A document as plain values: headings, paragraphs and tables, in order. Nothing is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands right below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; line breaks in it stay. ``is_strong`` is for what must not be overlooked."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a line of headings, or none for pairs of a label and what it says.

    Every row has as many cells. The first column names its row where there are no headings.
    ``widths`` are the columns' proportions, one for each; without them all are as wide.
    """

    rows: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language; ``footer`` stands on every page before its number."""

    title: str
    lang: str
    day: date
    blocks: Sequence[Block]
    footer: str = ""
