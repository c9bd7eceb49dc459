"""What of circular purchasing is looked at: the part, the year and the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from followup.i18n.text import t
from followup.ui import address, reads
from followup.ui.circular import reads as own_reads
from followup.ui.reads import State

PARTS: Final = (
    "overview", "packaging", "furniture", "food", "avoided", "tenders", "sectors",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """The part of the page, the calendar year, and the organisation, None for all."""

    part: str
    year: int
    organisation: str | None

    def holds(self, organisation: str) -> bool:
        """Whether an organisation's are among those looked at."""
        return self.organisation in (None, organisation)


def choose(now: State, lang: str) -> Choice:
    """The chosen part, with its filters above it; all stand in the address."""
    part = address.segments(
        "part", t("page_circular.part", lang), PARTS, PARTS[0],
        lambda code: t(f"page_circular.part_{code}", lang),
    )  # fmt: skip
    years = _years(now)
    if part == "sectors":
        return Choice(part, years[0], None)
    with st.container(horizontal=True, vertical_alignment="bottom", key="circular_filters"):
        names = [str(year) for year in years]
        # The last whole year, where anything was done in it: the running one is not finished.
        first = next((n for n in names if int(n) < now.as_of.year), names[0])
        year = address.one("year", t("page_circular.year", lang), names, first)
        organisation = address.select(
            "organisation", t("page_circular.organisation", lang), _organisations(now), lang
        )
    return Choice(part, int(year), organisation)


def _years(now: State) -> list[int]:
    """The years that contracts or notes have days in, the newest first."""
    begun = [c.start_date.year for c in reads.contracts(now) if c.start_date <= now.as_of]
    noted = [*(p.day.year for p in own_reads.avoided(now)),
             *(n.day.year for n in own_reads.notes(now))]  # fmt: skip
    first = min([*begun, *noted], default=now.as_of.year)
    return list(range(now.as_of.year, first - 1, -1))


def _organisations(now: State) -> list[str]:
    buyers = {b.name for c in reads.contracts(now) for b in c.buyers}
    noted = {p.organisation for p in own_reads.avoided(now)}
    return sorted(buyers | noted | {n.organisation for n in own_reads.notes(now)})
