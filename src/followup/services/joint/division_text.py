"""How a joint contract is divided, in words, and its sums as rows and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from followup.domain.division import Division
from followup.domain.parties import Contract, buyer_key
from followup.i18n.text import exact, join, number, percent, period_label, t
from followup.render.list_workbook import Sheet, write_lists
from followup.render.rows_of import Cell
from followup.rules.division import Stretch
from followup.services.joint.sums import Line, Sums
from followup.services.proof.text import fuel_name


def rule(contract: Contract, said: Division | None, stretch: Stretch, lang: str) -> str:
    """``Efter körsträcka: Region Kronoberg 60 %, Tingsryds kommun 40 %``."""
    if not stretch.is_divided:
        return t("division.rule.none", lang)
    if stretch.by_row:
        return t("division.rule.column", lang)
    parts = [
        f"{b.name} {percent(_weight(stretch, b.name), lang, 1)}" for b in contract.buyers
    ]  # fmt: skip
    code = said.rule if said is not None and said.rule else "agreed"
    unit = t(f"division.unit.{said.key_unit}", lang) if said and said.key_unit else ""
    return t(f"division.rule.{code}", lang, parts=join(parts, lang), unit=unit)


def _weight(stretch: Stretch, name: str) -> Decimal | None:
    cut = stretch.cuts.get(buyer_key(name))
    return None if cut is None else Decimal(cut.through - cut.before) / cut.whole


def holding(said: Sequence[Division], stretch: Stretch) -> Division | None:
    """The word that a stretch of days rests on; None where none has been given yet."""
    return next((d for d in reversed(said) if d.valid_from <= stretch.days.start), None)


def rows(found: Sums, lang: str) -> Iterator[dict[str, object]]:
    """One row per fuel, then the distance; each buyer's cell by its name."""
    lines = [(fuel_name(one.fuel, lang), one) for one in found.lines]
    if found.distances.whole:
        lines.append((t("division.distance", lang), found.distances))
    for name, one in lines:
        unit = "km" if one is found.distances else _unit(one, lang)
        yield {
            "what": name, "unit": unit, "whole": exact(one.whole, lang),
            "unplaced": exact(one.unplaced, lang) if one.unplaced else "",
            **{f"buyer:{b}": exact(amount, lang) for b, amount in one.parts.items()},
            "without": number(one.without_quantity, lang) if one.without_quantity else "",
        }  # fmt: skip


def _unit(one: Line, lang: str) -> str:
    return t(f"unit.{one.unit}", lang) if one.unit else t("division.no_unit", lang)


def workbook(contract: Contract, found: Sums, lang: str) -> bytes:
    """The sums as a workbook: a row per fuel, a column per buyer, and the rules that held."""
    note = t("division.export_note", lang, contract=contract.number, title=contract.title,
             period=period_label(found.days, lang))  # fmt: skip
    names = [b.name for b in contract.buyers]
    headings = [
        t("division.column.what", lang), t("division.column.unit", lang),
        t("division.column.whole", lang), *names, t("division.column.unplaced", lang),
        t("division.column.without", lang),
    ]  # fmt: skip
    every = [*found.lines, *([found.distances] if found.distances.whole else [])]
    cells: list[list[Cell]] = [
        [
            t("division.distance", lang) if one is found.distances else fuel_name(one.fuel, lang),
            "km" if one is found.distances else _unit(one, lang), one.whole,
            *(one.parts[name] for name in names), one.unplaced, one.without_quantity,
        ]
        for one in every
    ]  # fmt: skip
    return write_lists([Sheet(t("division.title", lang), note, headings, cells)])
