"""Measures of lists, activity and means once more, slowly: from the rules, not the SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from followup.domain.measure import VEHICLE_SETS
from followup.domain.period import Period
from followup.domain.requirement import Requirement
from tests.oracle.naive import Sum, amount_of, each_day, energy_on, grams_on, own_set, share_on
from tests.support import reference

NO_EXHAUST = ("electric", "hydrogen")
# What the lists here say of a class, and the ranks it may have.
EURO = {
    "Euro 6": (600, 699), "VI": (600, 699), "Euro VI-D": (640, 640), "6d-TEMP": (635, 635),
    "EEV": (580, 580), "euroklass 5": (500, 599), "4": (400, 499), "vet ej": None, None: None,
    "El": None,
}  # fmt: skip
EURO_ASKED = {"Euro VI": 600, "6d": 640, "Euro 5": 500}
STAGES = ["I", "II", "IIIA", "IIIB", "IV", "V"]
CLASSES = {"Personbil": "car", "Skåpbil": "van", "Lastbil": "truck", "Buss": "bus"}
BURNING = tuple(f for f in reference.FUELS if f not in reference.ELECTRIC)


@dataclass(frozen=True)
class Fuelled:
    vehicle: str | None
    fuel: str | None
    quantity: int | None
    km: int | None
    days: Period
    is_questioned: bool = False

    @property
    def unit(self) -> str:
        gas = self.fuel in ("biogas_100", "vehicle_gas")
        return "kg" if gas else "kWh" if self.fuel in reference.ELECTRIC else "l"


@dataclass(frozen=True)
class Driven:
    vehicle: str | None
    fuel: str | None
    amounts: dict[str, int | None]
    days: Period
    is_questioned: bool = False


@dataclass(frozen=True)
class Listed:
    """A row of a list; ``name`` is a vehicle's or a machine's, ``level`` its class or stage."""

    name: str | None
    drive: str | None
    level: str | None
    year: int | None
    category: str | None
    days: Period
    is_duplicate: bool = False
    is_questioned: bool = False


@dataclass(frozen=True)
class Case:
    """What is known of one contract of a year; ``exempt`` is a vehicle under dispens all year."""

    days: Period
    fuel: tuple[Fuelled, ...]
    driven: tuple[Driven, ...]
    vehicles: tuple[Listed, ...]
    machines: tuple[Listed, ...]
    exempt: str | None


@dataclass(frozen=True)
class Standing:
    """A vehicle that counts: the row that stands for it, its weight, whether it is of the set."""

    row: Listed
    weight: int
    is_in_set: bool | None


def has_no_exhaust(row: Listed, *, machine: bool) -> bool:
    if row.is_questioned:
        return False
    clean = reference.ELECTRIC if machine else NO_EXHAUST
    return row.drive in clean or (row.drive is None and row.level == "El")


def in_set(row: Listed, chosen: str | None, first: date) -> bool | None:
    if chosen is None:
        return True
    if row.is_questioned:
        return None
    if chosen == "new":
        return None if row.year is None else row.year >= first.year
    own = CLASSES.get(row.category or "")
    return None if own is None else own in VEHICLE_SETS[chosen]


def on_list(
    case: Case, clause: Requirement, window: Period, *, machine: bool = False
) -> tuple[list[Standing], set[str], set[str]]:
    """Those that count, the names on any list, and the names kept out by set or day."""
    by_vehicle = clause.spec.sql != "activity_share"
    count = clause.counted_by if by_vehicle and clause.spec.sql != "euro_activity_share" else "used"
    chosen = clause.vehicle_set if by_vehicle and not machine else None
    rows = [r for r in (case.machines if machine else case.vehicles) if not r.is_duplicate]
    here = [r for r in rows if r.days.overlap(window)]
    groups: dict[object, list[tuple[int, Listed]]] = {}
    named, out = {r.name for r in here if r.name}, set()
    for number, row in enumerate(here):
        if row.name is not None and row.name == case.exempt:
            continue
        member = in_set(row, chosen, case.days.start)
        if member is False or (count == "on_day" and row.days.end < window.end):
            out.add(row.name)
            continue
        groups.setdefault(row.name or number, []).append((number, row))
    found = []
    for mine in groups.values():
        stands = max(mine, key=lambda each: (each[1].days.end, -each[0]))[1]
        days = {d for _, r in mine for d in each_day(r.days.overlap(window))}
        member = in_set(stands, chosen, case.days.start)
        found.append(Standing(stands, len(days) if count == "vehicle_days" else 1, member))
    counted = {s.row.name for s in found}
    return found, named, {name for name in out if name and name not in counted}


def reaches(row: Listed, clause: Requirement, window: Period, *, machine: bool) -> bool | None:
    if row.is_questioned:
        return None
    kind = clause.spec.level
    if kind == "age":
        return None if row.year is None else window.end.year - row.year <= int(clause.level or "")
    if has_no_exhaust(row, machine=machine):
        return True
    if kind is None:
        return False if row.drive or row.level else None
    if kind == "stage":
        asked = STAGES.index(clause.level or "")
        return STAGES.index(row.level) >= asked if row.level in STAGES else None
    ranks, wanted = EURO[row.level], EURO_ASKED[clause.level or ""]
    if ranks is None:
        return None
    return True if ranks[0] >= wanted else False if ranks[1] < wanted else None


def add(total: Sum, amount: int | Fraction, verdict: bool | None) -> None:
    bounds = {True: (1, 1), False: (0, 0), None: (0, 1)}[verdict]
    total.known(Fraction(amount), *map(Fraction, bounds))


def fuelled(case: Case, window: Period) -> list[Fuelled]:
    return [
        r for r in case.fuel
        if r.days.overlap(window) and not (r.vehicle and r.vehicle == case.exempt)
    ]  # fmt: skip


def levels(case: Case, clause: Requirement, window: Period) -> Sum:
    machine = clause.spec.basis.startswith("machine")
    total = Sum()
    standing, named, _ = on_list(case, clause, window, machine=machine)
    for one in standing:
        verdict = reaches(one.row, clause, window, machine=machine)
        add(total, one.weight, verdict if one.is_in_set else None)
    if not machine:
        by_days = clause.counted_by == "vehicle_days"
        for _ in {r.vehicle for r in fuelled(case, window) if r.vehicle} - named:
            add(total, window.days if by_days else 1, None)
    return total


def runs_on(rows: list[Fuelled], clause: Requirement, window: Period) -> bool | None:
    """Whether what a vehicle was given is at the clause's level of what the set counts."""
    low = high = energy = Fraction(0)
    for row in rows:
        fuel = None if row.is_questioned else row.fuel
        if row.quantity is None or (row.quantity < 0 and fuel is None):
            return None
        for day in each_day(row.days.overlap(window)):
            per_unit = energy_on(fuel, row.unit, day)
            if per_unit is None:
                return None
            part = amount_of(row.quantity, row.days, day) * per_unit
            least, most = share_on(fuel, *own_set(clause), day, date(2026, 6, 30))
            low, high, energy = low + part * least, high + part * most, energy + part
    if energy <= 0:
        return None
    level = Fraction(clause.vehicle_level)
    if clause.spec.sql == "activity_share" and own_set(clause)[0] == "fossil":
        over = (1 - level) * energy
        return True if low > over else False if high <= over else None
    return True if low >= level * energy else False if high < level * energy else None


