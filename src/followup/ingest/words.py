"""Words as suppliers spell them, brought to one form so that they can be looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009]+")
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
# Letters and digits of the three languages stay; everything else is layout.
_ARROW_LAYOUT = r"[^\p{L}\p{N}%]+"
# Arrow prepares the pattern anew at every call, which takes as long as some thousand words.
FEW = 5_000
# Longer texts are prose: no header, figure, day or name is, and no cache keeps them.
LONG = 200
_LAYOUT = re.compile(r"[^\w%]|_")

P = ParamSpec("P")
R = TypeVar("R")
OfText = Callable[Concatenate[str, P], R]


def kept(size: int) -> Callable[[OfText[P, R]], OfText[P, R]]:
    """A cache for a function of a text, of bounded memory whatever a file holds."""

    def keep(function: OfText[P, R]) -> OfText[P, R]:
        quick: OfText[P, R] = lru_cache(maxsize=size)(function)

        @wraps(function)
        def call(text: str, /, *rest: P.args, **named: P.kwargs) -> R:
            return (quick if len(text) <= LONG else function)(text, *rest, **named)

        return call

    return keep


@kept(20_000)
def clean(text: str) -> str:
    """One line without surrounding blanks or invisible characters, letters composed (NFC)."""
    shown = unicodedata.normalize("NFC", text)
    if not shown.isprintable():
        shown = "".join(c for c in shown if c.isprintable() or c.isspace())
    return _SPACES.sub(" ", shown.replace("\u00ad", "").replace("\u200b", "")).strip()


@kept(20_000)
def key(text: str) -> str:
    """Lower-case letters and digits only: ``Reg.nr`` and ``REG NR`` are one word."""
    return _LAYOUT.sub("", unicodedata.normalize("NFC", text).casefold())


def without_brackets(text: str) -> tuple[str, list[str]]:
    """The text outside brackets, and what stood inside each pair."""
    return clean(_BRACKETS.sub(" ", text)), [clean(found) for found in _BRACKETS.findall(text)]


def tokens(text: str) -> list[str]:
    """Words and numbers of a text, lower-case: ``miles2020`` gives ``miles``, ``2020``."""
    return re.findall(r"nm3|m3|co2e?|[^\W\d_]+|\d+|%", clean(text).casefold().replace("³", "3"))


def are_in(words: pa.StringArray, known: frozenset[str]) -> pa.BooleanArray:
    """Which words are among some; Arrow builds a table of the known ones at every call."""
    if len(words) > len(known):
        return pc.is_in(words, pa.array(known, pa.string()))
    return pa.array([word in known for word in words.to_pylist()], pa.bool_())


def keys(texts: pa.StringArray) -> pa.StringArray:
    """``key`` for a whole column at once."""
    if len(texts) <= FEW:
        words = texts.to_pylist()
        return pa.array([None if word is None else key(word) for word in words], pa.string())
    lower = pc.utf8_lower(pc.utf8_normalize(texts, form="NFC"))
    return pc.replace_substring_regex(lower, pattern=_ARROW_LAYOUT, replacement="")
