"""The compliance matrix: one row per requirement, one column per period of its own length.

Requirements are judged over months, quarters, years and more. A matrix shows one length at a
time, so that every cell is one verdict; a period cut by a step holds several, and shows the
worst of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from followup.domain.parties import Contract
from followup.domain.period import MONTHS, Period, calendar_period
from followup.domain.requirement import Assessment, Requirement
from followup.i18n.text import NO_BREAK_SPACE, number, period_label, t
from followup.services.proof.text import share_words
from followup.services.requirement import measure_text
from followup.ui import theme
from followup.ui.tables import Column, Row, Status

LATEST = "latest"
LENGTHS = (
    "month",
    "quarter",
    "half_year",
    "year",
    "contract_year",
    "rolling_12_months",
    "contract",
)
# Columns of the view over all lengths: the two newest verdicts of each requirement.
PREVIOUS_COLUMN, LATEST_COLUMN = date(1, 1, 1), date(1, 1, 2)
WORST_FIRST = ("not_met", "not_assessable", "met", "exempt", "no_activity", "not_due")
NEWEST_COLUMNS = 6
# Pixels. Name, limit and the newest verdict together fit a phone of 390.
NAME_WIDTH, LIMIT_WIDTH, CELL_WIDTH = 170, 70, 102


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One requirement with its verdicts by the first day of their column."""

    contract: Contract
    requirement: Requirement
    cells: Mapping[date, tuple[Assessment, ...]]

    def worst(self, column: date) -> Assessment | None:
        """The worst verdict of a column, or None where the requirement has none there."""
        found = self.cells.get(column, ())
        return min(found, key=_rank, default=None)

    @property
    def latest(self) -> Assessment | None:
        """The newest verdict given, or None while nothing has been judged."""
        judged = [a for cell in self.cells.values() for a in cell if a.verdict != "not_due"]
        return max(judged, key=lambda a: a.period.end, default=None)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see; None is everything."""

    organisation: str | None = None
    contract: str | None = None
    verdict: str | None = None


def _rank(found: Assessment) -> int:
    return WORST_FIRST.index(found.outcome)


def lengths(contracts: Iterable[Contract]) -> list[str]:
    """The views to choose from: the newest of all lengths, then each length, shortest first."""
    used = {r.assessment_period for c in contracts for r in c.requirements}
    found: list[str] = [length for length in LENGTHS if length in used]
    return [LATEST, *found] if len(found) > 1 else found


def rows(
    contracts: Iterable[Contract], found: Iterable[Assessment], length: str, chosen: Filters
) -> list[MatrixRow]:
    """The requirements of one length, worst latest verdict first, then by contract."""
    by_requirement: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in found:
        by_requirement[assessment.requirement].append(assessment)
    made = [
        MatrixRow(contract, clause, _cells(clause, by_requirement[clause.identifier], length))
        for contract in contracts
        if is_chosen(contract, chosen)
        for clause in contract.requirements
        if length in (LATEST, clause.assessment_period)
    ]
    return sorted(made, key=_order)


def with_verdict(
    made: Sequence[MatrixRow], columns: Sequence[date], verdict: str | None
) -> list[MatrixRow]:
    """The rows that show a verdict in one of the columns."""
    if verdict is None:
        return list(made)
    return [r for r in made if any(_shows(r, c, verdict) for c in columns)]


def _shows(row: MatrixRow, column: date, verdict: str) -> bool:
    worst = row.worst(column)
    return worst is not None and worst.outcome == verdict


def is_chosen(contract: Contract, chosen: Filters) -> bool:
    """Whether a contract passes the filters of organisation and contract."""
    buyers = {b.name for b in contract.buyers}
    return (chosen.organisation is None or chosen.organisation in buyers) and (
        chosen.contract in (None, contract.number)
    )


def _order(row: MatrixRow) -> tuple[int, str, str]:
    latest = row.latest
    rank = len(WORST_FIRST) if latest is None else _rank(latest)
    return rank, row.contract.number, row.requirement.identifier


def _cells(
    clause: Requirement, found: Sequence[Assessment], length: str
) -> dict[date, tuple[Assessment, ...]]:
    if length == LATEST:
        judged = [a for a in found if a.verdict != "not_due"] or list(found[:1])
        newest = zip((LATEST_COLUMN, PREVIOUS_COLUMN), reversed(judged), strict=False)
        return {day: (assessment,) for day, assessment in newest}
    cells: dict[date, list[Assessment]] = defaultdict(list)
    for assessment in found:
        cells[column_day(clause, assessment.period)].append(assessment)
    return {day: tuple(cell) for day, cell in cells.items()}


def column_day(clause: Requirement, period: Period) -> date:
    """The day that names the column of a period."""
    if clause.assessment_period in MONTHS:
        return calendar_period(period.start, clause.assessment_period).start
    if clause.assessment_period == "rolling_12_months":
        return calendar_period(period.end, "month").start
    return date(period.start.year, 1, 1)


def columns(made: Sequence[MatrixRow], newest: int | None = NEWEST_COLUMNS) -> list[date]:
    """The periods in use: begun ones, the newest first (so many of them), then those ahead.

    A period ahead is shown only where all are asked for, or where none has begun.
    """
    used = sorted({day for row in made for day in row.cells}, reverse=True)
    begun = [day for day in used if any(_has_begun(a) for r in made for a in r.cells.get(day, ()))]
    ahead = sorted(set(used) - set(begun))
    return begun + ahead if newest is None else (begun or ahead)[:newest]


def _has_begun(found: Assessment) -> bool:
    return found.verdict != "not_due" or not found.measured.is_nothing


def column_label(day: date, length: str, lang: str) -> str:
    """What stands above a column."""
    if length == LATEST:
        name = "latest" if day == LATEST_COLUMN else "previous"
        return t(f"page_compliance.column_{name}", lang)
    if length in MONTHS:
        return period_label(calendar_period(day, length), lang)
    if length == "rolling_12_months":
        month = period_label(calendar_period(day, "month"), lang)
        return t("page_compliance.twelve_months_to", lang, month=month)
    return t("page_compliance.begins_in", lang, year=day.year)


def counted_columns(shown: Sequence[date]) -> Sequence[date]:
    """The columns whose verdicts are counted: beside the newest, the one before is no finding."""
    return [LATEST_COLUMN] if LATEST_COLUMN in shown else shown


def counts(made: Sequence[MatrixRow], shown: Sequence[date]) -> dict[str, int]:
    """How many cells show each verdict as its word, worst first."""
    cells = [row.worst(column) for row in made for column in shown]
    return {v: sum(1 for c in cells if c is not None and c.outcome == v) for v in WORST_FIRST}


def table(
    made: Sequence[MatrixRow], shown: Sequence[date], length: str, lang: str
) -> tuple[list[Row], list[Column]]:
    """Rows and columns for the grid; column names of cells are ISO days."""
    heads = [
        Column("what", t("page_compliance.column_what", lang), pinned=True, width=NAME_WIDTH),
        Column("limit", t("page_compliance.column_limit", lang), width=LIMIT_WIDTH),
    ]
    heads += [
        Column(day.isoformat(), column_label(day, length, lang), "status", width=CELL_WIDTH)
        for day in shown
    ]
    if length == LATEST:
        heads.insert(3, Column("period", t("page_compliance.column_period", lang), width=84))
    heads.append(Column("requirement", t("page_compliance.column_requirement", lang), width=160))
    lines: list[Row] = []
    for row in made:
        line: dict[str, object] = {
            "what": f"{row.contract.number} {short(row.requirement)} · {row.contract.title}",
            "period": _period(row, lang),
            "limit": _limit(row, lang),
            "requirement": row.requirement.title,
        }
        for day in shown:
            worst = row.worst(day)
            line[day.isoformat()] = "–" if worst is None else cell(worst, lang)
        lines.append(line)
    return lines, heads


def short(requirement: Requirement) -> str:
    """The requirement's own part of its name: K1."""
    return requirement.identifier.removeprefix(f"{requirement.contract}/")


