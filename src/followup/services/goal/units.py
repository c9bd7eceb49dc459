"""Units that goals are counted in: codes with a text under ``unit``, and words people write."""

from __future__ import annotations

import unicodedata
from typing import Final

from followup.i18n.text import LANGUAGES, has_text, t
from followup.services.goal.check import SHARE_UNIT

# Offered in the form; any other unit is written in words and stands as it is.
KNOWN: Final = (
    SHARE_UNIT, "index", "t CO2e", "t CO2", "t CO2/inhabitant", "GWh", "GWh/year", "kWh/m2",
    "g/portion", "score",
)  # fmt: skip


def name(unit: str, lang: str) -> str:
    """A unit in words; one without words stands as it is."""
    if unit == SHARE_UNIT:
        return t("page_goals.in_percent", lang)
    key = f"unit.{unit.replace(' ', '')}"
    return t(key, lang) if has_text(key) else unit


def code_of(written: str) -> str:
    """The code of a unit as people write it, in any language; else the unit as it stands."""
    bare = _bare(written)
    for unit in KNOWN:
        words = {unit, *(t(f"unit.{unit.replace(' ', '')}", lang) for lang in LANGUAGES)}
        if bare in {_bare(word) for word in words}:
            return unit
    return SHARE_UNIT if is_percent(written) else " ".join(written.split())


def is_percent(written: str) -> bool:
    """True for the per cent sign and its names."""
    names = {"%", *(t("page_goals.in_percent", lang) for lang in LANGUAGES)}
    return _bare(written) in {_bare(word) for word in names}


def _bare(word: str) -> str:
    """Without signs of size, spaces and case: CO₂e and co2e are one."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
