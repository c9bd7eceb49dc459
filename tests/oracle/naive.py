"""The accounting rules once more, slowly: row by row and day by day, with exact fractions.

Written from the rules and not from the SQL; it shares with the engine only the reference numbers
and the way windows are cut, which has tests of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from followup.domain.period import Period, calendar_period
from followup.domain.requirement import Requirement
from tests.support import reference

DAY = timedelta(days=1)


@dataclass(frozen=True)
class FuelRow:
    """One row of a fuel report; amounts in thousandths. ``days`` None: the report's own."""

    vehicle: str | None
    fuel: str | None
    quantity: int | None
    unit: str | None
    km: int | None
    days: Period | None
    is_duplicate: bool = False
    is_questioned: bool = False
    is_declared: bool = False
    place: str | None = None


@dataclass(frozen=True)
class VehicleRow:
    """One row of a vehicle list."""

    vehicle: str | None
    drive: str | None
    is_duplicate: bool = False
    is_questioned: bool = False
    category: str | None = None


@dataclass(frozen=True)
class CertificateRow:
    """One row of a report of certificates; ``quantity`` in thousandths of ``unit``."""

    kind: str
    number: str | None
    quantity: int | None
    unit: str
    days: Period | None
    is_duplicate: bool = False
    is_questioned: bool = False


@dataclass(frozen=True)
class Report:
    """A submission; ``replaces`` is the index of an earlier one."""

    kind: str
    reporter: str
    days: Period
    received: date
    rows: tuple[FuelRow | VehicleRow | CertificateRow, ...]
    replaces: int | None = None
    withdrawn: date | None = None


@dataclass(frozen=True)
class Nil:
    reporter: str
    days: Period
    received: date


@dataclass(frozen=True)
class Dispens:
    """``ends``: the day from which it was revoked, and the day that was decided."""

    days: Period
    decided: date
    vehicles: tuple[str, ...] = ()
    fuel: str | None = None
    requirement: str | None = None
    category: str | None = None
    place: str | None = None
    state: str = "granted"
    ends: tuple[date, date] | None = None


@dataclass(frozen=True)
class Expected:
    """Who reports what, how often (month, quarter, half_year, year), due how many days after."""

    reporter: str
    kind: str
    frequency: str
    due_days: int


@dataclass(frozen=True)
class Facts:
    """Everything known about one contract."""

    days: Period
    expected: tuple[Expected, ...]
    reports: tuple[Report, ...]
    nils: tuple[Nil, ...] = ()
    dispenses: tuple[Dispens, ...] = ()


@dataclass
class Sum:
    """What a measure gives; ``is_unbounded`` wins over ``unknown``."""

    numerator: Fraction = field(default_factory=Fraction)
    denominator: Fraction = field(default_factory=Fraction)
    unknown: Fraction = field(default_factory=Fraction)
    is_unbounded: bool = False
    used: int = 0
    excluded: int = 0
    spans: list[Period] = field(default_factory=list)

    def known(self, amount: Fraction, low: Fraction, high: Fraction) -> None:
        """Add an amount of which between low and high counts."""
        self.numerator += amount * low
        self.unknown += amount * (high - low)
        self.denominator += amount - amount * (high - low)


def each_day(days: Period) -> Iterator[date]:
    day = days.start
    while day <= days.end:
        yield day
        day += DAY


# What counts on a day


def in_force(facts: Facts, as_of: date) -> list[tuple[int, Report]]:
    """Reports known that day, neither withdrawn nor replaced by one that stands."""

    def is_withdrawn(report: Report) -> bool:
        return report.withdrawn is not None and report.withdrawn <= as_of

    def has_successor(index: int) -> bool:
        return any(
            other.replaces == index
            and other.received <= as_of
            and (not is_withdrawn(other) or has_successor(number))
            for number, other in enumerate(facts.reports)
        )

    return [
        (index, report)
        for index, report in enumerate(facts.reports)
        if report.received <= as_of and not is_withdrawn(report) and not has_successor(index)
    ]


