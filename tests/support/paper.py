"""A document that has every kind of block, a gap in every series, and what people may write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from followup.render.document import (
    BigNumber,
    Bullets,
    Chart,
    Document,
    Heading,
    Key,
    Link,
    Links,
    Paragraph,
    Series,
    Sources,
    Table,
)

NASTY = '#read("/etc/passwd") *b* $x$ // `c` <b>d</b> @e \\ [f](g) =1+1 \U0001f600 \u202e'
FINDING = "Andelen har gått från 41,2 % till 61,3 % och ligger under vägen."
YEARS = tuple(str(year) for year in range(2019, 2026))


def series(name: str, style: str, *values: str | None) -> Series:
    texts = tuple("saknas" if v is None else v.replace(".", ",") + " %" for v in values)
    known = tuple(None if v is None else Decimal(v) for v in values)
    return Series(name, known, texts, style)  # type: ignore[arg-type]


LINE = Chart(
    "Andel förnybart", FINDING, "%", "line", "År", YEARS,
    (
        series("Nått", "solid", "41.2", "45", None, "52", "55", "57", "61.3"),
        series("lägst", "low", "40", "44", None, "51", "53", "55", "60"),
        series("högst", "high", "42", "46", None, "53", "57", "59", "62"),
        series("Behövs", "dashed", "41.2", "50", "55", "60", "64", "68", "73"),
    ),
)  # fmt: skip
WATERFALL = Chart(
    "Sedan förra gången", "Av 4,1 är 2,3 verklig förändring.", "procentenheter", "waterfall", "Del",
    ("Då", "Ändrade faktorer", "Rättat", "Verkligt", "Nu"),
    (series("Andel", "solid", "57.2", "2.1", "-0.3", "2.3", "61.3"),),
)  # fmt: skip
BARS = Chart(
    "Avtal", "Avfall drar mest.", "MWh", "bars", "Avtal", ("Avfall", "Skolskjuts"),
    (series("Energi", "solid", "120", None), series("Gräns", "dashed", "80", "80")),
)  # fmt: skip


def paper(lang: str = "sv", words: str = "Ett avtal") -> Document:
    return Document(
        f"Underlag: {words}",
        lang,
        date(2026, 3, 1),
        (
            Key((BigNumber("Senaste", "61,3 %", words), BigNumber("Mål", "100 %"))),
            Heading("Var vi är", 2),
            Paragraph(f"{words}\nnästa rad"),
            LINE,
            WATERFALL,
            BARS,
            Heading(words),
            Bullets((words, "två")),
            Table(((words, "saknas"), ("Skolskjuts", "12 %")), ("Avtal", "Kvar"), figures=(1,)),
            Table((("Diarienummer", "KS 1"), ("Dag", words))),
            Sources((f"Källa: {words}",)),
            Links((Link("Öppen vy", "https://example.org/x"), Link(words, f"javascript:{words}"))),
        ),
        words,
    )