def burns(row: Fuelled) -> bool:
    return not row.is_questioned and row.fuel in BURNING and (row.quantity or 0) > 0


def run_by_exhaust(rows: list[Fuelled], listed: Listed | None) -> bool | None:
    exhaust = any(burns(r) for r in rows)
    drive = None if listed is None or listed.is_questioned else listed.drive
    if listed is not None and drive is None and has_no_exhaust(listed, machine=False):
        drive = "electric"
    if drive in NO_EXHAUST:
        return None if exhaust else True
    return False if drive is not None or exhaust else None


def by_fuel(case: Case, clause: Requirement, window: Period) -> dict[str, bool | None]:
    """Each vehicle's class for what it drove without naming its fuel."""
    standing = {s.row.name: s.row for s in on_list(case, clause, window)[0] if s.row.name}
    rows = fuelled(case, window)
    found: dict[str, bool | None] = {}
    for name in set(standing) | {r.vehicle for r in rows if r.vehicle}:
        mine = [r for r in rows if r.vehicle == name]
        if own_set(clause)[0] == "zero_emission":
            found[name] = run_by_exhaust(mine, standing.get(name))
        else:
            found[name] = runs_on(mine, clause, window) if mine else None
    return found


def counted_rows(case: Case, window: Period) -> Iterator[Driven]:
    for row in case.driven:
        if row.days.overlap(window) and not (row.vehicle and row.vehicle == case.exempt):
            yield row