@cache
def share_on(
    fuel: str | None, fuel_set: str, rule: str, day: date, as_of: date
) -> tuple[Fraction, Fraction]:
    """The least and the most of a fuel that the set counts on a day."""
    if fuel == "electricity" and rule != "unknown":
        is_counted = (rule == "all") != (fuel_set == "fossil")
        return Fraction(int(is_counted)), Fraction(int(is_counted))
    for share in reference.SHARES:
        holds = share.valid_from <= day <= share.valid_to
        known = share.known_from <= as_of < share.known_to
        if (share.fuel_set, share.fuel) == (fuel_set, fuel) and holds and known:
            return Fraction(share.low), Fraction(share.high)
    return Fraction(0), Fraction(1)


@cache
def energy_on(fuel: str | None, unit: str | None, day: date) -> Fraction | None:
    """MJ in one unit; of an unknown fuel at most what the richest one holds."""
    if fuel is None:
        return Fraction(reference.HIGHEST[unit]) if unit else None
    for content in reference.ENERGY:
        is_of_fuel = (content.fuel, content.unit) == (fuel, unit)
        if is_of_fuel and content.valid_from <= day <= content.valid_to:
            return Fraction(content.low)
    return None


@cache
def grams_on(fuel: str | None, unit: str | None, day: date) -> tuple[Fraction, Fraction] | None:
    for factor in reference.GHG:
        is_of_fuel = (factor.fuel, factor.unit) == (fuel, unit)
        if is_of_fuel and factor.valid_from <= day <= factor.valid_to:
            low, high = Fraction(factor.low), Fraction(factor.high)
            return max(low, Fraction(0)), max(high, Fraction(0))
    return None


def cut_off(amount: int, through: int, days: int) -> int:
    """Thousandths of a row up to some day, towards zero."""
    whole = abs(amount) * through // days
    return whole if amount >= 0 else -whole


def amount_of(thousandths: int, row: Period, day: date) -> Fraction:
    """What falls on one day of a row: thousandths through it less those before it."""
    index = (day - row.start).days
    part = cut_off(thousandths, index + 1, row.days) - cut_off(thousandths, index, row.days)
    return Fraction(part, 1000)


def fuel_name(row: FuelRow) -> str | None:
    """The fuel, unless the row is questioned: then nobody knows."""
    return None if row.is_questioned else row.fuel


def own_set(clause: Requirement) -> tuple[str, str]:
    """The clause's fuel set and its word on electricity; the exhaust knows no origin."""
    of_measure = clause.spec.fuel_set or ""
    if of_measure == "zero_emission":
        return of_measure, "all"
    return clause.fuel_set or of_measure, clause.electricity


# Rows that count


@dataclass(frozen=True)
class Counted:
    """A fuel row, its days, and those of them that count in a window."""

    row: FuelRow
    place: tuple[int, int]
    all_days: Period
    counted: tuple[date, ...]
    is_partly_left_out: bool
    is_split: bool


def holding(facts: Facts, as_of: date) -> list[Dispens]:
    """The dispenses granted and known that day, over the days that are left of them."""
    found = []
    for dispens in facts.dispenses:
        if dispens.state != "granted" or dispens.decided > as_of:
            continue
        days = dispens.days
        if dispens.ends is not None and dispens.ends[1] <= as_of:
            last = min(days.end, dispens.ends[0] - DAY)
            if last < days.start:
                continue
            days = Period(days.start, last)
        found.append(replace(dispens, days=days))
    return found


def is_reached(dispens: Dispens, vehicle: str | None, facts: Facts, as_of: date) -> bool:
    """True when it names no vehicle, or this one, or a kind that some list gives this one."""
    if not dispens.vehicles and dispens.category is None:
        return True
    kinds = {
        row.category
        for _, report in in_force(facts, as_of)
        for row in report.rows
        if isinstance(row, VehicleRow) and row.vehicle == vehicle
    }
    return vehicle is not None and (
        vehicle in dispens.vehicles or (dispens.category is not None and dispens.category in kinds)
    )


