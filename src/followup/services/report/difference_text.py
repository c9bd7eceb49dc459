"""A difference between two versions of a report in words: line by line, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

import pyarrow as pa

from followup.domain.period import Period
from followup.i18n.text import exact, has_text, number, percent, period_label, quantity, t
from followup.render.list_workbook import write_list
from followup.render.rows_of import Cell
from followup.services.report.difference import (
    DAYS,
    PLACE,
    REMARKS,
    WHO,
    Counts,
    Difference,
    Sum,
    changed_fields,
)
from followup.services.report.reports import Total

Sort = Literal["row_changed", "row_gone", "row_new"]
Row = Mapping[str, Any]

# What a row is known by; of a changed row these are told even where they are the same.
_CORE: Final = ("fuel", "quantity")
_FLAGS: Final = ("is_duplicate", "is_questioned")
_USUAL_GRADE: Final = "measured"
# Where the words of a field's codes stand, if not under its own name.
_SECTIONS: Final = {"basis": "share_basis"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row that differs. ``fields`` names what a changed row says otherwise; ``place`` is the
    row in the newer file, or for a row that is gone in the older one.
    """

    sort: Sort
    fields: str
    place: str
    who: str
    days: str
    before: str
    after: str


def counts(found: Counts, lang: str) -> str:
    """How many rows of each sort, as one line."""
    names = ("changed", "gone", "new", "unchanged")
    return " · ".join(
        t(f"difference.{name}", lang, count=number(getattr(found, name), lang)) for name in names
    )


def lines(found: Difference, lang: str, most: int | None = None) -> list[Line]:
    """The rows that differ, changed ones first; no more than ``most`` where that is given."""
    told: list[Line] = []
    for sort, before, after in _rows(found, most):
        row = after or before or {}
        changed = _merged(changed_fields(before, after)) if before and after else []
        names = [n for n in _merged(row) if n not in ("period", *WHO)]
        shown = [n for n in names if n in _CORE or n in changed] if changed else names
        # Who and when stand in columns of their own, as they are now.
        earlier = [n for n in changed if n in ("period", *WHO)]
        told.append(Line(
            sort, ", ".join(_inside(n, lang) for n in changed), _place(row, lang), _who(row),
            _value(row, "period", lang),
            _said(before, [*earlier, *shown], lang), _said(after, [*earlier, *shown], lang),
        ))  # fmt: skip
    return told


def sums(found: Sum, lang: str) -> tuple[str, str, str, str]:
    """A fuel's name, its total before and after, and what was added or taken away."""
    name = f"fuel.{found.fuel or 'unknown'}"
    before, after = (_amount(total, lang) for total in (found.before, found.after))
    told = [total for total in (found.before, found.after) if total is not None]
    if any(total.amount is None for total in told):
        return t(name, lang), before, after, t("unit.unknown", lang)
    old, new = (total.amount if total else None for total in (found.before, found.after))
    step = (new or Decimal(0)) - (old or Decimal(0))
    sign = "+" if step > 0 else ""
    return t(name, lang), before, after, sign + quantity(step, found.unit or "unknown", lang, 2)


def workbook(found: Difference, note: str, lang: str) -> bytes:
    """Every row that differs, with each field as it was and as it is."""
    names = [
        name
        for name in found.new.column_names
        if name not in (*PLACE, *REMARKS)
        and any(t_[name].null_count < t_.num_rows for t_ in (found.new, found.gone, found.after,
                                                             found.before))
    ]  # fmt: skip
    headings = [
        t("difference.sort", lang), t("difference.fields", lang), t("difference.sheet", lang),
        t("difference.row", lang),
    ]  # fmt: skip
    for name in names:
        words = label(name, lang)
        headings += [t(f"difference.{when}_field", lang, field=words) for when in _WHEN]
    cells = [_cells(names, *each, lang) for each in _rows(found, None)]
    return write_list(t("difference.title", lang), note, headings, cells)


_WHEN: Final = ("before", "after")


def label(name: str, lang: str) -> str:
    """A field's name in words."""
    stem = name.removesuffix("_raw")
    for key in (f"difference.field.{name}", f"field.{stem}", f"field.{stem}_id"):
        if has_text(key):
            return t(key, lang)
    return name


def _inside(name: str, lang: str) -> str:
    """A field's name inside a line; units and what is written in capitals keep them."""
    words = label(name, lang)
    is_abbreviation = words[1:2].isupper()
    return words if is_abbreviation else words[:1].lower() + words[1:]


