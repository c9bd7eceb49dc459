"""The words of the product and the field: what they mean, and what the neighbours call them.

Words and meanings stand in the language files under ``glossary``; where each belongs stands in
``glossary.yaml``. Codes are stable: pages name them to explain a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from followup.i18n.text import LANGUAGES, t


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: its group, the page that uses it most, and the ids of its sources."""

    code: str
    group: str
    page: str
    sources: tuple[str, ...]


@cache
def entries() -> tuple[Entry, ...]:
    """Every term, group by group."""
    source = files("followup.i18n").joinpath("glossary.yaml").read_text(encoding="utf-8")
    return tuple(
        Entry(code, row["group"], row["page"], tuple(row["sources"]))
        for code, row in yaml.load(source, Loader=yaml.CSafeLoader).items()
    )


def term(code: str, lang: str) -> str:
    """The word for ``code`` in ``lang``, as it stands alone: "Täckning"."""
    return t(f"glossary.{code}.term", lang)


def explanation(code: str, lang: str) -> str:
    """What ``code`` means, in a sentence or two without any markup: fit for a help text."""
    return t(f"glossary.{code}.text", lang)


def other_words(code: str, lang: str) -> dict[str, str]:
    """The word in the other languages, by language."""
    return {other: term(code, other) for other in LANGUAGES if other != lang}