def holds_for(
    dispens: Dispens, clause: Requirement, row: FuelRow, facts: Facts, as_of: date
) -> bool:
    return (
        dispens.requirement in (None, clause.identifier)
        and is_reached(dispens, row.vehicle, facts, as_of)
        and dispens.fuel in (None, row.fuel)
        and dispens.place in (None, row.place)
    )


def fuel_rows(
    facts: Facts, clause: Requirement, window: Period, as_of: date, *, whole: bool = False
) -> list[Counted]:
    """Every fuel row with a day in the window, or outside the contract at one of its ends."""
    found = []
    for index, report in in_force(facts, as_of):
        if report.kind != "fuel":
            continue
        for number, row in enumerate(report.rows):
            assert isinstance(row, FuelRow)
            days = row.days or report.days
            inside = days.overlap(window)
            is_out = row.is_duplicate or (row.is_declared and not clause.accepts_declared)
            active = [d for d in holding(facts, as_of) if holds_for(d, clause, row, facts, as_of)]
            touching = list(each_day(inside)) if inside else []
            free = [d for d in touching if not any(x.days.overlap(Period(d, d)) for x in active)]
            outside = (window.start == facts.days.start and days.start < window.start) or (
                window.end == facts.days.end and days.end > window.end
            )
            if whole and inside:
                all_in_one = any(
                    x.days.start <= inside.start and inside.end <= x.days.end for x in active
                )
                free = [] if all_in_one else list(each_day(days))
                outside = False
            if not touching and not outside:
                continue
            counted = () if is_out else tuple(free)
            left_out = outside or len(counted) < len(touching)
            is_cut = any(x.days.overlap(days) not in (None, days) for x in active)
            is_split = bool(touching) and (inside != days or is_cut)
            found.append(Counted(row, (index, number), days, counted, left_out, is_split))
    return found


def listed_vehicles(
    facts: Facts, clause: Requirement, window: Period, as_of: date
) -> dict[object, VehicleRow]:
    """Vehicles on a list in force, by registration; of several lists the latest names the drive."""
    best: dict[object, tuple[tuple[object, ...], VehicleRow]] = {}
    for index, report in in_force(facts, as_of):
        inside = report.days.overlap(window)
        if report.kind != "vehicles" or inside is None:
            continue
        for number, row in enumerate(report.rows):
            assert isinstance(row, VehicleRow)
            is_exempt = any(
                (d.vehicles or d.category)
                and (
                    is_reached(d, row.vehicle, facts, as_of)
                    if row.vehicle
                    else d.category is not None and d.category == row.category
                )
                and d.fuel is None
                and d.place is None
                and d.requirement in (None, clause.identifier)
                and d.days.start <= inside.start
                and inside.end <= d.days.end
                for d in holding(facts, as_of)
            )
            if row.is_duplicate or is_exempt:
                continue
            key: object = row.vehicle or (index, number)
            rank = (report.days.end, index, -number)
            if key not in best or rank > best[key][0]:
                best[key] = (rank, row)
    return {key: row for key, (_, row) in best.items()}


# The measures


def energy(facts: Facts, clause: Requirement, window: Period, as_of: date, whole: bool) -> Sum:
    found = fuel_rows(facts, clause, window, as_of, whole=whole)
    total = _by_amount(found, clause, as_of, lambda row: row.quantity, has_energy=True)
    used = [c for c in found if c.counted]
    named = {c.row.vehicle for c in found if c.all_days.overlap(window)}
    if used and all(c.row.vehicle for c in used):
        for row in listed_vehicles(facts, clause, window, as_of).values():
            if row.vehicle is not None and row.vehicle not in named:
                total.is_unbounded = True
                total.used += 1
    certify(total, found, facts, clause, window, as_of, whole)
    return total


