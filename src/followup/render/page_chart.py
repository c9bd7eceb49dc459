"""A chart as a drawing in a web page: as wide as there is room, its words always as large."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from followup.render.document import Chart
from followup.render.plot import Bar, Mark, Point, legend, lines, rows

# Across in percent, down in pixels: that is what lets a drawing grow without its letters.
_LEFT, _WIDTH = 9.0, 90.0
_TOP, _HEIGHT = 26, 220
_ROW, _BAR = 50, 18
_ROOM: Final = 0.8  # the part of the width that bars take; the rest is for their words


def figure(chart: Chart, name: str, lang: str) -> str:
    """The figure with its caption, its legend and the drawing; ``name`` is its own on the page."""
    unit = f" <span>({escape(chart.unit)})</span>" if chart.unit else ""
    height, body = _lines(chart, lang) if chart.kind == "line" else _rows(chart)
    return (
        f"<figure><figcaption>{escape(chart.title)}{unit}</figcaption>{_legend(chart)}"
        f'<svg role="img" aria-labelledby="{name}t {name}d" width="100%" height="{height}">'
        f'<title id="{name}t">{escape(chart.title)}</title>'
        f'<desc id="{name}d">{escape(chart.alt)}</desc>{"".join(body)}</svg></figure>'
    )


def _legend(chart: Chart) -> str:
    items = legend(chart)
    if len(items) < 2:
        return ""
    drawn = (
        '<li><svg width="32" height="12" aria-hidden="true">'
        + (
            '<rect class="band" width="32" height="12"/>'
            if style == "band"
            else f'<line class="{style}" x1="0" x2="32" y1="6" y2="6"/>'
        )
        + f"</svg>{escape(words)}</li>"
        for style, words in items
    )
    return f'<ul class="legend">{"".join(drawn)}</ul>'


def _lines(chart: Chart, lang: str) -> tuple[int, Iterator[str]]:
    return _TOP + _HEIGHT + 26, _line_parts(chart, lang)


def _line_parts(chart: Chart, lang: str) -> Iterator[str]:
    plot = lines(chart, lang)
    for tick in plot.ticks:
        y = _down(tick.y)
        yield f'<line class="grid" x1="0" x2="100%" y1="{y}" y2="{y}"/>'
        yield f'<text class="soft" x="0" y="{y - 4}">{escape(tick.text)}</text>'
    for mark in plot.names:
        yield _text(mark, _TOP + _HEIGHT + 20, "soft")
    yield (
        f'<svg x="{_LEFT}%" y="{_TOP}" width="{_WIDTH}%" height="{_HEIGHT}" '
        'viewBox="0 0 1000 1000" preserveAspectRatio="none" overflow="visible">'
    )
    for band in plot.bands:
        yield f'<polygon class="band" points="{_points(band)}"/>'
    for path in plot.paths:
        yield (
            f'<polyline class="{path.style}" vector-effect="non-scaling-stroke" '
            f'points="{_points(path.points)}"/>'
        )
    yield "</svg>"
    for path in plot.paths:
        if path.style == "solid" or len(path.points) == 1:
            for x, y in path.points:
                yield f'<circle class="dot" cx="{_across(x)}%" cy="{_down(y)}" r="4"/>'
    for mark in plot.told:
        yield _text(mark, _down(mark.y) - 10, "said")


def _text(mark: Mark, y: float, look: str) -> str:
    side = "end" if mark.x > 0.9 else "middle"
    x = _across(mark.x) + (4 if side == "end" else 0)
    return (
        f'<text class="{look}" x="{x:g}%" y="{y}" text-anchor="{side}">{escape(mark.text)}</text>'
    )


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x * 1000:.1f},{(1 - y) * 1000:.1f}" for x, y in points)


def _across(x: float) -> float:
    return round(_LEFT + x * _WIDTH, 2)


def _down(y: float) -> float:
    return round(_TOP + (1 - y) * _HEIGHT, 1)


def _rows(chart: Chart) -> tuple[int, Iterator[str]]:
    plot = rows(chart)
    many = max((len(row.bars) for row in plot.rows), default=1)
    each = _ROW + (many - 1) * (_BAR + 4)
    return each * len(plot.rows) + 24 * len(plot.limits) + 4, _row_parts(chart, each)


def _row_parts(chart: Chart, each: int) -> Iterator[str]:
    plot = rows(chart)
    for order, row in enumerate(plot.rows):
        top = order * each
        yield f'<text x="0" y="{top + 16}">{escape(row.name)}</text>'
        for at, bar in enumerate(row.bars):
            yield from _bar(bar, top + 22 + at * (_BAR + 4))
        if plot.zero is not None:
            yield _upright("grid", plot.zero, top + 20, top + each - 4)
        for limit in plot.limits:
            yield _upright("dashed", limit.x, top + 20, top + each - 4)
    for order, limit in enumerate(plot.limits):
        y = len(plot.rows) * each + 18 + order * 24
        yield f'<line class="dashed" x1="0" x2="28" y1="{y - 5}" y2="{y - 5}"/>'
        yield f'<text class="soft" x="36" y="{y}">{escape(limit.text)}</text>'


def _bar(bar: Bar | str, top: int) -> Iterator[str]:
    middle = top + _BAR - 4
    if isinstance(bar, str):
        yield f'<text class="soft" x="6" y="{middle}">{escape(bar)}</text>'
        return
    low, high = sorted((bar.start * _ROOM * 100, bar.end * _ROOM * 100))
    if bar.kind == "level":
        yield _upright("level", bar.start, top, top + _BAR)
    else:
        wide = max(high - low, 0.3)
        yield (
            f'<rect class="{bar.kind}" x="{low:.2f}%" y="{top}" width="{wide:.2f}%" '
            f'height="{_BAR}"/>'
        )
    yield f'<text class="said" x="{high:.2f}%" dx="8" y="{middle}">{escape(bar.text)}</text>'


def _upright(look: str, x: float, top: int, bottom: int) -> str:
    at = f"{x * _ROOM * 100:.2f}%"
    return f'<line class="{look}" x1="{at}" x2="{at}" y1="{top}" y2="{bottom}"/>'
