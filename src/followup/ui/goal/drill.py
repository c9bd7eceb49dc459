"""From a goal down to the rows: a contract behind its figure, its verdicts, reports and rows.

The address says where the reader stands, so that each place has a link and Back works.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import streamlit as st

from followup.domain.goal import Goal
from followup.domain.period import Period, calendar_period, parse_period
from followup.i18n.text import number, percent, percent_range, period_label, quantity, t
from followup.render.proof_workbook import PLACES
from followup.services.deviation.public import may_be_told
from followup.services.goal.behind import Behind, ReportBehind
from followup.services.goal.contributions import verdicts_of
from followup.services.goal.status import Contribution
from followup.services.goal.words import SHARE_UNIT, level, pace
from followup.services.proof import export as proof_export
from followup.services.proof.row import ProofRow
from followup.ui import address, components, reads, tables
from followup.ui.components import Place, escape
from followup.ui.deviation import reads as deviation_reads
from followup.ui.goal import links
from followup.ui.goal import reads as goal_reads
from followup.ui.reads import State
from followup.ui.tables import Column

SHOWN_ROWS: Final = 200
SHOWN_VERDICTS: Final = 24
# What the supplier wrote and what it was weighed by stand as they are; the products are rounded.
_DECIMALS: Final = {"amount": 3, "factor": 3, "numerator": 1, "denominator": 1, "unknown": 1}


def is_open() -> bool:
    """Whether the address names a contract behind a goal."""
    return address.get(links.CONTRACT) is not None


def pick(contributions: Sequence[Contribution], lang: str) -> None:
    """Any contract behind the figure, to open."""
    titles = {c.contract: f"{c.title} ({c.contract})" for c in contributions}
    address.select(
        links.CONTRACT, t("goal_drill.pick", lang), list(titles), lang, titles.__getitem__
    )


def show(now: State, goal: Goal, contributions: Sequence[Contribution], lang: str) -> None:
    """The contract that the address names, in the goal's figure of a year."""
    contract = str(address.get(links.CONTRACT))
    year = _year(contributions, now)
    with components.busy(t("app.working", lang)):
        found = goal_reads.behind(now, lang, goal.identifier, contract, year)
    title = found.contract.title if found else contract
    ways = [
        Place(t("page_goals.back", lang), "goals"),
        Place(escape(goal.title), "goals", {links.GOAL: goal.identifier}),
    ]
    report = _opened(found)
    if report is not None:
        ways.append(links.to_contract(escape(title), goal.identifier, contract, year.start.year))
    components.breadcrumb(ways, report.report.file_name if report else title)
    st.header(escape(title), anchor=False)
    if found is None:
        st.markdown(t("goal_drill.not_in", lang, year=year.start.year))
        return
    if report is not None:
        _rows(report, lang)
        return
    own = next((c for c in contributions if c.contract == contract), None)
    _figure(goal, found, own if own and own.year == year.start.year else None, lang)
    _verdicts(now, goal, contract, year, lang)
    _reports(goal, found, lang)


def _year(contributions: Sequence[Contribution], now: State) -> Period:
    """The year in the address, else that of the goal's figure."""
    written = address.get(links.YEAR) or ""
    if written.isdecimal() and len(written) == 4:
        return parse_period(written)
    newest = contributions[0].year if contributions else now.as_of.year
    return calendar_period(now.as_of.replace(year=newest, day=1), "year")


def _opened(found: Behind | None) -> ReportBehind | None:
    wanted = address.get(links.REPORT)
    reports = found.reports if found else ()
    return next((r for r in reports if r.report.submission == wanted), None)


def _figure(goal: Goal, found: Behind, own: Contribution | None, lang: str) -> None:
    """The contract's share with its amounts, and what it does to the goal's."""
    zero = Decimal(0)
    counted = sum((r.numerator for r in found.reports), zero)
    whole = sum((r.denominator for r in found.reports), zero)
    unknowns = [r.unknown for r in found.reports if r.unknown is not None]
    key = "figure" if whole > 0 else "no_share"
    told = [t(
        f"goal_drill.{key}", lang, year=found.year.start.year,
        share=_level(goal, counted, whole, lang),
        counted=quantity(counted, found.units[0], lang),
        whole=quantity(whole, found.units[1], lang),
    )]  # fmt: skip
    if len(unknowns) < len(found.reports):
        told.append(t("goal_drill.unbounded", lang))
    elif unknown := sum(unknowns, zero):
        told.append(t("goal_drill.unknown", lang, amount=quantity(unknown, found.units[0], lang)))
    if own is not None:
        way = "up" if own.pull > 0 else "down" if own.pull < 0 else "none"
        told.append(t(f"goal_drill.pulls_{way}", lang, points=pace(goal, own.pull, lang)))
    st.markdown(f"**{escape(' '.join(told))}**")
    place = Place(t("goal_drill.to_contract", lang), "contracts",
                  {"contract": found.contract.number})  # fmt: skip
    components.link(place, ":material/contract:")