# What certificates make of the gas and electricity of the rows


@dataclass(frozen=True)
class Held:
    """A certificate that the clause accepts, and the days in the window on which it speaks."""

    row: CertificateRow
    all_days: Period
    spoken: tuple[date, ...]


def is_accepted(row: CertificateRow, clause: Requirement) -> bool:
    if row.kind == "electricity_origin":
        return own_set(clause)[1] != "all"
    return clause.accepts_green_gas if row.kind == "green_gas" else clause.accepts_mass_balance


def certify(
    total: Sum, found: list[Counted], facts: Facts, clause: Requirement, window: Period,
    as_of: date, whole: bool,
) -> None:  # fmt: skip
    """Move what certificates make sure from unknown and other to counted, days by days."""
    held: dict[str, list[Held]] = {"biogas_100": [], "electricity_green": []}
    numbers: set[str] = set()
    sent = [(r.received, i, r) for i, r in in_force(facts, as_of) if r.kind == "certificates"]
    rows = [(row, report) for _, _, report in sorted(sent, key=lambda s: s[:2])
            for row in sorted(report.rows, key=lambda row: row.is_duplicate)]  # fmt: skip
    for row, report in rows:
        assert isinstance(row, CertificateRow)
        is_again = row.number is not None and row.number in numbers
        numbers |= {row.number} if row.number is not None else set()
        days = row.days or report.days
        inside = days.overlap(window)
        days_in: list[date] = []
        if inside:
            touching = each_day(days if whole else inside)
            days_in = [d for d in touching if whole or not is_away(facts, clause, d, as_of)]
        if not days_in or not is_accepted(row, clause):
            continue
        fuel = "electricity_green" if row.kind == "electricity_origin" else "biogas_100"
        share = share_on(fuel, *own_set(clause), days_in[0], as_of)
        is_counted = share == ((0, 0) if own_set(clause)[0] == "fossil" else (1, 1))
        if is_again or row.is_duplicate or not is_counted:
            total.excluded += 1
            continue
        total.used += 1
        if inside != days:
            total.spans.append(days)
        held[fuel].append(Held(row, days, tuple(days_in)))
    for fuel, certificates in held.items():
        for days_alike in _alike(certificates):
            _move(total, found, clause, as_of, fuel, certificates, days_alike)


def _alike(certificates: list[Held]) -> list[list[date]]:
    """The days of certificates, cut where any of them begins or ends to speak."""
    borders = set()
    for one in certificates:
        spoken = set(one.spoken)
        borders |= {d for d in spoken if d - DAY not in spoken}
        borders |= {d + DAY for d in spoken if d + DAY not in spoken}
    pieces: dict[int, list[date]] = {}
    for day in sorted({d for one in certificates for d in one.spoken}):
        pieces.setdefault(sum(border <= day for border in borders), []).append(day)
    return list(pieces.values())


def _move(
    total: Sum, found: list[Counted], clause: Requirement, as_of: date, fuel: str,
    certificates: list[Held], days: list[date],
) -> None:  # fmt: skip
    """The energy on some days that certificates speak of, at least and at most."""
    fuel_set, rule = own_set(clause)
    is_fossil = fuel_set == "fossil"
    reached = ("electricity",) if fuel == "electricity_green" else ("vehicle_gas", "lng")
    reach = known = Fraction(0)
    for counted in found:
        name = fuel_name(counted.row)
        if name not in reached or counted.row.quantity is None:
            continue
        for day in set(days).intersection(counted.counted):
            per_unit = energy_on(name, counted.row.unit, day)
            if per_unit is not None:
                part = amount_of(counted.row.quantity, counted.all_days, day) * per_unit
                low, high = share_on(name, fuel_set, rule, day, as_of)
                reach += part * (high if is_fossil else 1 - low)
                known += part * (low if is_fossil else 1 - high)
    reach, known = max(reach, Fraction(0)), max(known, Fraction(0))
    least = most = Fraction(0)
    for one in certificates:
        if days[0] not in one.spoken:
            continue
        ends = _energy_ends(one.row, fuel, days[0])
        if one.row.quantity is None or one.row.is_questioned or ends is None:
            most += reach
            continue
        amount = sum((amount_of(one.row.quantity, one.all_days, d) for d in days), Fraction(0))
        least, most = least + amount * ends[0], most + amount * ends[1]
    sure, moved = min(least, reach), min(most, known)
    total.numerator += -moved if is_fossil else sure
    total.denominator += sure - moved
    total.unknown += moved - sure


