"""The parts of the page on circular purchasing."""

from __future__ import annotations

from followup.ui import address
from followup.ui.circular import avoided, avoided_form, filters, form, overview, sectors, tenders
from followup.ui.reads import State


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
    elif choice.part == "avoided":
        avoided.show(now, choice, lang)
    elif choice.part == "tenders":
        tenders.show(now, choice, lang)
    else:
        overview.show(now, choice, lang)
