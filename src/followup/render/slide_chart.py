"""A chart of a document as PowerPoint's own chart, which can be edited there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from followup.render import palette
from followup.render.document import Chart, Series, SeriesStyle
from followup.render.plot import spans

_DASHES: Final[dict[SeriesStyle, Any]] = {"dashed": MSO_LINE.DASH, "dotted": MSO_LINE.ROUND_DOT}
_COLOURS: Final[dict[SeriesStyle, str]] = {
    "solid": palette.LINE, "dashed": palette.NEEDED, "dotted": palette.ACCENT,
    "low": palette.BAND, "high": palette.BAND,
}  # fmt: skip


def place(slide: Any, chart: Chart, box: tuple[int, int, int, int], locale: str) -> None:
    """Put the chart on a slide, its finding as alternative text; unknown values are gaps.

    ``box`` is left, top, width and height.
    """
    kind, data = _data(chart)
    frame = slide.shapes.add_chart(kind, *box, data)
    frame.name = chart.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    drawn = frame.chart
    drawn.font.size = Pt(14)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    if chart.kind == "line":
        _lines(drawn, chart)
    else:
        _rows(drawn, chart)
    _leave_gaps(drawn)
    for words in drawn._chartSpace.iter("{*}rPr", "{*}defRPr"):
        words.set("lang", locale)


def _data(chart: Chart) -> tuple[Any, Any]:
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    if chart.kind == "waterfall":
        only = chart.series[0]
        found = spans(only)
        data.categories = [f"{n}: {t}" for n, t in zip(chart.categories, only.texts, strict=True)]
        data.add_series(" ", [None if span is None else min(span) for span in found])
        for name, sign in ((f"{only.name} +", 1), (f"{only.name} \u2212", -1)):
            data.add_series(name, [_change(span, sign) for span in found])
        return XL_CHART_TYPE.BAR_STACKED, data
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    kind = XL_CHART_TYPE.LINE_MARKERS if chart.kind == "line" else XL_CHART_TYPE.BAR_CLUSTERED
    return kind, data


def _change(span: tuple[Decimal, Decimal] | None, sign: int) -> Decimal | None:
    change = Decimal(0) if span is None else (span[1] - span[0]) * sign
    return change if change > 0 else None


def _lines(drawn: Any, chart: Chart) -> None:
    drawn.value_axis.major_gridlines.format.line.color.rgb = colour(palette.RULE)
    drawn.value_axis.format.line.fill.background()
    for plotted, series in zip(drawn.plots[0].series, chart.series, strict=True):
        plotted.smooth = False
        line = plotted.format.line
        line.color.rgb = colour(_COLOURS[series.style])
        line.width = Pt(2.5 if series.style == "solid" else 1.75)
        if series.style in _DASHES:
            line.dash_style = _DASHES[series.style]
        is_solid = series.style == "solid"
        plotted.marker.style = 8 if is_solid else -4142  # a circle, or none
        plotted.marker.format.fill.solid()
        plotted.marker.format.fill.fore_color.rgb = colour(_COLOURS[series.style])
        known = [index for index, value in enumerate(series.values) if value is not None]
        if known and series.style in ("solid", "dashed"):
            _label(plotted, series, known[-1], XL_LABEL_POSITION.ABOVE)


def _rows(drawn: Any, chart: Chart) -> None:
    drawn.category_axis.reverse_order = True
    drawn.category_axis.format.line.color.rgb = colour(palette.QUIET)
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    plot = drawn.plots[0]
    plot.gap_width = 45
    if chart.kind == "waterfall":
        base, rise, fall = plot.series
        base.format.fill.background()
        _fill(rise, palette.LINE)
        fall.format.fill.background()
        fall.format.line.color.rgb = colour(palette.LINE)
        known = [value for span in spans(chart.series[0]) if span for value in span]
        if known and min(known) >= 0:
            room = (max(known) - min(known)) / 10
            drawn.value_axis.minimum_scale = float(max(min(known) - room, Decimal(0)))
        return
    for order, (plotted, series) in enumerate(zip(plot.series, chart.series, strict=True)):
        _fill(plotted, palette.NEEDED if order else palette.LINE)
        for index, value in enumerate(series.values):
            if value is not None:
                _label(plotted, series, index, XL_LABEL_POSITION.OUTSIDE_END)


def _fill(plotted: Any, hexadecimal: str) -> None:
    plotted.format.fill.solid()
    plotted.format.fill.fore_color.rgb = colour(hexadecimal)


def _label(plotted: Any, series: Series, index: int, position: Any) -> None:
    label = plotted.points[index].data_label
    label.text_frame.text = series.texts[index]
    label.text_frame.paragraphs[0].runs[0].font.bold = True
    label.position = position


def _leave_gaps(drawn: Any) -> None:
    inner = drawn._chartSpace.chart
    for old in inner.findall("{*}dispBlanksAs"):
        inner.remove(old)
    gap = inner.makeelement(f"{{{inner.nsmap['c']}}}dispBlanksAs", {"val": "gap"})
    before = inner.find("{*}plotVisOnly")
    inner.insert(len(inner) if before is None else inner.index(before) + 1, gap)


def colour(hexadecimal: str) -> RGBColor:
    """A colour of the palette as PowerPoint takes it."""
    return RGBColor(*bytes.fromhex(hexadecimal.removeprefix("#")))  # type: ignore[no-untyped-call]
