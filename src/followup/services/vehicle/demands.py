"""A contract's clauses on Euro class, stage and age, vehicle by vehicle, as the measures judge."""

from __future__ import annotations

from functools import cache

from followup.domain.emission_level import EVERY_LEVEL, level_rank
from followup.domain.fleet import NO_EXHAUST, Demand, Listing
from followup.domain.measure import VEHICLE_SETS, LevelKind
from followup.domain.parties import Contract
from followup.domain.requirement import Requirement


def of(
    listing: Listing | None, contract: Contract | None, year: int, *, is_vehicle: bool
) -> tuple[Demand, ...]:
    """The clauses that concern a vehicle or machine, with its age counted to a year."""
    if contract is None:
        return ()
    found = []
    for clause in contract.requirements:
        spec = clause.spec
        if spec.sql != "listed_level_share" or spec.level is None or clause.level is None:
            continue
        if spec.basis.startswith("machine") == is_vehicle:
            continue
        is_in_set = _in_set(clause, listing, contract) if is_vehicle else True
        if is_in_set is not False:
            reached = reaches(listing, clause, year) if is_in_set else None
            found.append(Demand(clause.identifier, clause.title, clause.level, reached))
    return tuple(found)


def _in_set(clause: Requirement, listing: Listing | None, contract: Contract) -> bool | None:
    """Whether a vehicle is of the set a clause counts; None where its list does not say."""
    if clause.vehicle_set is None:
        return True
    if listing is None:
        return None
    if clause.vehicle_set == "new":
        year = listing.model_year
        return None if year is None else year >= contract.start_date.year
    if listing.vehicle_class is None:
        return None
    return listing.vehicle_class in VEHICLE_SETS.get(clause.vehicle_set, ())


@cache
def _rank(kind: LevelKind, level: str) -> int | None:
    return level_rank(kind, level)


def reaches(listing: Listing | None, clause: Requirement, year: int) -> bool | None:
    """Whether a vehicle reaches a clause's level; None where its list does not say enough."""
    kind = clause.spec.level
    asked = _rank(kind, clause.level or "") if kind else None
    if listing is None or asked is None:
        return None
    if kind == "age":
        made = listing.model_year
        return None if made is None else year - made <= asked
    low_high = (EVERY_LEVEL, EVERY_LEVEL) if listing.drive in NO_EXHAUST else listing.ranks
    if low_high is None:
        return None
    if low_high[0] >= asked:
        return True
    return False if low_high[1] < asked else None
