"""The figures of a goal's ledger: both ends, the difference, and each part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from followup.domain.figure import Figure
from followup.i18n.text import day, t
from followup.services.brief import places
from followup.services.goal import ledger_words
from followup.services.goal.ledger import Ledger
from followup.services.goal.words import SHARE_UNIT


def figures(ledger: Ledger, source: str, lang: str) -> Iterator[Figure]:
    """None where the ledger cannot be told; its parts sum to the difference."""
    then, now, difference = ledger.then, ledger.now, ledger.difference
    if not ledger.parts or then.value is None or now.value is None or difference is None:
        return
    first, last = ledger_words.ends(ledger)
    told = [
        ("then", t("brief.figure.ledger_then", lang, day=then.standpoint.as_of),
         ledger_words.percent_of(first, lang), then.value, then.standpoint.year.end),
        ("now", t("brief.figure.ledger_now", lang, day=now.standpoint.as_of),
         ledger_words.percent_of(last, lang), now.value, now.standpoint.year.end),
        ("difference", t("brief.figure.ledger_difference", lang),
         ledger_words.points(abs(last - first), lang), difference, now.standpoint.as_of),
    ]  # fmt: skip
    told += [
        ("+".join(line.causes), line.label, line.amount, line.part.amount, now.standpoint.as_of)
        for line in ledger_words.lines(ledger, lang)
    ]
    for part, label, text, value, on in told:
        yield _figure(ledger, (part, label, text), value, on, source)
    since = then.standpoint.as_of
    said = ("since", t("brief.figure.ledger_since", lang), day(since, lang))
    yield replace(
        _figure(ledger, said, Fraction(0), since, source),
        value=None, low=None, high=None, unit="date",
    )  # fmt: skip


def _figure(
    ledger: Ledger, said: tuple[str, str, str], value: Fraction, on: date, source: str
) -> Figure:
    part, label, text = said
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    goal = ledger.goal
    return Figure(
        f"goal/{goal.identifier}/ledger/{part}", f"{goal.title}: {label}", text, exact, exact,
        exact, SHARE_UNIT, on, None, source, places.goal_page(goal.identifier),
    )  # fmt: skip
