"""Whose contracts and notes an area's goal is about: its country, and the buyer that it is."""

from __future__ import annotations

from followup.reference.catalogue import Catalogue


def country_of(catalogue: Catalogue, geography: str) -> str | None:
    """SE or DK for an area; None for one we cannot place, which then holds every contract."""
    return {a.code: a.country for a in catalogue.areas}.get(geography)


def buyer_of(catalogue: Catalogue, geography: str) -> str | None:
    """The organisation that is the area, as contracts name it; None for a wider area."""
    for area in catalogue.areas:
        if area.code == geography and area.kind in ("municipality", "region") and area.county:
            return area.name.casefold()
    return None