def _energy_ends(row: CertificateRow, fuel: str, day: date) -> tuple[Fraction, Fraction] | None:
    """MJ in a unit of a certificate; kilowatt-hours of gas are of either heating value."""
    if fuel == "biogas_100" and row.unit == "kWh":
        return Fraction(3), Fraction(4)
    content = energy_on(fuel, row.unit, day)
    return None if content is None else (content, content)


def volume(facts: Facts, clause: Requirement, window: Period, as_of: date, whole: bool) -> Sum:
    found = fuel_rows(facts, clause, window, as_of, whole=whole)
    litres = [c for c in found if c.row.unit in (None, "l")]
    total = _by_amount(litres, clause, as_of, lambda row: row.quantity)
    total.is_unbounded |= any(c.row.unit is None for c in litres if c.counted)
    total.excluded += len(found) - len(litres)
    return total


def distance(facts: Facts, clause: Requirement, window: Period, as_of: date, whole: bool) -> Sum:
    found = fuel_rows(facts, clause, window, as_of, whole=whole)
    return _by_amount(found, clause, as_of, lambda row: row.km)


def _by_amount(
    found: list[Counted],
    clause: Requirement,
    as_of: date,
    amount: Callable[[FuelRow], int | None],
    *,
    has_energy: bool = False,
) -> Sum:
    total = Sum(excluded=sum(c.is_partly_left_out for c in found))
    for counted in found:
        if not counted.counted:
            continue
        row, fuel = counted.row, fuel_name(counted.row)
        total.used += 1
        if counted.is_split:
            total.spans.append(counted.all_days)
        thousandths = amount(row)
        if thousandths is None or (thousandths < 0 and fuel is None):
            total.is_unbounded = True
        for day in counted.counted if thousandths is not None else ():
            part = amount_of(thousandths, counted.all_days, day)
            per_unit = energy_on(fuel, row.unit, day) if has_energy else Fraction(1)
            if per_unit is None:
                total.is_unbounded = True
                continue
            total.known(part * per_unit, *share_on(fuel, *own_set(clause), day, as_of))
    return total


def vehicles_run(
    facts: Facts, clause: Requirement, window: Period, as_of: date, whole: bool
) -> Sum:
    """Each vehicle once: does its fuel reach the clause's level at worst, or not even at best?"""
    found = fuel_rows(facts, clause, window, as_of, whole=whole)
    level = Fraction(clause.vehicle_level)
    total = Sum()
    for name in {c.row.vehicle for c in found if c.counted}:
        rows = [c for c in found if c.counted and c.row.vehicle == name]
        if any(c.is_split for c in rows):
            starts, ends = [c.all_days.start for c in rows], [c.all_days.end for c in rows]
            total.spans.append(Period(min(starts), max(ends)))
        total.used += 1
        if name is None:
            total.is_unbounded = True
            continue
        mine = _by_amount(rows, clause, as_of, lambda row: row.quantity, has_energy=True)
        amount = mine.denominator + mine.unknown
        is_known = not mine.is_unbounded and amount > 0
        if is_known and mine.numerator >= level * amount:
            total.known(Fraction(1), Fraction(1), Fraction(1))
        elif is_known and mine.numerator + mine.unknown < level * amount:
            total.known(Fraction(1), Fraction(0), Fraction(0))
        else:
            total.known(Fraction(1), Fraction(0), Fraction(1))
    touched = {c.row.vehicle for c in found if c.all_days.overlap(window)}
    for key, row in listed_vehicles(facts, clause, window, as_of).items():
        if row.vehicle is None or key not in touched:
            total.used += 1
            total.known(Fraction(1), Fraction(0), Fraction(1))
    return total


