"""The fleet year by year: Euro class, drive, age, and how much of each kind has no exhaust."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from followup.domain.fleet import NO_EXHAUST, Used
from followup.domain.period import Period
from followup.services.installation import Installation
from followup.services.upload.plausibility import vehicle_class
from followup.services.vehicle.reading import drive_code, ranks
from followup.storage import fleet

UNKNOWN: Final = "unknown"
KINDS: Final = ("level", "drive", "age")
# Ages in years are shown in groups that begin at these.
AGES: Final = (0, 5, 9, 13)
MOST_YEARS: Final = 10
LEVELS: Final = ("no_exhaust", "7", "6", "5", "4", "3", "2", "1")
DRIVES: Final = (
    "electric", "hydrogen", "plug_in_hybrid", "hybrid", "gas", "ethanol", "petrol", "diesel",
)  # fmt: skip
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "level": (*LEVELS, UNKNOWN),
    "drive": (*DRIVES, UNKNOWN),
    "age": (*(str(age) for age in AGES), UNKNOWN),
}
CLASSES: Final = ("car", "van", "truck", "bus", UNKNOWN)


@dataclass(frozen=True, slots=True)
class ZeroEmission:
    """Vehicles of a class without exhaust, with one, and those whose drive nobody knows."""

    zero: int = 0
    other: int = 0
    unknown: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.zero + self.other + self.unknown


@dataclass(frozen=True, slots=True)
class Year:
    """The vehicles used in a year, by group of each kind; ``unknown`` is a group like any."""

    period: Period
    groups: Mapping[str, Counter[str]] = field(default_factory=dict)
    zero: Mapping[str, ZeroEmission] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many vehicles."""
        return sum(self.groups["level"].values())


def years(found: Iterable[Used], as_of: date) -> tuple[Period, ...]:
    """The calendar years that rows tell of, no later than the day's own, the last ten."""
    told = [(one.first_day.year, min(one.last_day.year, as_of.year)) for one in found]
    if not told:
        return ()
    last = max(end for _, end in told)
    first = max(min(start for start, _ in told), last - MOST_YEARS + 1)
    return tuple(Period(date(y, 1, 1), date(y, 12, 31)) for y in range(first, last + 1))


def trend(
    installation: Installation, contracts: Sequence[str], stretches: Sequence[Period], as_of: date
) -> tuple[Year, ...]:
    """Each year in which any vehicle was used in the contracts, each vehicle counted once."""
    rows = fleet.over_time(installation.database, contracts, stretches, as_of).to_pylist()
    made = (_year(period, [r for r in rows if r["label"] == str(period)]) for period in stretches)
    return tuple(year for year in made if year.count)


def _year(period: Period, rows: Sequence[Mapping[str, Any]]) -> Year:
    groups: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    zero: dict[str, list[int]] = {}
    for row in rows:
        count, drive = row["vehicles"], drive_code(row["drivetrain"], row["level_raw"],
                                                   is_vehicle=True)  # fmt: skip
        groups["level"][_level(row["level_raw"], drive)] += count
        groups["drive"][drive or UNKNOWN] += count
        groups["age"][_age(row["model_year"], period.end.year)] += count
        place = 2 if drive is None else 0 if drive in NO_EXHAUST else 1
        zero.setdefault(vehicle_class(row["category"]) or UNKNOWN, [0, 0, 0])[place] += count
    return Year(period, groups, {name: ZeroEmission(*counts) for name, counts in zero.items()})


def _level(written: str | None, drive: str | None) -> str:
    """The Euro class without its letter; what has no exhaust has no class."""
    if drive in NO_EXHAUST:
        return "no_exhaust"
    known = ranks(written, is_vehicle=True)
    return UNKNOWN if known is None else str(known[0] // 100)


def _age(model_year: int | None, year: int) -> str:
    if model_year is None:
        return UNKNOWN
    years_old = max(year - model_year, 0)
    return str(max(age for age in AGES if age <= years_old))
