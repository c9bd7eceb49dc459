"""The working of every month as a workbook: prices, each component's numbers, and the terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from followup.i18n.text import t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.rules.price_index.adjust import Adjustment
from followup.services.price_index import words
from followup.services.price_index.overview import Indexed

PRICES: Final = (
    "month", "compared_with", "base_price", "basket_factor", "basket_change", "counted", "share",
    "price_change", "price_factor", "added", "price_unrounded", "price", "currency", "noted_price",
    "why",
)  # fmt: skip
PARTS: Final = (
    "month", "component", "series", "variant", "weight", "base_index_month", "base_index",
    "base_reference", "read_month", "read_index", "read_reference", "published", "linked_index",
    "points", "percent", "factor", "weighted", "contribution", "source", "place", "why",
)  # fmt: skip


def workbook(found: Indexed, as_of: date, lang: str) -> bytes:
    """Three sheets: every month's price, every component's numbers, and what the clause says.

    Amounts are values without rounding; a number that is not known is an empty cell, and why
    stands beside it.
    """
    note = t("page_price_index.file_note", lang, contract=found.contract.number, day=as_of)
    return write_lists([
        Sheet(t("page_price_index.sheet_prices", lang), note, _headings(PRICES, lang),
              [_price(found, made, lang) for made in found.adjustments]),
        Sheet(t("page_price_index.sheet_parts", lang), note, _headings(PARTS, lang),
              [row for made in found.adjustments for row in _parts(found, made, lang)]),
        Sheet(t("page_price_index.sheet_terms", lang), note,
              [t("page_price_index.column.term", lang), t("page_price_index.column.says", lang)],
              [*words.terms(found.clause, lang), *_cautions(found, lang)]),
    ])  # fmt: skip


def _headings(names: Sequence[str], lang: str) -> list[str]:
    return [t(f"page_price_index.column.{name}", lang) for name in names]


def _price(found: Indexed, made: Adjustment, lang: str) -> Sequence[Cell]:
    work, noted = made.working, found.noted.get(made.month)
    why = "" if made.price is not None else words.outcome(made, found.clause, lang)
    return (
        made.month, made.compared_with, made.base_price, work.basket_factor,
        work.basket_change_percent, work.counted_percent, found.clause.share * 100,
        work.price_change_percent, work.price_factor, work.added, work.price, made.price,
        found.clause.currency, noted.price if noted else None, why,
    )  # fmt: skip


def _parts(found: Indexed, made: Adjustment, lang: str) -> Iterator[Sequence[Cell]]:
    for one, moved in zip(made.found, made.working.moved, strict=True):
        base, now, part = one.base, one.now, one.component
        yield (
            made.month, part.name, part.series, t(f"price_index.variant.{part.variant}", lang),
            part.weight * 100, base.month if base else None, base.value if base else None,
            base.reference if base else "", now.month if now else None,
            now.value if now else None, now.reference if now else "",
            now.published if now else None, one.index_now if one.link else None, moved.points,
            moved.change_percent, moved.factor, moved.weighted, moved.contribution_percent,
            now.source if now else "", now.place or "" if now else "",
            words.lack(one, found.clause, lang),
        )  # fmt: skip


def _cautions(found: Indexed, lang: str) -> Iterator[Sequence[Cell]]:
    for one in found.cautions:
        label = t("page_price_index.caution", lang)
        yield (label, words.caution(one, found.clause, lang))
