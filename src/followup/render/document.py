"""A document as plain values: headings, paragraphs, tables and charts, in order.

Nothing is computed and no number is written here: every figure comes with its words, so that it
reads the same on paper, on a slide and on the web.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

_ADDRESS: Final = re.compile(
    r"(https://|mailto:)[^\s<>\"'\\]+|[A-Za-z0-9_][A-Za-z0-9_./-]*[A-Za-z0-9]", re.A
)


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
    ``figures`` are the columns (from 0) that hold amounts and are set to the right.
    """

    rows: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BigNumber:
    """A figure that is read first: what it is, how it is told, and what must be known with it."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """The few figures a reader came for, side by side; three fill the width."""

    numbers: tuple[BigNumber, ...]


ChartKind = Literal["line", "bars", "waterfall"]
SeriesStyle = Literal["solid", "dashed", "dotted", "low", "high"]


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each category, in the chart's unit; what is not known is None, never 0.

    ``texts`` are the values as they are told, one for each (what is missing has its word): they
    are the cells of the chart's table. In a line chart ``solid`` is what was reached, ``dashed``
    what is needed, ``dotted`` what is thought to come; ``low`` and ``high`` are the edges of the
    band around the solid line and come as a pair. Among bars ``dashed`` is a line across them.
    """

    name: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]
    style: SeriesStyle = "solid"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and, from the same values, the table that says the same.

    ``alt`` says the finding in words. ``axis`` names the categories ("År") and heads the table's
    first column. A waterfall has one series: its first and last values are totals, those between
    are changes. ``is_low`` asks for a line chart that leaves room for more on its page.
    """

    title: str
    alt: str
    unit: str
    kind: ChartKind
    axis: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_low: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the figures above come from: small print on paper, the speaker's notes of a slide."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What is read, and the address it leads to: https, mailto or a file beside the document.

    Anything else is written as words that lead nowhere.
    """

    text: str
    address: str

    @property
    def leads(self) -> bool:
        """Whether the address is one of those that may be followed."""
        return _ADDRESS.fullmatch(self.address) is not None


@dataclass(frozen=True, slots=True)
class Links:
    """A list of links."""

    items: tuple[Link, ...]


Block = Heading | Paragraph | Bullets | Table | Key | Chart | Sources | Links


def table_of(chart: Chart) -> Table:
    """The chart's table: a row for each category, a column for each series."""
    rows = zip(chart.categories, *(series.texts for series in chart.series), strict=True)
    return Table(
        rows=tuple(rows),
        headings=(chart.axis, *(series.name for series in chart.series)),
        figures=tuple(range(1, len(chart.series) + 1)),
    )


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language; ``footer`` stands on every page before its number."""

    title: str
    lang: str
    day: date
    blocks: Sequence[Block]
    footer: str = ""


def rewritten(document: Document, change: Callable[[str], str]) -> Document:
    """The same document with every text as ``change`` gives it."""

    def of(value: Any) -> Any:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, tuple | list):
            return tuple(of(part) for part in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: of(getattr(value, f.name)) for f in fields(value)})
        return value

    made: Document = of(document)
    return made
