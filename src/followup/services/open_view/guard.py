"""The last look before anything is published: no private word of the store may stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from followup.services.installation import Installation
from followup.storage import database, publications

# A shorter word stands in ordinary texts by chance, and so does a lone first name.
SHORTEST: Final = 4
_TELLS: Final = {
    "vehicle": re.compile(r"[^\W\d_].*\d|\d.*[^\W\d_]|\d{6}"),
    "person": re.compile(r"\w[ .@-]+\w"),
}


@dataclass(frozen=True, slots=True)
class Leak:
    """A private word that stands in what was to be published."""

    kind: str
    word: str


def leaks(installation: Installation, texts: Iterable[str]) -> tuple[Leak, ...]:
    """Every private word within the texts, whatever its case; none where all is well."""
    whole = "\n".join(texts).casefold()
    found = []
    everywhere = database.whole(installation.database)
    for kind, word in publications.private_words(everywhere):
        if not is_telling(kind, word):
            continue
        folded = word.casefold()
        if folded in whole and re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", whole):
            found.append(Leak(kind, word))
    return tuple(found)


def is_telling(kind: str, word: str) -> bool:
    """Whether a word can only mean what it is the name of."""
    tells = _TELLS.get(kind)
    return len(word) >= SHORTEST and (tells is None or tells.search(word) is not None)
