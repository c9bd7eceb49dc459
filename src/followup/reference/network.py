"""What the program itself can tell a network: changes of the law, who is who, common questions."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from followup.reference.schema import STRICT, Code, Country, Day, Status


@dataclass(frozen=True, slots=True, config=STRICT)
class LawChange:
    """A change of the law beside the dated figures; its words are ``law_change.<id>``.

    ``valid_from`` is the first day it holds, ``known_from`` the first day anybody could know it;
    where that day was not read it is the day it came to hold.
    """

    id: Code
    country: Country
    valid_from: Day
    known_from: Day
    source: Code
    status: Status


@dataclass(frozen=True, slots=True, config=STRICT)
class Partner:
    """Somebody a network works with; what for is ``partner.<id>``."""

    id: Code
    name: str
    country: Country
    source: Code


@dataclass(frozen=True, slots=True, config=STRICT)
class Answer:
    """A common question and its answer: ``answer.<id>.question`` and ``.answer``.

    ``page`` is the script of the page where the matter is dealt with, empty where none is.
    """

    id: Code
    topic: Code
    sources: tuple[Code, ...] = ()
    page: str = ""
