"""Price adjustment in words: each step of a month's working, what is lacking, warnings, terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.exact import half_up
from followup.domain.period import Period, add_months
from followup.domain.price_index import Component, IndexClause, IndexPoint
from followup.i18n.text import exact, join, number, percent, period_label, quantity, t
from followup.rules.price_index.adjust import Adjustment
from followup.rules.price_index.caution import Caution, Fuel
from followup.rules.price_index.reading import Found, Link
from followup.rules.price_index.working import Moved
from followup.services.price_index.overview import Indexed

# Enough to follow a step with a pocket calculator; the price is never computed from these.
FACTOR_DIGITS: Final = 6
PERCENT_DIGITS: Final = 2


def month(first: date, lang: str) -> str:
    """A month by its first day."""
    return period_label(Period(first, add_months(first, 1) - date.resolution), lang)


def price(value: Decimal | None, clause: IndexClause, lang: str) -> str:
    """A price with its currency and what it is the price of."""
    if value is None:
        return t("price_index.not_told", lang)
    amount = quantity(value, clause.currency, lang, clause.price_digits)
    return t("price_index.price_of", lang, price=amount, what=clause.price_of)


def per_cent(value: Decimal | None, lang: str, *, signed: bool = False) -> str:
    """A relative change in per cent, told with its sign where it is a change."""
    words = percent(None if value is None else value / 100, lang, PERCENT_DIGITS)
    return f"+{words}" if signed and value is not None and value > 0 else words


def points(value: Decimal | None, lang: str) -> str:
    """An absolute change, in index points: never per cent."""
    if value is None:
        return t("unit.unknown", lang)
    sign = "+" if value > 0 else ""
    return t(
        "price_index.points", lang, value=f"{sign}{exact(half_up(value, FACTOR_DIGITS), lang)}"
    )


def factor(value: Decimal | None, lang: str) -> str:
    """A factor as it is shown."""
    return exact(half_up(value, FACTOR_DIGITS), lang)


def series(component: Component, lang: str) -> str:
    """A series with which fuel it holds, where it is about fuel."""
    if component.variant == "none":
        return component.series
    variant = t(f"price_index.variant.{component.variant}", lang)
    return t("price_index.series_variant", lang, series=component.series, variant=variant)


def index(point: IndexPoint | None, lang: str) -> str:
    """An index number with its month or quarter, and its base where that is told."""
    if point is None:
        return t("price_index.no_number", lang)
    last = add_months(point.month, point.months) - date.resolution
    words = {"value": exact(point.value, lang),
             "month": period_label(Period(point.month, last), lang)}  # fmt: skip
    if point.reference:
        return t("price_index.number_base", lang, base=point.reference, **words)
    return t("price_index.number", lang, **words)


def link(found: Link, lang: str) -> str:
    """How two bases of a series were joined."""
    return t(
        "price_index.link", lang, month=month(found.new.month, lang),
        old=found.old.reference or "-",
        new=found.new.reference or "-", old_value=exact(found.old.value, lang),
        new_value=exact(found.new.value, lang),
        factor=factor(found.old.value / found.new.value, lang),
    )  # fmt: skip


def read(found: Found, clause: IndexClause, lang: str) -> str:
    """What was read of a component, joined to its first base where it has another; or why not."""
    if found.lack is not None:
        return lack(found, clause, lang)
    number_read = index(found.now, lang)
    if found.link is None or found.base is None:
        return t("price_index.read_cell", lang, number=number_read)
    linked = exact(half_up(found.index_now, FACTOR_DIGITS), lang)
    return t("price_index.linked_cell", lang, number=number_read, value=linked,
             base=found.base.reference or "-")  # fmt: skip


def lack(found: Found, clause: IndexClause, lang: str) -> str:
    """Why a component has no number, in a sentence."""
    if found.lack is None:
        return ""
    return t(
        f"price_index.lack.{found.lack}", lang, name=found.component.name,
        series=series(found.component, lang), base=month(clause.base_month, lang),
        month=month(found.wanted, lang) if found.wanted else "",
        read=index(found.now, lang),
    )  # fmt: skip


def steps(made: Adjustment, clause: IndexClause, lang: str) -> list[tuple[str, str]]:
    """The steps from index numbers to price, each with its calculation; none left out."""
    work = made.working
    told = [(t("price_index.step.basket", lang), _basket(work.moved, work.basket_factor, lang))]
    if work.basket_factor is None:
        told.append((t("price_index.step.price", lang), t("price_index.stops", lang)))
        return told
    told.append((t("price_index.step.change", lang), t(
        "price_index.change_calculation", lang, factor=factor(work.basket_factor, lang),
        change=per_cent(work.basket_change_percent, lang, signed=True))))  # fmt: skip
    told.append((t("price_index.step.threshold", lang), _threshold(made, clause, lang)))
    told.append((t("price_index.step.share", lang), t(
        "price_index.share_calculation", lang, share=percent(clause.share, lang, 0)
        if clause.share * 100 % 1 == 0 else percent(clause.share, lang, 2),
        counted=per_cent(work.counted_percent, lang, signed=True),
        change=per_cent(work.price_change_percent, lang, signed=True))))  # fmt: skip
    told.append((t("price_index.step.price", lang), _price(made, clause, lang)))
    return told


def _basket(moved: Sequence[Moved], whole: Decimal | None, lang: str) -> str:
    parts = [
        t("price_index.part", lang, weight=percent_weight(m.reading.weight, lang),
          factor=factor(m.factor, lang))
        for m in moved
    ]  # fmt: skip
    return t("price_index.basket", lang, parts=" + ".join(parts), factor=factor(whole, lang))


def percent_weight(weight: object, lang: str) -> str:
    """A weight as per cent, with the decimals it has."""
    return t("unit.percent", lang, value=exact(Decimal(str(weight)) * 100, lang))


def _threshold(made: Adjustment, clause: IndexClause, lang: str) -> str:
    if clause.threshold_percent == 0:
        return t("price_index.threshold.none", lang)
    code = clause.threshold_rule if made.working.is_reached else "below"
    limit = t("unit.percent", lang, value=exact(clause.threshold_percent, lang))
    return t(f"price_index.threshold.{code}", lang, limit=limit,
             counted=per_cent(made.working.counted_percent, lang, signed=True))  # fmt: skip


def _price(made: Adjustment, clause: IndexClause, lang: str) -> str:
    work = made.working
    if made.base_price is None:
        return t("price_index.lack_before", lang, month=month(made.compared_with, lang))
    return t(
        "price_index.price_calculation", lang,
        base=number(made.base_price, lang, clause.price_digits),
        factor=factor(work.price_factor, lang),
        added=exact(half_up(work.added, clause.price_digits + 2), lang),
        price=price(work.price_rounded, clause, lang),
        digits=number(clause.price_digits, lang),
    )  # fmt: skip


def outcome(made: Adjustment, clause: IndexClause, lang: str) -> str:
    """One sentence: the month's price, that it stands, or that it cannot be told and why."""
    words = {"month": month(made.month, lang)}
    if made.price is None:
        why = " ".join(lack(f, clause, lang) for f in made.lacking)
        if not why:
            why = t("price_index.lack_before", lang, month=month(made.compared_with, lang))
        return t("price_index.outcome.lacking", lang, why=why, **words)
    change = per_cent(made.working.basket_change_percent, lang, signed=True)
    if not made.working.is_reached:
        limit = t("unit.percent", lang, value=exact(clause.threshold_percent, lang))
        return t("price_index.outcome.below", lang, change=change, limit=limit,
                 price=price(made.price, clause, lang), **words)  # fmt: skip
    return t(
        "price_index.outcome.price", lang, price=price(made.price, clause, lang),
        change=per_cent(made.working.price_change_percent, lang, signed=True),
        base=price(made.base_price, clause, lang), since=month(made.compared_with, lang), **words,
    )  # fmt: skip