def _cells(
    names: Sequence[str], sort: Sort, before: Row | None, after: Row | None, lang: str
) -> list[Cell]:
    row = after or before or {}
    changed = changed_fields(before, after) if before and after else ()
    cells: list[Cell] = [
        t(f"difference.{sort}", lang), ", ".join(label(n, lang) for n in _merged(changed)),
        row.get("sheet"), row.get("row"),
    ]  # fmt: skip
    for name in names:
        cells += [_cell(name, side, lang) for side in (before, after)]
    return cells


def _cell(name: str, row: Row | None, lang: str) -> Cell:
    value = row.get(name) if row else None
    if isinstance(value, bool):
        return t("difference.yes" if value else "difference.no", lang)
    if value is None or isinstance(value, int | Decimal | date):
        return value
    return _coded(name, str(value), lang)


def _rows(
    found: Difference, most: int | None
) -> Iterator[tuple[Sort, dict[str, Any] | None, dict[str, Any] | None]]:
    left = most
    changed = zip(_dicts(found.before, left), _dicts(found.after, left), strict=True)
    yield from (("row_changed", before, after) for before, after in changed)
    left = None if left is None else max(0, left - found.before.num_rows)
    yield from (("row_gone", row, None) for row in _dicts(found.gone, left))
    left = None if left is None else max(0, left - found.gone.num_rows)
    yield from (("row_new", None, row) for row in _dicts(found.new, left))


def _dicts(facts: pa.Table, most: int | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = facts.slice(0, most).to_pylist()
    return found


def _merged(names: Sequence[str] | Row) -> list[str]:
    """The fields as a reader counts them: a word and its spelling are one, and so are days."""
    found: dict[str, None] = {}
    for name in names:
        if name in (*PLACE, *REMARKS):
            continue
        stem = name.removesuffix("_raw")
        merged = {"period_start": "period", "period_end": "period", "unit": "quantity",
                  "vehicle_raw": "vehicle_id"}.get(name, stem)  # fmt: skip
        found[merged] = None
    return list(found)


def _place(row: Row, lang: str) -> str:
    sheet, line = row.get("sheet"), row.get("row")
    if line is None:
        return ""
    if sheet is None:
        return t("difference.at_row", lang, row=line)
    return t("difference.at_sheet", lang, sheet=sheet, row=line)


def _who(row: Row) -> str:
    return next((str(row[name]) for name in WHO if row.get(name)), "")


def _said(row: Row | None, names: Sequence[str], lang: str) -> str:
    if row is None:
        return "–"
    told = [words for name in names if (words := _words(row, name, lang))]
    return " · ".join(told) or "–"


def _words(row: Row, name: str, lang: str) -> str:
    """A field and its value, without the field's name where the value says it."""
    value = _value(row, name, lang)
    if not value or name in _CORE or name in ("period", *_FLAGS, *WHO):
        return value
    return t("difference.pair", lang, field=label(name, lang), value=value)


def _value(row: Row, name: str, lang: str) -> str:
    """A value in words; empty where the row says nothing, but for an amount that is unknown."""
    if name == "period":
        start, end = (row.get(day) for day in DAYS)
        return period_label(Period(start, end), lang) if start and end and start <= end else ""
    if name == "quantity":
        known = row.get("quantity")
        unit = row.get("unit") or "unknown"
        return quantity(known, unit, lang, _decimals(known))
    if name in _FLAGS:
        return _inside(name, lang) if row.get(name) else ""
    value = row.get(name)
    if value is None:
        return str(row.get(f"{name}_raw") or row.get(f"{name.removesuffix('_id')}_raw") or "")
    if isinstance(value, bool):
        return t("difference.yes" if value else "difference.no", lang)
    if name == "share" or name.endswith("_share"):
        return percent(value, lang)
    if isinstance(value, Decimal):
        return exact(value, lang)
    if name == "grade" and value == _USUAL_GRADE:
        return ""
    return _coded(name, str(value), lang)


def _coded(name: str, value: str, lang: str) -> str:
    key = f"{_SECTIONS.get(name, name)}.{value}"
    return t(key, lang) if has_text(key) else value


def _decimals(value: Decimal | None) -> int:
    return len(format(value, "f").partition(".")[2].rstrip("0")) if value is not None else 0


def _amount(total: Total | None, lang: str) -> str:
    if total is None:
        return "–"
    words = quantity(total.amount, total.unit or "unknown", lang, 2)
    if not total.rows_without:
        return words
    return t("difference.with_unknown", lang, amount=words, count=number(total.rows_without, lang))