def activity(case: Case, clause: Requirement, window: Period) -> Sum:
    total, run = Sum(), by_fuel(case, clause, window)
    for row in counted_rows(case, window):
        amount = row.amounts[clause.spec.basis]
        total.is_unbounded |= amount is None
        for day in each_day(row.days.overlap(window)) if amount is not None else ():
            if row.fuel is not None or row.is_questioned:
                fuel = None if row.is_questioned else row.fuel
                bounds = share_on(fuel, *own_set(clause), day, date(2026, 6, 30))
            else:
                verdict = run.get(row.vehicle or "")
                bounds = {True: (1, 1), False: (0, 0), None: (0, 1)}[verdict]
            total.is_unbounded |= amount < 0 and bounds[0] != bounds[1]
            total.known(amount_of(amount, row.days, day), *map(Fraction, bounds))
    return total


def euro_activity(case: Case, clause: Requirement, window: Period) -> Sum:
    total = Sum()
    standing, _, out = on_list(case, clause, window)
    known = {s.row.name: s for s in standing if s.row.name}
    for row in counted_rows(case, window):
        if row.vehicle in out:
            continue
        own = known.get(row.vehicle)
        verdict = None
        if own is not None and own.is_in_set and not row.is_questioned:
            verdict = reaches(own.row, clause, window, machine=False)
        amount = row.amounts[clause.spec.basis]
        total.is_unbounded |= amount is None or (amount < 0 and verdict is None)
        for day in each_day(row.days.overlap(window)) if amount is not None else ():
            add(total, amount_of(amount, row.days, day), verdict)
    return total


def numbers(case: Case, clause: Requirement, window: Period) -> Sum:
    """Vehicles that run on what counts, or let nothing out."""
    total = Sum()
    standing, _, out = on_list(case, clause, window)
    known = {s.row.name: s for s in standing if s.row.name}
    rows = fuelled(case, window)
    is_clean = clause.spec.sql == "zero_emission_vehicle_share"
    takes_any = clause.vehicle_set is None and clause.counted_by == "used"
    unlisted = window.days if clause.counted_by == "vehicle_days" else 1
    for name in {r.vehicle for r in rows if r.vehicle} - out:
        mine = [r for r in rows if r.vehicle == name]
        own = known.get(name)
        is_placed = takes_any or (own is not None and own.is_in_set is True)
        verdict = (
            run_by_exhaust(mine, own.row if own else None)
            if is_clean
            else runs_on(mine, clause, window)
        )
        add(total, own.weight if own else unlisted, verdict if is_placed else None)
    fuelled_names = {r.vehicle for r in rows if r.vehicle}
    for one in standing:
        if one.row.name is None or one.row.name not in fuelled_names:
            verdict = run_by_exhaust([], one.row) if is_clean else None
            add(total, one.weight, verdict if one.is_in_set else None)
    for row in (r for r in rows if r.vehicle is None):
        total.is_unbounded |= not is_clean or not _taken(row, standing)
    return total


def _taken(row: Fuelled, standing: list[Standing]) -> bool:
    """Whether a listed vehicle may have taken fuel that names none."""
    may_be_clean = row.is_questioned or row.fuel is None or row.fuel in reference.ELECTRIC
    drives = [None if s.row.is_questioned else s.row.drive for s in standing]
    clean = [
        d in NO_EXHAUST or (d is None and has_no_exhaust(s.row, machine=False))
        for d, s in zip(drives, standing, strict=True)
    ]
    return any(may_be_clean or not c for c in clean)


def mean(case: Case, clause: Requirement, window: Period) -> Sum:
    """Grams by kilometres or by megajoules; what has no factor or no divisor bounds nothing."""
    total = Sum()
    for row in fuelled(case, window):
        fuel = None if row.is_questioned else row.fuel
        by_km = clause.measure == "ghg_per_km"
        total.is_unbounded |= row.quantity is None or fuel is None or (by_km and row.km is None)
        for day in each_day(row.days.overlap(window)):
            grams, per_unit = grams_on(fuel, row.unit, day), energy_on(fuel, row.unit, day)
            total.is_unbounded |= grams is None or (not by_km and per_unit is None)
            part = Fraction(0) if row.quantity is None else amount_of(row.quantity, row.days, day)
            if grams is not None:
                total.numerator += part * grams[0]
                total.unknown += part * (grams[1] - grams[0])
            if not by_km:
                total.denominator += part * (per_unit or 0)
            elif row.km is not None:
                total.denominator += amount_of(row.km, row.days, day)
    return total


def exhaust(case: Case, clause: Requirement, window: Period) -> Sum:
    return Sum(is_unbounded=bool(on_list(case, clause, window)[0]))