def status(found: Indexed, made: Adjustment) -> str:
    """The code of how a month stands: noted, lacking, below or to_do."""
    if made.month in found.noted:
        return "noted"
    if made.price is None:
        return "lacking"
    return "to_do" if made.is_moved and made is found.latest else (
        "told" if made.is_moved else "below"
    )  # fmt: skip


def caution(found: Caution, clause: IndexClause, lang: str) -> str:
    """A warning in a sentence or two: what, and why it matters."""
    named = join((t("price_index.component_series", lang, name=c.name, series=series(c, lang))
                  for c in found.components), lang)  # fmt: skip
    if found.code == "rebased":
        code = "rebased" if found.link is None else "rebased_linked"
        how = "" if found.link is None else link(found.link, lang)
        return t(f"price_index.caution.{code}", lang, components=named, how=how)
    used = join((_fuel(one, lang) for one in found.fuels), lang)
    why = [t("price_index.caution.reported", lang, fuels=used)] if found.fuels else []
    if found.required:
        clauses = join(found.required, lang)
        why.append(t("price_index.caution.required", lang, clauses=clauses))
    return t(f"price_index.caution.{found.code}", lang, components=named, why=" ".join(why),
             base=month(clause.base_month, lang)).strip()  # fmt: skip


def _fuel(found: Fuel, lang: str) -> str:
    name = t(f"fuel.{found.fuel}", lang)
    if found.share is None:
        return name
    return t("price_index.fuel_share", lang, fuel=name, share=percent(found.share, lang, 0))


def terms(clause: IndexClause, lang: str) -> list[tuple[str, str]]:
    """What the contract says, as labels and words."""
    lag = (
        t("price_index.lag_latest", lang) if clause.lag_months is None
        else t("price_index.lag_same", lang) if clause.lag_months == 0
        else t("price_index.lag_months", lang, months=number(clause.lag_months, lang))
    )  # fmt: skip
    limit = (
        t("price_index.threshold.none", lang) if clause.threshold_percent == 0
        else t(f"price_index.threshold_term.{clause.threshold_rule}", lang,
               limit=t("unit.percent", lang, value=exact(clause.threshold_percent, lang)))
    )  # fmt: skip
    digits = (
        t("price_index.factor_whole", lang) if clause.factor_digits is None
        else t("price_index.factor_rounded", lang, digits=number(clause.factor_digits, lang))
    )  # fmt: skip
    lines = {
        "base_price": price(clause.base_price, clause, lang),
        "base_month": month(clause.base_month, lang),
        "share": percent_weight(clause.share, lang),
        "threshold": limit,
        "lag": lag,
        "interval": t("price_index.interval_from", lang, first=month(clause.first_month, lang),
                      how=t(f"price_index.interval.{clause.interval_months}", lang)),
        "compares": t(f"price_index.compares.{clause.compares}", lang),
        "rounding": digits,
        "source": clause.source,
    }  # fmt: skip
    return [(t(f"price_index.term.{name}", lang), words) for name, words in lines.items() if words]
