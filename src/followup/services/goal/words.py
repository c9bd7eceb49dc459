"""The one true sentence on a goal: what is needed, what happened, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from followup.domain.goal import Goal, Point, PolicyBreak, Progress
from followup.i18n.text import day, exact, has_text, join, number, percent, percent_range, t
from followup.services.goal import units
from followup.services.goal.check import SHARE_UNIT as SHARE_UNIT

_PERCENT, _WHOLE = Decimal(100), Decimal("0.01")
_TOLD_BY_COVERAGE = ("low_coverage", "latest_year_missing")


def sentence(progress: Progress, lang: str) -> str:
    """Where the goal stands in one or two true sentences, with the uncertainty in them.

    A changed law is told as coincidence ("samtidigt"), never as a cause (rule 30).
    """
    if progress.status in ("reached", "missed"):
        found = [_outcome(progress, lang)]
    elif progress.status == "not_assessable":
        found = list(_unjudged(progress, lang))
    else:
        found = [_pace(progress, lang)]
    found += [
        t(f"goal.reason.{code}", lang)
        for code in progress.reasons
        if code in ("reached_late", "fallen_back")
    ]
    latest = progress.latest
    if progress.status != "not_assessable" and latest and _is_partial(latest):
        found.append(t("goal.covers", lang, coverage=coverage_of(latest, lang)))
    return " ".join(found)


def level(goal: Goal, value: Decimal | None, lang: str, against: Decimal | None = None) -> str:
    """A value in the goal's unit, with decimals enough to differ from ``against``."""
    if value is None:
        return t("unit.unknown", lang)
    if (year := _hundred(goal)) is not None:
        other = None if against is None else against - _PERCENT
        change = _rounded(goal, value - _PERCENT, other)
        share = t("unit.percent", lang, value=exact(abs(change), lang))
        return t(f"goal.{'below' if change < 0 else 'above'}_base", lang, value=share, year=year)
    amount = _rounded(goal, value, against)
    if goal.unit == SHARE_UNIT:
        return t("unit.percent", lang, value=exact(amount, lang))
    return _with_unit(goal, amount, lang)


def _hundred(goal: Goal) -> int | None:
    """The year that an index counts as 100, so that a percent of it can be said instead."""
    is_index = goal.unit == "index" and goal.base == _PERCENT and goal.base_date
    return goal.base_date.year if is_index and goal.base_date else None


def pace(goal: Goal, value: Decimal, lang: str, against: Decimal | None = None) -> str:
    """An amount of change in the goal's unit, without sign: ``9 procentenheter``."""
    amount = abs(_rounded(goal, value, against))
    if goal.unit == SHARE_UNIT:
        one = "_one" if amount == 1 else ""
        return t(f"goal.pace.share{one}", lang, value=exact(amount, lang))
    if (year := _hundred(goal)) is not None:
        share = t("unit.percent", lang, value=exact(amount, lang))
        return t("goal.pace.of_base", lang, value=share, year=year)
    return _with_unit(goal, amount, lang)


def _outcome(progress: Progress, lang: str) -> str:
    goal, latest = progress.goal, progress.latest
    # A proxy over a few contracts must not read as if the whole county had reached its goal.
    proxy = "_proxy" if goal.is_proxy and progress.status == "reached" else ""
    return t(
        f"goal.{progress.status}{proxy}", lang,
        what=what(goal, lang), latest=figure_of(goal, latest, lang, goal.target),
        year=latest.day.year if latest else "", target=level(goal, goal.target, lang),
        day=day(goal.target_date, lang),
    )  # fmt: skip


def _pace(progress: Progress, lang: str) -> str:
    """What is needed and what the latest year gave; the figure and the target without them."""
    goal, latest = progress.goal, progress.latest
    needed, change = progress.needed_per_year, progress.latest_per_year
    if latest is None or needed is None:
        return _standing(progress, lang)
    amount = pace(goal, needed, lang, change)
    if goal.unit == "index" and goal.base_date and _hundred(goal) is None:
        year = goal.base_date.year
        amount = t("goal.index_base", lang, pace=amount, year=year, base=goal.base)
    subject = _capital(what(goal, lang))
    need = t(
        f"goal.need.{goal.direction}", lang, pace=amount, what=subject,
        target=level(goal, goal.target, lang),
        year=goal.target_date.year if goal.target_date else "",
    )  # fmt: skip
    if change is None:
        return t("goal.need_for_target", lang, need=need, standing=_standing(progress, lang))
    return t("goal.need_and_change", lang, need=need, change=_change(progress, lang)) + "."


def _change(progress: Progress, lang: str) -> str:
    """``senaste året (2025) blev det 4``, with what the law did meanwhile."""
    goal, latest, previous = progress.goal, progress.latest, progress.previous
    change, needed = progress.latest_per_year, progress.needed_per_year
    if latest is None or previous is None or change is None:
        return ""
    if change == 0:
        amount = t("goal.still", lang)
    elif goal.direction == "up" and change > 0:
        is_share = goal.unit == SHARE_UNIT
        bare = exact(_rounded(goal, change, needed), lang)
        amount = bare if is_share else pace(goal, change, lang, needed)
    else:
        word = "rise" if change > 0 else "fall"
        amount = t(f"goal.{word}", lang, pace=pace(goal, change, lang, needed))
    key = "last_year" if latest.day.year - previous.day.year == 1 else "last_years"
    told = t(f"goal.{key}", lang, year=latest.day.year, first=previous.day.year, change=amount)
    return told + _meanwhile(progress, lang)