def _level(goal: Goal, counted: Decimal, whole: Decimal, lang: str) -> str:
    """A share in per cent, a mean in the goal's unit."""
    value = counted / whole if whole > 0 else None
    return percent(value, lang) if goal.unit == SHARE_UNIT else level(goal, value, lang)


def _verdicts(now: State, goal: Goal, contract: str, year: Period, lang: str) -> None:
    """Requirement by period, each to its proof; those on the goal's own measure first."""
    st.markdown(f"#### {t('goal_drill.verdicts', lang, year=year.start.year)}")
    judged = verdicts_of(contract, goal, year, reads.assessments(now))
    known = next((c for c in reads.contracts(now) if c.number == contract), None)
    titles = {r.identifier: r.title for r in known.requirements} if known else {}
    if not judged:
        st.caption(t("goal_drill.no_verdicts", lang))
    desk = deviation_reads.desk(now)
    with st.container(gap="xxsmall", key="drill_verdicts"):
        for one in judged[:SHOWN_VERDICTS]:
            label = t(
                "goal_drill.verdict", lang, title=titles.get(one.requirement, one.requirement),
                period=period_label(one.period, lang),
                verdict=components.status_text(one.outcome, lang) if may_be_told(desk, one)
                else t("goal_drill.under_review", lang),
            )  # fmt: skip
            components.link(links.to_proof(escape(label), one))
    every = Place(t("goal_drill.to_verdicts", lang), "compliance", {"only": contract})
    components.link(every, ":material/rule:")


def _reports(goal: Goal, found: Behind, lang: str) -> None:
    st.markdown(f"#### {t('goal_drill.reports', lang)}")
    if not found.reports:
        st.caption(t("goal_drill.no_reports", lang))
    with st.container(gap="xxsmall", key="drill_reports"):
        for one in found.reports:
            label = t(
                "goal_drill.report", lang, file=one.report.file_name,
                period=period_label(one.report.period, lang),
                share=_level(goal, one.numerator, one.denominator, lang),
                counted=quantity(one.numerator, found.units[0], lang),
                whole=quantity(one.denominator, found.units[1], lang),
            )  # fmt: skip
            place = links.to_rows(
                escape(label), goal.identifier, found.contract.number, found.year.start.year,
                one.report.submission,
            )  # fmt: skip
            components.link(place, ":material/table_rows:")


def _rows(report: ReportBehind, lang: str) -> None:
    """The rows of one file that the figure counts, as they stand in it."""
    file = report.report.file_name
    st.markdown(f"#### {escape(t('goal_drill.rows', lang, file=file))}")
    components.link(
        links.to_report(t("goal_drill.to_report", lang), report.report), ":material/inventory_2:"
    )
    if not report.rows:
        st.caption(t("goal_drill.no_rows", lang))
    else:
        lines = [_line(row, lang) for row in report.rows[:SHOWN_ROWS]]
        names = ("row", "sheet", "cell", "fuel_raw", "amount", "unit", "factor", "share",
                 "numerator", "denominator", "unknown", "missing", "vehicle", "days",
                 "column")  # fmt: skip
        filled = [n for n in names if any(line[n] not in (None, "") for line in lines)]
        columns = [_column(name, lang) for name in filled]
        tables.grid(lines, columns, lang, key="drill_rows",
                    alt=t("goal_drill.rows_alt", lang, file=file))  # fmt: skip
        if len(report.rows) > len(lines):
            counts = {"shown": number(len(lines), lang), "count": number(len(report.rows), lang)}
            st.caption(t("app.rows_shown", lang, **counts))
    if report.excluded:
        why = Counter(t(f"reason.{row.why}", lang) for row in report.excluded)
        key = "excluded_one" if len(report.excluded) == 1 else "excluded"
        st.caption(t(f"goal_drill.{key}", lang, count=number(len(report.excluded), lang),
                     reasons=" ".join(escape(reason) for reason in why)))  # fmt: skip


def _column(name: str, lang: str) -> Column:
    label = t(f"proof.column.{name}", lang)
    if name not in _DECIMALS:
        return Column(name, label)
    return Column(name, label, "number", _DECIMALS[name])


def _line(row: ProofRow, lang: str) -> dict[str, object]:
    is_valued = row.share_low is not None
    return {
        **dict(zip(PLACES, proof_export.places(row, lang), strict=True)),
        "amount": row.amount,
        "unit": proof_export.unit_name(row.amount_unit, lang),
        "factor": row.factor,
        "share": percent_range(row.share_low, row.share_high, lang) if is_valued else "",
        "numerator": row.numerator,
        "denominator": row.denominator,
        "unknown": row.unknown,
        "missing": t(f"reason.{row.unbounded}", lang) if row.unbounded else "",
    }
