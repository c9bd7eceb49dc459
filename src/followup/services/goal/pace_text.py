"""A shared goal and its organisations in words: figures, ways, refusals, and the list to take."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from followup.domain.goal import Goal, Point
from followup.domain.pace import Adoption
from followup.goals.comparable import Comparand, Hindrance
from followup.goals.paces import GROUPS
from followup.i18n.text import number, percent, percent_range, t
from followup.render.list_workbook import write_list
from followup.render.rows_of import Cell
from followup.services.goal import words as goal_words
from followup.services.goal.paces import Member, Region

_WHOLE: Final = Decimal("0.01")
_POINTS: Final = Decimal(100)
COLUMNS: Final = (
    "organisation", "pace", "figure", "coverage", "target", "status", "decision", "decided",
)  # fmt: skip
# Decisions stand in the history of the page.
ON_PAGE: Final = COLUMNS[:-2]


def figure(goal: Goal, point: Point | None, lang: str) -> str:
    """A point's value, as an interval where unknown amounts make it one."""
    if point is None or (point.value is None and point.low is None):
        return t("page_compare.no_figure", lang)
    if goal.unit == goal_words.SHARE_UNIT and point.low != point.high:
        return percent_range(point.low, point.high, lang)
    return goal_words.level(goal, point.value, lang)


def member_figure(member: Member, lang: str) -> str:
    """A member's figure in words, or that it is not shown."""
    if member.is_hidden:
        return t("page_compare.hidden", lang)
    return figure(member.goal, member.point, lang)


def coverage(point: Point | None, lang: str) -> str:
    """The reported part of what was expected, rounded down; empty where nothing is."""
    if point is None or point.coverage is None:
        return ""
    return percent(point.coverage.quantize(_WHOLE, ROUND_FLOOR), lang, 0)


def is_thin(member: Member, region: Region) -> bool:
    """Whether too few reports are in for a figure to stand first (the floor for goals)."""
    point = member.point
    floor = region.rules.compare.coverage_floor
    return point is not None and point.coverage is not None and point.coverage < floor


def figure_and_coverage(member: Member, region: Region, lang: str) -> str:
    """The figure and what it covers; of too few reports the coverage comes first."""
    said, covers = member_figure(member, lang), coverage(member.point, lang)
    if not covers:
        return said
    key = "covers_thin" if is_thin(member, region) else "covers"
    return t(f"page_compare.{key}", lang, share=covers, figure=said)


def way(goal: Goal, adoption: Adoption | None, lang: str) -> str:
    """``100 % senast 2028-12-31``, or empty where nothing was adopted."""
    if adoption is None or adoption.choice != "adopts" or adoption.target is None:
        return ""
    value = goal_words.level(goal, adoption.target, lang)
    return t("page_compare.way", lang, value=value, day=adoption.target_date)


def steps(goal: Goal, adoption: Adoption, lang: str) -> str:
    """The interim steps in one line; empty without any."""
    return ", ".join(
        t("page_compare.step", lang, day=s.valid_from, value=goal_words.level(goal, s.value, lang))
        for s in adoption.path
    )


def status(member: Member, lang: str) -> str:
    """How a member is going on its own way; empty where it has none or is hidden."""
    return "" if member.own is None else t(f"status.{member.own.status}", lang)


def counts(region: Region, lang: str) -> str:
    """How many organisations there are, take part, do not, and have decided nothing."""
    of = {c: sum(1 for m in region.members if _choice(m) == c) for c in _CHOICES}
    if of["undecided"] == len(region.members):
        return t("page_compare.counts_none", lang, all=number(len(region.members), lang))
    said = {c: number(n, lang) for c, n in of.items()}
    return t("page_compare.counts", lang, all=number(len(region.members), lang), **said)


