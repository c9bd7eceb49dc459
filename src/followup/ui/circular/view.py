"""The parts of the page on circular purchasing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from followup.ui import address
from followup.ui.circular import (
    avoided,
    avoided_form,
    download,
    filters,
    food,
    form,
    furniture,
    overview,
    packaging,
    sectors,
    tenders,
)
from followup.ui.circular.filters import Choice
from followup.ui.reads import State

SHOWN: Final[Mapping[str, Callable[[State, Choice, str], None]]] = {
    "overview": overview.show,
    "packaging": packaging.show,
    "furniture": furniture.show,
    "food": food.show,
    "avoided": avoided.show,
    "tenders": tenders.show,
}


def show(now: State, lang: str) -> None:
    """The note that the address names, or the part that is chosen."""
    form.saved(lang)
    if name := address.get("note"):
        edit = tenders.edit if address.get("part") == "tenders" else avoided_form.show
        edit(now, name, lang)
        return
    choice = filters.choose(now, lang)
    if choice.part == "sectors":
        sectors.show(lang)
        return
    SHOWN[choice.part](now, choice, lang)
    download.button(now, choice, lang)
