"""Decide on a report as a public document, and make the copy that is given out.

What is secret is a person's judgement, column by column; the program proposes, asks for a ground
and a reason, and keeps what was decided and the very bytes that were given out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from followup.domain.disclosure import (
    ELSEWHERE,
    Decided,
    Disclosure,
    Names,
    Place,
    SecrecyRequest,
)
from followup.errors import UserError
from followup.i18n.text import t
from followup.reference.disclosure import Ground
from followup.services import compliance
from followup.services.disclosure import cover, masked, requests
from followup.services.disclosure.book import Book, FileColumn, read
from followup.services.installation import Actor, Installation
from followup.storage import acts, disclosures, files_seen, originals, submissions
from followup.storage.acts import Act
from followup.storage.submissions import Submission

KIND: Final = "disclosure"
MOST_SIGNS: Final = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column to decide on. ``is_masked`` is proposed; None where a request asks for a choice."""

    place: Place
    header: str
    cells: int
    names: Names | None
    examples: tuple[str, ...]
    request: SecrecyRequest | None
    is_masked: bool | None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asked and when, as far as they said; nobody has to, and nobody is to be asked."""

    day: date
    name: str | None = None
    diary_number: str | None = None


def log(installation: Installation, as_of: date | None = None) -> tuple[Disclosure, ...]:
    """Every decision known on ``as_of``, the newest first."""
    return disclosures.load(installation.database, as_of)


def grounds(installation: Installation, country: str) -> tuple[Ground, ...]:
    """What a column may be masked on in a country."""
    found = installation.catalogue.grounds
    return tuple(g for g in found if g.country == country and g.kind == "secrecy")


def country_of(installation: Installation, submission: Submission, as_of: date) -> str:
    """The country whose law holds: that of the report's contract."""
    known = compliance.contracts_on(installation, as_of)
    return next((c.country for c in known if c.number == submission.contract), "SE")


def asked_secret(
    installation: Installation, submission: Submission, as_of: date
) -> tuple[SecrecyRequest, ...]:
    """The requests in force for any report that came in the same file."""
    of_file = submissions.every(installation.database, sha256=submission.sha256)
    same = {s.submission for s in of_file}
    return tuple(r for r in requests.in_force(installation, as_of) if r.submission in same)


def propose(book: Book, asked: Sequence[SecrecyRequest]) -> tuple[Proposal, ...]:
    """Each column with what is proposed: mask what names somebody, ask about what is requested."""
    known: Mapping[Place, FileColumn] = {c.place: c for c in book.columns}
    wanted = {r.place: r for r in asked}
    found = []
    for place in book.places:
        if place == ELSEWHERE:
            found.append(Proposal(place, "", book.elsewhere, "vehicle", (), None, is_masked=True))
            continue
        column, request = known[place], wanted.get(place)
        proposed = True if column.names else None if request else False
        found.append(Proposal(
            place, column.header, column.cells, column.names, column.examples, request, proposed
        ))  # fmt: skip
    return tuple(found)


def give_out(
    installation: Installation, submission: Submission, decided: Sequence[Decided],
    asking: Asking, lang: str, actor: Actor, today: date, now: datetime,
) -> Disclosure:  # fmt: skip
    """Store a decision and the masked copy it gives out; the original is read and left as it is.

    Raises as ``book.read`` and ``check``.
    """
    book = read(installation, submission, today)
    country = country_of(installation, submission, today)
    asked = {r.place for r in asked_secret(installation, submission, today)}
    columns = tuple(
        replace(d, header=_header(book, d.place), was_requested=d.place in asked,
                ground=d.ground if d.is_masked else None, reason=d.reason.strip())
        for d in decided
    )  # fmt: skip
    check(book, columns, {g.id for g in grounds(installation, country)})
    made = Disclosure(
        submission.submission, submission.sha256, "", today, lang, columns, asking.day,
        asking.name, asking.diary_number, actor=actor.stored,
    )  # fmt: skip
    content = _copy(installation, book, country, submission, made)
    made = replace(made, sha256=originals.keep(installation.settings.originals, content))
    # Who asked and which columns stand in rows of their own, which a decision can erase.
    detail = {
        "submission": made.submission, "original_sha256": made.original_sha256,
        "sha256": made.sha256, "columns": len(columns), "masked": made.masked,
    }  # fmt: skip
    act_id = acts.commit(
        installation.database,
        Act(actor.stored, KIND, submission.contract, now, detail),
        lambda own, n: disclosures.insert(own, n, made),
    )
    return replace(made, number=act_id)


def given_out(installation: Installation, made: Disclosure) -> bytes:
    """The very bytes that a decision gave out; raises as ``files_seen.opened``."""
    folder = installation.settings.originals
    return files_seen.opened(installation.database, folder, made.sha256)


def check(book: Book, columns: Sequence[Decided], known: set[str]) -> None:
    """Whether a decision is whole.

    Raises UserError ``disclosure_incomplete``, ``disclosure_ground``, ``disclosure_reason``,
    ``disclosure_elsewhere`` or ``disclosure_long``.
    """
    if sorted(d.place for d in columns) != sorted(book.places):
        raise UserError("disclosure_incomplete")
    for each in columns:
        if each.is_masked and each.ground not in known:
            raise UserError("disclosure_ground", column=each.header or each.column)
        if each.was_requested and not each.is_masked and not each.reason:
            raise UserError("disclosure_reason", column=each.header or each.column)
        if len(each.reason) > MOST_SIGNS:
            raise UserError("disclosure_long", most=MOST_SIGNS)
    named = {c.place for c in book.columns if c.names}
    rest = [d.is_masked for d in columns if d.place == ELSEWHERE]
    # A number masked in its column and left in a heading would be no secret.
    if named and rest and rest != [any(d.is_masked for d in columns if d.place in named)]:
        raise UserError("disclosure_elsewhere")


def _header(book: Book, place: Place) -> str:
    return next((c.header for c in book.columns if c.place == place), "")


def _copy(
    installation: Installation, book: Book, country: str, about: Submission, made: Disclosure
) -> bytes:
    lang = made.lang
    words = masked.Words(
        t("disclosure.cell", lang), t("disclosure.masked_sheet", lang), t("disclosure.sheet", lang)
    )
    hidden = frozenset(d.place for d in made.columns if d.is_masked)
    mask = masked.Mask(book, hidden, words)
    return masked.copy(mask, cover.lines(installation.catalogue, country, about, made, mask))