def hidden_words(region: Region, lang: str) -> str:
    """How many figures are not shown and why; empty where all are."""
    count = sum(m.is_hidden for m in region.members)
    if not count:
        return ""
    rule = region.rules.hiding
    key = "own_fleet" if region.shared.goal.scope == "own_fleet" else "bought"
    return t(
        f"page_compare.hidden_why_{key}", lang, count=number(count, lang),
        suppliers=number(rule.least_suppliers, lang), vehicles=number(rule.least_vehicles, lang),
    )  # fmt: skip


def reason(hindrance: Hindrance, region: Region, lang: str) -> str:
    """Why two figures are not compared, in words."""
    rule = region.rules.compare
    return t(
        f"page_compare.reason.{hindrance.code}", lang, name=hindrance.name or "",
        floor=percent(rule.coverage_floor, lang, 0),
        widest=number(rule.widest * _POINTS, lang, 0),
    )  # fmt: skip


def compared(left: Comparand, right: Comparand, lang: str) -> str:
    """Two comparable figures in a sentence; intervals that overlap are not ranked."""
    a, b = left.point, right.point
    if a is None or b is None or a.value is None or b.value is None:
        return ""
    words = {
        "left": left.name, "right": right.name, "year": a.day.year,
        "left_figure": figure(left.goal, a, lang), "right_figure": figure(right.goal, b, lang),
    }  # fmt: skip
    if a.low is None or b.low is None or a.high is None or b.high is None:
        return ""
    if a.low <= b.high and b.low <= a.high:
        key = "equal" if (a.low, a.high) == (b.low, b.high) else "overlap"
        return t(f"page_compare.{key}", lang, **words)
    # The least and the most that can lie between them.
    ends = sorted((abs(a.low - b.high), abs(a.high - b.low)))
    if left.goal.unit != goal_words.SHARE_UNIT:
        apart = goal_words.level(left.goal, abs(a.value - b.value), lang)
    else:
        low, high = (number(end * _POINTS, lang, 1) for end in ends)
        key = "points" if low == high else "points_between"
        apart = t(f"page_compare.{key}", lang, low=low, high=high)
    return t(f"page_compare.{'higher' if a.low > b.high else 'lower'}", lang, apart=apart, **words)


def table(region: Region, lang: str) -> list[dict[str, str]]:
    """The members by pace, one row each, as page and workbook show them."""
    order = {group: place for place, group in enumerate(GROUPS)}
    members = sorted(region.members, key=lambda m: (order[m.group], m.name.casefold()))
    return [_row(m, region.shared.goal, lang) for m in members]


def workbook(region: Region, lang: str) -> bytes:
    """The table as a workbook; what the page hides stands in no cell."""
    rows = table(region, lang)
    headings = [t(f"page_compare.column.{name}", lang) for name in COLUMNS]
    told = " ".join(filter(None, (_head(region, lang), hidden_words(region, lang))))
    cells: Sequence[Sequence[Cell]] = [[row[name] or None for name in COLUMNS] for row in rows]
    return write_list(t("nav.comparison", lang), told, headings, cells)


def _head(region: Region, lang: str) -> str:
    goal = region.shared.goal
    if region.day is None or region.is_total_hidden:
        return goal.title
    point = next((p for p in region.shared.series if p.day == region.day), None)
    return t(
        "page_compare.head", lang, title=goal.title, year=region.day.year,
        figure=figure(goal, point, lang), share=coverage(point, lang),
    )  # fmt: skip


def _row(member: Member, shared: Goal, lang: str) -> dict[str, str]:
    own = member.adoption
    point = None if member.is_hidden else member.point
    return {
        "organisation": member.name,
        "pace": t(f"page_compare.group.{member.group}", lang),
        "figure": member_figure(member, lang),
        "coverage": coverage(point, lang),
        "target": way(shared, own, lang),
        "status": status(member, lang),
        "decision": own.decision if own else "",
        "decided": t("page_compare.day", lang, day=own.decided_date) if own else "",
    }


_CHOICES: Final = ("adopts", "declines", "undecided")


def _choice(member: Member) -> str:
    return member.adoption.choice if member.adoption else "undecided"
