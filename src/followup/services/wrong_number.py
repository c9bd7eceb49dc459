"""The channel "this number is wrong": anybody's message on a figure, and its answer.

The act holds the figure's code and a hash of the words, never the words themselves or who wrote
them (rule 33): those stand in a row of their own, and the contact in it is emptied when the
matter is closed.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Final

from followup.domain.figure import Figure
from followup.domain.wrong_number import Answer, Matter, Message, Outcome
from followup.errors import UserError
from followup.services.brief import facts, figures
from followup.services.brief.facts import Known, Wanted
from followup.services.installation import Actor, Installation
from followup.storage import acts, wrong_numbers
from followup.storage.acts import Act

REPORTED, ANSWERED = "report_wrong_number", "answer_wrong_number"
# How much a message may hold; what it is about is at most as long as a figure's own words.
MOST_SIGNS: Final = 2000
MOST_OF_A_FIGURE: Final = 300
MOST_CONTACT: Final = 200
# Anybody may write, so nobody may fill the store: beyond this many unanswered no more are taken.
MOST_OPEN: Final = 200
# Who writes gives no name; the word stands in the audit as it is.
READER: Final = Actor("läsare")
GOAL: Final = "goal/"


def report(
    installation: Installation, message: Message, now: datetime, today: date,
    actor: Actor = READER,
) -> int:  # fmt: skip
    """Store a message as an act tied to the figure's code and edition; the matter's number.

    Raises UserError ``wrong_number_empty``, ``wrong_number_long`` and ``wrong_number_full``.
    """
    own = _checked(message)
    if sum(m.is_open for m in matters(installation, today)) >= MOST_OPEN:
        raise UserError("wrong_number_full")
    detail = {
        "edition": own.edition, "told": own.told,
        "words_sha256": sha256(own.words.encode()).hexdigest(),
    }  # fmt: skip
    return acts.commit(
        installation.database,
        Act(actor.stored, REPORTED, own.figure, now, detail),
        lambda cursor, act_id: wrong_numbers.insert_message(cursor, act_id, own, today),
    )


def answer(
    installation: Installation, number: int, outcome: Outcome | None, words: str, told_now: str,
    actor: Actor, now: datetime, today: date,
) -> int:  # fmt: skip
    """Close a matter with what was found and what the figure says now; the act's number.

    Raises UserError ``wrong_number_unknown``, ``wrong_number_closed``, ``wrong_number_empty`` or
    ``wrong_number_long``.
    """
    said = words.strip()
    if not said or outcome is None:
        raise UserError("wrong_number_empty")
    if len(said) > MOST_SIGNS:
        raise UserError("wrong_number_long", most=MOST_SIGNS)

    def attempt(version: int) -> int:
        found = {m.number: m for m in matters(installation, today)}.get(number)
        if found is None:
            raise UserError("wrong_number_unknown")
        if not found.is_open:
            raise UserError("wrong_number_closed")
        about = found.message
        detail = {
            "message": number, "outcome": outcome, "told": about.told, "told_now": told_now,
            "edition": about.edition,
        }  # fmt: skip
        return acts.commit(
            installation.database,
            Act(actor.stored, ANSWERED, about.figure, now, detail),
            lambda cursor, act_id: wrong_numbers.insert_answer(
                cursor, act_id, number, Answer(today, outcome, said, told_now)
            ),
            version,
        )

    return acts.planned(installation.database, attempt)


def matters(installation: Installation, as_of: date) -> tuple[Matter, ...]:
    """Every message with its answer, the newest first."""
    return wrong_numbers.load(installation.database, as_of)


def figure_now(
    installation: Installation, code: str, known: Known, as_of: date, lang: str
) -> Figure | None:
    """What a figure says on a day; None where there is none of that code."""
    goal = goal_of(code, known)
    chosen = (goal,) if goal else facts.usual(known.progress)
    if not chosen:
        return None
    found = figures.figures(facts.gather(installation, Wanted(lang, as_of, chosen), known))
    return next((f for f in found if f.code == code), None)


def goal_of(code: str, known: Known) -> str | None:
    """The goal that a figure's code speaks of; None for one that is of no goal here."""
    own = [p.goal.identifier for p in known.progress]
    return next((i for i in own if code.startswith(f"{GOAL}{i}/")), None)


def _checked(message: Message) -> Message:
    own = Message(
        figure=message.figure.strip(),
        label=message.label.strip(),
        told=message.told.strip(),
        edition=message.edition.strip(),
        words=message.words.strip(),
        contact=(message.contact or "").strip() or None,
    )
    if not own.words or not own.figure:
        raise UserError("wrong_number_empty")
    parts = (own.figure, own.label, own.told, own.edition)
    if len(own.words) > MOST_SIGNS:
        raise UserError("wrong_number_long", most=MOST_SIGNS)
    if any(len(p) > MOST_OF_A_FIGURE for p in parts) or len(own.contact or "") > MOST_CONTACT:
        raise UserError("wrong_number_long", most=MOST_OF_A_FIGURE)
    return own
