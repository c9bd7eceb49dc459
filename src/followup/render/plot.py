"""Where the marks of a chart lie, as parts of its width and height: one geometry for all media.

x runs from left (0) to right (1), y from the bottom (0) to the top (1). What is not known leaves
a gap: lines stop before it and go on after it, and a row without a bar keeps its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from followup.render.document import Chart, Series, SeriesStyle
from followup.render.scale import axis_values, told

Point = tuple[float, float]
_APART: Final = 0.25


@dataclass(frozen=True, slots=True)
class Mark:
    """Words at a place: an axis value, a category or the value of a point."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points next to each other; a single point is a dot."""

    style: SeriesStyle
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A line chart: values at the axis, categories below, the band, the lines, what is said."""

    ticks: tuple[Mark, ...]
    names: tuple[Mark, ...]
    bands: tuple[tuple[Point, ...], ...]
    paths: tuple[Path, ...]
    told: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """From one value to another; ``level`` is a mark at a total, which has no length."""

    kind: Literal["value", "second", "rise", "fall", "level"]
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One category: its name, and a bar (or only its words) for each series."""

    name: str
    bars: tuple[Bar | str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Bars lying in rows; ``zero`` is where nothing lies, ``limits`` what is drawn across."""

    rows: tuple[Row, ...]
    zero: float | None
    limits: tuple[Mark, ...]


def lines(chart: Chart, lang: str) -> Lines:
    """The marks of a line chart."""
    ticks = axis_values(chart)
    low, span = ticks[0], ticks[-1] - ticks[0]
    count = len(chart.categories)
    across = [(index + 0.5) / count for index in range(count)]

    def at(index: int, value: Decimal) -> Point:
        return across[index], float((value - low) / span)

    by_style = {style: [s for s in chart.series if s.style == style] for style in ("low", "high")}
    edges = zip(by_style["low"], by_style["high"], strict=True)
    return Lines(
        ticks=tuple(Mark(0, float((v - low) / span), told(v, lang)) for v in ticks),
        names=tuple(Mark(across[i], 0, chart.categories[i]) for i in _thinned(count)),
        bands=tuple(
            tuple([at(i, v) for i, v in lower] + [at(i, v) for i, v in reversed(upper)])
            for a, b in edges
            for lower, upper in zip(_runs(a, b), _runs(b, a), strict=True)
        ),
        paths=tuple(
            Path(series.style, tuple(at(i, v) for i, v in run))
            for series in chart.series
            if series.style not in ("low", "high")
            for run in _runs(series)
        ),
        told=tuple(_told(chart.series, at)),
    )


def rows(chart: Chart) -> Rows:
    """The marks of bars and of a waterfall."""
    if chart.kind == "waterfall":
        return _waterfall(chart.categories, chart.series[0])
    solid = [series for series in chart.series if series.style != "dashed"]
    across = [series for series in chart.series if series.style == "dashed"]
    known = [v for s in chart.series for v in s.values if v is not None]
    low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
    span = (high - low) or Decimal(1)

    def at(value: Decimal) -> float:
        return float((value - low) / span)

    def bar(order: int, series: Series, index: int) -> Bar | str:
        value, text = series.values[index], series.texts[index]
        kind: Literal["value", "second"] = "second" if order else "value"
        return text if value is None else Bar(kind, at(Decimal(0)), at(value), text)

    return Rows(
        rows=tuple(
            Row(name, tuple(bar(n, series, i) for n, series in enumerate(solid)))
            for i, name in enumerate(chart.categories)
        ),
        zero=at(Decimal(0)),
        limits=tuple(
            Mark(at(s.values[0]), 1, f"{s.name} {s.texts[0]}") for s in across if s.values[0]
        ),
    )


def spans(series: Series) -> list[tuple[Decimal, Decimal] | None]:
    """From where to where each part of a waterfall goes; None from what is unknown on."""
    last = len(series.values) - 1
    level: Decimal | None = None
    found: list[tuple[Decimal, Decimal] | None] = []
    for index, value in enumerate(series.values):
        is_total = index in (0, last)
        start = value if is_total else level
        end = start if is_total or start is None or value is None else start + value
        found.append(None if start is None or end is None or value is None else (start, end))
        level = end if value is not None else None
    return found


def _waterfall(names: Sequence[str], series: Series) -> Rows:
    """Totals are marks without length, so that the scale may begin near them and stay honest."""
    found = spans(series)
    known = [value for span in found if span for value in span] or [Decimal(0)]
    low, width = min(known), (max(known) - min(known)) or Decimal(1)

    def bar(index: int, span: tuple[Decimal, Decimal] | None) -> Bar | str:
        if span is None:
            return series.texts[index]
        start, end = (float((v - low) / width) for v in span)
        kind: Literal["rise", "fall", "level"] = (
            "level" if index in (0, len(names) - 1) else "rise" if end >= start else "fall"
        )
        return Bar(kind, start, end, series.texts[index])

    made = tuple(Row(name, (bar(i, found[i]),)) for i, name in enumerate(names))
    return Rows(made, None, ())


def _runs(series: Series, *others: Series) -> Iterator[list[tuple[int, Decimal]]]:
    """The stretches where the series, and the others, are known without a gap."""
    run: list[tuple[int, Decimal]] = []
    for index, value in enumerate(series.values):
        if value is None or any(other.values[index] is None for other in others):
            if run:
                yield run
            run = []
        else:
            run.append((index, value))
    if run:
        yield run


def _told(series: Sequence[Series], at: Callable[[int, Decimal], Point]) -> Iterator[Mark]:
    """The last known value of what was reached and of what is needed, and the first one reached
    where it is far enough from the last for the words of both."""
    for one in series:
        known = [i for i, value in enumerate(one.values) if value is not None]
        if not known or one.style not in ("solid", "dashed"):
            continue
        is_far = (known[-1] - known[0]) / len(one.values) >= _APART
        ends = (known[0], known[-1]) if one.style == "solid" and is_far else known[-1:]
        for index in ends:
            yield Mark(*at(index, one.values[index] or Decimal(0)), one.texts[index])


def _thinned(count: int) -> range:
    """The categories that are named: the last always, at most nine, as far from each other."""
    step = -(-count // 9)
    return range((count - 1) % step, count, step)


def legend(chart: Chart) -> tuple[tuple[str, str], ...]:
    """How each series looks and what it is called; the two edges of a band are one."""
    if chart.kind != "line":
        return ()
    names = {style: [s.name for s in chart.series if s.style == style] for style in ("low", "high")}
    bands = (("band", f"{a}\u2013{b}") for a, b in zip(names["low"], names["high"], strict=True))
    plain = ((s.style, s.name) for s in chart.series if s.style not in names)
    return (*plain, *bands)
