"""Packaging, furniture and food waste once more, slowly: from the rules and not the SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from followup.domain.measure import MeasureSpec
from followup.domain.period import Period
from tests.oracle.naive import Sum

ALL_KINDS = {"plate", "serving", "kitchen"}


@dataclass(frozen=True)
class Row:
    """A row as it was sent: its values by column, the days, and what is doubtful."""

    says: dict[str, Any]
    days: Period
    is_duplicate: bool = False
    is_questioned: bool = False

    def thousandths(self, name: str) -> int | None:
        """An amount in thousandths; None where it is not said."""
        return None if self.says.get(name) is None else int(Fraction(self.says[name]) * 1000)


def own(amount: int | None, row: Row, window: Period) -> Fraction | None:
    """The part of an amount that falls on the window's days, in whole thousandths."""
    if amount is None:
        return None
    both = row.days.overlap(window)
    assert both is not None
    before = (both.start - row.days.start).days
    through = (both.end - row.days.start).days + 1
    # A credit is cut towards nought, as everywhere.
    ends = [int(Fraction(amount * days, row.days.days)) for days in (before, through)]
    return Fraction(ends[1] - ends[0], 1000)


def measure(spec: MeasureSpec, rows: Sequence[Row], window: Period) -> Sum:
    """The sums of a measure over the rows of its report."""
    there = [r for r in rows if r.days.overlap(window)]
    if spec.sql == "food_waste_mean":
        return _waste(spec, there, window)
    total = Sum()
    currencies = {r.says.get("currency") or "SEK" for r in there if _is_in(spec, r)}
    for row in there:
        if not _is_in(spec, row):
            continue
        total.used += 1
        if spec.basis == "rotations":
            _uses(total, row, window)
        else:
            _part(total, spec, row, window)
    if spec.basis == "furniture_value" and len(currencies) > 1:
        total.is_unbounded = True
    return total


def _is_acquired(row: Row) -> bool:
    said = any(row.says.get(name) is not None for name in ("pieces", "how"))
    beside = any(row.says.get(name) is not None for name in ("back", "out"))
    return said or not beside


def _is_in(spec: MeasureSpec, row: Row) -> bool:
    if row.is_duplicate:
        return False
    says = row.says
    if spec.basis == "rotations":
        return row.is_questioned or says.get("class") in ("reuse", "?", None)
    if spec.basis == "furniture_take_back" and says.get("back") is not None:
        return True
    if not spec.basis.startswith("furniture"):
        return True
    if spec.basis == "furniture_ecolabel" and not row.is_questioned:
        return _is_acquired(row) and says.get("how") in ("new", "?", None)
    return _is_acquired(row)


def _uses(total: Sum, row: Row, window: Period) -> None:
    units, uses = row.thousandths("units"), row.says.get("rotations")
    is_known = not row.is_questioned
    if not is_known or row.says.get("class") != "reuse" or units is None or uses is None:
        total.is_unbounded = True
    count = own(units, row, window) or Fraction(0)
    total.denominator += count
    if is_known and uses is not None:
        total.numerator += count * Fraction(uses)


AMOUNTS = {
    "packaging_kg": "kg", "packaging_units": "units", "recycled_content": "kg",
    "packaging_return": "kg", "furniture_value": "value",
}  # fmt: skip


def _part(total: Sum, spec: MeasureSpec, row: Row, window: Period) -> None:
    amount = row.thousandths(AMOUNTS.get(spec.basis, "pieces"))
    if spec.basis == "furniture_take_back" and not _is_acquired(row):
        amount = 0
    whole = own(amount, row, window)
    moved = None
    if spec.basis in ("packaging_return", "furniture_take_back"):
        name = "returned" if spec.basis == "packaging_return" else "back"
        moved = None if row.is_questioned else own(row.thousandths(name), row, window)
        total.numerator += moved or 0
    if amount is None or whole is None:
        total.is_unbounded = True
        return
    if spec.basis in ("packaging_return", "furniture_take_back"):
        total.denominator += 0 if moved is None else whole
        total.unknown += whole if moved is None else 0
        total.is_unbounded |= moved is None and amount < 0
        return
    part = None if row.is_questioned else _fraction(spec, row)
    if part is None:
        total.unknown += whole
        total.is_unbounded |= amount < 0
    else:
        total.numerator += whole * part
        total.denominator += whole


def _fraction(spec: MeasureSpec, row: Row) -> Fraction | None:
    """How much of a row counts; None where nobody knows."""
    says = row.says
    if spec.basis == "recycled_content":
        return None if says.get("content") is None else Fraction(says["content"])
    if spec.basis == "furniture_ecolabel":
        known = says.get("how") not in ("?", None)
        said = says.get("label") if known else None
    elif spec.basis == "furniture_repair":
        said = says.get("fixed")
    else:
        said = says.get("class" if "packaging" in spec.basis else "how")
    return None if said in ("?", None) else Fraction(said in spec.counted)


def _waste(spec: MeasureSpec, rows: Sequence[Row], window: Period) -> Sum:
    total = Sum()
    groups: dict[tuple[str | None, Period], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.is_duplicate:
            kitchen = (row.says.get("kitchen") or "").strip().lower()
            groups[kitchen, row.days].append(row)
    for group in groups.values():
        _of_kitchen(total, spec, group, window)
    return total


def _kind(row: Row) -> str | None:
    return None if row.is_questioned or row.says.get("scope") == "?" else row.says.get("scope")


def _counted(spec: MeasureSpec, group: Sequence[Row]) -> Iterator[Row]:
    kinds = {_kind(row) for row in group}
    for row in group:
        kind = _kind(row)
        if spec.basis == "plate_waste":
            is_out = kind in ("serving", "kitchen") or (kind == "total" and "plate" in kinds)
        else:
            is_out = kind in ALL_KINDS and "total" in kinds
        if not is_out:
            yield row


def _of_kitchen(total: Sum, spec: MeasureSpec, group: Sequence[Row], window: Period) -> None:
    used = list(_counted(spec, group))
    total.used += len(used)
    if not used:
        return
    kinds = {_kind(row) for row in group}
    is_plate = spec.basis == "plate_waste"
    is_whole = "plate" in kinds if is_plate else "total" in kinds or kinds >= ALL_KINDS
    served: set[Fraction] = set()
    for kind in {_kind(row) for row in used}:
        own_rows = [own(r.thousandths("portions"), r, window) for r in used if _kind(r) == kind]
        if None not in own_rows:
            served.add(sum((part or Fraction(0) for part in own_rows), Fraction(0)))
    total.denominator += min(served, default=Fraction(0))
    for row in used:
        grams = row.thousandths("kg")
        is_known = not row.is_questioned and grams is not None
        total.numerator += (own(grams * 1000, row, window) or 0) if is_known and grams else 0
        if not is_known or _kind(row) is None or not is_whole or len(served) != 1:
            total.is_unbounded = True
