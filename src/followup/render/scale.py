"""Round values for an axis, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from followup.render.document import Chart, Document

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MOST: Final = 5
# From the signs Python writes: thousands, decimals.
_SIGNS: Final = {
    "sv": str.maketrans(",.", "\u00a0,"),
    "da": str.maketrans(",.", ".,"),
    "en": str.maketrans("", ""),
}


def rounds(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Evenly spaced round values that reach from zero past the least and the greatest."""
    known = [Decimal(0), *values]
    least, greatest = min(known), max(known)
    span = (greatest - least) or Decimal(1)
    rough = span / _MOST
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * part for part in _STEPS if power * part >= rough)
    first = (least / step).to_integral_value(ROUND_FLOOR)
    last = (greatest / step).to_integral_value(ROUND_CEILING)
    return tuple(step * n for n in range(int(first), max(int(last), int(first) + 1) + 1))


def told(value: Decimal, lang: str) -> str:
    """An axis value in the language's own signs, without trailing zeros."""
    text = f"{value.normalize():,f}".replace("-", "\u2212")
    return text.translate(_SIGNS[lang])


def axis_values(chart: Chart) -> tuple[Decimal, ...]:
    """The values written at the axis of a line chart; other charts write none."""
    if chart.kind != "line":
        return ()
    return rounds(v for series in chart.series for v in series.values if v is not None)


def axis_texts(document: Document) -> frozenset[str]:
    """Every number the renderers write that is no figure of the document: the axes' values."""
    charts = (block for block in document.blocks if isinstance(block, Chart))
    return frozenset(told(v, document.lang) for c in charts for v in axis_values(c))
