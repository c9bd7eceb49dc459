"""Figures of circular purchasing in words: what is known, what is not, and of how much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.goal import Point
from followup.domain.measure import MEASURES, MeasureSpec
from followup.domain.requirement import Measured
from followup.errors import NoValueInForce
from followup.i18n.text import exact, number, percent, percent_range, quantity, t
from followup.reference.catalogue import Catalogue
from followup.services.circular.figures import VALUE, Reported
from followup.services.parameters import value

# What the parts of a mean are counted in, for a reader.
_TENTH: Final = 1


def spec_of(name: str) -> MeasureSpec:
    """The measure behind a figure; one named by its currency is the share of value."""
    return MEASURES.get(name) or MEASURES[VALUE]


def figure(name: str, point: Point | None, lang: str) -> str:
    """``45 %``, ``31–45 %``, ``41,3 gram per portion``, or that it is not known."""
    measured = point.measured if point else None
    if measured is None or measured.is_nothing:
        return t("page_circular.nothing_reported", lang)
    if measured.unknown is None or measured.is_impossible:
        return t("unit.unknown", lang)
    if spec_of(name).scale == "share":
        return percent_range(measured.low, measured.high, lang, 0)
    if measured.unknown:
        return t("unit.unknown", lang)
    return quantity(measured.low, spec_of(name).unit, lang, _TENTH)


def standing(name: str, point: Point | None, lang: str) -> str:
    """Of how much the figure is, how much is not known, how many reports are in, and why not."""
    measured = point.measured if point else None
    if measured is None:
        return ""
    told = [_amounts(name, measured, lang)]
    told.append(
        t("page_circular.coverage", lang, share=percent(measured.coverage, lang, 0))
        if measured.coverage is not None
        else t("page_circular.no_coverage", lang)
    )
    told += [t(f"reason.{code}", lang) for code in measured.notes]
    return " ".join(each for each in told if each)


def _amounts(name: str, measured: Measured, lang: str) -> str:
    spec = spec_of(name)
    unit = spec.parts[1] if spec.parts else spec.unit
    unit = unit if name in MEASURES else name
    known = quantity(measured.denominator, unit, lang)
    if measured.unknown is None:
        return t("page_circular.known_at_least", lang, known=known)
    if not measured.unknown:
        return t("page_circular.known_all", lang, known=known)
    unknown = quantity(measured.unknown, unit, lang)
    if not measured.denominator:
        return t("page_circular.known_none", lang, unknown=unknown)
    return t("page_circular.known_and_not", lang, known=known, unknown=unknown)


def waste_class(catalogue: Catalogue, grams: Decimal | None, as_of: date, lang: str) -> str:
    """Low, medium or high by the dated classes of the catalogue; empty where nothing is known."""
    if grams is None:
        return ""
    try:
        low, high = (value(catalogue, "food_waste_class", part, as_of)
                     for part in ("low_below", "high_above"))  # fmt: skip
    except NoValueInForce:
        return ""
    code = "low" if grams < low else "high" if grams > high else "medium"
    return t(f"page_circular.waste_{code}", lang, low=exact(low, lang), high=exact(high, lang))


def reporting(found: Reported, lang: str) -> str:
    """``2 av 14 avtal rapporterar det här; om de andra är inget känt.``"""
    of, count = len(found.reporting), len(found.running)
    key = "reporting_one" if of == count == 1 else "reporting_all" if of == count else "reporting"
    return t(f"page_circular.{key}", lang, of=number(of, lang), count=number(count, lang))


def by_code(
    found: Reported, what: str, unit: str, order: Sequence[str]
) -> tuple[dict[str | None, Decimal], int]:
    """One amount by class over all contracts, in one unit, and the rows that do not say it.

    None stands for amounts of which nobody can read the class. A class nothing was reported of is
    left out.
    """
    own = [s for s in found.sums if s.what == what and s.unit == unit]
    codes = [*order, None]
    amounts = {
        code: sum((s.amount for s in own if s.code == code), Decimal(0))
        for code in codes
        if any(s.code == code and s.rows_known for s in own)
    }
    unknown = sum(s.rows_unknown for s in found.sums if s.what == what and s.unit in (unit, None))
    return amounts, unknown


def currencies(found: Reported, what: str) -> list[str]:
    """The currencies that an amount of money is told in."""
    return sorted({s.unit for s in found.sums if s.what == what and s.unit})
