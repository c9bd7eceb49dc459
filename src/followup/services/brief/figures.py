"""Every number that a brief tells, in one list: the figures file.

Nothing else of a brief holds a number: its text is written from these (``brief.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from followup.domain.figure import Figure
from followup.domain.goal import PolicyBreak, Progress
from followup.i18n.text import day, energy, exact, money, number, t
from followup.services.brief import goal_figures, ledger_figures, places
from followup.services.brief.cases import Named, Settled
from followup.services.brief.facts import Facts, GoalFacts


def figures(facts: Facts) -> tuple[Figure, ...]:
    """The figures in the order they are told; each code stands once."""
    found: dict[str, Figure] = {}
    for each in _all(facts):
        found.setdefault(each.code, each)
    return tuple(found.values())


def law_breaks(progress: Progress) -> tuple[PolicyBreak, ...]:
    """What the law did between the two latest official figures; told once, as coincidence."""
    latest, previous = progress.latest, progress.previous
    if latest is None or previous is None or latest.source is None:
        return ()
    return tuple(b for b in progress.breaks if previous.day < b.day <= latest.day)


def law_code(change: PolicyBreak, end: str) -> str:
    """``law/diesel/2024-01-01/after``."""
    return f"law/{change.subject}/{change.day.isoformat()}/{end}"


def _all(facts: Facts) -> Iterator[Figure]:
    lang = facts.lang
    for goal in facts.goals:
        yield from goal_figures.figures(goal, lang)
    for goal in facts.goals:
        yield from _law(goal, lang)
    if facts.ledger is not None:
        source = t("brief.source.reports", lang)
        yield from ledger_figures.figures(facts.ledger, source, lang)
    yield from _counts(facts)
    for named in facts.named:
        yield _named(named, lang)
    for settled in facts.settled:
        yield _settled(settled, lang)


def _counts(facts: Facts) -> Iterator[Figure]:
    """Numbers of contracts, reports, requirements and deviations in the goals' scope."""
    counted = (
        ("contracts", facts.contracts, "contract", places.CONTRACTS),
        ("reports/late", facts.late, "report", places.REPORTS),
        ("requirements/judged", facts.judged, "requirement", places.COMPLIANCE),
        ("requirements/unsure", facts.unsure, "requirement", places.COMPLIANCE),
        ("requirements/near", facts.near, "requirement", places.COMPLIANCE),
        ("deviations/under_review", facts.under_review, "deviation", places.DEVIATIONS),
        ("deviations/named", len(facts.named), "deviation", places.DEVIATIONS),
    )
    for code, count, unit, place in counted:
        yield _plain(facts, code, number(count, facts.lang), Decimal(count), unit, place)
    if facts.near_mwh is not None:
        words = energy(facts.near_mwh, facts.lang)
        yield _plain(
            facts, "requirements/near_mwh", words, facts.near_mwh, "MWh", places.COMPLIANCE
        )


def _plain(
    facts: Facts, code: str, text: str, value: Decimal, unit: str, place: str
) -> Figure:  # fmt: skip
    label = t(f"brief.figure.{code.replace('/', '_')}", facts.lang)
    source = t("brief.source.program", facts.lang)
    return _figure(code, label, text, value, unit, facts.as_of, source, place)


def _law(goal: GoalFacts, lang: str) -> Iterator[Figure]:
    place = places.goal_page(goal.progress.goal.identifier)
    for change in law_breaks(goal.progress):
        for end, share in (("before", change.before), ("after", change.after)):
            label = t(
                f"brief.figure.law_{end}", lang,
                product=t(f"goal.product.{change.subject}", lang), day=change.day,
            )  # fmt: skip
            text = t("unit.percent", lang, value=exact(share * 100, lang))
            source = t("brief.source.law", lang)
            code = law_code(change, end)
            yield _figure(code, label, text, share, "share", change.day, source, place)


def _named(named: Named, lang: str) -> Figure:
    """The size of a confirmed deviation, its amounts as they stood when it was confirmed."""
    about = f"{named.title}, {named.what}"
    return Figure(
        code=f"deviation/{named.case}/found",
        label=t("brief.figure.deviation", lang, about=about),
        text=named.found,
        value=named.low if named.low == named.high else None,
        low=named.low,
        high=named.high,
        unit="share",
        day=named.day,
        coverage=None,
        source=t("brief.source.kept", lang, case=named.case),
        place=places.case_page(named.case),
    )


def settled_code(settled: Settled) -> str:
    """``deviation/AV-2026-001/bonus``."""
    return f"deviation/{settled.case}/{settled.kind}"


def _settled(settled: Settled, lang: str) -> Figure:
    """What was decided with its amount, or the day alone where there is none."""
    amount = settled.amount
    return Figure(
        code=settled_code(settled),
        label=t(f"brief.figure.settled_{settled.kind}", lang, title=settled.title),
        text=day(settled.day, lang) if amount is None else money(amount, lang, settled.currency),
        value=amount,
        low=amount,
        high=amount,
        unit="date" if amount is None else settled.currency,
        day=settled.day,
        coverage=None,
        source=t("brief.source.decided", lang, case=settled.case),
        place=places.case_page(settled.case),
    )


def _figure(
    code: str, label: str, text: str, value: Decimal, unit: str, on: date, source: str, place: str
) -> Figure:
    return Figure(code, label, text, value, value, value, unit, on, None, source, place)
