"""What the law has changed since a day, and what is decided for the days ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from followup.domain.figure import Figure
from followup.domain.goal import PolicyBreak
from followup.i18n.text import exact, t
from followup.reference.catalogue import Catalogue
from followup.services.goal.knowledge import duties, level_changes
from followup.services.proof.text import source_title

COUNTRIES: Final = ("SE", "DK")
_AHEAD: Final = timedelta(days=5 * 366)
When = Literal["in_force", "decided", "ahead"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the law in words: the day it holds from, and how it stands to the last meeting.

    ``when``: it came to hold since then, or was decided since then for later, or is still ahead.
    ``figures`` are the numbers in ``words``.
    """

    day: date
    country: str
    when: When
    words: str
    source: str
    figures: tuple[Figure, ...] = ()


def changes(catalogue: Catalogue, since: date, as_of: date, lang: str) -> tuple[Change, ...]:
    """What came to hold after ``since``, and what is known by ``as_of`` to come; by day."""
    found = (*_levels(catalogue, since, as_of, lang), *_rules(catalogue, since, as_of, lang))
    return tuple(sorted(found, key=lambda c: (c.day, c.country, c.words)))


def _when(day: date, known: date, since: date, as_of: date) -> When | None:
    if day > as_of:
        return "decided" if known > since else "ahead"
    return "in_force" if day > since else None


def _levels(catalogue: Catalogue, since: date, as_of: date, lang: str) -> Iterator[Change]:
    for country in COUNTRIES:
        for product in duties(catalogue):
            known = level_changes(catalogue, product, country, as_of, as_of + _AHEAD)
            for change in known:
                when = _when(change.day, since, since, as_of)
                if when is None:
                    continue
                product_words = t(f"goal.product.{change.subject}", lang)
                words = t(
                    f"law_change.level_{country}", lang, product=product_words,
                    before=exact(change.before * 100, lang), after=exact(change.after * 100, lang),
                )  # fmt: skip
                source = t("brief.source.law", lang)
                figures = tuple(_figures(change, country, lang))
                yield Change(change.day, country, when, words, source, figures)


def _figures(change: PolicyBreak, country: str, lang: str) -> Iterator[Figure]:
    for end, share in (("before", change.before), ("after", change.after)):
        label = t(f"brief.figure.law_{end}", lang,
                  product=t(f"goal.product.{change.subject}", lang), day=change.day)  # fmt: skip
        text = t("unit.percent", lang, value=exact(share * 100, lang))
        code = f"law/{country}/{change.subject}/{change.day.isoformat()}/{end}"
        yield Figure(code, label, text, share, share, share, "share", change.day, None,
                     t("brief.source.law", lang), "metod")  # fmt: skip


def _rules(catalogue: Catalogue, since: date, as_of: date, lang: str) -> Iterator[Change]:
    for law in catalogue.law_changes:
        when = _when(law.valid_from, law.known_from, since, as_of)
        if law.known_from <= as_of and when is not None:
            source = source_title(catalogue, law.source, lang)
            yield Change(law.valid_from, law.country, when, t(f"law_change.{law.id}", lang), source)
