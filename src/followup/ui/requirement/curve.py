"""The levels of a requirement over the contract's time, with the curve it is a part of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from followup.domain.parties import Contract
from followup.domain.requirement import Requirement
from followup.i18n.text import day, join, t
from followup.services.requirement.requirements import has_fixed_limit
from followup.services.requirement.text import limit_words
from followup.ui import charts, theme
from followup.ui.chart_parts import layout, percent_axis
from followup.ui.tables import Column, Row

DASHES = ("solid", "dash", "dot", "dashdot")


def of_the_same_kind(contract: Contract, requirement: Requirement) -> tuple[Requirement, ...]:
    """The requirement, the general one it is a part of, and the parts of it."""
    general = requirement.part_of or requirement.identifier
    others = (
        r for r in contract.requirements
        if r.identifier != requirement.identifier
        and general in (r.identifier, r.part_of)
        and r.spec.scale == requirement.spec.scale
    )  # fmt: skip
    return (requirement, *others)


def show(contract: Contract, requirement: Requirement, lang: str, key: str) -> None:
    """The stepped lines, and their table; nothing for what has no level."""
    if has_fixed_limit(requirement.measure) or not requirement.limits.steps:
        return
    drawn = [r for r in of_the_same_kind(contract, requirement) if r.limits.steps]
    rows: list[Row] = [
        {"requirement": _short(r), "from": day(step.valid_from, lang),
         "limit": limit_words(r, step.value, lang)}
        for r in drawn for step in r.limits.steps
    ]  # fmt: skip
    said = join((f"{row['limit']} {row['from']}" for row in rows if row["requirement"] ==
                 _short(requirement)), lang)  # fmt: skip
    charts.show(
        figure(contract, drawn, lang),
        lang,
        key=key,
        alt=t("page_requirement.curve_alt", lang, requirement=_short(requirement), what=said),
        rows=rows,
        columns=[
            Column("requirement", t("page_requirement.column_requirement", lang)),
            Column("from", t("page_requirement.column_from", lang)),
            Column("limit", t("page_requirement.column_limit", lang)),
        ],
    )


def figure(contract: Contract, drawn: Sequence[Requirement], lang: str) -> go.Figure:
    """A stepped line per requirement, from its first level to the contract's last day."""
    made = go.Figure()
    end = contract.days.end
    is_share = drawn[0].spec.scale == "share"
    for place, requirement in enumerate(drawn):
        steps = [s for s in requirement.limits.steps if s.valid_from <= end]
        if not steps:
            continue
        points: list[tuple[date, Decimal]] = [(s.valid_from, s.value) for s in steps]
        points.append((end, steps[-1].value))
        values = [float(v * 100 if is_share else v) for _, v in points]
        words = [f"{day(d, lang)}: {limit_words(requirement, v, lang)}" for d, v in points]
        made.add_scatter(
            x=[d.isoformat() for d, _ in points], y=values, mode="lines+markers",
            line={"shape": "hv", "width": 3, "dash": DASHES[place % len(DASHES)],
                  "color": theme.LINE if place == 0 else theme.LIMIT},
            name=f"{_short(requirement)} {requirement.title}", hovertext=words, hoverinfo="text",
        )  # fmt: skip
    axis: dict[str, Any] = percent_axis(lang) if is_share else {"rangemode": "tozero"}
    years = range(contract.start_date.year, end.year + 2)
    made.update_layout(
        **layout(lang, height=250 + 20 * len(drawn)),
        showlegend=len(drawn) > 1,
        yaxis=axis,
        xaxis={
            "type": "date", "showgrid": False,
            "tickvals": [f"{year}-01-01" for year in years], "ticktext": [str(y) for y in years],
        },
    )  # fmt: skip
    return made


def _short(requirement: Requirement) -> str:
    return requirement.identifier.rpartition("/")[2]
