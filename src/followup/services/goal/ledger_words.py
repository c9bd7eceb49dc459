"""A goal's ledger in words: one true sentence, and amounts that still add up when rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from followup.domain.goal import MEASURE, Goal
from followup.goals.ledger import Cause, Moved, Part, Sums
from followup.i18n.text import join, number, percent, t
from followup.services.goal.ledger import End, Ledger

_PERCENT, _LEAST, _MOST = Decimal(100), 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A part in words: its name, and its amount in percentage points, signed and rounded.

    The rounded amounts of a ledger sum to the difference of its rounded ends.
    """

    causes: tuple[Cause, ...]
    label: str
    points: Decimal
    amount: str
    part: Part


def ends(ledger: Ledger) -> tuple[Decimal, Decimal]:
    """Both ends in percent, rounded as the lines are; raises ValueError where one has no figure."""
    levels = _levels(ledger)
    return levels[0], levels[-1]


def lines(ledger: Ledger, lang: str) -> tuple[Line, ...]:
    """The parts in the published order."""
    levels = _levels(ledger) if ledger.parts else []
    return tuple(
        Line(part.causes, label(part.causes, lang), after - before,
             _amount(part.amount, after - before, lang), part)
        for part, before, after in zip(ledger.parts, levels, levels[1:], strict=False)
    )  # fmt: skip


def label(causes: Sequence[Cause], lang: str) -> str:
    """``Sena rapporter``; what could not be parted is told together."""
    names = [t(f"ledger.cause.{cause}", lang) for cause in causes]
    return names[0] if len(names) == 1 else join([names[0], *map(_small, names[1:])], lang)


def sentence(ledger: Ledger, lang: str) -> str:
    """What the figure did and what that was made of, or why it cannot be said."""
    if ledger.reasons or not ledger.parts:
        return " ".join(reasons(ledger, lang))
    first, last = ends(ledger)
    # By what is written: a reader sees the order, not the digits that were rounded away.
    told = sorted(
        (line for line in lines(ledger, lang) if line.part.amount),
        key=lambda line: -abs(line.points),
    )
    words = {
        "before": percent_of(first, lang), "after": percent_of(last, lang),
        "first": ledger.then.standpoint.year.start.year,
        "last": ledger.now.standpoint.year.start.year,
        "points": points(abs(last - first), lang),
        "parts": join([f"{_small(line.label)} {line.amount}" for line in told], lang),
    }  # fmt: skip
    way = "same" if first == last else "up" if first < last else "down"
    span = "year" if words["first"] == words["last"] else "years"
    text = t(f"ledger.sentence.{way}_{span}", lang, **words)
    return (
        f"{text} {t('ledger.sentence.parts' if told else 'ledger.sentence.nothing', lang, **words)}"
    )


def reasons(ledger: Ledger, lang: str) -> tuple[str, ...]:
    """Why there is no ledger, in words."""
    years = {
        "first": ledger.then.standpoint.year.start.year,
        "last": ledger.now.standpoint.year.start.year,
    }
    return tuple(t(f"ledger.reason.{code}", lang, **years) for code in ledger.reasons)


def standpoint(end: End, lang: str) -> str:
    """``2024, som det var känt 2025-02-16``."""
    known = end.standpoint
    return t("ledger.standpoint", lang, year=known.year.start.year, day=known.as_of)


def uncertainty(ledger: Ledger, lang: str) -> str | None:
    """How much was unknown at each end, where anything was: the parts are of what is known."""
    if not (ledger.then.unknown or ledger.now.unknown):
        return None
    shares = (_share(e.unknown) for e in (ledger.then, ledger.now))
    before, after = (percent(share, lang, 1) for share in shares)
    return t("ledger.unknown", lang, before=before, after=after)


def moved(part: Part, before: Fraction, lang: str) -> list[tuple[Moved, str]]:
    """Each contract with its points in words, which sum to the part's; the strongest first.

    ``before`` is the exact figure that the part starts from.
    """
    levels = _rounded(before, [m.amount for m in part.moved])
    found = [
        (m, after - level) for m, (level, after) in zip(part.moved, pairwise(levels), strict=True)
    ]
    found.sort(key=lambda one: -abs(one[1]))
    return [(m, _amount(m.amount, points, lang)) for m, points in found]


def share_of(sums: Sums | None, lang: str) -> str:
    """A contract's share of what is known; a word where it has none."""
    if sums is None:
        return t("ledger.not_in", lang)
    has_share = sums.denominator > 0
    return percent(sums.numerator / sums.denominator if has_share else None, lang, 1)


def percent_of(value: Decimal, lang: str) -> str:
    """A rounded number of percent in words."""
    return t("unit.percent", lang, value=_written(value, lang))


def points(value: Decimal, lang: str) -> str:
    """``3,4 procentenheter``."""
    one = "_one" if value == 1 else ""
    return t(f"goal.pace.share{one}", lang, value=_written(value, lang))


def is_told(goal: Goal) -> bool:
    """Whether a ledger can be made of a goal: only contracts have reports, and parts are shares."""
    return goal.indicator.startswith(MEASURE) and goal.unit == "share"


def _levels(ledger: Ledger) -> list[Decimal]:
    if ledger.then.value is None:
        raise ValueError("no figure to tell of")
    return _rounded(ledger.then.value, [part.amount for part in ledger.parts])


def _rounded(start: Fraction, amounts: Sequence[Fraction]) -> list[Decimal]:
    """The levels in percent after each amount, with decimals enough to show each that is there.

    Levels are rounded, not amounts: so their differences add up.
    """
    exactly = [start]
    for amount in amounts:
        exactly.append(exactly[-1] + amount)
    found: list[Decimal] = []
    for decimals in range(_LEAST, _MOST + 1):
        found = [_round(level, decimals) for level in exactly]
        steps = pairwise(found)
        if all((a != b) == (amount != 0) for (a, b), amount in zip(steps, amounts, strict=True)):
            break
    return found


def _round(level: Fraction, decimals: int) -> Decimal:
    whole = Decimal(level.numerator) * _PERCENT / Decimal(level.denominator)
    return whole.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _amount(exactly: Fraction, rounded: Decimal, lang: str) -> str:
    """``+2,3``; what is there and too small to be written is never told as nought."""
    if exactly and not rounded:
        least = _written(Decimal(1).scaleb(int(rounded.as_tuple().exponent)), lang)
        return t("ledger.tiny", lang, sign="+" if exactly > 0 else "−", least=least)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return sign + _written(abs(rounded), lang)


def _written(value: Decimal, lang: str) -> str:
    """With the decimals it was rounded to, so that all of a ledger have as many."""
    return number(value, lang, -int(value.as_tuple().exponent))


def _share(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
