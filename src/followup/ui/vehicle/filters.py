"""Filters that both views of the vehicles page have; they stand in the address."""

from __future__ import annotations

from collections.abc import Sequence

from followup.domain.parties import Contract
from followup.i18n.text import t
from followup.ui import address


def whose(contracts: Sequence[Contract], lang: str) -> tuple[str | None, str | None]:
    """The contract and the organisation asked for."""
    titles = {c.number: f"{c.title} ({c.number})" for c in contracts}
    buyers = sorted({b.name for c in contracts for b in c.buyers})
    only = address.select(
        "only", t("page_vehicles.contract", lang), sorted(titles), lang, titles.__getitem__
    )
    return only, address.select("buyer", t("page_vehicles.buyer", lang), buyers, lang)