def _period(row: MatrixRow, lang: str) -> str:
    worst = row.worst(LATEST_COLUMN)
    return "" if worst is None else period_label(worst.period, lang)


def _limit(row: MatrixRow, lang: str) -> str:
    shown = row.latest or row.worst(min(row.cells, default=date.max))
    if shown is None:
        return ""
    limit = measure_text.limit(shown.limit, shown.spec, lang)
    if shown.spec.basis in measure_text.JUDGED:
        return limit
    return f"{'≥' if shown.comparator == '>=' else '≤'} {limit}"


def cell(found: Assessment, lang: str) -> Status:
    """A cell's words: the verdict, with the share where one was measured, and a mark where a
    dispens takes part of the period away.
    """
    said = _verdict(found, lang)
    if "dispens_part" not in found.reasons:
        return said
    mark = f"{theme.mark('exempt').sign}{NO_BREAK_SPACE}{t('exemption.mark', lang)}"
    return replace(said, text=f"{said.text} {mark}")


def _verdict(found: Assessment, lang: str) -> Status:
    word = t(f"verdict.{found.outcome}", lang)
    measured = found.measured
    if found.unit == "report" and found.verdict in ("met", "not_met"):
        amount = t(
            "page_compliance.of",
            lang,
            part=number(measured.numerator, lang),
            whole=number(measured.denominator, lang),
        ).replace(" ", NO_BREAK_SPACE)
        return Status(found.verdict, f"{word} {amount}")
    if found.verdict in ("met", "not_met"):
        amount = share_words(found, lang, 0)
        return Status(found.verdict, f"{word} {amount}")
    if found.verdict == "not_due" and not measured.is_nothing and found.unit != "report":
        so_far = share_words(found, lang, 0)
        return Status(found.verdict, t("page_compliance.so_far", lang, share=so_far))
    if found.outcome == "not_assessable" and measured.low is not None and measured.covered:
        amount = share_words(found, lang, 0)
        return Status(found.outcome, f"{word} {amount}")
    return Status(found.outcome, word)
