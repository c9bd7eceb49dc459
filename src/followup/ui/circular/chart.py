"""The page's only way to draw: one quantity in one unit, whatever the bars stand for.

Pieces, money, kilograms and kilograms of CO2e give different answers to the same question, so no
chart takes two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from followup.i18n.text import has_text, join, quantity, t
from followup.ui import charts
from followup.ui.charts import Bar
from followup.ui.tables import Column

Bars = Sequence[tuple[str, Decimal | None]]


def amounts(
    bars: Bars, unit: str, lang: str, *, key: str, title: str, what: str, decimals: int = 0
) -> None:
    """Bars of one ``unit`` with their table; None is drawn as missing, never as nought.

    ``what`` is the heading of the bars' names in the table.
    """
    said = [f"{name} {quantity(value, unit, lang, decimals)}" for name, value in bars]
    name = t(f"unit.{unit}", lang) if has_text(f"unit.{unit}") else unit
    charts.show(
        charts.small_figure([Bar(*bar) for bar in bars], lang, title=title, unit=unit),
        lang,
        key=key,
        alt=t("page_circular.chart_alt", lang, title=title, bars=join(said, lang)),
        rows=[{"name": name, "value": value} for name, value in bars],
        columns=[
            Column("name", what),
            Column("value", f"{title} ({name})", "number", decimals=decimals),
        ],
    )
