"""The accessibility statement in words: what conforms, what does not, and whom to tell."""

from __future__ import annotations

from dataclasses import dataclass

from followup.i18n.text import day, t
from followup.reference import accessibility
from followup.settings import Settings


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the statement: its heading, what is said, and the points of its list.

    A point is its words, and the address of a page outside with its name, or None.
    """

    title: str
    text: str
    points: tuple[tuple[str, tuple[str, str] | None], ...] = ()


def parts(settings: Settings, lang: str) -> tuple[Part, ...]:
    """The statement's parts in the order of the authorities' model.

    Source: Digg, "Skapa en tillgänglighetsredogörelse", and the Commission's implementing
    decision (EU) 2018/1523 on the model statement.
    """
    known = accessibility.statement()
    return (
        Part(_say("how", lang), _say(f"conformance.{known.conformance}", lang)),
        Part(_say("works_title", lang), _say("works_intro", lang),
             _points("works", known.works, lang)),
        Part(_say("lacks_title", lang), _say("lacks_intro", lang), _shortcomings(known, lang)),
        Part(_say("exempt_title", lang), _say("exempt", lang)),
        Part(_say("tell_title", lang), _tell(settings, lang)),
        Part(_say("law_title", lang), _say("law_intro", lang), _laws(known, lang)),
        Part(
            _say("tested_title", lang),
            _say("tested", lang, day=day(known.reviewed, lang)),
            _points("method", known.methods, lang),
        ),
        Part(_say("untested_title", lang), _say("untested_intro", lang),
             _points("untested", known.untested, lang)),
    )  # fmt: skip


def updated(lang: str) -> str:
    """When the statement was last changed, in words."""
    return _say("updated", lang, day=day(accessibility.statement().updated, lang))


def responsible(settings: Settings, lang: str) -> str:
    """Who answers for the installation, or that nobody has said so."""
    if settings.organisation:
        return _say("who", lang, organisation=settings.organisation)
    return _say("who_unknown", lang)


def _say(key: str, lang: str, **params: str) -> str:
    return t(f"page_accessibility.{key}", lang, **params)


def _points(section: str, codes: tuple[str, ...], lang: str) -> tuple[tuple[str, None], ...]:
    return tuple((_say(f"{section}.{code}", lang), None) for code in codes)


def _shortcomings(
    known: accessibility.Statement, lang: str
) -> tuple[tuple[str, tuple[str, str] | None], ...]:
    found = []
    for one in known.shortcomings:
        criteria = _say("criteria", lang, list=", ".join(one.criteria))
        number = (one.address or "").rpartition("/")[2]
        link = (one.address, _say("issue", lang, number=number)) if one.address else None
        found.append((f"{_say(f'lacks.{one.code}', lang)} {criteria}", link))
    return tuple(found)


def _laws(known: accessibility.Statement, lang: str) -> tuple[tuple[str, tuple[str, str]], ...]:
    return tuple(
        (_say(f"law.{law.country}", lang), (law.address, _say(f"complain.{law.country}", lang)))
        for law in known.laws
    )


def _tell(settings: Settings, lang: str) -> str:
    if settings.contact:
        return _say("tell", lang, contact=settings.contact)
    return _say("tell_unknown", lang)
