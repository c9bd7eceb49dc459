"""The smallest remedy: what of the rows of a proof, done otherwise, had met the requirement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from followup.domain.remedy import Counted, Fewest, Remedy, Way
from followup.domain.requirement import Assessment, Requirement
from followup.rules import remedy as rule
from followup.rules.remedy import Bar, Change, Lot
from followup.services.asks import Inquiry
from followup.services.installation import Installation
from followup.services.proof.row import ProofRow
from followup.services.remedy import missing as remedy_missing
from followup.services.remedy import moves as remedy_moves

MJ_PER_KWH = Fraction(18, 5)
_OF_FUEL = ("energy", "volume", "distance", "emissions")
_BY_ROW = ("energy", "volume", "distance", "emissions", "assignment_km", "person_km", "tonne_km",
           "trips", "packaging_kg", "packaging_units", "furniture_pieces", "furniture_value",
           "furniture_ecolabel", "furniture_repair")  # fmt: skip
# What was used again, taken back, recycled or wasted is no row that could have been another.
_NO_PARTS = ("recycled_content", "packaging_return", "rotations", "furniture_take_back",
             "food_waste", "plate_waste")  # fmt: skip
_MACHINES = ("machine_stage", "machine_age", "machine_drive")
# Of these another vehicle or machine is needed, whatever is tanked.
_ANOTHER = ("euro_class", "vehicle_age", *_MACHINES)


def smallest(
    installation: Installation,
    inquiry: Inquiry,
    found: Assessment,
    rows: Sequence[ProofRow],
    as_of: date,
) -> Remedy | None:
    """What had been enough for a verdict that is a breach; for an open one what has to be said.

    ``rows`` are those that count. None for a verdict that asks for nothing.
    """
    clause = inquiry.requirement
    if found.verdict == "not_assessable":
        return Remedy(missing=remedy_missing.of(clause, found, rows))
    if found.verdict != "not_met":
        return None
    if clause.spec.basis == "evidence" or found.unit == "declared":
        return Remedy(missing=remedy_missing.of(clause, found, rows))
    if clause.spec.basis in _NO_PARTS:
        return None
    held = rule.bars(found.comparator, found.limit, found.measured)
    usable = _usable(clause, rows)
    swaps = remedy_moves.swaps(installation, inquiry, usable, as_of)
    moves = remedy_moves.moves(clause, held, usable, swaps)
    work = None if moves else _work(clause, held, usable)
    fewest = _fewest(clause, held, usable, swaps)
    # No answer makes fewer grams of what is already known.
    is_open = not (moves or work or fewest) and clause.spec.scale != "mean"
    missing = remedy_missing.unknown(clause, rows) if is_open else ()
    return Remedy(
        moves=moves,
        work=work,
        work_unit=None if work is None else _work_unit(clause),
        fewest=fewest,
        missing=missing,
        is_despite_unknown=bool(found.measured.unknown),
    )


def _usable(clause: Requirement, rows: Sequence[ProofRow]) -> tuple[ProofRow, ...]:
    """The rows of which it is known what they are, and that lie whole within the period.

    What certificates speak of is left as it is: another amount of it would change them, too.
    """
    is_by_row = clause.spec.basis in _BY_ROW
    spoken_of = set()
    if any(r.share_status == "certificate" for r in rows):
        spoken_of = {"vehicle_gas", "lng", "electricity"}
    return tuple(
        r
        for r in rows
        if r.unbounded is None
        and r.share_status != "certificate"
        and not (is_by_row and r.is_split)
        and r.fuel not in spoken_of
        and _is_known(clause, r)
    )


def _is_known(clause: Requirement, row: ProofRow) -> bool:
    if clause.spec.basis in _OF_FUEL:
        return row.fuel is not None
    return row.fuel is not None or not row.unknown


def _work_unit(clause: Requirement) -> str:
    return "kWh" if clause.spec.basis == "energy" else clause.spec.unit


def _work(clause: Requirement, held: Sequence[Bar], rows: Sequence[ProofRow]) -> Decimal | None:
    """The least amount of what counts in place of what does not, in whole units."""
    if clause.spec.basis not in _BY_ROW or clause.spec.scale != "share":
        return None
    unit = MJ_PER_KWH if clause.spec.basis == "energy" else Fraction(1)
    # Rows that count alike are one amount: there may be thousands of them.
    alike: dict[tuple[Decimal | None, Decimal | None, bool], list[ProofRow]] = defaultdict(list)
    for row in rows:
        alike[row.share_low, row.share_high, not row.numerator].append(row)
    lots, there = [], Fraction(0)
    for own_rows in alike.values():
        own = _sums(own_rows)
        amount = (own.denominator + own.unknown) / unit
        there += amount
        if amount > 0:
            change = _made_good(held, own).times(1 / amount)
            lots.append(Lot(amount, change))
    least = rule.least_amount(held, lots, there)
    return None if least is None else Decimal(least.amount)


def _fewest(
    clause: Requirement,
    held: Sequence[Bar],
    rows: Sequence[ProofRow],
    swaps: remedy_moves.Swaps,
) -> Fewest | None:
    """The fewest vehicles, machines or reports that had been enough."""
    basis = clause.spec.basis
    by_fuel = basis in ("volume", "emissions")
    groups: dict[str, list[ProofRow]] = defaultdict(list)
    for row in rows:
        name = row.cell if basis == "reports" else row.vehicle_id
        if name is None and basis in _BY_ROW:
            continue
        groups[name or f"{row.sha256} {row.sheet} {row.row} {row.cell}"].append(row)
    changes = {
        name: remedy_moves.in_full(clause, held, own, swaps) if by_fuel else _good(held, own)
        for name, own in groups.items()
    }
    falling = {n: c for n, c in changes.items() if all(b.gain(c) > 0 for b in held)}
    chosen = rule.fewest(held, falling, _energy(groups))
    counted: Counted = "machine" if basis in _MACHINES else "vehicle"
    if basis == "reports":
        counted = "report"
    if chosen is None:
        if clause.spec.scale != "count":
            return None
        return Fewest(rule.more_needed(held), 0, (), counted, "added")
    own = [row for name in chosen for row in groups[name]]
    named = tuple(n for n in chosen if basis == "reports" or groups[n][0].vehicle_id)
    return Fewest(len(chosen), len(falling), named, counted, _way(clause, own, swaps))


def _way(clause: Requirement, rows: Sequence[ProofRow], swaps: remedy_moves.Swaps) -> Way:
    basis = clause.spec.basis
    if basis == "reports":
        return "in_time"
    is_another = basis in _ANOTHER or clause.spec.fuel_set in ("zero_emission", None)
    if basis == "emissions":
        is_another = False
    if basis == "energy":
        is_another = any(not swaps.of(row) for row in rows if not _counts_fully(row))
    return "replaced" if is_another else "moved"


def _counts_fully(row: ProofRow) -> bool:
    return row.share_low is not None and row.share_low == row.share_high == 1


def _energy(groups: Mapping[str, Sequence[ProofRow]]) -> dict[str, Fraction]:
    """What each was given in MJ where its rows say so; among equals the least is changed first."""
    return {
        name: sum((Fraction(r.amount) for r in own if r.amount and r.amount_unit == "MJ"),
                  Fraction(0))
        for name, own in groups.items()
    }  # fmt: skip


def _sums(rows: Sequence[ProofRow]) -> Change:
    return Change(
        *(
            Fraction(sum((getattr(r, name) or Decimal(0) for r in rows), Decimal(0)))
            for name in ("numerator", "denominator", "unknown")
        )
    )


def _good(held: Sequence[Bar], rows: Sequence[ProofRow]) -> Change:
    return _made_good(held, _sums(rows))


def _made_good(held: Sequence[Bar], own: Change) -> Change:
    """What changes when all of it counts, or of a greatest share none; the whole stays."""
    total = own.denominator + own.unknown
    counted = total if held[0].comparator == ">=" else Fraction(0)
    return Change(counted, total) + own.times(Fraction(-1))