def zero_emission_vehicles(
    facts: Facts, clause: Requirement, window: Period, as_of: date, whole: bool
) -> Sum:
    """Each vehicle once: by its listed drive, unless it was filled with something that burns."""
    listed = listed_vehicles(facts, clause, window, as_of)
    drives = {key: None if row.is_questioned else row.drive for key, row in listed.items()}
    clean = ("electric", "hydrogen")
    found = [c for c in fuel_rows(facts, clause, window, as_of, whole=whole) if c.counted]
    total = Sum()

    def burns(counted: Counted) -> bool:
        fuel = fuel_name(counted.row)
        return fuel is not None and fuel not in reference.ELECTRIC

    for key in set(drives) | {c.row.vehicle for c in found if c.row.vehicle}:
        drive = drives.get(key)
        mine = [c for c in found if c.row.vehicle == key]
        exhaust = any(burns(c) and (c.row.quantity or 0) > 0 for c in mine)
        verdict = None if exhaust else True
        if drive not in clean:
            verdict = False if drive is not None or exhaust else None
        total.used += 1
        bounds = {True: (1, 1), False: (0, 0), None: (0, 1)}[verdict]
        total.known(Fraction(1), *map(Fraction, bounds))
    homeless = [
        c
        for c in found
        if c.row.vehicle is None
        and not any(not burns(c) or drive not in clean for drive in drives.values())
    ]
    if homeless:
        total.is_unbounded = True
        total.used += 1
    return total


def tonnes(facts: Facts, clause: Requirement, window: Period, as_of: date) -> Sum:
    """Tonnes CO2e: known and, between the bounds of a factor, unknown."""
    total = Sum()
    for counted in fuel_rows(facts, clause, window, as_of):
        fuel = fuel_name(counted.row)
        for day in counted.counted:
            grams = grams_on(fuel, counted.row.unit, day)
            if counted.row.quantity is None or grams is None:
                total.is_unbounded = True
                continue
            part = amount_of(counted.row.quantity, counted.all_days, day)
            total.numerator += part * grams[0] / 1_000_000
            total.unknown += part * (grams[1] - grams[0]) / 1_000_000
    return total


def energy_by_fuel(
    facts: Facts, clause: Requirement, window: Period, as_of: date
) -> dict[str, Fraction]:
    """MJ per fuel; a fuel nobody has named has no amount of it."""
    found: dict[str, Fraction] = {}
    for counted in fuel_rows(facts, clause, window, as_of):
        fuel = fuel_name(counted.row)
        for day in counted.counted if fuel is not None else ():
            per_unit = energy_on(fuel, counted.row.unit, day)
            if counted.row.quantity is not None and per_unit is not None:
                part = amount_of(counted.row.quantity, counted.all_days, day) * per_unit
                found[fuel] = found.get(fuel, Fraction(0)) + part
    return found


# Reports


def report_periods(facts: Facts, who: Expected) -> Iterator[tuple[Period, Period]]:
    """The calendar periods someone reports on, whole and within the contract's days."""
    day = facts.days.start
    while day <= facts.days.end:
        whole = calendar_period(day, who.frequency)
        inside = whole.overlap(facts.days)
        assert inside is not None
        yield whole, inside
        day = whole.end + DAY


