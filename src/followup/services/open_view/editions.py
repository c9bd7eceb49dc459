"""Publish an edition by a decision, take one back, and list them all.

An edition is frozen in every language and never changed. The newest is in force until it is taken
back; then none is, since what it replaced was replaced for a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal

from followup.errors import UserError
from followup.i18n.text import LANGUAGES
from followup.services.brief import facts, kept
from followup.services.brief.facts import Wanted
from followup.services.goal import status as goal_status
from followup.services.goal.contributions import contributions
from followup.services.goal.paces import rules_of
from followup.services.installation import Actor, Installation
from followup.services.open_view import guard, hidden, public
from followup.services.open_view.public import Open
from followup.storage import acts, publications
from followup.storage.acts import Act
from followup.storage.publications import Publication

PUBLISH: Final = "publish"
WITHDRAW: Final = "withdraw_publication"
State = Literal["in_force", "superseded", "withdrawn"]
_CONTACT: Final = re.compile(r"https://[^\s<>\"'\\]+|[^\s@<>\"'\\:/?&]+@[\w-]+(\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Terms:
    """By which decision an edition is published, by which organisation, and whom to ask."""

    publisher: str
    decision: str
    decided_date: date
    contact: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition in the list, and what became of it."""

    publication: Publication
    state: State


def prepare(installation: Installation, goals: Sequence[str], as_of: date) -> tuple[Open, ...]:
    """What an edition would say in every language.

    Raises UserError ``publication_leak`` when a private word stands in it, and as a brief does.
    """
    if not goals:
        raise UserError("no_goal_chosen")
    known = facts.read(installation, as_of, LANGUAGES[0])
    chosen = [p.goal for p in known.progress if p.goal.identifier in goals]
    rule = rules_of(installation.catalogue, as_of).hiding
    away = hidden.years(installation, chosen, rule, as_of)
    pulls = {g.identifier: contributions(installation, g, as_of) for g in chosen}
    told = []
    for lang in LANGUAGES:
        own = replace(known, progress=goal_status.progress(installation, as_of, lang), pulls=pulls)
        wanted = Wanted(lang, as_of, tuple(goals), tells_since=False)
        told.append(public.tell(facts.gather(installation, wanted, own), away, rule))
    _refuse_leaks(installation, (text for each in told for text in _texts(each)))
    return tuple(told)


def publish(
    installation: Installation, told: Sequence[Open], known_act: int, goals: Sequence[str],
    terms: Terms, actor: Actor, now: datetime, today: date,
) -> str:  # fmt: skip
    """Store an edition as an act; its name. ``known_act`` is the version it was prepared on.

    Raises UserError ``publication_incomplete``, ``publication_contact``, ``publication_day``,
    ``publication_leak`` and ``stale_publication`` when something was stored meanwhile.
    """
    terms = _checked(terms, today)
    _refuse_leaks(installation, (terms.publisher, terms.decision, terms.contact))
    as_of = told[0].document.day
    texts = {
        each.lang: (kept.figures_to_text(each.figures), kept.document_to_text(each.document))
        for each in told
    }

    def attempt(version: int) -> str:
        if version != known_act:
            raise UserError("stale_publication")
        own = Publication(
            _next_name(installation, today), today, as_of, known_act, tuple(goals),
            terms.publisher, terms.decision, terms.decided_date, terms.contact,
        )  # fmt: skip
        detail: Mapping[str, Any] = {
            "decision": own.decision, "decided": own.decided_date.isoformat(),
            "as_of": as_of.isoformat(), "goals": list(goals), "known_act": known_act,
        }  # fmt: skip
        acts.commit(
            installation.database, Act(actor.stored, PUBLISH, own.edition, now, detail),
            lambda cursor, act_id: publications.insert(cursor, act_id, own, texts), version,
        )  # fmt: skip
        return own.edition

    return acts.planned(installation.database, attempt)


def take_back(
    installation: Installation, edition: str, reason: str, actor: Actor, now: datetime, today: date
) -> None:
    """Take an edition back; it stays listed with the reason, which anybody may read.

    Raises UserError ``publication_incomplete``, ``publication_leak`` and ``unknown_edition``.
    """
    reason = reason.strip()
    if not reason:
        raise UserError("publication_incomplete")
    _refuse_leaks(installation, (reason,))
    standing = {e.publication.edition for e in editions(installation) if e.state != "withdrawn"}
    if edition not in standing:
        raise UserError("unknown_edition", edition=edition)
    acts.commit(
        installation.database, Act(actor.stored, WITHDRAW, edition, now, {"reason": reason}),
        lambda cursor, act_id: publications.withdraw(cursor, act_id, edition, today, reason),
    )  # fmt: skip


def editions(installation: Installation, as_of: date | None = None) -> tuple[Edition, ...]:
    """Every edition published by ``as_of``, the newest first."""
    return tuple(_states(publications.listed(installation.database, as_of)))


def content(installation: Installation, edition: str) -> Mapping[str, Open]:
    """What an edition says, by language, as it was frozen; empty for one that is not there."""
    return {
        lang: Open(lang, kept.figures_of(figures), kept.document_of(document))
        for lang, (figures, document) in publications.texts(installation.database, edition).items()
    }


def _states(found: Sequence[Publication]) -> Iterator[Edition]:
    for order, publication in enumerate(found):
        if publication.withdrawn_date is not None:
            yield Edition(publication, "withdrawn")
        else:
            yield Edition(publication, "superseded" if order else "in_force")


def _checked(terms: Terms, today: date) -> Terms:
    whole = replace(
        terms, publisher=terms.publisher.strip(), decision=terms.decision.strip(),
        contact=terms.contact.strip(),
    )  # fmt: skip
    if not (whole.publisher and whole.decision and whole.contact):
        raise UserError("publication_incomplete")
    if not _CONTACT.fullmatch(whole.contact):
        raise UserError("publication_contact")
    if whole.decided_date > today:
        raise UserError("publication_day")
    return whole


def _refuse_leaks(installation: Installation, texts: Iterator[str] | Sequence[str]) -> None:
    found = guard.leaks(installation, texts)
    if found:
        raise UserError("publication_leak", word=found[0].word, count=len(found))


def _texts(told: Open) -> Iterator[str]:
    yield kept.figures_to_text(told.figures)
    yield kept.document_to_text(told.document)


def _next_name(installation: Installation, today: date) -> str:
    """``2026-3``: the year it was published and its number there."""
    same = sum(
        1 for p in publications.listed(installation.database) if p.published_date.year == today.year
    )
    return f"{today.year}-{same + 1}"
