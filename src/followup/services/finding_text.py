"""A finding in words, the same on every page, in every export and on the command line."""

from __future__ import annotations

from collections.abc import Callable

from followup.domain.finding import Finding
from followup.i18n.text import has_text, t


def words(found: Finding, lang: str, clean: Callable[[str], str] = str) -> str:
    """What was found; ``clean`` makes words from the file inert where the text is drawn.

    An explained question is told with what was asked and the reason that was given.
    """
    params = {name: clean(value) for name, value in found.params.items()}
    asked = found.params.get("code", "")
    if asked and has_text(f"finding.{asked}"):
        params["what"] = t(f"finding.{asked}", lang, **params)
    if not has_text(f"finding.{found.code}"):
        return clean(found.code)
    return t(f"finding.{found.code}", lang, **params)
