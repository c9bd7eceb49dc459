"""A message that a figure looks wrong, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Outcome = Literal["corrected", "stands", "other"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("corrected", "stands", "other")


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody says of a figure.

    ``figure`` is the figure's lasting code and ``label`` what it is of, ``told`` how it stood
    and ``edition`` where: a day, a stored brief or a published snapshot. ``words`` are the
    sender's own. ``contact`` is what they left to be answered at, None where nothing or where the
    matter is closed; it is never shown outside the page where the matter is dealt with.
    """

    figure: str
    label: str
    told: str
    edition: str
    words: str
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How a message was answered on a day: ``told_now`` is what the figure said by then."""

    day: date
    outcome: Outcome
    answer: str
    told_now: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A message, numbered by its act, with the day it came and its answer where there is one."""

    number: int
    day: date
    message: Message
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.answer is None