def delivered_on(facts: Facts, who: Expected, day: date, as_of: date) -> date | None:
    """When the first word about a day came, corrections and nil reports included."""
    days = [
        r.received
        for r in facts.reports
        if (r.kind, r.reporter) == (who.kind, who.reporter)
        and r.received <= as_of
        and not (r.withdrawn is not None and r.withdrawn <= as_of)
        and r.days.overlap(Period(day, day))
    ]
    days += [
        n.received
        for n in facts.nils
        if (who.kind, n.reporter) == ("fuel", who.reporter)
        and n.received <= as_of
        and n.days.overlap(Period(day, day))
    ]
    return min(days, default=None)


def in_time(facts: Facts, clause: Requirement, window: Period, as_of: date) -> tuple[Sum, int]:
    """Reports on time over reports due whose period ends in the window, and those not due."""
    total, pending = Sum(), 0
    for who in facts.expected:
        for _, inside in report_periods(facts, who):
            if not window.start <= inside.end <= window.end:
                continue
            asked = [d for d in each_day(inside) if not is_away(facts, clause, d, as_of)]
            if not asked:
                total.excluded += 1
                continue
            due = inside.end + who.due_days * DAY
            came = [delivered_on(facts, who, day, as_of) for day in asked]
            arrived = [day for day in came if day is not None]
            is_whole = len(arrived) == len(came)
            if not is_whole and due >= as_of:
                pending += 1
                total.excluded += 1
                continue
            total.used += 1
            total.denominator += 1
            total.numerator += int(is_whole and max(arrived) <= due)
    return total, pending


def is_away(facts: Facts, clause: Requirement, day: date, as_of: date) -> bool:
    """True when a dispens of the whole requirement holds on the day."""
    return any(
        not (d.vehicles or d.category or d.fuel or d.place)
        and d.requirement in (None, clause.identifier)
        and d.days.start <= day <= d.days.end
        for d in holding(facts, as_of)
    )


def coverage(
    facts: Facts, clause: Requirement, window: Period, as_of: date, kind: str
) -> tuple[int, int, int, int]:
    """Expected, covered, nil and not yet due months of the window's reporters."""
    current = [report for _, report in in_force(facts, as_of)]
    expected = covered = nil = pending = 0
    for who in facts.expected:
        if who.kind != kind:
            continue
        for _, inside in report_periods(facts, who):
            for month, _ in report_periods(facts, Expected(who.reporter, kind, "month", 0)):
                part = month.overlap(inside)
                part = part.overlap(window) if part else None
                if part is None:
                    continue
                asked = [d for d in each_day(part) if not is_away(facts, clause, d, as_of)]
                if not asked:
                    continue
                mine = [r.days for r in current if (r.kind, r.reporter) == (kind, who.reporter)]
                none = [
                    n.days
                    for n in facts.nils
                    if kind == "fuel" and n.reporter == who.reporter and n.received <= as_of
                ]
                expected += 1
                is_covered = _covers(mine + none, asked)
                covered += is_covered
                nil += _covers(none, asked)
                due = inside.end + who.due_days * DAY
                pending += not is_covered and due >= as_of
    return expected, covered, nil, pending


def _covers(spans: list[Period], days: list[date]) -> bool:
    return all(any(s.start <= day <= s.end for s in spans) for day in days)


# The verdict


def compare(comparator: str, limit: Decimal, total: Sum) -> str:
    """Met or missed only if both ends of the interval say so (rules 11 to 13)."""
    amount = total.denominator + total.unknown
    impossible = total.numerator < 0 or total.numerator > total.denominator
    if total.is_unbounded or amount <= 0 or total.unknown < 0 or impossible:
        return "not_assessable"
    ends = (total.numerator / amount, (total.numerator + total.unknown) / amount)
    holds = [e >= Fraction(limit) if comparator == ">=" else e <= Fraction(limit) for e in ends]
    return "met" if all(holds) else "not_assessable" if any(holds) else "not_met"
