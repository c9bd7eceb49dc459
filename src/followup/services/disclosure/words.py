"""What columns, decisions and grounds are called in words."""

from __future__ import annotations

from followup.domain.disclosure import ELSEWHERE, Decided, Place
from followup.i18n.text import t
from followup.reference.catalogue import Catalogue
from followup.reference.disclosure import Ground


def column(place: Place, header: str, lang: str) -> str:
    """Sheet and column as a spreadsheet shows them, with the header; or what stands elsewhere."""
    if place == ELSEWHERE:
        return t("disclosure.elsewhere", lang)
    sheet, letters = place
    return f"{header} ({sheet}!{letters})" if header else f"{sheet}!{letters}"


def decision(decided: Decided, lang: str) -> str:
    """Given out or masked."""
    return t("disclosure.masked" if decided.is_masked else "disclosure.given", lang)


def whole(catalogue: Catalogue, decided: Decided, lang: str) -> str:
    """A decision with its ground and reason, in a few sentences."""
    parts = (decision(decided, lang), ground_of(catalogue, decided.ground, lang), decided.reason)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def provision(ground: Ground, lang: str) -> str:
    """A provision by name; one that was read in no source says so."""
    if ground.status != "unverified":
        return ground.provision
    return t("disclosure.unverified", lang, provision=ground.provision)


def ground_of(catalogue: Catalogue, identifier: str | None, lang: str) -> str:
    """A ground by its provision and what that protects; empty without one."""
    found = next((g for g in catalogue.grounds if g.id == identifier), None)
    if found is None:
        return identifier or ""
    return f"{provision(found, lang)}: {t(f'disclosure_ground.{found.id}', lang)}"