def _unjudged(progress: Progress, lang: str) -> Iterator[str]:
    latest, thin = progress.latest, progress.thin
    if thin is not None and thin.coverage is not None:
        yield t("goal_trend.thin", lang, coverage=coverage_of(thin, lang), year=thin.day.year)
        if progress.reasons[0] in _TOLD_BY_COVERAGE:
            return
    elif latest is not None and latest.value is not None:
        is_moving = latest.source is not None and progress.previous is not None
        yield _movement(progress, lang) if is_moving else _standing(progress, lang)
    yield t(f"goal.reason.{progress.reasons[0]}", lang)


def _standing(progress: Progress, lang: str) -> str:
    goal, latest = progress.goal, progress.latest
    if latest is None:
        return ""
    key = "so_far_figure" if _is_partial(latest) or not latest.is_complete else "figure"
    words = {
        "what": what(goal, lang), "year": latest.day.year,
        "latest": figure_of(goal, latest, lang, goal.target),
    }  # fmt: skip
    if key == "so_far_figure":
        words["coverage"] = coverage_of(latest, lang)
    return _capital(t(f"goal.{key}", lang, **words))


def _movement(progress: Progress, lang: str) -> str:
    """An official figure's change in percent, with what the law did meanwhile."""
    latest, previous = progress.latest, progress.previous
    if not (latest and previous and latest.value is not None and previous.value):
        return _standing(progress, lang)
    change = latest.value / previous.value - 1
    word = "rose" if change > 0 else "fell" if change < 0 else "stood"
    span = "year" if latest.day.year - previous.day.year == 1 else "years"
    text = t(
        f"goal.{word}_{span}", lang, what=what(progress.goal, lang),
        percent=percent(abs(change), lang), year=latest.day.year, first=previous.day.year,
        latest=level(progress.goal, latest.value, lang),
    )  # fmt: skip
    return _capital(text) + _meanwhile(progress, lang) + "."


def _meanwhile(progress: Progress, lang: str) -> str:
    """What happened to the reduction obligation between the two latest official figures.

    A share in contracts follows the contracts' own fuels; the page shows the day beside it.
    """
    latest, previous = progress.latest, progress.previous
    if latest is None or previous is None or latest.source is None:
        return ""
    between = [b for b in progress.breaks if previous.day < b.day <= latest.day]
    turns = sorted({(b.day, b.is_lower) for b in between})
    return "".join(
        t(
            f"goal.meanwhile_{'lowered' if is_lower else 'raised'}", lang, day=on,
            levels=join((_level_change(b, lang) for b in between
                         if (b.day, b.is_lower) == (on, is_lower)), lang),
        )
        for on, is_lower in turns
    )  # fmt: skip


def _level_change(change: PolicyBreak, lang: str) -> str:
    return t(
        "goal.break_level", lang, product=t(f"goal.product.{change.subject}", lang),
        before=_percent(change.before, lang), after=_percent(change.after, lang),
    )  # fmt: skip


def figure_of(goal: Goal, latest: Point | None, lang: str, against: Decimal | None = None) -> str:
    """The latest value, as an interval where unknown amounts make it one."""
    if latest is None or (latest.value is None and latest.measured is not None):
        return t("unit.unknown", lang)
    is_bounded = latest.measured is None or latest.measured.unknown is not None
    if latest.low != latest.high and is_bounded:
        return span(goal, latest.low, latest.high, lang)
    return level(goal, latest.value, lang, against)


def span(goal: Goal, low: Decimal | None, high: Decimal | None, lang: str) -> str:
    """From the lowest to the highest it can be: ``41–43 %``, ``40 g per portion to 45 g ...``."""
    if goal.unit == SHARE_UNIT:
        return percent_range(low, high, lang)
    return t("goal_history.between", lang, low=level(goal, low, lang), high=level(goal, high, lang))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def what(goal: Goal, lang: str) -> str:
    """What the goal is about, as the subject of a sentence."""
    code = SHARE_UNIT if goal.unit == SHARE_UNIT else goal.indicator.rpartition("/")[2]
    key = f"goal.what.{code}"
    return t(key if has_text(key) else "goal.what.other", lang)


def _is_partial(latest: Point) -> bool:
    return latest.coverage is not None and latest.coverage < 1


def coverage_of(latest: Point, lang: str) -> str:
    """How many of the expected reports, rounded down: less than all never reads as all."""
    coverage = latest.coverage
    return percent(coverage and coverage.quantize(_WHOLE, ROUND_FLOOR), lang, 0)


def _percent(value: Decimal, lang: str) -> str:
    return t("unit.percent", lang, value=exact(value * _PERCENT, lang))


def _rounded(goal: Goal, value: Decimal, against: Decimal | None) -> Decimal:
    scale = _PERCENT if goal.unit == SHARE_UNIT else Decimal(1)
    least = 1 if scale == _PERCENT or abs(value) < _PERCENT else 0
    for decimals in range(least, least + 4):
        step = Decimal(1).scaleb(-decimals)
        found = (value * scale).quantize(step, ROUND_HALF_UP)
        other = None if against is None else (against * scale).quantize(step, ROUND_HALF_UP)
        if found != other or value == against:
            break
    return found


def unit_name(goal: Goal, lang: str) -> str:
    """The goal's unit in words; a unit without words stands as it is."""
    return units.name(goal.unit, lang)


def _with_unit(goal: Goal, amount: Decimal, lang: str) -> str:
    if has_text(f"goal.pace.{goal.unit}"):
        return t(f"goal.pace.{goal.unit}", lang, value=exact(amount, lang))
    decimals = max(0, -int(amount.normalize().as_tuple().exponent))
    value = number(amount, lang, decimals)
    return t("goal.pace.amount", lang, value=value, unit=unit_name(goal, lang))
