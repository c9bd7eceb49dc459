"""A mix of fuels in words, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from followup.domain.parties import Contract
from followup.i18n.text import join, number, percent, t
from followup.reference.catalogue import Catalogue
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.services.energy.mix import YearMix

# Below half a per cent a share gets decimals, so that it is not written as nought.
LEAST: Final = Decimal("0.005")
MOST_DECIMALS: Final = 4
COLUMNS: Final = (
    "year", "level", "name", "fuel", "kwh", "share_low", "share_high", "tags", "index_low",
    "index_high", "dominance", "without_energy", "coverage",
)  # fmt: skip


def largest(one: YearMix, lang: str) -> str:
    """The largest fuel with its share; unknown where an amount is missing."""
    if one.mix is None:
        return t("unit.unknown", lang)
    first = one.mix.shares[0]
    return f"{t(f'fuel.{first.fuel}', lang)} {span(first.low, first.high, lang)}"


def span(low: Decimal, high: Decimal, lang: str) -> str:
    """A share, as an interval where something is unknown; what is there is never told as 0 %."""
    decimals = next((n for n in range(MOST_DECIMALS) if low == 0 or low >= LEAST.scaleb(-n)), 0)
    first, last = number(low * 100, lang, decimals), number(high * 100, lang, decimals)
    told = percent(high, lang, decimals)
    return told if first == last else f"{first}–{told}"


def spread(one: YearMix, lang: str) -> str:
    """As how many equally large fuels it is spread."""
    if one.mix is None:
        return t("unit.unknown", lang)
    fewest, most = (number(value, lang, 1) for value in one.mix.equal_fuels)
    return fewest if fewest == most else f"{fewest}–{most}"


def index(one: YearMix, lang: str) -> str:
    """Herfindahl's index."""
    if one.mix is None:
        return t("unit.unknown", lang)
    low, high = (number(value, lang, 2) for value in (one.mix.index_low, one.mix.index_high))
    return low if low == high else f"{low}–{high}"


def dominance(one: YearMix, lang: str) -> str:
    """Whether one fuel dominates."""
    return t(f"fuel_mix.dominance.{one.dominance or 'cannot_tell'}", lang)


def tags(catalogue: Catalogue, fuel: str, lang: str) -> str:
    """What a fuel is good for beside the climate; a dash for nothing that is known here."""
    own = [t(f"fuel_mix.tag.{tag.tag}", lang) for tag in catalogue.fuel_tags if tag.fuel == fuel]
    return join(own, lang) if own else "–"


def name(one: YearMix, contracts: Sequence[Contract], lang: str) -> str:
    """Whose mix it is."""
    if one.level == "all":
        return t("fuel_mix.level.all", lang)
    titles = {c.number: f"{c.title} ({c.number})" for c in contracts}
    return titles.get(one.name, one.name)


def workbook(
    found: Sequence[YearMix], contracts: Sequence[Contract], catalogue: Catalogue, as_of: date,
    lang: str,
) -> bytes:  # fmt: skip
    """Every fuel of every mix, with the index of the mix beside."""
    rows = [row for one in found for row in _rows(one, contracts, catalogue, lang)]
    headings = [t(f"fuel_mix.column_{c}", lang) for c in COLUMNS]
    note = t("fuel_mix.file_note", lang, day=as_of)
    return write_lists([Sheet(t("nav.fuel_mix", lang), note, headings, rows)])


def _rows(
    one: YearMix, contracts: Sequence[Contract], catalogue: Catalogue, lang: str
) -> list[Sequence[Cell]]:
    shares = {s.fuel: s for s in one.mix.shares} if one.mix else {}
    ends = (one.mix.index_low, one.mix.index_high) if one.mix else (None, None)
    return [
        (
            one.amounts.year, t(f"fuel_mix.level.{one.level}", lang), name(one, contracts, lang),
            t(f"fuel.{f.fuel}", lang), f.kwh,
            shares[f.fuel].low if f.fuel in shares else None,
            shares[f.fuel].high if f.fuel in shares else None,
            tags(catalogue, f.fuel, lang), *ends, dominance(one, lang),
            one.amounts.without_energy, one.amounts.coverage,
        )
        for f in one.amounts.fuels
    ]  # fmt: skip
